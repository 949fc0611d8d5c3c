"""How a value that is to be reached by a date is judged along one exact course. Pure: no bounds, no missing reports."""

from __future__ import annotations

from decimal import Decimal

from plancheck.model.verdict import Flag, Status
from plancheck.rules.path import Path, Step, around_due, at_due, last_before
from plancheck.rules.problem import Outcome, Problem
from plancheck.rules.progress import in_progress

AWAITED = Outcome(Status.NO_DATA, "final_report_awaited")
MISSED = Outcome(Status.MISSED, "unmet_at_due", final=True)
INSIDE = Outcome(Status.UNDETERMINED, "due_inside_period")


def settle(problem: Problem, steps: Path) -> Outcome:
    """The first rule that applies, for a course with at least one step."""
    cap = _over_cap(problem, steps)
    if cap is not None:
        return cap
    if steps[-1].end >= problem.due:
        return _at_due(problem, steps)
    return _early(problem, steps) or _awaited(problem) or _before_due(problem, steps)


def _over_cap(problem: Problem, steps: Path) -> Outcome | None:
    """Once over, a total has missed its limit, even one that can come down again."""
    if problem.case.total and any(problem.comparator.above(s.x) for s in steps if s.end <= problem.due):
        return Outcome(Status.MISSED, "cap_exceeded", final=True)
    return None


def _at_due(problem: Problem, steps: Path) -> Outcome:
    later = tuple(step for step in steps if step.end > problem.due)
    exact = at_due(steps, problem.due)
    if exact is not None:
        met = problem.comparator.satisfied(exact.x)
        return _met(problem, exact, later) if met else _unmet(problem, later)
    straddling = around_due(steps, problem.due)
    if straddling is not None:
        return _due_inside(problem, steps, straddling, later)
    return _due_uncovered(problem, steps, later)


def _met(problem: Problem, exact: Step, later: Path) -> Outcome:
    flags = (Flag.RELAPSE_RISK,) if later and not problem.case.total and _worse(problem, later[-1].x, exact.x) else ()
    return Outcome(Status.ACHIEVED, "met", flags, final=True)


def _unmet(problem: Problem, later: Path) -> Outcome:
    since = [step for step in later if problem.comparator.satisfied(step.x)]
    if not since:
        return MISSED
    return Outcome(Status.ACHIEVED, "met_late", (Flag.LATE, *_relapsed(problem, later)), final=True)


def _relapsed(problem: Problem, later: Path) -> tuple[Flag, ...]:
    """Met since due, and no longer."""
    return () if problem.comparator.satisfied(later[-1].x) else (Flag.RELAPSE_RISK,)


def _due_inside(problem: Problem, steps: Path, straddling: Step, later: Path) -> Outcome:
    """Only a total that can only rise is known on both sides of the due date."""
    if not problem.case.rising:
        return INSIDE
    before = last_before(steps, problem.due)
    start = problem.case.start
    low = before.x if before is not None else start.value if start is not None else Decimal(0)
    c = problem.comparator
    if not c.below(low) and not c.above(straddling.x):
        return Outcome(Status.ACHIEVED, "met", final=True)
    if c.below(straddling.x) or c.above(low):
        return _unmet(problem, later)
    return INSIDE


def _due_uncovered(problem: Problem, steps: Path, later: Path) -> Outcome:
    """Reports before and after the due date, none on it."""
    c, rising = problem.comparator, problem.case.rising
    before = last_before(steps, problem.due)
    if rising and before is not None and c.high is None and c.satisfied(before.x):
        return Outcome(Status.ACHIEVED, "met", final=True)
    if rising and c.low is None and c.satisfied(later[0].x):
        return Outcome(Status.ACHIEVED, "met", final=True)
    if rising and c.below(later[0].x):
        return _unmet(problem, later)
    if any(c.satisfied(step.x) for step in later):
        return Outcome(Status.ACHIEVED, "date_met_unknown", _relapsed(problem, later))
    return AWAITED


def _early(problem: Problem, steps: Path) -> Outcome | None:
    case, c, last = problem.case, problem.comparator, steps[-1]
    if not c.satisfied(last.x):
        return None
    if case.total:
        sure = case.rising and c.high is None
        return Outcome(Status.ACHIEVED, "met_early", (Flag.EARLY,), final=True) if sure else None
    crossed = case.start is None or not c.satisfied(case.start.value)
    if not crossed or case.as_of > case.calendar.deadline(problem.due):
        return None
    adverse = len(steps) > 1 and _worse(problem, last.x, steps[-2].x)
    return Outcome(Status.ACHIEVED, "met_early", (Flag.EARLY, Flag.RELAPSE_RISK) if adverse else (Flag.EARLY,))


def _awaited(problem: Problem) -> Outcome | None:
    return AWAITED if problem.case.as_of > problem.due else None


def _before_due(problem: Problem, steps: Path) -> Outcome:
    """A cap, a floor or ceiling already kept, then the target's own method."""
    case, c, last = problem.case, problem.comparator, steps[-1]
    if case.total and c.high is not None and c.satisfied(last.x):
        return Outcome(Status.ON_TRACK, "within_cap", judged_by_pace=True)
    if not case.total and case.start is not None and c.satisfied(case.start.value):
        if c.satisfied(last.x):
            return Outcome(Status.ON_TRACK, "floor_kept", judged_by_pace=True)
        return Outcome(Status.AT_RISK, "floor_broken", (Flag.WRONG_WAY,), judged_by_pace=True)
    return in_progress(problem, steps)


def _worse(problem: Problem, new: Decimal, old: Decimal) -> bool:
    """The change from old to new is adverse; within a band, only leaving it is. Both may be without bound."""
    if problem.sense == 0:
        return problem.comparator.satisfied(old) and not problem.comparator.satisfied(new)
    return new < old if problem.sense > 0 else new > old
