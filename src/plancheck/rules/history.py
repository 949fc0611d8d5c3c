"""The values that a rule looks at, period by period; a report that is owed and not there is one without a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from plancheck.model.case import Case
from plancheck.model.history import Seen
from plancheck.model.period import Period, whole_years
from plancheck.model.series import Standing
from plancheck.rules import Rule
from plancheck.rules.change import Change
from plancheck.rules.checklist import Checklist
from plancheck.rules.composite import Composite
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.growth import races
from plancheck.rules.hold import Hold
from plancheck.rules.judge_change import changed
from plancheck.rules.judge_monotone import broken_periods
from plancheck.rules.milestones import Milestones
from plancheck.rules.monotone import Monotone
from plancheck.rules.narrative import Narrative
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.promise import breaks, required_reports

Judge = Callable[[Standing], bool]


def history(rule: Rule, case: Case) -> tuple[Seen, ...]:
    """Oldest first; nothing for what is not measured: items, other targets' verdicts, words."""
    match rule:
        case Checklist() | Milestones() | Composite() | Narrative():
            return ()
        case EachYear():
            return _years(rule, case)
        case Outpaces():
            return _leads(rule, case)
        case Hold() | Monotone():
            return _promised(rule, case, case.series.flows)
        case EachEntity() if rule.promised:
            return _promised(rule, case, case.series.flows)
        case _:
            return _reached(rule, case)


def _reached(rule: Rule, case: Case) -> tuple[Seen, ...]:
    """Every value, those before the plan too, and from the plan's first report on the reports that are not there."""
    shown = changed(rule, case, case.start) if isinstance(rule, Change) and case.start is not None else case
    last = min(getattr(rule, "by", None) or case.plan_end, case.as_of)
    first = case.plan_start if case.start is None else max(case.plan_start, case.start.on + timedelta(days=1))
    owed = required_reports(case, first, last) if first <= last else []
    return _with_absent(case, shown.series.standings, owed, lambda _: False)


def _promised(rule: Hold | Monotone | EachEntity, case: Case, standings: Sequence[Standing]) -> tuple[Seen, ...]:
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    required = required_reports(case, first, until)
    inside = [s for s in standings if required and first <= s.end <= required[-1].end]
    if isinstance(rule, Monotone):
        broken = {s.end for s in broken_periods(rule, case)}
        return _with_absent(case, inside, required, lambda s: s.end in broken)
    if isinstance(rule, EachEntity):
        return _with_absent(case, inside, required, lambda s: s.high < rule.share)
    return _with_absent(case, inside, required, lambda s: breaks(rule.comparator, s))


def _years(rule: EachYear, case: Case) -> tuple[Seen, ...]:
    required = whole_years(case.cadence, rule.from_ or case.plan_start, rule.until or case.plan_end)
    inside = [s for s in case.series.years if s.end in {p.end for p in required}]
    return _with_absent(case, inside, required, lambda s: breaks(rule.comparator, s))


def _leads(rule: Outpaces, case: Case) -> tuple[Seen, ...]:
    """The lead in growth over the other series, in percentage points."""
    run = races(case, required_reports(case, rule.from_ or case.plan_start, rule.until or case.plan_end))
    standings = [race.standing for race in run.races]
    seen = _with_absent(case, standings, run.required, lambda s: breaks(rule.lead, s))
    return tuple(_lead(one) for one in seen)


def _lead(one: Seen) -> Seen:
    value = one.low if one.low == one.high else None
    return Seen(one.period, value, one.low, one.high, one.unread, one.broken)


def _with_absent(case: Case, standings: Iterable[Standing], owed: Iterable[Period], broken: Judge) -> tuple[Seen, ...]:
    """The standings, and for each report past its deadline without one a period without a value."""
    found = {s.end: _seen(s, broken(s)) for s in standings}
    last = max(found, default=None)
    for period in owed:
        late = case.as_of > case.calendar.deadline(period.end) or (last is not None and period.end < last)
        if late:
            found.setdefault(period.end, Seen(period, None))
    return tuple(found[end] for end in sorted(found))


def _seen(standing: Standing, broken: bool) -> Seen:
    low, high = _finite(standing.low), _finite(standing.high)
    return Seen(standing.period, standing.value, low, high, bool(standing.unread), broken)


def _finite(x: Decimal) -> Decimal | None:
    return x if x.is_finite() else None
