"""What a number is held against. Nothing has a default direction."""

from __future__ import annotations

from decimal import Decimal

from plancheck.model.frozen import frozen


@frozen
class Comparator:
    """`word` is the plan's own (at_least, more_than, at_most, less_than, about, between); `low` and `high` are the
    bounds that decide (None: open on that side), `strict` excludes the bound itself; `stated` is the figure in the
    plan (of `between`, both are stated and `stated` is None)."""

    word: str
    low: Decimal | None
    high: Decimal | None
    strict: bool = False
    stated: Decimal | None = None

    def satisfied(self, x: Decimal) -> bool:
        return not self.below(x) and not self.above(x)

    def below(self, x: Decimal) -> bool:
        """x falls short of the lower bound."""
        return self.low is not None and (x <= self.low if self.strict else x < self.low)

    def above(self, x: Decimal) -> bool:
        """x exceeds the upper bound."""
        return self.high is not None and (x >= self.high if self.strict else x > self.high)

    def aim(self, baseline: Decimal) -> Decimal:
        """The figure that pace runs to: the stated one, of `between` the bound nearer to the baseline."""
        if self.stated is not None:
            return self.stated
        low, high = self.low, self.high
        if low is None or high is None:
            raise ValueError("only a band states no figure")
        return low if abs(baseline - low) <= abs(baseline - high) else high
