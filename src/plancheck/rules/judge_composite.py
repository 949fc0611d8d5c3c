"""How several other targets are judged together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import to_decimal
from plancheck.model.case import Case
from plancheck.model.verdict import Fact, Status, Verdict
from plancheck.rules.composite import Composite

GATING = tuple(status for status in Status if status is not Status.NOT_CHECKABLE)
"""Worst first; what no machine decides is counted and never gates."""
_OPEN = (Status.UNDETERMINED, Status.NO_DATA)


def judge_composite(rule: Composite, case: Case) -> Verdict:
    """`parts` are the verdicts on the targets named in `of`."""
    statuses = {name: case.parts[name].status for name in rule.of}
    gated = {name: status for name, status in statuses.items() if status is not Status.NOT_CHECKABLE}
    due = rule.by or _last_due(case, rule)
    facts = _facts(statuses, due)
    if not gated:
        return Verdict(Status.NOT_CHECKABLE, "parts_not_checkable", (), facts)
    worst = worst_of(gated)
    if rule.how == "weighted":
        status, reason, shares = _weighted(rule, case, gated, due)
        facts |= shares
    elif rule.how == "all" and worst is Status.ACHIEVED and len(gated) < len(statuses):
        status, reason = Status.UNDETERMINED, "parts_not_checkable"
    else:
        status, reason = worst, "parts"
    decisive = tuple(name for name, own in gated.items() if own is worst)
    facts |= {"worst_parts": decisive} if worst is not Status.ACHIEVED else {}
    return Verdict(status, reason, (), facts)


def worst_of(statuses: Mapping[str, Status]) -> Status:
    return min(statuses.values(), key=GATING.index)


def _weighted(
    rule: Composite, case: Case, gated: Mapping[str, Status], due: date
) -> tuple[Status, str, dict[str, Fact]]:
    """At due by the share of the weight; before it, or while parts that are open may decide it, by the worst."""
    weights = {name: (rule.weights or {}).get(name, Decimal(1)) for name in gated}
    share = _share(weights, [name for name, status in gated.items() if status is Status.ACHIEVED])
    most = _share(weights, [name for name, status in gated.items() if status in (Status.ACHIEVED, *_OPEN)])
    needed = Fraction(rule.at_least or 0)
    shown: dict[str, Fact] = {"unit": "%", "actual": to_decimal(share), "comparator": "at_least"}
    shown |= {"target": to_decimal(needed)}
    if case.as_of >= due and share >= needed:
        return Status.ACHIEVED, "share_of_parts", shown
    if case.as_of > due and most < needed:
        return Status.MISSED, "share_of_parts", shown
    return worst_of(gated), "parts", shown


def _share(weights: Mapping[str, Decimal], names: list[str]) -> Fraction:
    """In percent of the whole weight."""
    added = sum((Fraction(weights[name]) for name in names), Fraction(0))
    return added * 100 / sum((Fraction(weight) for weight in weights.values()), Fraction(0))


def _last_due(case: Case, rule: Composite) -> date:
    days = [case.parts[name].facts.get(key) for name in rule.of for key in ("due", "until")]
    return max((day for day in days if isinstance(day, date)), default=case.plan_end)


def _facts(statuses: Mapping[str, Status], due: date) -> dict[str, Fact]:
    achieved = sum(1 for status in statuses.values() if status is Status.ACHIEVED)
    facts: dict[str, Fact] = {"due": due, "parts": {name: str(status) for name, status in statuses.items()}}
    facts |= {"achieved_parts": achieved, "total_parts": len(statuses)}
    unchecked = sum(1 for status in statuses.values() if status is Status.NOT_CHECKABLE)
    return facts | ({"not_checkable_parts": unchecked} if unchecked else {})
