"""Golden cases: each folder of tests/cases/ is a small project and the verdicts it must get.

plans/, data/     as in any project
expect.yaml       as_of   the day
                  args    further arguments of `plancheck status`
                  exit    the exit code, 0 without it
                  expect  what must be in the JSON report, target by target; `flags+` asks that these be among them,
                          a number is compared to as many decimals as it is written with
                  findings  codes that must be among the findings
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
import yaml

from plancheck.cli import main

CASES = sorted(folder for folder in (Path(__file__).parent / "cases").iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = yaml.load((folder / "expect.yaml").read_text("utf-8"), yaml.BaseLoader)
    days = ["--as-of", case["as_of"], "--no-cache", "--format", "json"]
    code = main(["status", "--root", str(folder), *days, *case.get("args", [])])
    printed = capsys.readouterr()
    assert code == int(case.get("exit", 0)), printed.err
    report = json.loads(printed.out)
    targets = {target["id"]: target for plan in report["plans"] for target in plan["targets"]}
    wrong = [line for name, want in case.get("expect", {}).items() for line in differences(want, targets[name], name)]
    assert wrong == []
    assert set(case.get("findings", [])) <= {finding["code"] for finding in report["findings"]}


def differences(want: Any, got: Any, at: str) -> Iterator[str]:
    """Each place where `got` lacks or contradicts what `want` names."""
    if isinstance(want, Mapping):
        for key, inner in want.items():
            if key.endswith("+"):
                yield from (f"{at}.{key}: lacks {one}" for one in inner if one not in got[key[:-1]])
            else:
                yield from differences(inner, got.get(key), f"{at}.{key}")
    elif isinstance(want, list):
        if sorted(want) != sorted(map(str, got or [])):
            yield f"{at}: wanted {want}, got {got}"
    elif not _same(want, "true" if got is True else "false" if got is False else str(got)):
        yield f"{at}: wanted {want}, got {got}"


def _same(want: str, got: str) -> bool:
    try:
        stated = Decimal(want)
        return abs(Decimal(got) - stated) <= Decimal(1).scaleb(int(stated.as_tuple().exponent))
    except InvalidOperation:
        return want == got
