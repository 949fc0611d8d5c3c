"""The observations of one sheet by row and column, for totals of which it is known what they may add up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from plancheck.checks.checked import place
from plancheck.model.observation import Observation
from plancheck.sources.asides import Total
from plancheck.sources.cells import clean
from plancheck.sources.grid import Area, Marks


class Grid:
    """Made once for a sheet, from what it reports and its totals in order."""

    def __init__(self, observations: Iterable[Observation], totals: Iterable[Total]) -> None:
        self._rows: dict[int, dict[int, list[Observation]]] = {}
        for one in observations:
            if _included(one.entity) or _included(one.item):
                continue
            _, _, row, column = place(one.origin)
            self._rows.setdefault(row, {}).setdefault(column, []).append(one)
        self._numbers = sorted(self._rows)
        self._open = Marks()
        for total in totals:
            if not any(_part_of(total, one) for area in total.areas for one in self._within(area)):
                for row, column in {place(origin)[2:] for _, origin in total.amounts.values()}:
                    self._open.add(row, column)

    def is_open(self, total: Total) -> bool:
        """Among what the total may be of is another one of which only the sum is given."""
        return any(self._open.within(area) for area in total.areas)

    def choices(self, total: Total) -> Iterator[list[Observation]]:
        """What the total may be of, the likeliest first. What is only a part of the line above (其中) adds nothing."""
        return ([one for one in self._within(area) if _part_of(total, one)] for area in total.areas)

    def _within(self, area: Area) -> Iterator[Observation]:
        first, last = bisect_left(self._numbers, area.top), bisect_right(self._numbers, area.bottom)
        for number in self._numbers[first:last]:
            row = self._rows[number]
            if area.left == area.right:
                yield from row.get(area.left, ())
            else:
                yield from (one for at in sorted(row) if area.left <= at <= area.right for one in row[at])


def _part_of(total: Total, one: Observation) -> bool:
    named = not total.target or total.target == one.target
    timely = total.period is None or total.period == one.period
    return named and timely and (not total.item or total.item == clean(one.item))


def _included(name: str) -> bool:
    return name.strip(" #\u3000").startswith(("其中", "of which"))
