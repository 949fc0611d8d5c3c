"""Compound growth: the annual rate since the baseline over the annual rate the target asks for.

Source of the formula: the progress measure that Eurostat and Statistics Canada publish for quantified SDG targets,
r = direction * CAGR(actual) / |CAGR(required)|, CAGR(a to b over n years) = (b/a)^(1/n) - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from plancheck.methods import DIGITS, WIDE, Judgement, by_ratio
from plancheck.methods.spans import Dated, months_between
from plancheck.model.case import Bands, Start


def judge(ends: Sequence[Dated], start: Start, aim: Decimal, due: date, bands: Bands) -> Judgement | None:
    """`ends` are the year-end values, oldest first. None where growth has no rate: no year-end value since the
    baseline; b, x or T not positive; T equal to b; no whole months to grow in."""
    if not ends or ends[-1][0] <= start.on:
        return None
    day, x = ends[-1]
    if min(start.value, x, aim) <= 0 or aim == start.value or not x.is_finite():
        return None
    spent, whole = months_between(start.on, day), months_between(start.on, due)
    if spent <= 0 or whole <= 0:
        return None
    actual, required = annual_rate(start.value, x, spent), annual_rate(start.value, aim, whole).copy_abs()
    ratio = WIDE.divide(actual if aim > start.value else actual.copy_negate(), required)
    return by_ratio(Fraction(DIGITS.plus(ratio)), "compound", bands)


@lru_cache(maxsize=4096)
def annual_rate(first: Decimal, last: Decimal, months: int) -> Decimal:
    """(last/first)^(12/months) - 1, to well over 34 digits; exact 0 for no growth. A root takes long, and
    is asked for on every day that is judged."""
    if first == last:
        return Decimal(0)
    return WIDE.subtract(WIDE.power(WIDE.divide(last, first), WIDE.divide(Decimal(12), Decimal(months))), Decimal(1))
