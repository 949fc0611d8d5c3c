"""How it is judged that a value never moves the wrong way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from plancheck.model.case import Case
from plancheck.model.period import Period
from plancheck.model.series import Standing
from plancheck.model.verdict import Fact, Verdict
from plancheck.rules.monotone import Monotone
from plancheck.rules.promise import Tally, absent_reports, left_open, required_reports, verdict_of


def judge_monotone(rule: Monotone, case: Case) -> Verdict:
    """`flows` are the own values of the report periods; a total that counts from the plan's start has no baseline."""
    required, in_force, first, until = _in_force(rule, case)
    tally, opening = _compared(rule, case, required, in_force)
    covered = bool(required) and {p.end for p in required} <= {s.end for s in (*tally.kept, *opening)}
    facts: dict[str, Fact] = {"unit": case.unit, "from": first, "until": until, "direction": rule.direction}
    return verdict_of(case, tally, facts | _last_two(in_force), covered)


def broken_periods(rule: Monotone, case: Case) -> tuple[Standing, ...]:
    """The periods whose value moves the wrong way against the one before, in time order."""
    required, in_force, _, _ = _in_force(rule, case)
    tally, _ = _compared(rule, case, required, in_force)
    return tally.broken


def _in_force(rule: Monotone, case: Case) -> tuple[list[Period], list[Standing], date, date]:
    """The reports asked for, those that are in, and from when to when."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    required = required_reports(case, first, until)
    values = {s.end: s for s in case.series.flows if s.end <= case.as_of}
    return required, [values[p.end] for p in required if p.end in values], first, until


def _compared(
    rule: Monotone, case: Case, required: Sequence[Period], in_force: Sequence[Standing]
) -> tuple[Tally, list[Standing]]:
    """Each value against the last one known; the first of all only opens the series."""
    start = case.start
    known = None if start is None or start.assumed else (start.value, start.value)
    broken: list[Standing] = []
    kept: list[Standing] = []
    unsure: list[Standing] = []
    opening: list[Standing] = []
    for standing in in_force:
        if known is None:
            (opening if standing.exact else unsure).append(standing)
        elif _wrong(rule, known, standing):
            broken.append(standing)
        else:
            (kept if _right(rule, known, standing) else unsure).append(standing)
        if standing.low.is_finite() and standing.high.is_finite():
            known = (standing.low, standing.high)
    partial = tuple(s for s in unsure if left_open(case, s))
    unread = tuple(s for s in unsure if s.unread)
    absent = absent_reports(case, required, in_force)
    return Tally(tuple(broken), tuple(kept), unread, absent, partial, len(in_force), len(required)), opening


def _wrong(rule: Monotone, known: tuple[Decimal, Decimal], standing: Standing) -> bool:
    """Even the best case moves the wrong way."""
    gain = standing.high - known[0] if rule.direction == "up" else known[1] - standing.low
    return gain <= 0 if rule.strict else gain < 0


def _right(rule: Monotone, known: tuple[Decimal, Decimal], standing: Standing) -> bool:
    """Even the worst case does not."""
    gain = standing.low - known[1] if rule.direction == "up" else known[0] - standing.high
    return gain > 0 if rule.strict else gain >= 0


def _last_two(in_force: Sequence[Standing]) -> dict[str, Fact]:
    values = [s.value for s in in_force if s.value is not None][-2:]
    return {"previous_value": values[0], "change": values[1] - values[0]} if len(values) == 2 else {}
