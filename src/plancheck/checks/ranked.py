"""The plain rows of large tables in the order of their keys: those of one group stand together, as time goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import chain, compress
from operator import ge

from plancheck.model.frozen import frozen
from plancheck.series.coded import GROUP, PERIOD, TARGET, Coded
from plancheck.sources.table import Memo

_SEARCHED = 20
"""Of so many times as many rows it is faster to look for the few that are wanted than to look at all."""


@frozen
class Own:
    """The rows of one target: a key, a value and the number of a period for each."""

    keys: Sequence[int]
    values: Sequence[int]
    periods: Sequence[int]


class Ranked:
    """`keys` in ascending order, each with its value, of all rows but those `apart`: for each table the places of rows
    whose groups are loud already. Without the names that nobody knows most tables are in order as they are. `of` each
    target: its rows. `twice`: the groups with two rows for one period."""

    def __init__(self, coded: Sequence[Coded], apart: Sequence[Sequence[int]]) -> None:
        self._coded, self._apart = coded, apart
        self.of: Memo[int, Own] = Memo(self._of_target)
        self.keys = list(chain.from_iterable(_without(one.keys, out) for one, out in zip(coded, apart, strict=True)))
        values = (_without(one.values, out) for one, out in zip(coded, apart, strict=True))
        self.values = list(chain.from_iterable(values))
        level = self._level()
        self._in_order = all(self.keys[at] == self.keys[at + 1] for at in level)
        if not self._in_order:
            order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
            self.values = [self.values[at] for at in order]
            self.keys = [self.keys[at] for at in order]
            level = self._level()
        self.twice = {self.keys[at] >> GROUP for at in level}

    def _level(self) -> list[int]:
        """The places after which keys do not ascend."""
        return list(compress(range(len(self.keys)), map(ge, self.keys, self.keys[1:])))

    def _of_target(self, at: int) -> Own:
        start = bisect_left(self.keys, at << TARGET)
        own = slice(start, bisect_left(self.keys, at + 1 << TARGET, start))
        keys = self.keys[own]
        return Own(keys, self.values[own], [key & PERIOD for key in keys])

    def rows_of(self, groups: Set[int]) -> Iterator[list[int]]:
        """For each table the places of the rows of these groups, in their order, and of those apart."""
        searched = self._in_order and len(self._coded) == 1 and len(groups) * _SEARCHED <= len(self.keys)
        for one, out in zip(self._coded, self._apart, strict=True):
            if searched:
                yield sorted([*out, *_moved(self._found(groups), out)])
            else:
                yield [at for at, key in enumerate(one.keys) if key >> GROUP in groups]

    def _found(self, groups: Set[int]) -> Iterator[int]:
        for group in groups:
            start = bisect_left(self.keys, group << GROUP)
            yield from range(start, bisect_left(self.keys, group + 1 << GROUP, start))


def _without(column: list[int], places: Sequence[int]) -> list[int]:
    """All but those at these places, which ascend."""
    if not places:
        return column
    kept: list[int] = []
    start = 0
    for place in places:
        kept += column[start:place]
        start = place + 1
    return kept + column[start:]


def _moved(places: Iterator[int], out: Sequence[int]) -> Iterator[int]:
    """What places were before others were taken out."""
    before = [at - number for number, at in enumerate(out)]
    return (at + bisect_right(before, at) for at in places)
