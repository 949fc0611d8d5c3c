"""What one reporter's value is at the end of a day, for every measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from plancheck.model.frozen import frozen_often
from plancheck.model.observation import Amount, Share
from plancheck.model.period import Period, PeriodKind
from plancheck.model.series import Entry, Gap, Point
from plancheck.series.bounds import Bounded, exactly
from plancheck.series.reporters import Reporters, Track, day_after
from plancheck.series.scope import Scope
from plancheck.series.select import as_gap


@frozen_often
class State:
    """`amount` is None where the reporter's value plays no part. `missing`: its report for this period is not in;
    `gaps` are periods it did not report before; `unread` those it did, unreadably. `share` is the numerator and
    denominator of a ratio, `known_whole` the last denominator of one whose report is missing."""

    entity: str
    amount: Bounded | None = None
    expected: bool = False
    missing: bool = False
    gaps: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    fell: bool = False
    revised: bool = False
    new: tuple[Entry, ...] = ()
    carried: tuple[Entry, ...] = ()
    parts: dict[str, Decimal] = field(default_factory=dict)
    missing_parts: tuple[str, ...] = ()
    share: Share | None = None
    known_whole: Decimal | None = None


def state(scope: Scope, who: Reporters, track: Track, day: date) -> State:
    """The reporter's value at the end of `day`, counted since the baseline where it adds up."""
    if scope.increments:
        return _summed(scope, who, track, track.until(day), (counting_from(scope), day))
    if scope.measure == "ratio":
        return _ratio(scope, who, track, day)
    return _stock(scope, who, track, day)


def flow(scope: Scope, who: Reporters, track: Track, first: date, last: date) -> State:
    """The increments of first..last alone. A report that reaches beyond it cannot be divided: what falls inside is
    between nothing and all of it, or open where values may be negative."""
    inside = track.touching(first, last)
    divided = [entry for entry in inside if not first <= entry.period.start <= entry.period.end <= last]
    if scope.floor < 0:
        own = [as_gap(entry, "divided") if entry in divided else entry for entry in inside]
        return _summed(scope, who, track, own, (first, last))
    return _less(_summed(scope, who, track, inside, (first, last)), divided)


def _less(summed: State, divided: Sequence[Entry]) -> State:
    """The sum with each of these counted for anything from nothing up."""
    points = [entry for entry in divided if isinstance(entry, Point) and _number(entry)]
    if summed.amount is None or not points:
        return summed
    amount, most = summed.amount, sum(map(_number, points), Decimal(0))
    labels = (*summed.unread, *(entry.period.label for entry in points))
    return replace(summed, amount=Bounded(None, amount.low - most, amount.high), unread=labels)


def counting_from(scope: Scope) -> date:
    """The first day that increments must cover; nobody owes a report on the time before the plan."""
    start, first = scope.start, scope.plan.period.start
    return first if start is None or start.on <= first else day_after(start.on)


def _summed(scope: Scope, who: Reporters, track: Track, own: list[Entry], window: tuple[date, date]) -> State:
    """Report periods that nothing covers may have added anything a value can be."""
    first, day = window
    points = [entry for entry in own if isinstance(entry, Point)]
    unread = tuple(entry.period.label for entry in own if isinstance(entry, Gap))
    calendar = scope.calendar
    absent = _absent(track.entity, who, calendar.reports(first, day), own)
    lacking = sum([len(point.missing_parts) for point in points])
    report = calendar.report_on(day)
    return State(
        track.entity,
        _opened(scope, points, len(unread) + len(absent) + lacking),
        expected=who.expected(track.entity, day),
        missing=any(p.start >= report.start for p in absent),
        gaps=tuple(p.label for p in absent if p.start < report.start),
        unread=unread,
        revised=any(point.revised for point in points),
        new=tuple(entry for entry in own if entry.period.end == day),
        parts=_added_parts(points),
        missing_parts=tuple(dict.fromkeys(part for point in points for part in point.missing_parts)),
    )


def _absent(entity: str, who: Reporters, reports: Sequence[Period], own: Sequence[Entry]) -> list[Period]:
    """The periods that the reporter owes and that no entry covers; most are one entry each."""
    single = {(entry.period.start, entry.period.end) for entry in own}
    open_ = [report for report in reports if (report.start, report.end) not in single]
    return [report for report in open_ if who.expected(entity, report.end) and not _covered(report, own)]


def _opened(scope: Scope, points: list[Point], unknown: int) -> Bounded:
    """The sum of the points, with so many unknown values beside them."""
    value = sum([_number(point) for point in points], Decimal(0))
    low, high = (value + unknown * limit if unknown else value for limit in (scope.floor, scope.ceiling))
    return Bounded(value if points else None, low, high)


def _added_parts(points: list[Point]) -> dict[str, Decimal]:
    added: dict[str, Decimal] = {}
    for point in points:
        for part, value in point.parts.items():
            added[part] = added.get(part, Decimal(0)) + value
    return added


def _covered(period: Period, own: Sequence[Entry]) -> bool:
    """Every day of the period lies in one of the entries (which do not overlap)."""
    day = period.start
    for entry in sorted(own, key=lambda e: e.period.start):
        if entry.period.start <= day <= entry.period.end:
            day = day_after(entry.period.end)
    return day > period.end


def _number(point: Point) -> Decimal:
    return point.value.value if isinstance(point.value, Amount) else Decimal(0)


def _in_now(scope: Scope, entry: Entry, day: date) -> bool:
    """Its report for the period that ends on `day`: one of that end, or a snapshot taken within the report period."""
    if entry.period.end == day:
        return True
    report = scope.calendar.report_on(day)
    return report.end == day and entry.period.kind is PeriodKind.DAY and entry.period.start >= report.start


def _stock(scope: Scope, who: Reporters, track: Track, day: date) -> State:
    """The latest value of a running total or a level."""
    own = track.until(day)
    latest = own[-1] if own else None
    now = latest is not None and _in_now(scope, latest, day)
    expected = who.expected(track.entity, day)
    missing = expected and not now
    if latest is None or (not now and not scope.total):
        unbounded = Bounded(None, scope.floor, scope.ceiling) if missing else None
        return State(track.entity, unbounded, expected=expected, missing=missing)
    points = [entry for entry in own if isinstance(entry, Point)]
    new, carried = ((latest,), ()) if now else ((), (latest,))
    if isinstance(latest, Gap):
        amount, unread = _bounded_from(scope, points), (latest.period.label,)
        return State(track.entity, amount, expected, missing, unread=unread, new=new, carried=carried)
    amount, fell = _latest(scope, points)
    if missing or latest.missing_parts:
        amount = Bounded(amount.value, amount.low, scope.ceiling, amount.weight)
    return State(
        track.entity,
        amount,
        expected,
        missing,
        fell=fell,
        revised=latest.revised,
        new=new,
        carried=carried,
        parts=dict(latest.parts),
        missing_parts=latest.missing_parts,
    )


def _bounded_from(scope: Scope, points: list[Point]) -> Bounded:
    """An unreadable total is at least the last readable one; an unreadable level may be anything a value can be."""
    if not scope.total or scope.floor < 0:
        return Bounded(None, scope.floor, scope.ceiling)
    known = max((_number(point) for point in points), default=scope.floor)
    return Bounded(known if points else None, known, scope.ceiling)


def _latest(scope: Scope, points: list[Point]) -> tuple[Bounded, bool]:
    """The latest value; where a total that can only rise fell, it may be any of the two."""
    value = _number(points[-1])
    weight = points[-1].value.weight if isinstance(points[-1].value, Amount) else None
    peak = max(_number(point) for point in points)
    fell = scope.total and scope.floor >= 0 and peak > value
    return Bounded(value, value, peak if fell else value, weight), fell


def _ratio(scope: Scope, who: Reporters, track: Track, day: date) -> State:
    """The share of the one period that ends on `day`, of several the one that is the report."""
    own = [entry for entry in track.entries if entry.period.end == day]
    expected = who.expected(track.entity, day)
    before = [e.value.denominator for e in track.until(day) if isinstance(e, Point) and isinstance(e.value, Share)]
    whole = before[-1] if before else None
    if not own:
        return State(track.entity, expected=expected, missing=expected, known_whole=whole)
    report = scope.calendar.report_on(day)
    entry = next((e for e in own if e.period.start == report.start), own[0])
    if isinstance(entry, Gap):
        return State(track.entity, expected=expected, unread=(entry.period.label,), new=(entry,), known_whole=whole)
    share = entry.value if isinstance(entry.value, Share) else None
    amount = exactly(_number(entry)) if share is None else None
    return State(track.entity, amount, expected=expected, revised=entry.revised, new=(entry,), share=share)
