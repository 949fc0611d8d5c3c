"""How grave findings are, which are shown, and from which side they are told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from plancheck.checks.checked import Validation
from plancheck.checks.severities import narrowed, unreadable, with_severities
from plancheck.checks.sides import own_side
from plancheck.model.finding import Finding
from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import FileRef, TextRef
from plancheck.sources.folder import FileRead, Submissions
from tests.checks.submitted import checked, lines, plan, rows, said

COUNT = "id: T, unit: 个, measure: increment, roster: r, rule: {kind: reach, at_least: 90}, report: quarterly"


def test_the_plan_decides() -> None:
    found = [Finding("C204", "warning", None), Finding("R306", "warning", None), Finding("C203", "error", None)]
    kept, left_out = with_severities(found, {"C204": "error", "R306": "ignore", "C203": "warning"})
    assert [(f.code, f.severity) for f in kept] == [("C204", "error"), ("C203", "warning")]
    assert left_out == {"R306": 1}


def test_a_file_that_was_not_read_stays_one_however_grave_that_is() -> None:
    found = [
        Finding("F001", "warning", FileRef("a")),
        Finding("S102", "error", TextRef("b", 1)),
        Finding("F004", "info", FileRef("c")),
    ]
    assert unreadable(found) == ("a", "b")


def test_strict_and_a_choice_of_codes(tmp_path: Path) -> None:
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, "甲校,T,2026-Q1,１", "丙校,T,2026-Q1,1"))
    one = narrowed(Validation((result,)), ("C", "R303"), ("C21",), strict=True).plans[0]
    assert [(f.code, f.severity) for f in one.findings] == [("C204", "error"), ("R303", "error")]
    assert one.left_out == {}
    assert narrowed(Validation((result,)), ("R303",), (), strict=False).plans[0].left_out == {"C204": 1}


def test_what_stands_in_an_earlier_file_is_told_from_the_new_one() -> None:
    new, old = TextRef("b.csv", 2, 4), TextRef("z.csv", 9, 4)
    facts = {"seen": "7", "other_seen": "5", "other": str(new)}
    row = Observation("T", "甲校", None, "", Amount(Decimal(5)), None, new, "5")
    given = Submissions((row,), files=(FileRead("b.csv", 1, ""),))
    (told,) = own_side([Finding("R302", "error", old, facts)], given)
    assert (told.origin, told.facts) == (new, {"seen": "5", "other_seen": "7", "other": "z.csv:9:4"})
    assert own_side([Finding("C203", "error", old, {})], given) == []


def test_periods_that_overlap_name_each_others_cells(tmp_path: Path) -> None:
    loaded = plan(tmp_path, COUNT)
    file = rows(tmp_path, "甲校,T,2026,9", "甲校,T,2026-Q1,1")
    (found,) = said(checked(loaded, file), "R310")
    assert (str(found.origin).rpartition("/")[2], found.facts["places"]) == ("a.csv:2:4", "3:4")
    before = rows(tmp_path, "甲校,T,2026,9", name="b.csv")
    (found,) = said(checked(loaded, rows(tmp_path, "甲校,T,2026-Q1,1"), before=before), "R310")
    assert str(found.origin).endswith("a.csv:2:4")
    assert found.facts["places"].endswith("b.csv:2:4")


def test_a_row_whose_period_cannot_be_read_contradicts_no_other(tmp_path: Path) -> None:
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, "甲校,T,2026-Q4,1", "甲校,T,2026.9,2"))
    assert (lines(result, "C210"), lines(result, "R302")) == (["3:3"], [])


def test_a_year_outside_the_plan_is_said_once(tmp_path: Path) -> None:
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, "甲校,T,2062,1"))
    assert (lines(result, "R305"), lines(result, "R313")) == (["2:3"], [])


def test_unknown_schools_are_told_at_their_name_with_the_nearest_of_names_and_aliases(tmp_path: Path) -> None:
    (found,) = said(checked(plan(tmp_path, COUNT), rows(tmp_path, "甲小,T,2026-Q1,1")), "R303")
    assert (str(found.origin).endswith("a.csv:2:1"), found.facts["nearest"]) == (True, "甲校")
