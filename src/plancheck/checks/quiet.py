"""Rows of large tables of which nothing can be said, whatever else is there: never made, they still tell something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from plancheck.checks.loud import loud_groups
from plancheck.checks.ranked import Own
from plancheck.model.observation import Observation
from plancheck.model.period import Period
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import GROUP, REPORTER, TARGET, Coding
from plancheck.series.scope import Scope
from plancheck.sources.gathered import of_targets
from plancheck.sources.tabled import Tabled


class Quiet:
    """Who has reported on one target for which period, by quiet rows alone. `own` are the plain rows on it that may be
    quiet."""

    def __init__(self, coding: Coding, scope: Scope, own: Own, loud: set[int]) -> None:
        self._coding, self._place, self._own, self._loud = coding, coding.roster_of(scope), own, loud
        self._first = own.keys[0] >> TARGET << TARGET if own.keys else 0
        self._numbers = {period: at for at, period in enumerate(coding.periods)}

    @cached_property
    def periods(self) -> frozenset[Period]:
        """All for which a plain row reports; maybe none that is quiet."""
        return frozenset(self._coding.periods[at] for at in set(self._own.periods))

    def for_(self, period: Period) -> list[str]:
        """Those who have reported for the period."""
        at, names, loud = self._numbers.get(period), self._coding.who.names, self._loud
        rows = zip(self._own.keys, self._own.periods, strict=True)
        groups = [key >> GROUP for key, when in rows if when == at]
        return [names[group & REPORTER][self._place] or "" for group in groups if group not in loud]

    def has(self, name: str, period: Period) -> bool:
        """Whether this one has reported for the period."""
        keys = self._own.keys
        for number in self._coding.who.called(self._place, name):
            key = self._first | number << GROUP | self._numbers.get(period, -1)
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key and key >> GROUP not in self._loud:
                return True
        return False

    def by(self, day: date) -> set[str]:
        """Those who have reported for a period that ended by the day."""
        ends = {period: span.end for period, span in zip(self._coding.periods, self._coding.spans, strict=True) if span}
        return {name for period in self.periods if ends.get(period, date.max) <= day for name in self.for_(period)}


def all_but_quiet(
    loaded: LoadedPlan, scopes: Sequence[Scope], parts: Sequence[Sequence[Observation]]
) -> tuple[Mapping[str, list[Observation]], Mapping[str, Quiet]]:
    """By target: the rows of which there may be something to say, in their order, and what the others tell."""
    coding = Coding(scopes, [part for part in parts if isinstance(part, Tabled)])
    if not coding.able:
        return of_targets(chain.from_iterable(parts)), {}
    ranked, loud = loud_groups(loaded, coding, parts)
    quiet = {scope.target.id: Quiet(coding, scope, ranked.of[at], loud) for at, scope in enumerate(scopes)}
    rows = zip(coding.coded, ranked.rows_of(loud), strict=True)
    made = {id(one.table): one.table.among(places) for one, places in rows}
    return of_targets(one for part in parts for one in made.get(id(part), part)), quiet
