"""What a plain report must not load: the start of the program depends on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from tests.reports.build import demo
from plancheck.reports import FORMATS, Options
FORMATS["text"](demo(), Options(lang="zh"))
print(*sorted(sys.modules))
"""


def test_plain_text_loads_no_other_language_format_or_library() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(ran.stdout.split())
    assert "plancheck.messages.zh.verdicts" in loaded
    unwanted = {
        "rich",
        "pydantic",
        "yaml",
        "openpyxl",
        "python_calamine",
        "csv",
        "json",
        "typer",
        "jinja2",
        "markupsafe",
    }
    unwanted |= {
        "plancheck.messages.en",
        "plancheck.reports.json",
        "plancheck.reports.csv",
        "plancheck.reports.explain",
    }
    assert unwanted & loaded == set()
