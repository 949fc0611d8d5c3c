"""`eliminate`: the count is 0 (全面消除) or within `tolerance` (基本消除)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.comparator import Comparator
from plancheck.model.record import LastDay, Number, record


@record
class Eliminate:
    """`definition` says what is counted, where the document does not."""

    kind: Literal["eliminate"] = "eliminate"
    by: LastDay | None = None
    tolerance: Number = Decimal(0)
    definition: str | None = None

    @property
    def comparator(self) -> Comparator:
        """At most the tolerance; the stated figure is 0."""
        return Comparator("at_most", None, self.tolerance, stated=self.tolerance)
