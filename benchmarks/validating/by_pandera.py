"""The checks with pandera on polars. Writes what it names as JSON: row and column (from 0) of each error.

python by_pandera.py DATA ALLOWED.json OUT.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandera.polars as pa
import polars as pl

data, allowed, out = map(Path, sys.argv[1:])
known = json.loads(allowed.read_text(encoding="utf-8"))
texts = pa.DataFrameSchema(
    {
        "目标编号": pa.Column(str, pa.Check.isin(known["targets"])),
        "填报单位": pa.Column(str, pa.Check.isin(known["entities"])),
        "期间": pa.Column(str, pa.Check.str_matches(r"^20\d\d-Q[1-4]$")),
        "数值": pa.Column(str, pa.Check.str_matches(r"^-?\d+(\.\d+)?$")),
        "计量单位": pa.Column(str, pa.Check.isin([known["unit"]])),
        "报送日期": pa.Column(str, pa.Check.str_matches(r"^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$")),
    },
    unique=["目标编号", "填报单位", "期间"],
)
numbers = pa.DataFrameSchema({"数值": pa.Column(float, pa.Check.in_range(0, 100_000), nullable=True)})
if data.suffix == ".csv":
    table = pl.read_csv(data, infer_schema=False)
else:  # every column as text: one word among the numbers would else hide the others
    table = pl.read_excel(data, engine="calamine", infer_schema_length=0).cast(pl.String)
found = []
for schema, given in ((texts, table), (numbers, table.with_columns(pl.col("数值").cast(pl.Float64, strict=False)))):
    try:
        schema.validate(given, lazy=True)
    except pa.errors.SchemaErrors as wrong:
        for case in wrong.failure_cases.to_dicts():
            row = case["index"]
            column = table.columns.index(case["column"]) if case["column"] in table.columns else None
            found.append((None if row is None else int(row) + 2, column))
out.write_text(json.dumps(found), encoding="utf-8")
