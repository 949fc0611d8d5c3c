"""`k_of_n`: every entity meets at least k of n indicators, and each of the rest its floor."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.comparator import Comparator
from plancheck.model.record import LastDay, Number, Whole, record
from plancheck.rules.goal import Goal


@record
class Indicator(Goal):
    """`item` is the name under which it is reported, `unit` its own unit where the target's does not fit. One that
    misses its comparator must still satisfy `floor`, in the same direction; without one, nothing more is asked."""

    item: str
    unit: str = ""
    floor: Number | None = None

    def __post_init__(self) -> None:
        Goal.__post_init__(self)
        c = self.comparator
        if self.floor is None:
            return
        if c.low is not None and c.high is not None:
            raise ValueError("floor_needs_side")
        if (c.low is not None and self.floor > c.low) or (c.high is not None and self.floor < c.high):
            raise ValueError("floor_order")

    @property
    def floor_comparator(self) -> Comparator | None:
        """What is asked of the indicator where its comparator is not met."""
        if self.floor is None:
            return None
        upward = self.comparator.low is not None
        low, high = (self.floor, None) if upward else (None, self.floor)
        return Comparator("at_least" if upward else "at_most", low, high, stated=self.floor)


@record
class KOfN:
    """`share` is the percentage of the entities of `roster` that must do so."""

    kind: Literal["k_of_n"] = "k_of_n"
    k: Whole
    indicators: tuple[Indicator, ...]
    roster: str | None = None
    share: Number = Decimal(100)
    by: LastDay | None = None

    def __post_init__(self) -> None:
        names = [indicator.item for indicator in self.indicators]
        if not names or len(set(names)) != len(names):
            raise ValueError("items_distinct")
        if not 1 <= self.k <= len(names):
            raise ValueError("k_range")

    @property
    def comparator(self) -> Comparator:
        """At least the share, in percent."""
        return Comparator("at_least", self.share, None, stated=self.share)
