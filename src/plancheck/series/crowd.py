"""Many reporters as few: those who reported on the same periods, and under the same duties, are added up once.

Whatever is worked out for one reporter follows from the periods of its reports and is linear in their values. So some
reporters of one shape stand together as one whose values are their sums, and whose values may be so many times as
large. Whose report is anything but plain (unreadable, revised, broken down, fallen) stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import compress

from plancheck.model.frozen import frozen
from plancheck.model.observation import Amount
from plancheck.model.period import Period
from plancheck.model.series import Entry, Point
from plancheck.model.verdict import Basis
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope

_ADDED = ("increment", "running_total", "level")


@frozen
class Cohort:
    """`track` is that of the only member, else has the sums of theirs; `scope` bounds these sums as one value."""

    scope: Scope
    track: Track
    members: Sequence[Track]


class Crowd:
    """All reporters of one target. `cohorts` are in the order of their first members; `place` says in which of them
    each of `known` stands; `shown` are the lines of the arithmetic made so far, by entry."""

    def __init__(self, scope: Scope, who: Reporters, known: Sequence[Track], together: bool = True) -> None:
        self.scope, self.who, self.known = scope, who, known
        self.shown: dict[int, Basis] = {}
        self.place: Sequence[int] = range(len(known))
        groups: list[list[Track]] = [[track] for track in known]
        if together and len(known) > 1 and scope.measure in _ADDED and scope.target.aggregate == "sum":
            groups, self.place = self._grouped()
        self.cohorts = tuple(_cohort(scope, members) for members in groups)
        self.tracks = tuple(cohort.track for cohort in self.cohorts)

    def _grouped(self) -> tuple[list[list[Track]], list[int]]:
        shapes = _Shapes(self.scope, self.who)
        numbers: dict[object, int] = {}
        groups: list[list[Track]] = []
        place = []
        for track in self.known:
            at = numbers.setdefault(shapes.of(track) or track.entity, len(groups))
            if at == len(groups):
                groups.append([])
            groups[at].append(track)
            place.append(at)
        return groups, place

    def names(self, wanted: Sequence[bool]) -> tuple[str, ...]:
        """The reporters of these cohorts, in the order of all."""
        return tuple(compress((track.entity for track in self.known), map(wanted.__getitem__, self.place)))

    def entries(self, chosen: Sequence[Sequence[Entry]]) -> Iterator[Entry]:
        """For every reporter, in the order of all, its own entries at the places of those chosen of its cohort."""
        places = [_places(one.track, own) for one, own in zip(self.cohorts, chosen, strict=True)]
        if any(places):
            for track, at in zip(self.known, self.place, strict=True):
                for number in places[at]:
                    yield track.entries[number]


def _places(track: Track, entries: Sequence[Entry]) -> tuple[int, ...]:
    chosen = set(map(id, entries))
    return tuple(number for number, entry in enumerate(track.entries) if id(entry) in chosen)


def _cohort(scope: Scope, members: Sequence[Track]) -> Cohort:
    first, count = members[0], len(members)
    if count == 1:
        return Cohort(scope, first, members)
    summed = (_sum(column) for column in zip(*(track.entries for track in members), strict=True))
    return Cohort(_times(scope, count), Track(first.entity, tuple(summed)), members)


def _sum(entries: Sequence[Entry]) -> Point:
    """Of entries for one period, all of them plain."""
    values = (value for entry in entries if (value := _plain(entry)) is not None)
    return Point(entries[0].entity, "", entries[0].period, Amount(sum(values, Decimal(0))), ())


def _times(scope: Scope, count: int) -> Scope:
    """For the sum of so many values: each may be anything between the bounds of one."""
    valid = scope.target.valid
    if valid is None:
        return scope
    low, high = (None if bound is None else bound * count for bound in (valid.min, valid.max))
    return replace(scope, target=replace(scope.target, valid=replace(valid, min=low, max=high)))


class _Shapes:
    """Tells which reporters can stand together."""

    def __init__(self, scope: Scope, who: Reporters) -> None:
        self._scope, self._who = scope, who
        self._rises = scope.measure == "running_total" and scope.floor >= 0
        self._divisible: dict[int, bool] = {}

    def of(self, track: Track) -> tuple[object, ...] | None:
        """The periods reported on and the days of duty; None for one that stands alone."""
        shape: list[object] = []
        peak = None
        for entry in track.entries:
            value = _plain(entry)
            if value is None or (self._rises and peak is not None and value < peak):
                return None
            peak = value
            shape.append(id(entry.period))  # the tracks keep their periods alive
            if self._divided(entry.period):
                shape.append(bool(value))
        return (*shape, self._who.spans.get(track.entity))

    def _divided(self, period: Period) -> bool:
        """It may have to be divided between reports: then something is said of it unless it is 0."""
        at = id(period)
        if at not in self._divisible:
            report = self._scope.calendar.report_on(period.end)
            self._divisible[at] = self._scope.increments and period.start < report.start
        return self._divisible[at]


def _plain(entry: Entry) -> Decimal | None:
    """The value of an entry of which nothing but its value is to be said."""
    if not isinstance(entry, Point) or entry.revised or entry.parts or entry.missing_parts or entry.item:
        return None
    return entry.value.value if isinstance(entry.value, Amount) else None
