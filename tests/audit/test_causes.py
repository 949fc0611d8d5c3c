"""Causes that come together are told apart, and none is named that the two records do not show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plancheck.audit.compare import compare
from plancheck.reports.diff import FORMATS, Cause, Change
from tests.audit.conftest import YEAR, Made
from tests.audit.test_compare import edit

Audit = Mapping[str, Any]
PLAN = """\
plancheck: 1
id: demo
title: 示例区规划
period: {start: 2026-01-01, end: 2029-12-31}
sample: true
rosters: {schools: {file: rosters/schools.csv}}
programmes:
  - id: P
    title: 质量
    targets:
      - {id: L1, title: 巩固率, unit: "%", measure: level, baseline: {value: 90, date: 2025-12-31},
         rule: {kind: reach, at_least: 98, by: 2028-12-31}, report: quarterly}
      - {id: N1, title: 学位, unit: 个, measure: increment, rule: {kind: reach, at_least: 100, by: 2028-12-31},
         report: quarterly}
      - {id: C1, title: 改造, unit: "%", rule: {kind: coverage, at_least: 100, by: 2028-12-31, roster: schools},
         baseline: {value: 0, date: 2026-01-01}, report: yearly}
      - {id: X1, title: 两项, rule: {kind: composite, of: [L1, N1]}}
"""
LEVELS = ["L1,,2026-Q1,91,2026-04-05", "L1,,2026-Q2,92,2026-07-05", "L1,,2026-Q3,93,2026-10-05"]
PLACES = ["N1,,2026-Q1,10,2026-04-05", "N1,,2026-Q2,10,2026-07-05", "N1,,2026-Q3,10,2026-10-05"]
SCHOOLS = ["C1,甲校,2026,是,2026-12-08", "C1,乙校,2026,否,2026-12-08"]
HEAD = "目标编号,填报单位,期间,数值,报送日期"


@pytest.fixture
def told(root: Path, bundle: Made) -> Callable[..., Audit]:
    """The record as it comes out with these rows and these days."""
    (root / "plans/demo.yaml").write_text(PLAN, "utf-8")
    (root / "data/demo/学位.csv").unlink()

    def make(
        levels: list[str] = LEVELS, places: list[str] = PLACES, schools: list[str] = SCHOOLS, **days: Any
    ) -> Audit:
        (root / "data/demo/报.csv").write_text("\n".join([HEAD, *levels, *places]) + "\n", "utf-8")
        (root / "data/demo/学校.csv").write_text(
            "\n".join([HEAD.replace("数值", "是否完成"), *schools]) + "\n", "utf-8"
        )
        made: Audit = json.loads(bundle(replace(YEAR, **{"as_of": date(2026, 11, 1), **days}))["audit.json"])
        return made

    return make


def between(before: Audit, after: Audit) -> dict[str, Change]:
    return {change.target: change for change in compare(before, after, ("A", "B")).changes}


def kinds(change: Change) -> list[tuple[str, str]]:
    return [(cause.kind, cause.what) for cause in change.causes]


def test_revised_amended_edited_new_period_and_bounds_at_once(root: Path, told: Callable[..., Audit]) -> None:
    before = told()
    edit(root, "plans/demo.yaml", "sample: true", "sample: true\nthresholds: {on_track: 1.2, off_track: 0.6}")
    edit(root, "plans/demo.yaml", "unit: 个, measure", "valid: {min: 0}, unit: 个, measure")
    amendment = "amendments:\n  - {date: 2026-10-01, target: N1, set: {rule: {at_least: 150}}, reason: 生源增加}\n"
    (root / "plans/demo.yaml").write_text((root / "plans/demo.yaml").read_text("utf-8") + amendment, "utf-8")
    rows = [PLACES[0], PLACES[1].replace(",10,", ",4,"), PLACES[2], "N1,,2026-Q4,7,2027-01-05"]
    change = between(before, told(places=rows, as_of=date(2027, 1, 31)))["N1"]
    assert kinds(change) == [
        ("plan_edited", "valid.min"),
        ("amended", "rule.at_least"),
        ("thresholds", "thresholds.on_track"),
        ("revised", "2026-Q2"),
        ("new_period", "2026-Q4"),
    ]
    assert change.causes[1] == Cause("amended", "rule.at_least", "100", "150", ("2026-10-01 生源增加",))
    assert change.causes[3] == Cause("revised", "2026-Q2", "10", "4", ("报.csv:6:4",))


def test_a_field_that_was_edited_and_then_amended(root: Path, told: Callable[..., Audit]) -> None:
    before = told()
    edit(
        root,
        "plans/demo.yaml",
        "at_least: 100, by: 2028-12-31},\n         report: quarterly}",
        "at_least: 120, by: 2028-12-31},\n         report: quarterly}",
    )
    amendment = "amendments:\n  - {date: 2026-10-01, target: N1, set: {rule: {at_least: 150}}, reason: 生源增加}\n"
    (root / "plans/demo.yaml").write_text((root / "plans/demo.yaml").read_text("utf-8") + amendment, "utf-8")
    causes = between(before, told())["N1"].causes
    assert causes[:2] == (
        Cause("plan_edited", "rule.at_least", "100", "120"),
        Cause("amended", "rule.at_least", "120", "150", ("2026-10-01 生源增加",)),
    )


def test_back_to_a_day_before_the_amendment(root: Path, told: Callable[..., Audit]) -> None:
    amendment = "amendments:\n  - {date: 2026-10-01, target: N1, set: {rule: {at_least: 150}}, reason: 生源增加}\n"
    (root / "plans/demo.yaml").write_text(PLAN + amendment, "utf-8")
    causes = between(told(), told(as_of=date(2026, 9, 30)))["N1"].causes
    assert causes[0] == Cause("not_yet_amended", "rule.at_least", "150", "100", ("2026-10-01 生源增加",))
    assert not any(cause.kind in ("plan_edited", "withdrawn") for cause in causes)


def test_the_latest_of_a_level_is_withdrawn(told: Callable[..., Audit]) -> None:
    """The value before it was there all the time: it is not a late report."""
    change = between(told(), told(levels=LEVELS[:2]))["L1"]
    assert kinds(change) == [("withdrawn", "2026-Q3"), ("now_used", "2026-Q2")]
    assert (change.causes[0].was, change.causes[1].now) == ("93", "92")


def test_a_new_period_of_a_level_takes_the_place_of_the_last(told: Callable[..., Audit]) -> None:
    before = told(levels=LEVELS[:2])
    assert kinds(between(before, told())["L1"]) == [("new_period", "2026-Q3")]


def test_a_period_withdrawn_while_a_new_one_came(told: Callable[..., Audit]) -> None:
    before = told(places=PLACES[:2])
    change = between(before, told(places=[PLACES[1], PLACES[2]]))["N1"]
    assert kinds(change)[:2] == [("withdrawn", "2026-Q1"), ("new_period", "2026-Q3")]


def test_nothing_is_withdrawn_when_the_second_day_is_the_earlier_one(told: Callable[..., Audit]) -> None:
    change = between(told(), told(as_of=date(2026, 8, 1)))["N1"]
    assert kinds(change) == [("left_out", "2026-Q3"), ("time", "as_of")]


def test_nothing_is_withdrawn_when_less_is_known(told: Callable[..., Audit]) -> None:
    change = between(told(), told(known_at=date(2026, 8, 1)))["N1"]
    assert kinds(change) == [("left_out", "2026-Q3"), ("known_at", "")]


def test_a_correction_that_came_later_names_both_places(told: Callable[..., Audit], root: Path) -> None:
    before = told()
    (root / "data/demo/更正.csv").write_text(f"{HEAD}\nN1,,2026-Q2,3,2026-10-20\n", "utf-8")
    change = between(before, told())["N1"]
    assert change.causes == (Cause("revised", "2026-Q2", "10", "3", ("更正.csv:2:4",), ("报.csv:6:4",)),)
    text = FORMATS["text"](compare(before, told(), ("A", "B")), "zh", 100)
    assert "    数据修订：2026-Q2 由 10（报.csv:6:4）改为 3（更正.csv:2:4）\n" in text


def test_a_value_in_another_file_is_no_change(told: Callable[..., Audit], root: Path) -> None:
    before = told()
    (root / "data/demo/报.csv").rename(root / "data/demo/年报.csv")
    after = told(levels=[], places=[])
    assert (before["plans"][0]["targets"][1]["facts"], between(before, after)) == (
        after["plans"][0]["targets"][1]["facts"],
        {},
    )


def test_a_value_that_became_unreadable(told: Callable[..., Audit]) -> None:
    before = told()
    after = told(places=[PLACES[0], PLACES[1].replace(",10,", ",约十个,"), PLACES[2]])
    text = FORMATS["text"](compare(before, after, ("A", "B")), "zh", 100)
    assert "数据修订：2026-Q2 由 10 改为 （缺或不能用）" in text


def test_one_who_left_the_roster_withdrew_nothing(root: Path, told: Callable[..., Audit]) -> None:
    days = {"as_of": date(2027, 1, 10)}
    before = told(**days)
    edit(root, "plans/rosters/schools.csv", "乙校,西镇\n", "")
    change = between(before, told(**days))["C1"]
    assert [(cause.kind, cause.was, cause.now) for cause in change.causes] == [("roster", "乙校", "")]


def test_an_entry_of_the_roster_that_says_something_else(root: Path, told: Callable[..., Audit]) -> None:
    before = told()
    edit(root, "plans/rosters/schools.csv", "乙校,西镇", "乙校,东镇")
    change = between(before, told())["C1"]
    assert (change.causes[0].was, change.causes[0].now) == ("name=乙校 group=西镇", "name=乙校 group=东镇")


def test_a_composite_names_the_part_that_changed(told: Callable[..., Audit]) -> None:
    before = told()
    found = between(before, told(places=[PLACES[0], PLACES[1], PLACES[2].replace(",10,", ",1,")]))
    assert found["N1"].verdict
    assert found["X1"].causes == (Cause("parts", "N1", found["N1"].was, found["N1"].now),)


def test_reports_that_fell_overdue_while_an_old_value_was_corrected(told: Callable[..., Audit]) -> None:
    before = told()
    after = told(places=[PLACES[0], PLACES[1].replace(",10,", ",11,"), PLACES[2]], as_of=date(2027, 6, 30))
    change = between(before, after)["N1"]
    assert change.now == "no_data"
    assert kinds(change) == [("revised", "2026-Q2"), ("time", "as_of")]


def test_time_and_tool_together_cannot_be_told_apart(told: Callable[..., Audit]) -> None:
    before = told()
    after = json.loads(json.dumps(told(as_of=date(2026, 11, 2)))) | {"plancheck": "99.0"}
    after["plans"][0]["targets"][1]["status"] = "achieved"
    comparison = compare(before, after, ("A", "B"))
    change = next(one for one in comparison.changes if one.target == "N1")
    assert [cause.kind for cause in change.causes] == ["undecided", "time", "tool"]
    assert "plancheck audit --verify A" in FORMATS["text"](comparison, "en", 100)
    assert "plancheck audit --verify A" in FORMATS["markdown"](comparison, "zh", 100)


def test_a_verdict_that_changed_for_no_reason_to_be_seen(told: Callable[..., Audit]) -> None:
    after = json.loads(json.dumps(told()))
    after["plans"][0]["targets"][1]["status"] = "achieved"
    assert kinds(between(told(), after)["N1"]) == [("unknown", "")]


def test_a_plan_that_only_one_of_the_records_has(told: Callable[..., Audit]) -> None:
    audit = told()
    less = {**audit, "plans": []}
    assert {cause.kind for change in between(audit, less).values() for cause in change.causes} == {"plan_removed"}
    assert {cause.kind for change in between(less, audit).values() for cause in change.causes} == {"plan_added"}


def test_the_period_of_the_plan(root: Path, told: Callable[..., Audit]) -> None:
    before = told()
    edit(root, "plans/demo.yaml", "start: 2026-01-01", "start: 2026-07-01")
    change = between(before, told())["N1"]
    assert ("plan_edited", "period.start") in kinds(change)
    assert not any(cause.kind == "withdrawn" for cause in change.causes)


def test_a_record_of_the_first_version(root: Path, told: Callable[..., Audit]) -> None:
    """It says neither the plan's period nor what each amendment changed."""
    before = json.loads(json.dumps(told()))
    del before["plans"][0]["period"]
    edit(root, "plans/demo.yaml", "end: 2029-12-31", "end: 2029-06-30")
    amendment = "amendments:\n  - {date: 2026-10-01, target: N1, set: {rule: {at_least: 150}}, reason: 生源增加}\n"
    (root / "plans/demo.yaml").write_text((root / "plans/demo.yaml").read_text("utf-8") + amendment, "utf-8")
    after = json.loads(json.dumps(told()))
    for target in after["plans"][0]["targets"]:
        for one in target["amendments"]:
            del one["changes"]
    assert kinds(between(before, after)["N1"]) == [("amended", "rule.at_least")]


def test_of_very_many_causes_the_text_gives_the_first_and_how_many(told: Callable[..., Audit]) -> None:
    months = [f"N1,,2026-{month:02},{{}},2026-{month + 1:02}-05" for month in range(1, 10)]
    entities = [row.replace(",,", f",校{n},") for n in range(4) for row in months]
    before = told(places=[row.format(3) for row in entities])
    comparison = compare(before, told(places=[row.format(4) for row in entities]), ("A", "B"))
    change = next(one for one in comparison.changes if one.target == "N1")
    assert len(change.causes) == 36
    assert "另有 16 条原因，见 --format json" in FORMATS["text"](comparison, "zh", 100)
    assert len(json.loads(FORMATS["json"](comparison, "zh", 100))["changes"][0]["causes"]) == 36


def test_another_spelling_of_the_same_number_is_no_revision(told: Callable[..., Audit]) -> None:
    assert between(told(), told(places=[PLACES[0].replace(",10,", ",10.0,"), *PLACES[1:]])) == {}


def test_a_report_for_the_half_year_covers_its_quarters_and_withdraws_none(told: Callable[..., Audit]) -> None:
    change = between(told(), told(places=["N1,,2026-H1,20,2026-07-05", PLACES[2]]))["N1"]
    assert kinds(change) == [("late_report", "2026-H1"), ("left_out", "2026-Q1"), ("left_out", "2026-Q2")]


def test_schools_that_reported_the_year_before_withdrew_nothing_when_others_report_the_next(
    told: Callable[..., Audit],
) -> None:
    before = told(as_of=date(2027, 1, 10))
    after = told(schools=[*SCHOOLS, "C1,甲校,2027,是,2027-12-08"], as_of=date(2028, 6, 30))
    found = between(before, after)["C1"]
    assert not any(cause.kind == "withdrawn" for cause in found.causes)


def test_a_waiver_whose_day_has_come(root: Path, told: Callable[..., Audit]) -> None:
    waiver = "report: yearly, waived: {date: 2027-01-15, by: 区政府, reason: 校舍停用}}"
    edit(root, "plans/demo.yaml", "report: yearly}", waiver)
    change = between(told(as_of=date(2027, 1, 10)), told(as_of=date(2027, 1, 20)))["C1"]
    assert change.now_flags == ("waived",)
    assert change.causes == (Cause("waived", "waived", "", "2027-01-15", ("校舍停用",)),)


def test_the_example_withdraws_nothing_as_its_days_go_by() -> None:
    """Nobody takes anything back in these files, so no comparison of two days may say so."""
    from plancheck.audit.bundle import judged
    from plancheck.audit.project import read_project
    from plancheck.audit.record import record

    project = read_project(Path(__file__).parents[2], ("plans/sample.yaml",))
    days = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2027, 6, 30), date(2029, 3, 31)]
    found = [json.loads(record(judged(project, replace(YEAR, as_of=day)), "zh")) for day in days]
    for before in found:
        for after in found:
            causes = [cause for change in between(before, after).values() for cause in change.causes]
            assert [cause for cause in causes if cause.kind in ("withdrawn", "plan_edited", "unknown")] == []
