"""Amendments: merged into what was written, one version after the other, dated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from plancheck.plans.load import LoadResult, load_plan
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.rules.goal import Tolerance
from plancheck.rules.hold import Hold
from plancheck.rules.reach import Reach

TARGET = """
      - id: T
        title: 新增学位
        unit: 个
        measure: increment
        baseline: {value: 0, date: 2026-01-01}
        rule: {kind: reach, about: 10000, tolerance: 5%, side: at_least, by: 2027}
        pace: {points: {2026: 2000}}
        owner: {lead: jtj, with: [fgj]}
"""


def load(folder: Path, amendments: str) -> LoadResult:
    file = folder / "demo.yaml"
    head = "plancheck: 1\nid: demo\ntitle: x\nperiod: {start: 2026, end: 2028}\nowners: {jtj: a, fgj: b}\n"
    file.write_text(f"{head}programmes:\n  - id: P\n    title: x\n    targets:{TARGET}{amendments}", encoding="utf-8")
    return load_plan(file, "demo.yaml")


def amended(folder: Path, *changes: str) -> LoadedPlan:
    lines = "".join(f"  - {{target: T, reason: x, {change}}}\n" for change in changes)
    result = load(folder, f"amendments:\n{lines}")
    assert result.findings == ()
    assert result.loaded is not None
    return result.loaded


def last(loaded: LoadedPlan) -> Target:
    return loaded.versions["T"][-1].target


def test_a_new_comparator_replaces_the_old_with_its_tolerance(tmp_path: Path) -> None:
    rule = last(amended(tmp_path, "date: 2027, set: {rule: {at_least: 9500}}")).rule
    assert rule == Reach(at_least=Decimal(9500), by=date(2027, 12, 31))


def test_a_tolerance_alone_is_merged(tmp_path: Path) -> None:
    rule = last(amended(tmp_path, "date: 2027, set: {rule: {tolerance: 300}}")).rule
    assert isinstance(rule, Reach)
    assert (rule.about, rule.side) == (Decimal(10000), "at_least")
    assert rule.tolerance == Tolerance(amount=Decimal(300), percent=False)


def test_another_kind_replaces_the_whole_rule(tmp_path: Path) -> None:
    rule = last(amended(tmp_path, "date: 2027, set: {rule: {kind: hold, at_most: 0}}")).rule
    assert rule == Hold(at_most=Decimal(0))


def test_the_same_kind_said_again_keeps_the_rest(tmp_path: Path) -> None:
    rule = last(amended(tmp_path, "date: 2027, set: {rule: {kind: reach, at_least: 9000}}")).rule
    assert rule == Reach(at_least=Decimal(9000), by=date(2027, 12, 31))


def test_pace_baseline_and_owner(tmp_path: Path) -> None:
    change = "set: {pace: at_due, baseline: {period: 2025}, owner: {with: []}}"
    target = last(amended(tmp_path, f"date: 2027, {change}"))
    assert target.pace is not None
    assert (target.pace.shape, target.pace.points) == ("at_due", None)
    assert target.baseline is not None
    assert (target.baseline.value, target.baseline.on) == (Decimal(0), date(2025, 12, 31))
    assert target.owner is not None
    assert (target.owner.lead, target.owner.with_) == ("jtj", ())


def test_versions_stand_in_the_order_of_their_dates(tmp_path: Path) -> None:
    loaded = amended(
        tmp_path,
        "date: 2028-01-01, set: {rule: {by: 2028}}",
        "date: 2027-03-01, set: {report: monthly}",
        "date: 2027-03-01, set: {rule: {about: 9000}}",
    )
    versions = loaded.versions["T"]
    assert [v.amendment.date.isoformat() if v.amendment else "" for v in versions] == [
        "",
        "2027-03-01",
        "2027-03-01",
        "2028-01-01",
    ]
    assert last(loaded).report == "monthly"
    assert last(loaded).rule == Reach(
        about=Decimal(9000),
        tolerance=Tolerance(amount=Decimal(5), percent=True),
        side="at_least",
        by=date(2028, 12, 31),
    )


def test_each_version_holds_from_its_own_date(tmp_path: Path) -> None:
    loaded = amended(tmp_path, "date: 2027-03-01, set: {title: 学位}")
    titles = [
        loaded.in_force("T", day).target.title.zh for day in (date(2027, 2, 28), date(2027, 3, 1), date(2028, 1, 1))
    ]
    assert titles == ["新增学位", "学位", "学位"]
    assert loaded.plan.targets[0].title.zh == "新增学位"


@pytest.mark.parametrize(
    ("change", "reason", "path"),
    [
        ("unit: 万个", "amend_unit", "unit"),
        ("unit: 万个, rule: {about: 1}", "amend_unit", "unit"),
        ("measure: running_total", "amend_measure", "measure"),
        ("rule: {kind: checklist, items: [甲]}", "amend_measure", "measure"),
    ],
)
def test_what_was_reported_must_be_read_as_before(tmp_path: Path, change: str, reason: str, path: str) -> None:
    if "kind" in change:
        change += ", measure: done, pace: at_due"
    result = load(tmp_path, f"amendments:\n  - {{target: T, reason: x, date: 2027, set: {{{change}}}}}\n")
    assert result.loaded is None
    (finding,) = [f for f in result.findings if f.facts["reason"].startswith("amend")]
    assert (finding.code, finding.facts["reason"], finding.facts["path"]) == (
        "P401",
        reason,
        f"amendments[0].set.{path}",
    )


def test_one_unit_may_be_written_in_two_ways(tmp_path: Path) -> None:
    assert last(amended(tmp_path, "date: 2027, set: {unit: ' 个'}")).unit.strip() == "个"


def test_a_waiver_alone_is_an_effect(tmp_path: Path) -> None:
    versions = amended(tmp_path, "date: 2027, set: {}, waives: true").versions["T"]
    assert len(versions) == 2


@pytest.mark.parametrize(
    ("change", "reason", "place"),
    [
        ("date: 2027, set: {rule: {by: 2027-12-31}}", "amendment_changes_nothing", "demo.yaml:19:45"),
        ("date: 2029, set: {report: monthly}", "amendment_outside_plan", "demo.yaml:19:34"),
        ("date: 2025, set: {report: monthly}", "amendment_outside_plan", "demo.yaml:19:34"),
    ],
)
def test_an_amendment_without_effect_is_a_warning(tmp_path: Path, change: str, reason: str, place: str) -> None:
    result = load(tmp_path, f"amendments:\n  - {{target: T, reason: x, {change}}}\n")
    assert result.loaded is not None
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.facts["reason"]) == ("P410", "warning", reason)
    assert str(finding.origin) == place


def test_an_error_in_an_amendment_is_placed_where_it_was_written(tmp_path: Path) -> None:
    result = load(tmp_path, "amendments:\n  - {date: 2027, target: T, reason: x, set: {owner: {lead: xx}}}\n")
    assert result.loaded is None
    (finding,) = result.findings
    assert (finding.code, finding.facts["path"], finding.target) == ("P408", "T › owner.lead", "T")
    assert str(finding.origin) == "demo.yaml:19:60"
