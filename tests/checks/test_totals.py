"""R307."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.submitted import checked, lines, plan, rows, said

COUNT = "id: T, unit: 个, measure: increment, roster: r, rule: {kind: reach, at_least: 90}, report: quarterly"
OTHER = COUNT.replace("id: T", "id: U")
RATE = "id: R, unit: '%', measure: ratio, roster: r, rule: {kind: reach, at_least: 90}, report: quarterly"
TWO = ("甲校,T,2026-Q1,10", "乙校,T,2026-Q1,20")


@pytest.mark.parametrize("total", ["合计,T,2026-Q1,30", "合计,,,30", "全区合计,T,,30", "小计,,2026-Q1,30.0"])
def test_a_total_that_adds_up(tmp_path: Path, total: str) -> None:
    assert lines(checked(plan(tmp_path, COUNT), rows(tmp_path, *TWO, total)), "R307") == []


def test_a_total_that_does_not(tmp_path: Path) -> None:
    (found,) = said(checked(plan(tmp_path, COUNT), rows(tmp_path, *TWO, "合计,,,31")), "R307")
    assert str(found.origin).endswith("a.csv:4:4")
    assert {name: found.facts[name] for name in ("total", "sum", "rows", "unread")} == {
        "total": "31", "sum": "30", "rows": "2-3", "unread": "",
    }  # fmt: skip
    assert found.target == "T"


def test_numerator_and_denominator_each_by_itself(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,R,2026-Q1,,8,10", "乙校,R,2026-Q1,,9,10", "合计,R,2026-Q1,,18,20")
    assert lines(checked(plan(tmp_path, RATE), file), "R307") == ["4:5"]


def test_percentages_are_never_added(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,R,2026-Q1,80%", "乙校,R,2026-Q1,90%", "合计,R,2026-Q1,85%")
    assert lines(checked(plan(tmp_path, RATE), file), "R307") == []


def test_subtotals_by_block_and_a_total_of_all(tmp_path: Path) -> None:
    lower = ("甲校,T,2026-Q1,1", "小计,,,1", "乙校,T,2026-Q1,2", "小计,,,3", "合计,,,3")
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, *lower))
    assert lines(result, "R307") == ["5:4"]
    assert said(result, "R307")[0].facts["sum"] == "2"


def test_a_wrong_total_of_all_is_held_against_the_rows_it_comes_nearest_to(tmp_path: Path) -> None:
    lines_ = ["甲校,T,2026-Q3,10", "合计,T,2026-Q3,10", "乙校,T,2026-Q3,20", "总计,T,2026-Q3,31"]
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, *lines_))
    (wrong,) = said(result, "R307")
    assert (wrong.facts["total"], wrong.facts["sum"], wrong.facts["rows"]) == ("31", "30", "2-4")


def test_rows_of_several_targets_are_not_added_unless_the_total_names_one(tmp_path: Path) -> None:
    loaded = plan(tmp_path, COUNT, OTHER)
    mixed = (*TWO, "甲校,U,2026-Q1,7")
    assert lines(checked(loaded, rows(tmp_path, *mixed, "合计,,,99")), "R307") == []
    assert lines(checked(loaded, rows(tmp_path, *mixed, "合计,T,,99")), "R307") == ["5:4"]


def test_with_a_row_that_cannot_be_read_only_what_is_certainly_wrong_is_said(tmp_path: Path) -> None:
    loaded = plan(tmp_path, COUNT)
    unread = ("甲校,T,2026-Q1,10", "乙校,T,2026-Q1,约20")
    assert lines(checked(loaded, rows(tmp_path, *unread, "合计,,,30")), "R307") == []
    (found,) = said(checked(loaded, rows(tmp_path, *unread, "合计,,,9")), "R307")
    assert (found.facts["sum"], found.facts["unread"]) == ("10", "1")
