"""The checks with frictionless. Writes what it names as JSON: row and column (from 0, None for the row) of each error.

python by_frictionless.py DATA ALLOWED.json OUT.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from frictionless import Checklist, Resource, Schema, system

data, allowed, out = map(Path, sys.argv[1:])
known = json.loads(allowed.read_text(encoding="utf-8"))
schema = Schema.from_descriptor(
    {
        "fields": [
            {"name": "目标编号", "type": "string", "constraints": {"required": True, "enum": known["targets"]}},
            {"name": "填报单位", "type": "string", "constraints": {"required": True, "enum": known["entities"]}},
            {"name": "期间", "type": "string", "constraints": {"required": True, "pattern": r"20\d\d-Q[1-4]"}},
            {"name": "数值", "type": "number", "constraints": {"required": True, "minimum": 0, "maximum": 100_000}},
            {"name": "计量单位", "type": "string", "constraints": {"enum": [known["unit"]]}},
            {"name": "报送日期", "type": "date"},
        ],
        "primaryKey": ["目标编号", "填报单位", "期间"],
    }
)
with system.use_context(trusted=True):
    report = Resource(path=str(data), schema=schema).validate(Checklist(), limit_errors=1000)
found = [(row, column - 1 if column else None) for row, column in report.flatten(["rowNumber", "fieldNumber"])]
out.write_text(json.dumps(found), encoding="utf-8")
