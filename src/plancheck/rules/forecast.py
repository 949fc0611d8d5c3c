"""What is still needed, the best that was seen, and where it leads if it goes on as it has."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm

from plancheck.methods import to_decimal
from plancheck.model.case import Start
from plancheck.model.verdict import Fact
from plancheck.rules.path import Path
from plancheck.rules.problem import Problem
from plancheck.rules.progress import nearest_aim

LEAST_VALUES = 3
_EXACT = Context(prec=1000)
"""Digits enough for any difference of two reported values, times some days."""


def forecast_facts(problem: Problem, steps: Path) -> dict[str, Fact]:
    """Needed per remaining report period, average and best pace seen, projected value at due and date of reaching."""
    last = steps[-1]
    if last.end >= problem.due:
        return {}
    return _needed(problem, steps) | _seen(problem, steps) | _projected(problem, steps)


def _needed(problem: Problem, steps: Path) -> dict[str, Fact]:
    last = steps[-1]
    remaining = len(problem.case.calendar.reports(last.end + timedelta(days=1), problem.due))
    facts: dict[str, Fact] = {"remaining_periods": remaining}
    over = problem.case.total and problem.comparator.above(last.x)  # a total does not come down again
    if not over and not problem.comparator.satisfied(last.x) and not _capped(problem):
        to_go = Fraction(nearest_aim(problem, last.x)) - Fraction(last.x)
        facts["needed_per_period"] = to_decimal(to_go / remaining)
    return facts


def _capped(problem: Problem) -> bool:
    return problem.case.total and problem.comparator.low is None


def _seen(problem: Problem, steps: Path) -> dict[str, Fact]:
    start = problem.case.start
    if start is None or steps[-1].end <= start.on:
        return {}
    values = [start.value, *(step.x for step in steps if step.end > start.on)]
    spent = len(problem.case.calendar.reports(start.on + timedelta(days=1), steps[-1].end))
    sense = problem.sense or 1
    best = max((new - old) * sense for old, new in pairwise(values)) * sense
    average = (Fraction(steps[-1].x) - Fraction(start.value)) / spent
    return {"average_pace": to_decimal(average), "best_pace": best}


def _projected(problem: Problem, steps: Path) -> dict[str, Fact]:
    """On a straight line through the baseline and the latest value, by days; needs three values."""
    start, last = problem.case.start, steps[-1]
    own = problem.case.method == "recent_trend"
    if own or start is None or len(steps) < LEAST_VALUES or last.end <= start.on:
        return {}
    daily = (Fraction(last.x) - Fraction(start.value)) / (last.end - start.on).days
    value = Fraction(last.x) + daily * (problem.due - last.end).days
    facts: dict[str, Fact] = {"projected": to_decimal(value), "projected_method": "linear"}
    facts |= _interval(problem, steps, start)
    reached = _reached(last.end, Fraction(problem.comparator.aim(start.value)) - Fraction(last.x), daily)
    return facts if reached is None else facts | {"projected_date": reached}


def _interval(problem: Problem, steps: Path, start: Start) -> dict[str, Fact]:
    """The latest value carried on by the slowest and by the fastest daily change between two values seen in a row, the
    baseline being the first. It shows how unsteady the line is and decides nothing."""
    seen = [(start.on, start.value), *((step.end, step.x) for step in steps if step.end > start.on)]
    rises = [(_EXACT.subtract(new, old), (now - then).days) for (then, old), (now, new) in pairwise(seen)]
    common = lcm(*(days for _, days in rises))
    daily = [_EXACT.multiply(rise, Decimal(common // days)) for rise, days in rises]  # per day, times `common`
    slow, fast = Fraction(min(daily)) / common, Fraction(max(daily)) / common
    left, x = (problem.due - steps[-1].end).days, Fraction(steps[-1].x)
    return {
        "projected_low": to_decimal(x + slow * left),
        "projected_high": to_decimal(x + fast * left),
    }


def _reached(day: date, to_go: Fraction, daily: Fraction) -> date | None:
    """The first day on which the line reaches the target; None when it never does within a century."""
    if daily == 0 or to_go / daily < 0:
        return None
    days = -(-to_go // daily)
    return day + timedelta(days=days) if days < 36525 else None
