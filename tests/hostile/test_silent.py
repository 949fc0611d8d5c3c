"""Nothing is passed over in silence: every cell of a table is a value that counts or is named by a finding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hostile.books import HEAD, book, row, text
from tests.hostile.conftest import Sandbox
from tests.hostile.project import SOUND, make_project
from tests.sources.workbooks import text_row

_NUMBER = "<c><v>{}</v></c>"
UNUSED: Mapping[str, tuple[str, str]] = {
    "uncalculated": (row(3, "<c><f>1+1</f></c>"), "C207"),
    "error": (row(3, '<c t="e"><v>#N/A</v></c>'), "C208"),
    "placeholder": (row(3, text("—")), "C202"),
    "approximate": (row(3, text("约300")), "C203"),
    "no_number": (row(3, text("很好")), "C216"),
    "truth_value": (row(3, '<c t="b"><v>1</v></c>'), "C216"),
    "unknown_target": (row(3, target="R9.9"), "R304"),
    "no_target": (row(3, target=""), "C201"),
    "bad_period": (row(3, period="去年"), "C209"),
    "ambiguous_period": (row(3, period="2026.3"), "C210"),
    "total": (row(3, target="合计"), "S109"),
    "note": (text_row(3, "注：数据为初步统计"), "S109"),
    "second_header": (HEAD.replace('r="1"', 'r="3"'), "S109"),
    "blank_value": (row(3, ""), "C201"),
    "superseded_or_repeated": (row(3), "R301"),
    "conflicting": (row(3, _NUMBER.format(9)), "R302"),
    "before_the_plan": (row(3, period="2020-Q1"), "R305"),
    "after_the_day": (row(3, period="2027-Q1"), "R313"),
    "hidden": (row(3, period="2026-Q2").replace("<row", '<row hidden="1"'), "S107"),
}


@pytest.mark.parametrize("name", UNUSED)
def test_what_is_not_used_is_said_with_its_place(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    more, code = UNUSED[name]
    make_project(tmp_path / "p", {"x.xlsx": book(HEAD + row(2) + more)})
    ran = sandbox.ask(cwd=str(tmp_path / "p"), argv=["validate", "data/demo/x.xlsx", "--as-of", "2026-10-30"])
    lines = [line for line in ran["out"].splitlines() if f"  {code} " in line]
    assert lines, ran["out"]
    assert all(line.startswith("data/demo/x.xlsx 数据!") for line in lines)


def test_every_row_is_a_value_or_a_finding(sandbox: Sandbox, tmp_path: Path) -> None:
    """All of it at once: no row of the sheet is missing from what is said."""
    numbered = [
        more.replace('r="3"', f'r="{at}"') for at, (more, code) in enumerate(UNUSED.values(), 3) if code != "R301"
    ]
    root = tmp_path / "p"
    data = make_project(root, {"x.xlsx": book(HEAD + row(2) + "".join(numbered))})
    given = sandbox.ask(cwd=str(root), read=str(data), plan=str(root / "plans" / "demo.yaml"))
    places = [place for place, _ in given["values"]] + [place for *_, place in given["findings"]]
    told = {
        place.rstrip("0123456789") and int("".join(c for c in place.rpartition("!")[2] if c.isdigit()))
        for place in places
        if not place.startswith(SOUND) and "!" in place
    }
    written = {at for at, (_, code) in enumerate(UNUSED.values(), 3) if code != "R301"}
    assert written <= told
