"""Which groups of rows of large tables there may be something to say of: found by whole columns.

All that one reporter says on one target is quiet only if every single row of it counts as it is, for a period of its
own, and no value is far from the one before. Everything else is loud: its rows are made, and looked at by those who
decide what to say. So a group that is taken for loud by mistake costs time, and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal
from itertools import compress, pairwise

from plancheck.model.observation import Observation
from plancheck.model.period import Period, PeriodKind
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import GROUP, PERIOD, REPORTER, TARGET, WHEN, Coded, Coding
from plancheck.series.select import part_items
from plancheck.sources.gathered import not_plain
from plancheck.sources.tabled import FIELDS

_COUNTED = ("increment", "running_total", "level")
_PERCENT = Decimal(100)
_ONE_GROUP = 1 << GROUP
"""Two keys of one group differ by less than this, bit by bit."""
_ENTITY, _ITEM, _VALUE = FIELDS.index("entity"), FIELDS.index("item"), FIELDS.index("value")


def loud_groups(
    loaded: LoadedPlan, coding: Coding, parts: Iterable[Sequence[Observation]]
) -> tuple[list[int], set[int]]:
    """All keys in ascending order, and the groups of which there may be something to say."""
    keys, values = _sorted(coding.coded)
    grounds = [_Ground(loaded, coding, at) for at in range(len(coding.scopes))]
    loud = {*_spoken_of(coding, parts), *_for_bad_periods(coding, grounds, keys)}
    loud.update(group for one in coding.coded for group in (*_unsure(coding, one), *_odd(one, grounds)))
    for ground in grounds:
        own = slice(bisect_left(keys, ground.at << TARGET), bisect_left(keys, (ground.at + 1) << TARGET))
        loud.update(ground.unlike(keys[own], values[own]))
    return keys, loud


def _sorted(coded: Sequence[Coded]) -> tuple[list[int], list[int]]:
    """All keys in ascending order, each with its value."""
    if len(coded) == 1 and coded[0].ascending:
        return coded[0].keys, coded[0].values
    keys = [key for one in coded for key in one.keys]
    values = [value for one in coded for value in one.values]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return list(map(keys.__getitem__, order)), list(map(values.__getitem__, order))


class _Ground:
    """What decides on one target which rows are quiet."""

    def __init__(self, loaded: LoadedPlan, coding: Coding, at: int) -> None:
        self.scope, self.at, self._coding = coding.scopes[at], at, coding
        target = self.scope.target
        one_version = len(loaded.versions[target.id]) == 1
        counted = self.scope.measure in _COUNTED and not part_items(target)
        self._able = counted and (self.scope.roster is not None or one_version)
        self.floor, self.ceiling = coding.least(self.scope.floor), coding.most(self.scope.ceiling)
        self._rises, self._percent = self.scope.measure == "running_total", self.scope.scale == _PERCENT
        jump = self.scope.plan.jump
        self._factor, self._points = jump.factor.as_integer_ratio(), coding.most(jump.points) or 0

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

    def unlike(self, keys: Sequence[int], values: Sequence[int]) -> list[int]:
        """The groups with two rows for one period, or with two values that follow one another of which something may
        be said: R309 or R308, whatever the plan asks about. What is below the floor plays no part."""
        above, below = self._factor
        steps = zip(keys, keys[1:], values, values[1:], strict=False)
        if self._percent or self.floor is None or self.floor < 0:
            return [
                key >> GROUP
                for key, after, old, new in steps
                if key ^ after < _ONE_GROUP and (key == after or self._far(old, new))
            ]
        if self._rises:
            return [
                key >> GROUP
                for key, after, old, new in steps
                if key ^ after < _ONE_GROUP and (key == after or new < old or (old and new * below >= old * above))
            ]
        return [
            key >> GROUP
            for key, after, old, new in steps
            if key ^ after < _ONE_GROUP
            and (key == after or (old and new and (new * below >= old * above or old * below >= new * above)))
        ]

    def _far(self, old: int, new: int) -> bool:
        """Of percentages, and where values may be below zero."""
        if self._rises and new < old:
            return True
        if self._percent:
            return abs(new - old) >= self._points
        above, below = self._factor
        one, other = sorted((abs(old), abs(new)))
        return one > 0 and other * below >= one * above


def _spoken_of(coding: Coding, parts: Iterable[Sequence[Observation]]) -> Iterator[int]:
    """The groups that rows belong to which are made already."""
    numbers = {scope.target.id: at for at, scope in enumerate(coding.scopes)}
    for part in parts:
        for one in not_plain(part):
            at = numbers[one.target]
            for reporter in coding.who.perhaps(coding.roster_of(coding.scopes[at]), one.entity):
                yield at << TARGET - GROUP | reporter


def _for_bad_periods(coding: Coding, grounds: Sequence[_Ground], keys: Sequence[int]) -> Iterator[int]:
    """The groups with a report for a period of which more is to be asked."""
    reported: dict[int, set[int]] = {}
    for when in {key & WHEN for key in keys}:
        reported.setdefault(when >> TARGET, set()).add(when & PERIOD)
    bad = {at << TARGET | when for at, own in reported.items() for when in grounds[at].bad_periods(own)}
    if bad:
        yield from (key >> GROUP for key in keys if key & WHEN in bad)


def _unsure(coding: Coding, coded: Coded) -> Iterator[int]:
    """The groups of those of whom more than their name decides who they are."""
    unsure = [coding.who.unsure[coding.roster_of(scope)] | coding.who.several for scope in coding.scopes]
    someone = set().union(*unsure)
    codes = {code for code, number in coded.numbers.items() if number in someone}
    for key in _keys_with(coded, _ENTITY, codes):
        if key >> GROUP & REPORTER in unsure[key >> TARGET]:
            yield key >> GROUP


def _odd(coded: Coded, grounds: Sequence[_Ground]) -> Iterator[int]:
    """The groups of rows with an item, a value that is none of this target, or one that is too long to count with."""
    for field, codes in ((_ITEM, coded.items), (_VALUE, coded.odd)):
        yield from (key >> GROUP for key in _keys_with(coded, field, codes))
    least, most = min(coded.units.values()), max(coded.units.values())
    low = [least if ground.floor is None else ground.floor for ground in grounds]
    high = [most if ground.ceiling is None else ground.ceiling for ground in grounds]
    outer, inner = max(low), min(high)
    out = {code for code, units in coded.units.items() if not outer <= units <= inner}  # of some target perhaps
    rows = zip(coded.keys, coded.values, strict=True)
    for key, value in compress(rows, map(out.__contains__, coded.table.codes[_VALUE])) if out else ():
        if not low[key >> TARGET] <= value <= high[key >> TARGET]:
            yield key >> GROUP


def _keys_with(coded: Coded, field: int, codes: Set[int]) -> Iterable[int]:
    """The keys of the rows with one of these codes."""
    return compress(coded.keys, map(codes.__contains__, coded.table.codes[field])) if codes else ()
