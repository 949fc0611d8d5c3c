"""All reporters together at the end of a day, or over a window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from plancheck.model.observation import Amount, Done, Share
from plancheck.model.period import Period, day, report_period, report_periods, year_cadence
from plancheck.model.series import INFINITY, Entry, Gap, Point, Standing
from plancheck.model.verdict import Basis
from plancheck.series.bounds import Bounded, aggregated
from plancheck.series.crowd import Crowd
from plancheck.series.ratio import ratio
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.state import State, counting_from, flow, state


def standings(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[Standing, ...]:
    """One for every day on which a reported period ends."""
    return _standings(Crowd(scope, who, known))


def _standings(crowd: Crowd) -> tuple[Standing, ...]:
    return tuple(_standing(crowd, period) for period in ends(crowd.scope, crowd.tracks))


def ends(scope: Scope, known: Iterable[Track]) -> list[Period]:
    """The periods that end on different days, the report period itself where it is among them, by end."""
    found: dict[date, Period] = {}
    for track in known:
        for entry in track.entries:
            report = scope.calendar.report_on(entry.period.end)
            best = found.get(entry.period.end)
            if best is None or (entry.period.start == report.start and best.start != report.start):
                found[entry.period.end] = entry.period
    return [found[end] for end in sorted(found)]


def standing_at(scope: Scope, who: Reporters, known: Sequence[Track], period: Period) -> Standing:
    """The state at the end of `period`."""
    return _standing(Crowd(scope, who, known, together=False), period)


def _standing(crowd: Crowd, period: Period) -> Standing:
    states = [state(cohort.scope, crowd.who, cohort.track, period.end) for cohort in crowd.cohorts]
    whole = missing_whole(crowd.scope, crowd.tracks, period.end) if crowd.scope.increments else ()
    standing = joined(crowd.scope, period, states, whole)
    if len(crowd.cohorts) == len(crowd.known):
        return standing
    new, carried = _lines(crowd, [s.new for s in states]), _lines(crowd, [s.carried for s in states])
    return replace(_named(crowd, standing, states), basis=new, carried=carried)


def _named(crowd: Crowd, standing: Standing, states: Sequence[State]) -> Standing:
    """With everyone's name in place of those of the cohorts."""
    if len(crowd.cohorts) == len(crowd.known):
        return standing
    missing = standing.missing
    if any(s.missing_parts for s in states):
        told = zip(crowd.known, crowd.place, strict=True)
        missing = tuple(name for track, at in told for name in _missing(states[at], track.entity))
    elif missing:
        missing = crowd.names([s.missing for s in states])
    return replace(standing, expected=crowd.names([s.expected for s in states]), missing=missing)


def _lines(crowd: Crowd, chosen: Sequence[Sequence[Entry]]) -> tuple[Basis, ...]:
    """Each entry as a line of the arithmetic, which is made once."""
    lines = []
    for entry in crowd.entries(chosen):
        line = crowd.shown.get(id(entry))
        if line is None:
            line = crowd.shown[id(entry)] = basis_of(crowd.scope, entry)
        lines.append(line)
    return tuple(lines)


def flows(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[Standing, ...]:
    """The own values of the report periods from which anything was reported; of a level, whatever was reported."""
    return timelines(scope, who, known)[1]


def timelines(
    scope: Scope, who: Reporters, known: Sequence[Track]
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """`standings` and `flows`."""
    crowd = Crowd(scope, who, known)
    stood = _standings(crowd)
    return stood, _flows(crowd, max((s.end for s in stood), default=None)) if scope.increments else stood


def _flows(crowd: Crowd, last: date | None) -> tuple[Standing, ...]:
    if last is None:
        return ()
    scope = crowd.scope
    first = min(counting_from(scope), *(track.entries[0].period.start for track in crowd.tracks if track.entries))
    reports = (scope.calendar.report_on(p.end) for p in scope.calendar.reports(first, last))
    made = (_flow(crowd, report) for report in reports)
    return tuple(standing for standing in made if standing.basis)


def flow_over(scope: Scope, who: Reporters, known: Sequence[Track], window: Period) -> Standing:
    """What was added in the window; while it is open, or a report in it is missing, more may come."""
    return _flow(Crowd(scope, who, known, together=False), window)


def _flow(crowd: Crowd, window: Period) -> Standing:
    scope = crowd.scope
    inside = [track.touching(window.start, window.end) for track in crowd.tracks]
    opened = window.end > scope.as_of
    last = max((entry.period.end for own in inside for entry in own), default=window.start) if opened else window.end
    states = [flow(cohort.scope, crowd.who, cohort.track, window.start, last) for cohort in crowd.cohorts]
    standing = _named(crowd, joined(scope, window, states, (), baseline=False), states)
    standing = replace(standing, basis=_lines(crowd, inside))
    return replace(standing, low=min(standing.low, standing.low + scope.floor), high=INFINITY) if opened else standing


def years(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[Standing, ...]:
    """The own values of the years: sums of increments, differences of running totals, year-end levels."""
    crowd = Crowd(scope, who, known)
    found = ends(scope, crowd.tracks)
    if not found:
        return ()
    span = _years_from(scope, found[0].end, found[-1].end)
    if scope.increments:
        return tuple(s for s in (_flow(crowd, window) for window in span) if s.basis)
    at_end = {s.end: s for s in _standings(crowd)}
    if scope.measure != "running_total":
        return tuple(at_end[window.end] for window in span if window.end in at_end)
    return tuple(_gained(scope, at_end, window) for window in span if window.end in at_end)


def _years_from(scope: Scope, first: date, last: date) -> list[Period]:
    """The whole years that touch first..last."""
    cadence = year_cadence(scope.cadence)
    return [report_period(cadence, part.end) for part in report_periods(cadence, first, last)]


def _gained(scope: Scope, at_end: dict[date, Standing], window: Period) -> Standing:
    """A running total's gain over the year; before the plan's first year it stood at 0."""
    eve = window.start - timedelta(days=1)
    now, before = at_end[window.end], at_end.get(eve)
    if before is None and window.start > scope.plan.period.start:
        label = report_period(year_cadence(scope.cadence), eve).label
        return replace(now, value=None, low=scope.floor, high=scope.ceiling, missing_periods=(label,))
    base = before or Standing(day(window.start), Decimal(0), Decimal(0), Decimal(0))
    value = None if now.value is None or base.value is None else now.value - base.value
    low, high = now.low - base.high, now.high - base.low
    return replace(now, value=value, low=low, high=high, unread=(*base.unread, *now.unread))


def missing_whole(scope: Scope, known: Sequence[Track], until: date) -> tuple[str, ...]:
    """Report periods before anyone's first report: nobody was expected, and nobody reported."""
    if scope.roster is not None:
        return ()
    begun = min((track.entries[0].period.start for track in known if track.entries), default=until)
    reports = scope.calendar.reports(counting_from(scope), until)
    return tuple(report.label for report in reports if report.end < begun)


def joined(
    scope: Scope, period: Period, states: Sequence[State], whole: Sequence[str], baseline: bool = True
) -> Standing:
    """Several reporters as one, in their order; `whole` are report periods in which nobody reported."""
    amount = _amount(scope, states, len(whole), baseline)
    labels = dict.fromkeys([*whole, *(label for s in states for label in s.gaps)])
    return Standing(
        period,
        amount.value,
        amount.low,
        amount.high,
        expected=tuple(s.entity for s in states if s.expected),
        missing=tuple(name for s in states for name in _missing(s, s.entity)),
        missing_periods=tuple(labels),
        unread=tuple(dict.fromkeys(label for s in states for label in s.unread)),
        fell=any(s.fell for s in states),
        revised=any(s.revised for s in states),
        basis=tuple(basis_of(scope, entry) for s in states for entry in s.new),
        carried=tuple(basis_of(scope, entry) for s in states for entry in s.carried),
        parts=_parts(states),
    )


def _missing(s: State, entity: str) -> tuple[str, ...]:
    if s.missing:
        return (entity,)
    return tuple(f"{entity}·{part}" if entity else part for part in s.missing_parts)


def _amount(scope: Scope, states: Sequence[State], whole: int, baseline: bool) -> Bounded:
    if scope.measure == "ratio":
        return ratio(scope, [s for s in states if s.expected or s.new])
    amounts = [s.amount for s in states if s.amount is not None]
    if whole:
        amounts.append(Bounded(None, whole * scope.floor, whole * scope.ceiling))
    added = aggregated(scope.target.aggregate, amounts) if amounts else Bounded(None, scope.floor, scope.ceiling)
    if scope.increments and baseline and scope.start is not None:
        value = None if added.value is None else added.value + scope.start.value
        added = Bounded(value, added.low + scope.start.value, added.high + scope.start.value)
    partly = not scope.total and (added.low != added.high)
    return Bounded(None, added.low, added.high) if partly else added


def _parts(states: Sequence[State]) -> dict[str, Decimal]:
    added: dict[str, Decimal] = {}
    for s in states:
        for part, value in s.parts.items():
            added[part] = added.get(part, Decimal(0)) + value
    return added


def basis_of(scope: Scope, entry: Entry) -> Basis:
    """The entry as a line of the verdict's arithmetic."""
    value = None if isinstance(entry, Gap) else _shown(scope, entry)
    return Basis(entry.period.label, value, entry.origins, entry.entity, entry.item)


def _shown(scope: Scope, point: Point) -> Decimal | bool | None:
    match point.value:
        case Amount(value):
            return value
        case Done(done):
            return done
        case Share(numerator, denominator):
            return numerator * scope.scale / denominator if denominator else None
