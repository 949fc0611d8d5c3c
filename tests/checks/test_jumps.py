"""R308."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.submitted import checked, lines, plan, rows, said

RATE = "id: T, unit: '%', measure: ratio, roster: r, rule: {kind: reach, at_least: 90}, report: quarterly"


def of(measure: str, unit: str = "个", more: str = "") -> str:
    return f"id: T, unit: '{unit}', measure: {measure}, roster: r, rule: {{kind: reach, at_least: 90}}, report: quarterly{more}"  # noqa: E501


@pytest.mark.parametrize(
    ("measure", "before", "now", "told"),
    [
        ("increment", "10", "50", True),
        ("increment", "10", "49.9", False),
        ("increment", "50", "10", True),
        ("increment", "0", "50", False),
        ("level", "-10", "50", False),
        ("level", "0.2", "1", True),
        ("running_total", "10", "50", True),
        ("running_total", "50", "10", False),  # a total that falls is R309
    ],
)
def test_from_five_times_on(tmp_path: Path, measure: str, before: str, now: str, told: bool) -> None:
    file = rows(tmp_path, f"甲校,T,2026-Q1,{before}", f"甲校,T,2026-Q2,{now}")
    result = checked(plan(tmp_path, of(measure)), file)
    assert lines(result, "R308") == (["3:4"] if told else [])


def test_percentages_by_points(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-Q1,,30,100", "甲校,T,2026-Q2,,49,100", "甲校,T,2026-Q3,,69,100")
    (found,) = said(checked(plan(tmp_path, RATE), file), "R308")
    assert str(found.origin).endswith("a.csv:4:5")
    assert (found.facts["seen"], found.facts["previous"]) == ("69", "49")
    assert (found.facts["before"], found.facts["other"]) == ("2026-Q2", "3:5")


def test_a_division_that_does_not_end_is_shown_to_two_places(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-Q1,,1,3", "甲校,T,2026-Q2,,2,3")
    (found,) = said(checked(plan(tmp_path, RATE), file), "R308")
    assert (found.facts["seen"], found.facts["previous"]) == ("66.67", "33.33")


def test_a_year_is_not_held_against_a_quarter(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-Q1,10", "甲校,T,2027,50")
    assert lines(checked(plan(tmp_path, of("increment")), file), "R308") == []


def test_one_school_is_not_held_against_another(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-Q1,10", "乙校,T,2026-Q2,50")
    assert lines(checked(plan(tmp_path, of("increment")), file), "R308") == []


def test_a_cell_that_cannot_be_read_keeps_no_other_from_being_compared(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-Q1,10", "甲校,T,2026-Q2,约50", "甲校,T,2026-Q3,60")
    result = checked(plan(tmp_path, of("increment")), file)
    assert (lines(result, "C203"), lines(result, "R308")) == (["3:4"], ["4:4"])
