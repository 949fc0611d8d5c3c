"""The share in percent of entities that satisfy: of a roster that is done, or of entities held to a comparator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Context, Decimal

from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.observation import Done
from plancheck.model.period import Period, day
from plancheck.model.series import Entry, Gap, Point, Standing
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.standings import basis_of, ends, flow_over, flows, standing_at

_DIGITS = Context(prec=34)


@frozen
class Answer:
    """Does one entity satisfy? None where it cannot be told: its report is missing or unreadable."""

    satisfies: bool | None
    standing: Standing


Asked = Callable[[Track, Period], Answer]


def done_shares(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[Standing, ...]:
    """A completion date in a later report speaks of the due date too, where it leaves nobody open there."""

    def asked(track: Track, period: Period) -> Answer:
        return _done(scope, track, period)

    made = shares(who, known, ends(scope, known), asked)
    due = getattr(scope.target.rule, "by", None) or scope.plan.period.end
    if all(standing.end < due for standing in made) or any(standing.end == due for standing in made):
        return made
    at_due = (standing for standing in shares(who, known, [day(due)], asked) if standing.exact)
    return tuple(sorted((*made, *at_due), key=lambda standing: standing.end))


def kept_shares(scope: Scope, who: Reporters, known: Sequence[Track], c: Comparator) -> tuple[Standing, ...]:
    """At the end of each reported period, by the value reached by then."""

    def asked(track: Track, period: Period) -> Answer:
        return held(c, standing_at(scope, who, [track], period))

    return shares(who, known, ends(scope, known), asked)


def period_shares(scope: Scope, who: Reporters, known: Sequence[Track], c: Comparator) -> tuple[Standing, ...]:
    """For each report period, by its own value."""
    if not scope.increments:
        return kept_shares(scope, who, known, c)

    def asked(track: Track, period: Period) -> Answer:
        return held(c, flow_over(scope, who, [track], period))

    return shares(who, known, [standing.period for standing in flows(scope, who, known)], asked)


def shares(who: Reporters, known: Sequence[Track], periods: Sequence[Period], asked: Asked) -> tuple[Standing, ...]:
    made = []
    for period in periods:
        expected = [track for track in known if who.expected(track.entity, period.end)]
        if expected:
            made.append(_share(period, expected, [asked(track, period) for track in expected]))
    return tuple(made)


def _share(period: Period, expected: Sequence[Track], answers: Sequence[Answer]) -> Standing:
    named = list(zip([track.entity for track in expected], answers, strict=True))
    yes = sum(1 for _, a in named if a.satisfies)
    unsure = [(name, a.standing) for name, a in named if a.satisfies is None]
    low, high = (_percent(n, len(named)) for n in (yes, yes + len(unsure)))
    return Standing(
        period,
        low,
        low,
        high,
        expected=tuple(name for name, _ in named),
        missing=tuple(name for name, standing in unsure if not standing.unread),
        unread=tuple(dict.fromkeys(label for _, standing in unsure for label in standing.unread)),
        revised=any(a.standing.revised for _, a in named),
        basis=tuple(basis for _, a in named for basis in a.standing.basis),
        carried=tuple(basis for _, a in named for basis in a.standing.carried),
        failing=tuple(name for name, a in named if a.satisfies is False),
    )


def _percent(part: int, whole: int) -> Decimal:
    return _DIGITS.divide(Decimal(100 * part), Decimal(whole))


def held(c: Comparator, standing: Standing) -> Answer:
    if c.satisfied(standing.low) and c.satisfied(standing.high):
        return Answer(True, standing)
    if c.below(standing.high) or c.above(standing.low):
        return Answer(False, standing)
    return Answer(None, standing)


def _done(scope: Scope, track: Track, period: Period) -> Answer:
    """Once done, done; a report that says 否 after one that said 是 has been made a gap before."""
    own = track.until(period.end)
    latest = own[-1] if own else None
    if isinstance(latest, Gap):
        return Answer(None, _seen(scope, period, latest, unread=(latest.period.label,)))
    done = [e for e in track.entries if isinstance(e, Point) and _is_done(e, period.end)]
    if done:
        return Answer(True, _seen(scope, period, done[0]))
    later = next((e for e in track.entries if isinstance(e, Point) and _done_after(e, period.end)), None)
    if later is not None:
        return Answer(False, _seen(scope, period, later))
    if latest is None or latest.period.end != period.end:
        return Answer(None, Standing(period, None, Decimal(0), Decimal(1)))
    return Answer(False, _seen(scope, period, latest))


def _seen(scope: Scope, period: Period, entry: Entry, unread: tuple[str, ...] = ()) -> Standing:
    here = (basis_of(scope, entry),)
    basis, carried = (here, ()) if entry.period.end == period.end else ((), here)
    revised = isinstance(entry, Point) and entry.revised
    bounds = Decimal(0), Decimal(1)
    return Standing(period, None, *bounds, unread=unread, revised=revised, basis=basis, carried=carried)


def _is_done(point: Point, by: date) -> bool:
    """By the date given, else by the end of the period reported on."""
    value = point.value
    return isinstance(value, Done) and value.done and (value.done_on or point.period.end) <= by


def _done_after(point: Point, day: date) -> bool:
    """A completion date shows that it was not done before."""
    value = point.value
    return isinstance(value, Done) and value.done and value.done_on is not None and value.done_on > day
