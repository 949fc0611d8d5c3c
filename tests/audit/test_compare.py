"""Why a verdict changed: each cause by itself, and only that one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plancheck.audit.compare import compare
from plancheck.reports.diff import FORMATS, Change, Comparison
from tests.audit.conftest import YEAR, Made

Audit = Mapping[str, Any]


@pytest.fixture
def audit(bundle: Made) -> Callable[..., Audit]:
    """The record of the project as it stands."""

    def make(**choices: Any) -> Audit:
        made: Audit = json.loads(bundle(replace(YEAR, **choices))["audit.json"])
        return made

    return make


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def test_nothing_changed(audit: Callable[..., Audit]) -> None:
    found = compare(audit(), audit(), ("A", "B"))
    assert (found.changes, found.same) == ((), 2)


def test_revised_data_with_the_cell_the_old_and_the_new_value(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "data/demo/学位.csv", "2026-Q4,12", "2026-Q4,2")
    change = only(compare(before, audit(), ("A", "B")))
    assert (change.target, change.was, change.now, change.verdict) == ("R1", "on_track", "at_risk", True)
    (cause,) = change.causes
    assert (cause.kind, cause.what, cause.was, cause.now) == ("revised", "2026-Q4", "12", "2")
    assert cause.places == ("学位.csv:5:3",)


def test_revised_data_under_the_same_verdict_are_told_too(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "data/demo/学位.csv", "2026-Q4,12", "2026-Q4,13")
    change = only(compare(before, audit(), ("A", "B")))
    assert (change.verdict, [cause.kind for cause in change.causes]) == (False, ["revised"])


def test_a_new_period(audit: Callable[..., Audit]) -> None:
    found = compare(audit(as_of=date(2026, 9, 30)), audit(), ("A", "B"))
    r1 = next(change for change in found.changes if change.target == "R1")
    assert [(cause.kind, cause.what, cause.now) for cause in r1.causes] == [("new_period", "2026-Q4", "12")]


def test_an_older_period_reported_late(root: Path, audit: Callable[..., Audit]) -> None:
    edit(root, "data/demo/学位.csv", "R1,2026-Q2,15,2026-07-05\n", "")
    before = audit()
    edit(root, "data/demo/学位.csv", "2026-10-05\n", "2026-10-05\nR1,2026-Q2,15,2027-01-03\n")
    (change,) = (change for change in compare(before, audit(), ("A", "B")).changes)
    assert [(cause.kind, cause.what) for cause in change.causes] == [("late_report", "2026-Q2")]


def test_data_withdrawn(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "data/demo/学位.csv", "R1,2026-Q4,12,2027-01-05\n", "")
    change = only(compare(before, audit(), ("A", "B")))
    assert [(cause.kind, cause.what, cause.was) for cause in change.causes] == [("withdrawn", "2026-Q4", "12")]


def test_an_amendment_is_told_from_an_edit_without_one(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "plans/demo.yaml", "at_least: 100, by: 2027-12-31", "at_least: 200, by: 2027-12-31")
    edited = only(compare(before, audit(), ("A", "B")))
    assert (edited.was, edited.now) == ("on_track", "at_risk")
    assert edited.causes[0].kind == "plan_edited"
    assert (edited.causes[0].what, edited.causes[0].was, edited.causes[0].now) == ("rule.at_least", "100", "200")
    edit(root, "plans/demo.yaml", "at_least: 200, by: 2027-12-31", "at_least: 100, by: 2027-12-31")
    amendment = "amendments:\n  - {date: 2026-10-01, target: R1, set: {rule: {at_least: 200}}, reason: 生源增加}\n"
    (root / "plans/demo.yaml").write_text((root / "plans/demo.yaml").read_text("utf-8") + amendment, "utf-8")
    amended = only(compare(before, audit(), ("A", "B")))
    assert amended.causes[0].kind == "amended"
    assert amended.causes[0].places == ("2026-10-01 生源增加",)


def test_another_method_and_other_thresholds(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "plans/demo.yaml", "sample: true\n", "sample: true\nthresholds: {on_track: 1.10, off_track: 0.60}\n")
    change = next(c for c in compare(before, audit(), ("A", "B")).changes if c.target == "R1")
    assert (change.was, change.now) == ("on_track", "at_risk")
    assert [(cause.kind, cause.what) for cause in change.causes] == [("thresholds", "thresholds.on_track")]


def test_the_roster_and_who_left_it(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "plans/rosters/schools.csv", "乙校,西镇\n", "丙校,西镇\n")
    change = next(c for c in compare(before, audit(), ("A", "B")).changes if c.target == "R2")
    roster = next(cause for cause in change.causes if cause.kind == "roster")
    assert (roster.what, roster.was, roster.now) == ("schools", "乙校", "丙校")


def test_targets_that_came_and_went(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "plans/demo.yaml", "- id: R2", "- id: R3")
    found = {change.target: change.causes[0].kind for change in compare(before, audit(), ("A", "B")).changes}
    assert found == {"R2": "target_removed", "R3": "target_added"}


def test_time_alone(root: Path, audit: Callable[..., Audit]) -> None:
    found = compare(audit(), audit(as_of=date(2027, 6, 30)), ("A", "B"))
    change = next(c for c in found.changes if c.target == "R1" and c.verdict)
    assert [cause.kind for cause in change.causes] == ["time"]


def test_another_version_is_blamed_only_where_nothing_else_changed(audit: Callable[..., Audit]) -> None:
    before, after = audit(), json.loads(json.dumps(audit()))
    after["plancheck"] = "99.0"
    after["plans"][0]["targets"][0]["status"] = "at_risk"
    change = only(compare(before, after, ("A", "B")))
    assert [(cause.kind, cause.now) for cause in change.causes] == [("tool", "99.0")]


@pytest.mark.parametrize("bad", [{}, {"plans": [{}]}, {"plans": 3, "as_of": "x", "known_at": None, "plancheck": "1"}])
def test_something_else_than_an_audit(audit: Callable[..., Audit], bad: Audit) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError)):
        compare(audit(), bad, ("A", "B"))


def test_as_text_json_and_markdown_in_both_languages(root: Path, audit: Callable[..., Audit]) -> None:
    before = audit()
    edit(root, "data/demo/学位.csv", "2026-Q4,12", "2026-Q4,2")
    found = compare(before, audit(), ("去年", "今年"))
    text = FORMATS["text"](found, "zh", 100)
    assert "由 去年（评估日 2026-12-31，plancheck" in text
    assert "结论有变化 1 项；结论未变、依据有变化 0 项；无变化 1 项。" in text
    assert "  demo R1 新增学位 [示例数据]: 达到序时进度 → 滞后\n" in text
    assert "    数据修订：2026-Q4 由 12 改为 2（学位.csv:5:3）\n" in text
    assert "Data revised: 2026-Q4 from 12 to 2" in FORMATS["text"](found, "en", 100)
    assert "| demo R1 新增学位 [示例数据]".replace("[", "\\[").replace("]", "\\]") in FORMATS["markdown"](
        found, "zh", 80
    )
    made = json.loads(FORMATS["json"](found, "zh", 80))
    assert (made["schema"], made["changes"][0]["causes"][0]["kind"]) == ("plancheck.diff/1", "revised")
