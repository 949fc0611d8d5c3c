"""`coverage`: the share of the roster, or of a denominator, satisfies the comparator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.comparator import Comparator
from plancheck.model.record import Flag, LastDay, record
from plancheck.rules.goal import WORDS, Goal, comparator_of


@record
class Coverage(Goal):
    """`all: true` stands for at least 100 %; shares are in percent. `roster` names the denominator where the measure
    is `done`; a `ratio` brings its own."""

    kind: Literal["coverage"] = "coverage"
    all: Flag = False
    by: LastDay | None = None
    roster: str | None = None

    def __post_init__(self) -> None:
        if not self.all:
            Goal.__post_init__(self)
        elif any(getattr(self, word) is not None for word in (*WORDS, "tolerance", "side")):
            raise ValueError("one_comparator")

    @property
    def comparator(self) -> Comparator:
        """`all` is at least 100 percent."""
        if self.all:
            hundred = Decimal(100)
            return Comparator("at_least", hundred, None, stated=hundred)
        return comparator_of(self)
