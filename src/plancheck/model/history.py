"""What a rule saw period by period, for those who draw it."""

from __future__ import annotations

from decimal import Decimal

from plancheck.model.frozen import frozen_often
from plancheck.model.period import Period


@frozen_often
class Seen:
    """One period. `value` is what was reported, in the unit of the rule's comparator; None where nothing could be read
    (`unread`) or nothing was reported. `low` and `high` bound the true value, None where nothing does. `broken` where
    the period breaks a promise."""

    period: Period
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unread: bool = False
    broken: bool = False

    @property
    def exact(self) -> bool:
        """Nothing is left open."""
        return self.value is not None and self.low == self.high == self.value
