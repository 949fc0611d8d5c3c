"""Plans and submissions in, one report out."""

from __future__ import annotations

from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.verdict import Status
from plancheck.pipeline import assess
from plancheck.plans.plan import LoadedPlan
from plancheck.reports.select import all_findings
from plancheck.sources.folder import Submissions
from tests.engine import d, loaded, reach, roster, rows

GOAL = reach("1000", measure="running_total")


def plan(name: str) -> LoadedPlan:
    made = loaded(GOAL)
    return replace(made, plan=replace(made.plan, id=name))


def test_two_plans_with_the_same_file_names_keep_their_own_findings() -> None:
    """Each data folder has its own 上报.xlsx: a finding in one says nothing of the other."""
    given = Submissions(tuple(rows("2026-Q1 90\n2026-Q3 95")), (), ())
    report = assess([(plan("a"), given), (plan("b"), given)], as_of=d("2026-05-01"))
    assert [(f.code, f.plan) for f in all_findings(report)] == [("R313", "a"), ("R313", "b")]


def test_what_reading_found_stands_with_its_target_and_is_counted_once() -> None:
    (row,) = rows("2026-Q1 90")
    found = Finding("C204", "warning", row.origin, {"seen": "90"}, "T", "a")
    report = assess([(plan("a"), Submissions((row,), (found,), ()))], as_of=d("2026-05-01"))
    assert report.plans[0].targets[0].findings == (found,)
    assert all_findings(report) == [found]


def test_a_change_is_counted_from_the_day_before() -> None:
    given = Submissions(tuple(rows("2026-Q1 90\n2026-Q2 95")), (), ())
    report = assess([(plan("a"), given)], as_of=d("2026-Q2"), since=d("2026-Q1"))
    (target,) = report.plans[0].targets
    assert (target.verdict.status, target.verdict.facts["actual"]) == (Status.AT_RISK, 95)
    assert target.previous is not None
    assert (target.previous.status, target.previous.facts["actual"]) == (Status.ON_TRACK, 90)
    assert report.plans[0].counts[Status.AT_RISK] == 1


def test_a_school_that_two_rosters_write_in_two_widths_is_one_reporter() -> None:
    targets = [replace(GOAL, id=name, roster=name) for name in ("A", "B")]
    made = replace(loaded(*targets), rosters={"A": roster("丁校1", "甲校"), "B": roster("丁校１", "乙校")})
    reports = [replace(one, target="A") for one in rows("2026-Q1 3 entity=丁校1\n2026-Q1 4 entity=甲校")]
    reports += [replace(one, target="B") for one in rows("2026-Q1 3 entity=丁校1")]
    (plan,) = assess([(made, Submissions(tuple(reports)))], as_of=d("2026-05-01")).plans
    assert (plan.reporters_in, plan.reporters_expected) == (2, 3)
