"""How the change of a value against its baseline is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import to_decimal
from plancheck.model.case import Case, Start
from plancheck.model.series import Standing
from plancheck.model.verdict import Fact, Verdict
from plancheck.rules.attain import attain
from plancheck.rules.change import As, Change, unit_of_change

_UNSAID = ("within_rounding", "needed_from_missing")
"""Facts that speak of the reported value, not of its change."""


def judge_change(rule: Change, case: Case) -> Verdict:
    """`reach` on the change. ValueError without a baseline: a plan that loads states one."""
    if case.start is None:
        raise ValueError("a change needs a baseline")
    derived = changed(rule, case, case.start)
    verdict = attain(derived, rule.comparator, rule.by or case.plan_end, derived.series.standings)
    facts = {name: fact for name, fact in verdict.facts.items() if name not in _UNSAID}
    return replace(verdict, facts=facts | _measured(rule, case, case.start, facts))


def changed(rule: Change, case: Case, start: Start) -> Case:
    """The case as it stands in changes against the baseline `start`."""
    standings = tuple(_standing(rule, start.value, s) for s in case.series.standings)
    series = replace(case.series, standings=standings)
    return replace(case, unit=unit_of_change(rule, case.unit), start=replace(start, value=rule.origin), series=series)


def _standing(rule: Change, b: Decimal, s: Standing) -> Standing:
    value = None if s.value is None else change(rule.as_, s.value, b)
    return replace(s, value=value, low=change(rule.as_, s.low, b), high=change(rule.as_, s.high, b), parts={})


def change(as_: As, x: Decimal, b: Decimal) -> Decimal:
    """The change from b to x, to 34 digits; of an infinite x, infinite. b is above 0 unless in points."""
    if not x.is_finite():
        return x
    if as_ == "points":
        return x - b
    times = Fraction(x) / Fraction(b)
    return to_decimal(times if as_ == "times" else (times - 1) * 100)


def _measured(rule: Change, case: Case, start: Start, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The reported figures behind the change."""
    at = facts.get("data_date")
    found: dict[str, Fact] = {"as": rule.as_, "measured_unit": case.unit, "measured_baseline": start.value}
    last = [s.value for s in case.series.standings if s.end == at and s.value is not None]
    return found | ({"measured": last[-1]} if last else {})
