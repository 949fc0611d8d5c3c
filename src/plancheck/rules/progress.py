"""Progress on the way to a due date: the target's own method decides; the others are computed beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plancheck.methods import Judgement, compound, pace, recent_trend
from plancheck.methods.spans import Dated, year_ends
from plancheck.model.case import Start
from plancheck.model.verdict import Flag, Status
from plancheck.rules.path import Path
from plancheck.rules.problem import Outcome, Problem

_UNDEFINED = {"compound": "compound_undefined", "recent_trend": "too_few_values"}
_NOT_STARTED = Outcome(Status.NOT_DUE, "pace_not_started", judged_by_pace=True)


def in_progress(problem: Problem, steps: Path) -> Outcome:
    """Before due, with nothing settled yet."""
    start = problem.case.start
    if start is None:
        return _without_baseline(problem, steps)
    if steps[-1].end <= start.on:
        return _NOT_STARTED
    results = judgements(problem, steps)
    own = results[problem.case.method]
    if own is None:
        return _undefined(problem, steps, start)
    others = {result.status for result in results.values() if result is not None}
    flags = (*own.flags, Flag.METHODS_DISAGREE) if others != {own.status} else own.flags
    return Outcome(own.status, own.reason, flags, judged_by_pace=True)


def _undefined(problem: Problem, steps: Path, start: Start) -> Outcome:
    """Growth that a rate can describe is first measured at the first year-end after the baseline."""
    method = problem.case.method
    growing = method == "compound" and min(start.value, problem.comparator.aim(start.value)) > 0
    if growing and not any(day > start.on for day, _ in closings(problem, steps)):
        return _NOT_STARTED
    return Outcome(Status.UNDETERMINED, _UNDEFINED[method])


def _without_baseline(problem: Problem, steps: Path) -> Outcome:
    if len(closings(problem, steps)) < recent_trend.LEAST_VALUES:
        return Outcome(Status.UNDETERMINED, "no_baseline")
    own = judgements(problem, steps)["recent_trend"]
    if own is None:
        return Outcome(Status.UNDETERMINED, "too_few_values")
    return Outcome(own.status, own.reason, own.flags, judged_by_pace=True)


def judgements(problem: Problem, steps: Path) -> Mapping[str, Judgement | None]:
    """Every method's judgement; a total is judged by its own method alone, a level or ratio by all."""
    case, start = problem.case, problem.case.start
    found: dict[str, Judgement | None] = {}
    ends = closings(problem, steps)
    if start is not None:
        aim = problem.comparator.aim(start.value)
        last = steps[-1]
        found["pace"] = pace.judge(last.x, last.end, case.curve, start, aim, problem.due, case.bands, problem.sense)
        found["compound"] = compound.judge(ends, start, aim, problem.due, case.bands)
    found["recent_trend"] = _trend(problem, ends)
    return {case.method: found[case.method]} if case.total else found


def _trend(problem: Problem, ends: tuple[Dated, ...]) -> Judgement | None:
    if not ends:
        return None
    aim = nearest_aim(problem, ends[-1][1])
    sense = problem.sense or (1 if aim >= ends[-1][1] else -1)
    return recent_trend.judge(ends, aim, sense, problem.due)


def nearest_aim(problem: Problem, x: Decimal) -> Decimal:
    """The figure to run to: from the baseline where there is one, else from the value itself."""
    start: Start | None = problem.case.start
    return problem.comparator.aim(x if start is None else start.value)


def closings(problem: Problem, steps: Path) -> tuple[Dated, ...]:
    """Day and value at the end of each year, the years before the plan included."""
    return year_ends([(step.end, step.x) for step in (*problem.history, *steps)], problem.case.cadence)
