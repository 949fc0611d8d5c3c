"""Ways to judge progress before the due date. Each returns a `Judgement`, or None where it is not defined.

Fractions keep what a band decides exact: 19/20 of an expected 20/19 is on track, however it is written out.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from plancheck.model.case import Bands
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Flag, Status

DIGITS = Context(prec=34)
WIDE = Context(prec=50)


@frozen
class Judgement:
    """`ratio` is actual over expected progress where the method has one; `projected` the value foreseen at due, within
    `projected_low`..`projected_high` if it goes on as in the worst or the best stretch seen."""

    status: Status
    reason: str
    flags: tuple[Flag, ...] = ()
    ratio: Decimal | None = None
    projected: Decimal | None = None
    projected_low: Decimal | None = None
    projected_high: Decimal | None = None


def by_ratio(ratio: Fraction, reason: str, bands: Bands) -> Judgement:
    """The bands that pace and compound growth share: on_track, at_risk, + off_track, + wrong_way below 0."""
    shown = to_decimal(ratio)
    if ratio >= Fraction(bands.on_track):
        return Judgement(Status.ON_TRACK, reason, (), shown)
    limits = ((Flag.OFF_TRACK, Fraction(bands.off_track)), (Flag.WRONG_WAY, Fraction(0)))
    return Judgement(Status.AT_RISK, reason, tuple(flag for flag, limit in limits if ratio < limit), shown)


def to_decimal(x: Fraction) -> Decimal:
    """The fraction to 34 significant digits, without trailing zeros that say nothing."""
    value = DIGITS.divide(Decimal(x.numerator), Decimal(x.denominator))
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**30 else value
