"""A value to be reached by a date: which report is judged, what other reports leave open, and the verdict.

An exact course is judged by `settle`. Where reports leave the value open, every course the bounds allow is judged:
one answer is firm, two are `undetermined`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from plancheck.model.case import Case
from plancheck.model.comparator import Comparator
from plancheck.model.series import Standing
from plancheck.model.verdict import Flag, Status, Verdict
from plancheck.rules import path as paths
from plancheck.rules.facts import attain_basis, attain_facts, empty_facts
from plancheck.rules.problem import Outcome, Problem
from plancheck.rules.settle import AWAITED, settle

UNREADABLE = Outcome(Status.UNDETERMINED, "unreadable")
MET_SOMETIME = Outcome(Status.ACHIEVED, "date_met_unknown")


def attain(case: Case, comparator: Comparator, due: date, standings: Sequence[Standing]) -> Verdict:
    """The verdict on `standings` against the comparator, due at the end of `due`."""
    before = [s for s in standings if s.end < case.plan_start]
    problem = Problem(comparator, due, case, paths.path(before, paths.reported))
    current = [s for s in standings if s.end >= case.plan_start]
    if case.series.unread:
        return Verdict(UNREADABLE.status, UNREADABLE.reason, (), empty_facts(problem), attain_basis(problem, current))
    judged = judged_standings(problem, current)
    if not judged:
        return _nothing_judged(problem, current)
    outcome = _withdrawn(problem, judged, _firm(problem, judged))
    flags = ordered({*outcome.flags, *_report_flags(problem, judged, outcome)})
    facts = attain_facts(
        problem, judged, _valueless(problem, judged[-1], current) or decisive_standing(problem, judged)
    )
    return Verdict(outcome.status, outcome.reason, flags, facts, attain_basis(problem, judged))


def judged_standings(problem: Problem, current: Sequence[Standing]) -> list[Standing]:
    """Complete reports, incomplete ones past their deadline, and one that already decides whatever else comes in."""
    judged: list[Standing] = []
    for standing in current:
        past = problem.case.as_of > problem.case.calendar.deadline(standing.end)
        usable = not standing.missing or (past and not _without_value(standing))
        if usable or _decides(problem, [*judged, standing]):
            judged.append(standing)
    return judged


def _without_value(standing: Standing) -> bool:
    """A level some reporter of which is missing, and nothing bounds: the period has no value."""
    return not standing.unread and not standing.low.is_finite() and not standing.high.is_finite()


def _valueless(problem: Problem, last: Standing, current: Sequence[Standing]) -> Standing | None:
    """The latest report after `last`, past its deadline, that those missing from it leave without a value."""
    after = [s for s in current if s.end > last.end and problem.case.as_of > problem.case.calendar.deadline(s.end)]
    return after[-1] if after else None


def _decides(problem: Problem, judged: list[Standing]) -> bool:
    outcomes = [settle(problem, steps) for steps in _courses(problem, judged)]
    return all(outcome.final for outcome in outcomes) and len({outcome.status for outcome in outcomes}) == 1


def _courses(problem: Problem, judged: Sequence[Standing]) -> list[paths.Path]:
    """Every course worth judging: the bounds where they matter, else what was reported."""
    if all(standing.exact for standing in judged):
        return [paths.path(judged, paths.reported)]
    courses: list[paths.Course] = [paths.lowest, paths.highest]
    if problem.comparator.low is not None and problem.comparator.high is not None:
        courses.append(paths.inside(problem.comparator))
    return [paths.path(judged, course) for course in courses]


def _firm(problem: Problem, judged: list[Standing]) -> Outcome:
    """The one outcome of all courses, or `undetermined` for the gravest cause of the difference."""
    open_standings = [standing for standing in judged if not standing.exact]
    unread = any(standing.unread for standing in open_standings)
    fell = any(standing.fell for standing in open_standings)
    if problem.case.open_count and not unread and not fell:
        return _lower_bound(problem, judged)
    outcomes = [settle(problem, steps) for steps in _courses(problem, judged)]
    if len({outcome.status for outcome in outcomes}) > 1:
        return Outcome(Status.UNDETERMINED, "unreadable" if unread else "total_fell" if fell else _open(open_standings))
    if len({Flag.LATE in outcome.flags for outcome in outcomes}) > 1:
        relapsed = all(Flag.RELAPSE_RISK in outcome.flags for outcome in outcomes)
        return replace(MET_SOMETIME, flags=(Flag.RELAPSE_RISK,)) if relapsed else MET_SOMETIME
    as_reported = paths.path(judged, paths.reported)
    if as_reported and as_reported[-1].end == judged[-1].end:
        plain = settle(problem, as_reported)
        return plain if plain.status == outcomes[0].status else outcomes[0]
    return outcomes[0]


def _open(standings: Sequence[Standing]) -> str:
    """Why nothing says what the value is, where everything can be read: of 0 out of 0 there is no ratio."""
    missing = any(standing.missing or standing.missing_periods for standing in standings)
    return "missing_reporters" if missing else "nothing_to_measure"


def _lower_bound(problem: Problem, judged: list[Standing]) -> Outcome:
    """A count is judged on what was reported; what is missing can only add to it."""
    outcome = settle(problem, paths.path(judged, paths.reported))
    decisive = decisive_standing(problem, judged)
    if not decisive.missing and not decisive.missing_periods:
        return outcome
    below_target = outcome.status is Status.MISSED and outcome.reason != "cap_exceeded"
    cap_unproven = outcome.status is Status.ACHIEVED and problem.comparator.high is not None
    if below_target or cap_unproven:
        return AWAITED
    return MET_SOMETIME if Flag.LATE in outcome.flags else outcome


def decisive_standing(problem: Problem, judged: Sequence[Standing]) -> Standing:
    """The report the verdict speaks of: the one on or around due where there is one, else the latest."""
    return next((standing for standing in judged if standing.end >= problem.due), judged[-1])


def _nothing_judged(problem: Problem, current: Sequence[Standing]) -> Verdict:
    case = problem.case
    first = max(case.plan_start, case.start.on) if case.start is not None else case.plan_start
    deadline = case.calendar.deadline(_first_report_day(case, first))
    if case.as_of > problem.due:
        outcome = AWAITED
    elif case.as_of <= deadline:
        outcome = Outcome(Status.NOT_DUE, "first_report_not_due")
    else:
        outcome = Outcome(Status.NO_DATA, "no_observation")
    flags = (Flag.PARTIAL,) if current else ()
    facts = empty_facts(problem, current)
    if outcome is not AWAITED:
        facts |= {"report_due": deadline, "overdue": case.as_of > deadline}
    return Verdict(outcome.status, outcome.reason, flags, facts, attain_basis(problem, current))


def _first_report_day(case: Case, first: date) -> date:
    """A day of the first report: the one after a baseline that closes a report period."""
    report = case.calendar.report_on(first)
    return report.end if report.end > first else date.fromordinal(first.toordinal() + 1)


def _withdrawn(problem: Problem, judged: Sequence[Standing], outcome: Outcome) -> Outcome:
    """Two reports past their deadline withdraw a judgement by pace: silence proves nothing."""
    if not outcome.judged_by_pace or judged[-1].end >= problem.due:
        return outcome
    if len(problem.case.calendar.overdue(judged[-1].end, problem.case.as_of)) < 2:
        return outcome
    return Outcome(Status.NO_DATA, "reports_overdue")


def _report_flags(problem: Problem, judged: Sequence[Standing], outcome: Outcome) -> set[Flag]:
    decisive, case = decisive_standing(problem, judged), problem.case
    flags = set()
    if decisive.missing or decisive.missing_periods:
        flags.add(Flag.PARTIAL)
    if decisive.revised:
        flags.add(Flag.REVISED)
    waiting = judged[-1].end < problem.due and outcome != AWAITED and outcome.reason != "unreadable"
    if waiting and len(case.calendar.overdue(judged[-1].end, case.as_of)) == 1:
        flags.add(Flag.STALE)
    return flags


def ordered(flags: set[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags)
