"""Which groups of rows of large tables there may be something to say of: found by whole columns.

All that one reporter says on one target is quiet only if every single row of it counts as it is, for a period of its
own, and no value is far from the one before. Everything else is loud: its rows are made, and looked at by those who
decide what to say. So a group that is taken for loud by mistake costs time, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from plancheck.checks.ranked import Own, Ranked
from plancheck.checks.steps import Steps
from plancheck.model.observation import Observation
from plancheck.model.period import Period, PeriodKind
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import GROUP, PERIOD, REPORTER, TARGET, Coded, Coding
from plancheck.series.select import part_items
from plancheck.sources.gathered import not_plain

_COUNTED = ("increment", "running_total", "level")
_ONE_GROUP = 1 << GROUP
"""Two keys of one group differ by less than this, bit by bit."""


def loud_groups(loaded: LoadedPlan, coding: Coding, parts: Iterable[Sequence[Observation]]) -> tuple[Ranked, set[int]]:
    """The rows in order, and the groups of which there may be something to say. Rows that are odd by themselves are not
    among them."""
    grounds = [_Ground(loaded, coding, at) for at in range(len(coding.scopes))]
    odd = [sorted({*_unsure(coding, one), *_odd(one, grounds)}) for one in coding.coded]
    ranked = Ranked(coding.coded, odd)
    loud = {one.keys[at] >> GROUP for one, places in zip(coding.coded, odd, strict=True) for at in places}
    loud |= ranked.twice
    loud.update(_spoken_of(coding, parts))
    for ground in grounds:
        own = ranked.of[ground.at]
        loud.update(ground.for_bad_periods(own))
        loud.update(ground.unlike(own))
    return ranked, loud


class _Ground:
    """What decides on one target which rows are quiet."""

    def __init__(self, loaded: LoadedPlan, coding: Coding, at: int) -> None:
        self.scope, self.at, self._coding = coding.scopes[at], at, coding
        target = self.scope.target
        one_version = len(loaded.versions[target.id]) == 1
        counted = self.scope.measure in _COUNTED and not part_items(target)
        self._able = counted and (self.scope.roster is not None or one_version)
        self.floor, self.ceiling = coding.least(self.scope.floor), coding.most(self.scope.ceiling)
        self._steps = Steps(coding, self.scope, self.floor)

    def _bad_periods(self, reported: set[int]) -> set[int]:
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

    def for_bad_periods(self, own: Own) -> Iterator[int]:
        """The groups with a report for a period of which more is to be asked."""
        bad = self._bad_periods(set(own.periods))
        if bad:
            yield from (key >> GROUP for key in own.keys if key & PERIOD in bad)

    def unlike(self, own: Own) -> Iterator[int]:
        """The groups with two values that follow one another of which something may be said."""
        keys = own.keys
        return (keys[at] >> GROUP for at in self._steps.far(own.values) if keys[at] ^ keys[at + 1] < _ONE_GROUP)


def _spoken_of(coding: Coding, parts: Iterable[Sequence[Observation]]) -> Iterator[int]:
    """The groups that rows belong to which are made already."""
    numbers = {scope.target.id: at for at, scope in enumerate(coding.scopes)}
    for part in parts:
        for one in not_plain(part):
            at = numbers[one.target]
            for reporter in coding.who.perhaps(coding.roster_of(coding.scopes[at]), one.entity):
                yield at << TARGET - GROUP | reporter


def _unsure(coding: Coding, coded: Coded) -> Iterator[int]:
    """The places of rows of those of whom more than their name decides who they are."""
    unsure = [coding.who.unsure[coding.roster_of(scope)] | coding.who.several for scope in coding.scopes]
    someone = set().union(*unsure)
    codes = {code for code, number in coded.numbers.items() if number in someone}
    for at in coded.table.places("entity", codes):
        if coded.keys[at] >> GROUP & REPORTER in unsure[coded.keys[at] >> TARGET]:
            yield at


def _odd(coded: Coded, grounds: Sequence[_Ground]) -> Iterator[int]:
    """The places of rows with an item, a value that is none of this target, or one that is too long to count with."""
    yield from coded.table.places("item", coded.items)
    yield from coded.table.places("value", coded.odd)
    least, most = min(coded.units.values()), max(coded.units.values())
    low = [least if ground.floor is None else ground.floor for ground in grounds]
    high = [most if ground.ceiling is None else ground.ceiling for ground in grounds]
    outer, inner = max(low), min(high)
    out = {code for code, units in coded.units.items() if not outer <= units <= inner}  # of some target perhaps
    for at in coded.table.places("value", out):
        target = coded.keys[at] >> TARGET
        if not low[target] <= coded.values[at] <= high[target]:
            yield at
