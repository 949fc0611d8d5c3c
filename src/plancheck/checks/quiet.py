"""Rows of large tables of which nothing can be said, whatever else is there: never made, they still tell something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from plancheck.checks.loud import loud_groups
from plancheck.model.observation import Observation
from plancheck.model.period import Period
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import GROUP, PERIOD, REPORTER, TARGET, Coded, Coding
from plancheck.series.scope import Scope
from plancheck.sources.gathered import of_targets
from plancheck.sources.tabled import Tabled

_SEARCHED = 20
"""Of so many times as many rows it is faster to look for the few that are wanted than to look at all."""


class Quiet:
    """Who has reported on one target for which period, by quiet rows alone. `keys` are those of all its plain rows in
    ascending order."""

    def __init__(self, coding: Coding, scope: Scope, keys: Sequence[int], loud: set[int]) -> None:
        self._coding, self._place, self._keys, self._loud = coding, coding.roster_of(scope), keys, loud
        self._first = keys[0] >> TARGET << TARGET if keys else 0
        self._numbers = {period: at for at, period in enumerate(coding.periods)}

    @cached_property
    def periods(self) -> frozenset[Period]:
        """All for which a plain row reports; maybe none that is quiet."""
        return frozenset(self._coding.periods[at] for at in {key & PERIOD for key in self._keys})

    def for_(self, period: Period) -> list[str]:
        """Those who have reported for the period."""
        at, names, loud = self._numbers.get(period), self._coding.who.names, self._loud
        groups = [key >> GROUP for key in self._keys if key & PERIOD == at]
        return [names[group & REPORTER][self._place] or "" for group in groups if group not in loud]

    def has(self, name: str, period: Period) -> bool:
        """Whether this one has reported for the period."""
        for number in self._coding.who.called(self._place, name):
            key = self._first | number << GROUP | self._numbers.get(period, -1)
            at = bisect_left(self._keys, key)
            if at < len(self._keys) and self._keys[at] == key and key >> GROUP not in self._loud:
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
    keys, loud = loud_groups(loaded, coding, parts)
    quiet: dict[str, Quiet] = {}
    for at, scope in enumerate(scopes):
        own = keys[bisect_left(keys, at << TARGET) : bisect_left(keys, (at + 1) << TARGET)]
        quiet[scope.target.id] = Quiet(coding, scope, own, loud)
    made = {id(one.table): _made(one, loud) for one in coding.coded}
    return of_targets(one for part in parts for one in made.get(id(part), part)), quiet


def _made(coded: Coded, loud: set[int]) -> Iterator[Observation]:
    """The rows of these groups, and those that are not plain."""
    keys = coded.keys
    if len(loud) * _SEARCHED > len(keys) or not coded.ascending:
        return coded.table.among([at for at, key in enumerate(keys) if key >> GROUP in loud])
    spans = ((bisect_left(keys, group << GROUP), bisect_left(keys, (group + 1) << GROUP)) for group in sorted(loud))
    return coded.table.among([at for start, stop in spans for at in range(start, stop)])
