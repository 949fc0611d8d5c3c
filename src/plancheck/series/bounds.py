"""A value with what missing or unreadable reports leave open, and how several become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from plancheck.model.frozen import frozen_often
from plancheck.model.series import INFINITY


@frozen_often
class Bounded:
    """`value` as reported (None: nothing to report), the true value within low..high."""

    value: Decimal | None
    low: Decimal
    high: Decimal
    weight: Decimal | None = None


def exactly(x: Decimal, weight: Decimal | None = None) -> Bounded:
    return Bounded(x, x, x, weight)


UNKNOWN = Bounded(None, -INFINITY, INFINITY)


def total(parts: Sequence[Bounded]) -> Bounded:
    """The sum; as reported, of what was reported."""
    values = [part.value for part in parts if part.value is not None]
    low, high = sum([part.low for part in parts], Decimal(0)), sum([part.high for part in parts], Decimal(0))
    return Bounded(sum(values, Decimal(0)) if values else None, low, high)


def extreme(choose: Callable[[Sequence[Decimal]], Decimal], parts: Sequence[Bounded]) -> Bounded:
    """The least or the greatest."""
    values = [part.value for part in parts if part.value is not None]
    return Bounded(choose(values) if values else None, choose([p.low for p in parts]), choose([p.high for p in parts]))


def mean(parts: Sequence[Bounded]) -> Bounded:
    """The plain average."""
    added, n = total(parts), Decimal(len(parts))
    reported = sum(1 for part in parts if part.value is not None)
    value = None if added.value is None else added.value / reported
    return Bounded(value, added.low / n, added.high / n)


def weighted(parts: Sequence[Bounded]) -> Bounded:
    """The average by weight; unknown as soon as one value or weight is."""
    if any(part.weight is None or not part.low.is_finite() or not part.high.is_finite() for part in parts):
        return UNKNOWN
    weights = sum((part.weight or Decimal(0) for part in parts), Decimal(0))
    if weights <= 0:
        return UNKNOWN
    sides = [sum((getattr(p, s) * (p.weight or 0) for p in parts), Decimal(0)) / weights for s in ("low", "high")]
    return Bounded(sides[0] if sides[0] == sides[1] else None, *sides)


def aggregated(how: str, parts: Sequence[Bounded]) -> Bounded:
    """Over reporters: sum, min, max, mean or weighted."""
    if how in ("min", "max"):
        return extreme(min if how == "min" else max, parts)
    return _JOINS[how](parts)


_JOINS = {"sum": total, "mean": mean, "weighted": weighted}
