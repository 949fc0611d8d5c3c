"""The arithmetic that goes with a verdict: every number a reader needs to check it, unrounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import to_decimal
from plancheck.methods.pace import expected
from plancheck.model.series import Standing
from plancheck.model.verdict import Basis, Fact
from plancheck.rules import path as paths
from plancheck.rules.forecast import forecast_facts
from plancheck.rules.problem import Problem
from plancheck.rules.progress import judgements, nearest_aim

Facts = dict[str, Fact]


def empty_facts(problem: Problem, current: Sequence[Standing] = ()) -> Facts:
    """What can be said without a judged value."""
    facts = _terms(problem)
    if current:
        facts |= _reporters(current[-1])
    facts |= _unread(current)
    return facts | _awaited(problem, None)


def attain_facts(problem: Problem, judged: Sequence[Standing], decisive: Standing) -> Facts:
    last, steps = judged[-1], paths.path(judged, paths.reported)
    facts = _terms(problem) | {"data_date": last.end}
    facts |= _value(problem, steps, last) | _reporters(decisive) | _unread(judged)
    facts |= _progress(problem, steps) if steps and steps[-1].end == last.end else {}
    facts |= _needed_from_missing(problem, decisive)
    if last.parts:
        facts["by_part"] = dict(last.parts)
    facts |= last.terms
    return facts | _awaited(problem, last.end)


def _terms(problem: Problem) -> Facts:
    """The rule's own numbers."""
    case, c = problem.case, problem.comparator
    facts: Facts = {"unit": case.unit, "comparator": c.word, "due": problem.due, "cadence": case.cadence}
    stated = {"target": c.stated, "target_low": c.low, "target_high": c.high}
    if c.word not in ("about", "between"):
        stated = {"target": c.stated}
    facts |= {name: value for name, value in stated.items() if value is not None}
    if case.start is not None:
        facts |= {"baseline": case.start.value, "baseline_date": case.start.on}
        facts |= {"baseline_from": "measure"} if case.start.assumed else {}
        facts |= {"pace_assumed": True} if case.curve.assumed else {}
    return facts


def _value(problem: Problem, steps: paths.Path, last: Standing) -> Facts:
    facts: Facts = {}
    if last.value is not None:
        facts["actual"] = last.value
        facts["gap"] = _bound(problem, last.value) - last.value
        facts |= {"within_rounding": True} if _within_rounding(problem, last.value) else {}
    if not last.exact:
        facts |= {f"actual_{name}": x for name, x in (("low", last.low), ("high", last.high)) if x.is_finite()}
    if last.failing:
        facts["failing"] = last.failing
    if len(steps) > 1 and steps[-1].end == last.end:
        facts["change"] = steps[-1].x - steps[-2].x
    due = paths.at_due(steps, problem.due)
    facts |= {} if due is None else {"at_due": due.x}
    return facts | _met_for_a_time(problem, steps)


def _bound(problem: Problem, x: Decimal) -> Decimal:
    """What x is off from: the figure stated, on either side of it; of `between` the bound that it has passed."""
    c = problem.comparator
    if c.stated is not None:
        return nearest_aim(problem, x)
    passed = c.high if c.above(x) else c.low if c.below(x) else None
    return nearest_aim(problem, x) if passed is None else passed


def _met_for_a_time(problem: Problem, steps: paths.Path) -> Facts:
    """The day on which it was first seen to be met after due, where it is no longer."""
    later = [step for step in steps if step.end > problem.due]
    met = [step.end for step in later if problem.comparator.satisfied(step.x)]
    return {"met_on": met[0]} if met and not problem.comparator.satisfied(later[-1].x) else {}


def _within_rounding(problem: Problem, x: Decimal) -> bool:
    """A published level is rounded to its last decimal: could the true value lie on the other side of the target?"""
    exponent = x.as_tuple().exponent
    if problem.case.total or not isinstance(exponent, int) or exponent >= 0:
        return False
    half = Decimal(5).scaleb(exponent - 1)
    return any(
        bound is not None and abs(x - bound) <= half for bound in (problem.comparator.low, problem.comparator.high)
    )


def _progress(problem: Problem, steps: paths.Path) -> Facts:
    """Expected value, ratio, elapsed share, the methods side by side, what is needed from now on."""
    case, last = problem.case, steps[-1]
    first = case.plan_start if case.start is None else case.start.on
    facts: Facts = {"elapsed": _elapsed(first, problem.due, last.end)}
    if case.start is not None:
        aim = problem.comparator.aim(case.start.value)
        wanted = expected(case.curve, case.start, aim, problem.due, last.end)
        facts["expected"] = to_decimal(wanted)
        if wanted != Fraction(case.start.value):
            done = Fraction(last.x) - Fraction(case.start.value)
            facts["ratio"] = to_decimal(done / (wanted - Fraction(case.start.value)))
    facts |= _methods(problem, steps)
    return facts | forecast_facts(problem, steps)


def _elapsed(first: date, due: date, day: date) -> Decimal:
    if due <= first:
        return Decimal(1)
    return to_decimal(min(Fraction(1), max(Fraction(0), Fraction((day - first).days, (due - first).days))))


def _methods(problem: Problem, steps: paths.Path) -> Facts:
    found = judgements(problem, steps)
    method = problem.case.method if problem.case.start is not None else "recent_trend"
    facts: Facts = {"method": method}
    own = found.get(method)
    if own is not None and own.ratio is not None:
        facts["ratio"] = own.ratio
    if own is not None and own.projected is not None:
        facts |= {"projected": own.projected, "projected_method": method}
        ends = {"projected_low": own.projected_low, "projected_high": own.projected_high}
        facts |= {name: x for name, x in ends.items() if x is not None}
    if not problem.case.total and steps[-1].end < problem.due:
        facts["methods"] = {name: str(j.status) for name, j in found.items() if j is not None}
    return facts


def _reporters(standing: Standing) -> Facts:
    there = len(standing.expected) - len(standing.missing)
    facts: Facts = {"reporters_in": there, "reporters_expected": len(standing.expected)}
    facts |= {"missing": standing.missing} if standing.missing else {}
    return facts | ({"missing_periods": standing.missing_periods} if standing.missing_periods else {})


def _unread(standings: Sequence[Standing]) -> Facts:
    periods = dict.fromkeys(label for standing in standings for label in standing.unread)
    return {"unread_periods": tuple(periods)} if periods else {}


def _needed_from_missing(problem: Problem, decisive: Standing) -> Facts:
    low = problem.comparator.low
    waiting = decisive.missing or decisive.missing_periods
    if not waiting or not problem.case.total or decisive.value is None or low is None:
        return {}
    return {"needed_from_missing": max(Decimal(0), low - decisive.value)}


def _awaited(problem: Problem, data_date: date | None) -> Facts:
    """Which reports are outstanding, and when the one that settles the target is due."""
    case = problem.case
    if data_date is not None and data_date >= problem.due:
        return {}
    deadline = case.calendar.deadline(problem.due)
    facts: Facts = {"report_due": deadline, "overdue": case.as_of > deadline}
    after = data_date or case.plan_start - timedelta(days=1)
    outstanding = case.calendar.overdue(after, case.as_of)
    return facts | ({"reports_overdue": len(outstanding)} if outstanding else {})


def attain_basis(problem: Problem, standings: Sequence[Standing]) -> tuple[Basis, ...]:
    """Every cell the verdict rests on: all increments, else the latest values and those at due."""
    if problem.case.increments:
        return tuple(basis for standing in standings for basis in standing.basis)
    bearing = [s for s in standings if s.end >= problem.due][:1] + list(standings[-1:])
    found = (basis for standing in bearing for basis in (*standing.carried, *standing.basis))
    return tuple(dict.fromkeys(found))
