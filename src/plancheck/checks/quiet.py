"""Rows of large tables of which nothing can be said, whatever else is there: found by whole columns, never made.

All that one reporter says on one target is quiet only if every single row of it counts as it is, for a period of its
own, and no value is far from the one before. Everything else is made and looked at by those who decide what to say.
So a group that is taken for loud by mistake costs time, and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, compress, pairwise
from operator import lt

from plancheck.model.observation import Observation
from plancheck.model.period import Period, PeriodKind
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import GROUP, TARGET, WHEN, Coded, Coding, period_of, reporter_of
from plancheck.series.scope import Scope
from plancheck.series.select import part_items
from plancheck.sources.tabled import FIELDS, Tabled, not_plain, of_targets

_COUNTED = ("increment", "running_total", "level")
_PERCENT = Decimal(100)
_ONE_GROUP = 1 << GROUP
"""Two keys of one group differ by less than this, bit by bit."""
_ITEM, _VALUE = FIELDS.index("item"), FIELDS.index("value")


class Quiet:
    """Who has reported on one target for which period, by quiet rows alone."""

    def __init__(self, coding: Coding, scope: Scope, keys: Sequence[int], loud: set[int]) -> None:
        self._coding, self._place = coding, coding.roster_of(scope)
        self._keys, self._loud = keys, loud
        self._reported: dict[Period, list[str]] | None = None

    @property
    def reported(self) -> Mapping[Period, Sequence[str]]:
        """Their names, by period."""
        if self._reported is None:
            coding, place, loud = self._coding, self._place, self._loud
            found: dict[int, list[int]] = {}
            for key in self._keys:
                if key >> GROUP not in loud:
                    found.setdefault(period_of(key), []).append(reporter_of(key))
            names = [own[place] or "" for own in coding.who.names]
            self._reported = {
                coding.periods[at]: list(map(names.__getitem__, numbers)) for at, numbers in found.items()
            }
        return self._reported

    def by(self, day: date) -> set[str]:
        """Those who have reported for a period that ended by the day."""
        ends = {period: span.end for period, span in zip(self._coding.periods, self._coding.spans, strict=True) if span}
        return {name for period, own in self.reported.items() if ends[period] <= day for name in own}


def all_but_quiet(
    loaded: LoadedPlan, scopes: Sequence[Scope], parts: Sequence[Sequence[Observation]]
) -> tuple[Mapping[str, list[Observation]], Mapping[str, Quiet]]:
    """By target: the rows of which there may be something to say, in their order, and what the others tell."""
    coding = Coding(scopes, [part for part in parts if isinstance(part, Tabled)])
    if not coding.able:
        return of_targets(chain.from_iterable(parts)), {}
    keys, values = _sorted(coding.coded)
    grounds = [_Ground(loaded, coding, at) for at in range(len(scopes))]
    loud = {*_spoken_of(coding, parts), *_in_question(coding, grounds, keys)}
    loud.update(group for one in coding.coded for group in _odd(one, grounds))
    quiet: dict[str, Quiet] = {}
    for ground in grounds:
        own = slice(bisect_left(keys, ground.at << TARGET), bisect_left(keys, (ground.at + 1) << TARGET))
        loud.update(_unlike(keys[own], values[own], ground.far))
        quiet[ground.scope.target.id] = Quiet(coding, ground.scope, keys[own], loud)
    made = {id(one.table): _made(one, loud) for one in coding.coded}
    return of_targets(one for part in parts for one in made.get(id(part), part)), quiet


def _made(coded: Coded, loud: set[int]) -> Iterator[Observation]:
    return coded.table.among([at for at, key in enumerate(coded.keys) if key >> GROUP in loud])


def _sorted(coded: Sequence[Coded]) -> tuple[list[int], list[int]]:
    """All keys in ascending order, each with its value."""
    keys = [key for one in coded for key in one.keys] if len(coded) > 1 else coded[0].keys
    values = [value for one in coded for value in one.values] if len(coded) > 1 else coded[0].values
    if all(map(lt, keys, keys[1:])):  # as most tables are
        return keys, values
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return list(map(keys.__getitem__, order)), list(map(values.__getitem__, order))


class _Ground:
    """What decides on one target which rows are quiet. `far`: something may be said of a value after another."""

    def __init__(self, loaded: LoadedPlan, coding: Coding, at: int) -> None:
        self.scope, self.at, self._coding = coding.scopes[at], at, coding
        target = self.scope.target
        one_version = len(loaded.versions[target.id]) == 1
        counted = self.scope.measure in _COUNTED and not part_items(target)
        self._able = counted and (self.scope.roster is not None or one_version)
        self.floor, self.ceiling = coding.least(self.scope.floor), coding.most(self.scope.ceiling)
        self.far = _far(self.scope, coding)

    def bad_periods(self, reported: set[int]) -> set[int]:
        """Of those for which there are reports, those of which more is to be asked than whether there is one."""
        if not self._able:
            return reported
        spans = {at: span for at in sorted(reported) if (span := self._counted(at)) is not None}
        ends = Counter(span.end for span in spans.values())
        bad = {at for at in reported if at not in spans or ends[spans[at].end] > 1}
        if not self.scope.increments:
            return bad
        in_turn = all(before.end < now.start for before, now in pairwise(spans.values()))
        return bad if in_turn and len({span.kind for span in spans.values()}) < 2 else reported

    def _counted(self, at: int) -> Period | None:
        """The part of the period that lies in the plan, if a row for it counts as it is."""
        scope, reported, span = self.scope, self._coding.periods[at], self._coding.spans[at]
        if span is None or span.end > scope.as_of:
            return None
        if scope.roster is None and not self._is_report(span):
            return None
        if scope.increments:
            start = scope.plan.period.start if scope.start is None else scope.start.on
            since = span.start > start or span.start == start < span.end
            return span if since and reported.kind is not PeriodKind.DAY else None
        return span

    def _is_report(self, span: Period) -> bool:
        plan = self.scope.plan.period
        return any(
            (span.start, span.end) == (p.start, p.end) for p in self.scope.calendar.reports(plan.start, plan.end)
        )


def _far(scope: Scope, coding: Coding) -> Callable[[int, int], bool]:
    """Of two values that follow one another, neither below zero: R309 or R308, whatever the plan asks about."""
    above, below = scope.plan.jump.factor.as_integer_ratio()
    if scope.scale == _PERCENT:
        points = coding.most(scope.plan.jump.points) or 0
        return lambda old, new: old < 0 or new < old or new - old >= points
    if scope.measure == "running_total":
        return lambda old, new: old < 0 or new < old or (old != 0 and new * below >= old * above)

    def far(old: int, new: int) -> bool:
        if old > 0 and new > 0:
            return new * below >= old * above or old * below >= new * above
        return old < 0 or new < 0

    return far


def _unlike(keys: Sequence[int], values: Sequence[int], far: Callable[[int, int], bool]) -> Iterator[int]:
    """The groups with two rows for one period, or with two values that follow one another and are far apart."""
    return (
        key >> GROUP
        for key, after, old, new in zip(keys, keys[1:], values, values[1:], strict=False)
        if key ^ after < _ONE_GROUP and (key == after or far(old, new))
    )


def _spoken_of(coding: Coding, parts: Iterable[Sequence[Observation]]) -> Iterator[int]:
    """The groups that rows belong to which are made already."""
    numbers = {scope.target.id: at for at, scope in enumerate(coding.scopes)}
    for part in parts:
        for one in not_plain(part):
            at = numbers[one.target]
            for reporter in coding.who.perhaps(coding.roster_of(coding.scopes[at]), one.entity):
                yield at << TARGET - GROUP | reporter


def _in_question(coding: Coding, grounds: Sequence[_Ground], keys: Sequence[int]) -> Iterator[int]:
    """The groups of a period or reporter of which more is to be asked."""
    reported: dict[int, set[int]] = {}
    for when in {key & WHEN for key in keys}:
        reported.setdefault(when >> TARGET, set()).add(period_of(when))
    bad = {at << TARGET | when for at, own in reported.items() for when in grounds[at].bad_periods(own)}
    if bad:
        yield from (key >> GROUP for key in keys if key & WHEN in bad)
    unsure = [coding.who.unsure[coding.roster_of(scope)] | coding.who.several for scope in coding.scopes]
    if any(unsure):
        yield from (key >> GROUP for key in keys if reporter_of(key) in unsure[key >> TARGET])


def _odd(coded: Coded, grounds: Sequence[_Ground]) -> Iterator[int]:
    """The groups of rows with an item, a value that is none of this target, or one that is too long to count with."""
    for column, codes in ((_ITEM, coded.items), (_VALUE, coded.odd)):
        if codes:
            yield from compress(_groups(coded), map(codes.__contains__, coded.table.codes[column]))
    least, most = min(coded.values), max(coded.values)
    low = [least if ground.floor is None else ground.floor for ground in grounds]
    high = [most if ground.ceiling is None else ground.ceiling for ground in grounds]
    if max(low) > least or min(high) < most:
        for key, value in zip(coded.keys, coded.values, strict=True):
            if not low[key >> TARGET] <= value <= high[key >> TARGET]:
                yield key >> GROUP


def _groups(coded: Coded) -> Iterator[int]:
    return (key >> GROUP for key in coded.keys)
