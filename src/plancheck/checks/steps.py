"""From one value of a reporter to the next: which steps are so far that something may be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, compress
from operator import ge, gt

from plancheck.series.coded import Coding
from plancheck.series.scope import Scope

_PERCENT = Decimal(100)


class Steps:
    """Decides for one target, in whole units of `coding`: R309 or R308, whatever the plan asks about. No value is below
    the `floor`."""

    def __init__(self, coding: Coding, scope: Scope, floor: int | None) -> None:
        jump = scope.plan.jump
        self._rises, self._percent = scope.measure == "running_total", scope.scale == _PERCENT
        self._above_zero = floor is not None and floor >= 0
        self._factor, self._points = jump.factor.as_integer_ratio(), coding.most(jump.points) or 0

    def far(self, values: Sequence[int]) -> Iterator[int]:
        """The places of values from which it is far to the one after; some of them twice. Those that are near are told
        by the whole column."""
        falls = compress(range(len(values)), map(gt, values, values[1:])) if self._rises else ()
        places = chain(falls, self._jumps(values))
        return (at for at in places if self._is_far(values[at], values[at + 1]))

    def _jumps(self, values: Sequence[int]) -> Iterator[int]:
        """All places with a jump, and some without."""
        steps = range(len(values) - 1)
        if not self._percent and not self._above_zero:
            yield from steps
        elif values and self._may_jump(values):
            above, below = self._factor
            near = values if self._percent or below == 1 else [value * below for value in values]
            reach = [value + self._points for value in values] if self._percent else [value * above for value in values]
            yield from compress(steps, map(ge, near[1:], reach))
            yield from compress(steps, map(ge, near, reach[1:]))

    def _may_jump(self, values: Sequence[int]) -> bool:
        """Whether the smallest and the greatest are far from each other."""
        least = min(values)
        if not least and not self._percent:  # nothing is far from zero
            least = min(filter(None, values), default=0)
        return self._is_far(least, max(values))

    def _is_far(self, old: int, new: int) -> bool:
        if self._rises and new < old:
            return True
        if self._percent:
            return abs(new - old) >= self._points
        above, below = self._factor
        one, other = sorted((abs(old), abs(new)))
        return one > 0 and other * below >= one * above
