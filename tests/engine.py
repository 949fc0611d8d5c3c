"""A verdict from a few words: what the tests of series, rules and methods are written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from plancheck.model.finding import Finding
from plancheck.model.observation import Amount, Done, Observation, Share, Unread, Value
from plancheck.model.origin import CellRef
from plancheck.model.period import Period, parse_period
from plancheck.model.text import Text
from plancheck.model.verdict import Verdict
from plancheck.plans.plan import Baseline, LoadedPlan, Plan, Programme, RosterEntry, Span, Target, Valid, Version
from plancheck.rules import Rule
from plancheck.rules.reach import Reach
from plancheck.series.reference import build
from plancheck.series.scope import Scope

YEARS = Span(start=date(2026, 1, 1), end=date(2028, 12, 31))


def d(text: str) -> date:
    """The last day of a period or date."""
    period = parse_period(text)
    assert isinstance(period, Period)
    return period.end


def target(rule: Rule, measure: str | None = "increment", report: str = "quarterly", **fields: Any) -> Target:
    base = Target(id="T", title=Text(zh="目标"), rule=rule, unit=fields.pop("unit", "个"))
    if "baseline" in fields:
        value, on = fields.pop("baseline")
        fields["baseline"] = Baseline(value=Decimal(value), date=d(on))
    if "valid" in fields:
        low, high = fields.pop("valid")
        fields["valid"] = Valid(min=_number(low), max=_number(high))
    return replace(base, measure=measure, report=report, **fields)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def reach(at_least: str, by: str = "2028", **fields: Any) -> Target:
    return target(Reach(at_least=Decimal(at_least), by=d(by)), **fields)


def value_of(text: str) -> Value:
    """`12` an amount, `3/4` a share, 是 or 否 (with @ a day: 是@2026-05-01), ? something unreadable."""
    if text == "?":
        return Unread("C203")
    if text[0] in "是否":
        return Done(text[0] == "是", d(text[2:]) if "@" in text else None)
    if "/" in text:
        return Share(*(Decimal(part) for part in text.split("/")))
    return Amount(Decimal(text))


def rows(text: str) -> list[Observation]:
    """One row a line: period value [entity=…] [item=…] [on=submission day]."""
    return [_row(i, line.split()) for i, line in enumerate(text.strip().splitlines(), 2) if line.strip()]


def _row(line: int, words: list[str]) -> Observation:
    label, raw, *rest = words
    fields = dict(word.split("=") for word in rest)
    period = parse_period(label)
    submitted = d(fields["on"]) if "on" in fields else None
    known = period if isinstance(period, Period) else None
    value = value_of(raw) if known is not None else Unread("C209")
    origin = CellRef("上报.xlsx", "指标", f"C{line}")
    return Observation("T", fields.get("entity", ""), known, fields.get("item", ""), value, submitted, origin, raw)


def roster(*names: str) -> tuple[RosterEntry, ...]:
    return tuple(RosterEntry(name=name) for name in names)


def loaded(*targets: Target, span: Span = YEARS, **fields: Any) -> LoadedPlan:
    programme = Programme(id="P", title=Text(zh="工程"), targets=targets)
    plan = Plan(plancheck="1", id="p", title=Text(zh="规划"), period=span, programmes=(programme,), **fields)
    versions = {t.id: (Version(amendment=None, target=t),) for t in targets}
    return LoadedPlan(plan=plan, file="plans/p.yaml", digest="", rosters={}, versions=versions)


def judged(
    goal: Target,
    reports: str | Iterable[Observation],
    as_of: str,
    *,
    span: Span = YEARS,
    known_at: str | None = None,
    reporters: tuple[RosterEntry, ...] | None = None,
) -> tuple[Verdict, list[Finding]]:
    from plancheck.rules.judging import judge

    observations = rows(reports) if isinstance(reports, str) else list(reports)
    scope = Scope(loaded(goal, span=span).plan, goal, reporters, d(as_of), None if known_at is None else d(known_at))
    series, findings = build(scope, observations)
    return judge(goal.rule, scope.case(series)), findings


def verdict(goal: Target, reports: str | Iterable[Observation], as_of: str, **options: Any) -> Verdict:
    return judged(goal, reports, as_of, **options)[0]


def said(goal: Target, reports: str, as_of: str, **options: Any) -> str:
    """status reason flags, in one line."""
    v = verdict(goal, reports, as_of, **options)
    return " ".join([v.status, v.reason, *v.flags])
