"""`outpaces`: this series grows faster than that of another target, year on year, in every report period."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.comparator import Comparator
from plancheck.model.record import FirstDay, Flag, LastDay, record


@record
class Outpaces:
    """`than` is the id of the other target. Each report period's own value is held against that of the same period a
    year before, for the first of them the baseline; `at_least_equal` lets equal growth pass."""

    kind: Literal["outpaces"] = "outpaces"
    than: str
    at_least_equal: Flag = False
    from_: FirstDay | None = None
    until: LastDay | None = None

    @property
    def lead(self) -> Comparator:
        """What the difference of the two growths, own minus other, has to satisfy."""
        zero = Decimal(0)
        return Comparator("at_least" if self.at_least_equal else "more_than", zero, None, not self.at_least_equal)
