"""`each_entity`: every entity of the roster satisfies the comparator, or `share` of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.comparator import Comparator
from plancheck.model.record import FirstDay, LastDay, Number, record
from plancheck.rules.goal import Goal


@record
class EachEntity(Goal):
    """With `by` a date to reach it; with `from`/`until` a promise kept period by period. `share` is in percent."""

    kind: Literal["each_entity"] = "each_entity"
    roster: str | None = None
    share: Number = Decimal(100)
    by: LastDay | None = None
    from_: FirstDay | None = None
    until: LastDay | None = None

    def __post_init__(self) -> None:
        Goal.__post_init__(self)
        if self.by is not None and (self.from_ is not None or self.until is not None):
            raise ValueError("by_or_from")

    @property
    def promised(self) -> bool:
        """Kept period by period rather than reached by a date."""
        return self.by is None and (self.from_ is not None or self.until is not None)

    @property
    def share_comparator(self) -> Comparator:
        """At least the share, in percent."""
        return Comparator("at_least", self.share, None, stated=self.share)
