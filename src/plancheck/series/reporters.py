"""Who must report, and from when: the roster in force, else everyone from the first report on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from plancheck.model.frozen import frozen
from plancheck.model.series import Entry
from plancheck.series.scope import Scope


@frozen
class Track:
    """What one reporter submitted, ordered by end; empty for one on the roster who never did."""

    entity: str
    entries: tuple[Entry, ...]

    def until(self, day: date) -> list[Entry]:
        return [entry for entry in self.entries if entry.period.end <= day]

    def touching(self, first: date, last: date) -> list[Entry]:
        """The entries with a day in first..last."""
        return [entry for entry in self.entries if first <= entry.period.end and entry.period.start <= last]


def tracks(scope: Scope, entries: Sequence[Entry]) -> tuple[Track, ...]:
    """One track for each reporter, those of the roster included, in the order of their names."""
    found: dict[str, list[Entry]] = {entry.name: [] for entry in scope.roster or ()}
    for entry in entries:
        found.setdefault(entry.entity, []).append(entry)
    return tuple(
        Track(name, tuple(sorted(own, key=lambda e: (e.period.end, e.period.start))))
        for name, own in sorted(found.items())
    )


@frozen
class Reporters:
    """`spans` are, by reporter, the days from and until which it must report."""

    spans: Mapping[str, tuple[tuple[date, date], ...]]

    def expected(self, entity: str, on: date) -> bool:
        """Must it report for a period that ends on this day?"""
        return any(first <= on <= last for first, last in self.spans[entity])


def reporters(scope: Scope, known: Sequence[Track]) -> Reporters:
    spans: dict[str, tuple[tuple[date, date], ...]] = {}
    for track in known:
        if scope.roster is not None:
            own = [entry for entry in scope.roster if entry.name == track.entity]
            spans[track.entity] = tuple((e.from_ or date.min, e.to or date.max) for e in own)
        elif track.entries:
            spans[track.entity] = ((track.entries[0].period.end, date.max),)
    return Reporters(spans)


def day_after(day: date) -> date:
    return day + timedelta(days=1)
