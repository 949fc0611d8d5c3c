"""The mean yearly change of the last five years, projected to the due date.

Source of the rule: the indicator report of the German sustainability strategy (Destatis): the miss at due as a share
of the distance still to go, below 5 %, up to 20 %, more, or the wrong direction.

The interval beside the projection is this project's own: the smallest and the largest of the yearly changes seen in
the window, each projected in place of their mean. It shows how unsteady the trend is and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from plancheck.methods import Judgement, to_decimal
from plancheck.methods.spans import Dated, months_between, years_before
from plancheck.model.verdict import Flag, Status

WINDOW_YEARS = 5
LEAST_VALUES = 4


def judge(ends: Sequence[Dated], aim: Decimal, direction: int, due: date) -> Judgement | None:
    """`ends` are the year-end values, oldest first; `direction` is +1 where more is better. None with fewer than four
    of them in the window."""
    recent = [(day, x) for day, x in ends if day >= years_before(ends[-1][0], WINDOW_YEARS)]
    if len(recent) < LEAST_VALUES or not all(x.is_finite() for _, x in recent):
        return None
    (first, old), (last, new) = recent[0], recent[-1]
    yearly = (Fraction(new) - Fraction(old)) * 12 / months_between(first, last)
    projected = Fraction(new) + yearly * Fraction(months_between(last, due), 12)
    status, flags = _band(
        yearly * direction, (Fraction(aim) - projected) * direction, abs(Fraction(aim) - Fraction(new))
    )
    low, high = _interval(recent, due)
    return Judgement(status, "recent_trend", flags, None, to_decimal(projected), low, high)


def _interval(recent: Sequence[Dated], due: date) -> tuple[Decimal, Decimal]:
    """The latest value carried on by the smallest and by the largest yearly change between neighbouring values."""
    yearly = [
        (Fraction(new) - Fraction(old)) * 12 / months_between(then, now) for (then, old), (now, new) in pairwise(recent)
    ]
    last, x = recent[-1]
    years = Fraction(months_between(last, due), 12)
    low, high = (Fraction(x) + change * years for change in (min(yearly), max(yearly)))
    return to_decimal(low), to_decimal(high)


def _band(progress: Fraction, miss: Fraction, distance: Fraction) -> tuple[Status, tuple[Flag, ...]]:
    if progress <= 0:
        return Status.AT_RISK, (Flag.OFF_TRACK, Flag.WRONG_WAY)
    if miss <= 0 or miss * 20 < distance:
        return Status.ON_TRACK, ()
    return Status.AT_RISK, (() if miss * 5 <= distance else (Flag.OFF_TRACK,))
