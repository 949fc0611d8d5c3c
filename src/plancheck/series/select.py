"""From what was submitted on one target to what counts: known by then, closed, in range, latest correction first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.observation import Amount, Done, Observation, Share, Unread, Value
from plancheck.model.period import Period, PeriodKind, day
from plancheck.model.series import Entry, Gap, Point
from plancheck.plans.plan import Target
from plancheck.rules.checklist import Checklist
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.milestones import Milestones
from plancheck.series.entities import names
from plancheck.series.latest import latest
from plancheck.series.plain import STOCKS, Key, Plain
from plancheck.series.scope import Scope
from plancheck.series.selection import Placed, Selection
from plancheck.sources.cells import clean
from plancheck.sources.findings import nearest

NO_PARTS: Mapping[str, Decimal] = {}


def select(scope: Scope, observations: Iterable[Observation]) -> tuple[list[Entry], list[Finding]]:
    """The entries that count, ordered by reporter, item and period, and what was found on the way."""
    selection = Selection(scope, names(scope.roster or ()))
    plain = Plain(scope, part_items(scope.target))
    alone: dict[Key, Observation] = {}
    groups: dict[Key, list[Placed | Observation]] = {}
    for o in observations:
        key = plain.key(o)
        if key is None:
            for p in _placed(selection, o):
                groups.setdefault(_key(scope, p), []).append(p)
        elif alone.setdefault(key, o) is not o:
            groups.setdefault(key, []).append(o)
    for key in alone.keys() & groups.keys():
        groups[key].append(alone.pop(key))
    findings = selection.in_order()
    counting = Selection(scope, selection.reporters)
    entries = [
        latest(counting, _all_placed(plain, key, groups[key])) if o is None else _point(plain, key, o)
        for key, o in sorted([*alone.items(), *((key, None) for key in groups)], key=itemgetter(0))
    ]
    return entries, findings + counting.findings


def _point(plain: Plain, key: Key, o: Observation) -> Point:
    """What a plain observation says that stands alone."""
    assert isinstance(o.value, Amount)  # else it had no key
    return Point(key[0], key[1], plain.period(o), o.value, (o.origin,), False, NO_PARTS)


def _all_placed(plain: Plain, key: Key, rows: Sequence[Placed | Observation]) -> list[Placed]:
    return [Placed(key[0], key[1], plain.period(p), p.value, p) if isinstance(p, Observation) else p for p in rows]


def _key(scope: Scope, p: Placed) -> Key:
    """Levels and running totals are facts about a day, however the period that ends on it is named."""
    stock = scope.measure in STOCKS
    return p.entity, p.item, p.period.end if stock else p.period.start, p.period.end


def _placed(selection: Selection, o: Observation) -> Iterator[Placed]:
    """Nothing for a row that does not count at this date or for this target; each says so in a finding."""
    scope = selection.scope
    if scope.known_at is not None and o.submitted is None:
        selection.note("R314", o, known_at=scope.known_at.isoformat())
        return
    if scope.known_at is not None and o.submitted is not None and o.submitted > scope.known_at:
        return
    period = _period(selection, o)
    if period is None:
        return
    entity, item = _entity(selection, o, period), _item(selection, o)
    if entity is not None and item is not None:
        yield Placed(entity, item, period, _usable(selection, o), o)


def _period(selection: Selection, o: Observation) -> Period | None:
    """The period cut to the plan; None when it has not closed (R313), or when a total that counts from the plan's start
    is reported for the time before (R305, which is said of any outside the plan, closed or not). An unreadable one may
    be the latest of all."""
    scope, span = selection.scope, selection.scope.plan.period
    if o.period is None:
        return latest_closed(scope)
    period = o.period.clipped(span.start, span.end)
    if period is None:
        selection.note("R305", o, start=span.start.isoformat(), end=span.end.isoformat())
        too_early = scope.start is not None and scope.start.assumed and o.period.end < span.start
        return None if too_early or o.period.end > scope.as_of else o.period
    if period.end > scope.as_of:
        selection.note("R313", o, end=period.end.isoformat(), as_of=scope.as_of.isoformat())
        return None
    return period


def latest_closed(scope: Scope) -> Period:
    """The latest report period that has closed, else the day of the verdict."""
    closed = [p for p in scope.calendar.reports(scope.plan.period.start, scope.as_of) if _whole(scope, p)]
    return closed[-1] if closed else day(scope.as_of)


def _whole(scope: Scope, period: Period) -> bool:
    return scope.calendar.report_on(period.end).end <= scope.as_of


def _entity(selection: Selection, o: Observation, period: Period) -> str | None:
    """The reporter's name on the roster; None for one that is not listed in the period (R303), or not named (C201)."""
    if selection.scope.roster is None:
        return selection.scope.called.get(o.entity, o.entity)
    known = selection.reporters
    entry = known.bearer(o.entity, period)
    if entry is not None:
        return entry.name
    if not clean(o.entity):
        selection.note("C201", o, reason="entity")
        return None
    listed = known.listed(o.entity)
    near = "" if listed else selection.nearest(clean(o.entity))
    selection.note("R303", o, seen=o.entity, nearest=near, listed=listed)
    return None


def _item(selection: Selection, o: Observation) -> str | None:
    """The item or part as the plan names it; "" where the target has none."""
    known = part_items(selection.scope.target)
    if not known or (not o.item and selection.scope.target.by_part):
        return ""
    if not o.item and len(known) == 1:
        return known[0]
    for name in known:
        if clean(name) == clean(o.item):
            return name
    selection.note("C212", o, seen=o.item, nearest=nearest(o.item, list(known)), expected="、".join(known))
    return "" if selection.scope.target.by_part else None


def part_items(target: Target) -> tuple[str, ...]:
    """The items a row on this target may name: parts, items of a checklist, nodes, indicators."""
    if isinstance(target.rule, Checklist):
        return target.rule.items
    if isinstance(target.rule, Milestones):
        return tuple(node.item for node in target.rule.nodes)
    if isinstance(target.rule, KOfN):
        return tuple(indicator.item for indicator in target.rule.indicators)
    return target.by_part


def _usable(selection: Selection, o: Observation) -> Value:
    """The value, or Unread where it cannot be one."""
    scope, value = selection.scope, o.value
    if o.item and scope.target.by_part and clean(o.item) not in map(clean, scope.target.by_part):
        return Unread("C212")
    dated = o.period is not None and o.period.kind is PeriodKind.DAY
    if dated and scope.measure in ("increment", "ratio") and not isinstance(value, Unread):
        return _one_day(selection, o)
    if isinstance(value, Done):
        return _done(selection, o, value)
    if isinstance(value, Share):
        return _share(selection, o, value)
    return _in_range(selection, o, value, value.value) if isinstance(value, Amount) else value


def _one_day(selection: Selection, o: Observation) -> Unread:
    """An increment or a ratio is of a period; of one day it says nothing."""
    assert o.period is not None  # that it is a day is known
    wanted = selection.scope.calendar.report_on(o.period.end)
    selection.note("C209", o, reason="day", seen=o.period.label, expected=wanted.label)
    return Unread("C209")


def _done(selection: Selection, o: Observation, value: Done) -> Value:
    if value.done and value.done_on is not None and value.done_on > selection.scope.as_of:
        as_of = selection.scope.as_of.isoformat()
        selection.note("C215", o, done_on=value.done_on.isoformat(), as_of=as_of)
        return Done(False)
    return value


def _share(selection: Selection, o: Observation, value: Share) -> Value:
    counts = {"numerator": str(value.numerator), "denominator": str(value.denominator)}
    if value.denominator == 0 and value.numerator == 0:
        return value
    if value.denominator <= 0 or value.numerator < 0:
        case = "negative" if min(value.denominator, value.numerator) < 0 else "zero"
        selection.note("R311", o, reason=case, **counts)
        return Unread("R311")
    if selection.scope.share and value.numerator > value.denominator:
        selection.note("R311", o, **counts)
    return _in_range(selection, o, value, value.numerator * selection.scope.scale / value.denominator)


def _in_range(selection: Selection, o: Observation, value: Value, x: Decimal) -> Value:
    scope = selection.scope
    if scope.floor <= x <= scope.ceiling:
        return value
    bounds = {"min": scope.floor, "max": scope.ceiling}
    facts = {name: str(bound) if bound.is_finite() else "" for name, bound in bounds.items()}
    selection.note("C211", o, value=str(x), **facts)
    return Unread("C211")


def finding_on(scope: Scope, code: str, entry: Entry, **facts: str) -> Finding:
    """A finding about an entry rather than about one row."""
    facts = {"target": scope.target.id, "entity": entry.entity, "period": entry.period.label} | facts
    return Finding(code, SEVERITY[code], entry.origins[0], facts, scope.target.id, scope.plan.id)


def as_gap(entry: Entry, reason: str) -> Gap:
    """The same place, with nothing in it that can be used."""
    return Gap(entry.entity, entry.item, entry.period, reason, entry.origins)
