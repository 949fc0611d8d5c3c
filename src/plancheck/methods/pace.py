"""序时进度: progress since the baseline over what the plan's own pace asks for by the same day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import Judgement, by_ratio
from plancheck.model.case import Bands, Curve, Start
from plancheck.model.verdict import Flag, Status


def expected(curve: Curve, start: Start, aim: Decimal, due: date, day: date) -> Fraction:
    """P(day): the value that should have been reached by the end of `day`, in the unit of the target.

    Linear pace goes by days: b + (T - b) * (day - t0)/(due - t0), never before t0 and never past due. `s_curve` puts
    3u^2 - 2u^3 for that share u of time. Between `points` it is linear, from the first point to (due, T).
    """
    if day >= due:
        return Fraction(aim)
    if curve.shape == "at_due" or day <= start.on:
        return Fraction(start.value)
    if curve.shape == "points":
        return _interpolated(curve, start, aim, due, day)
    share = Fraction((day - start.on).days, (due - start.on).days)
    if curve.shape == "s_curve":
        share = share * share * (3 - 2 * share)
    return Fraction(start.value) + (Fraction(aim) - Fraction(start.value)) * share


def _interpolated(curve: Curve, start: Start, aim: Decimal, due: date, day: date) -> Fraction:
    if _before_first_point(curve, day):
        return Fraction(start.value)
    first, low = max(point for point in curve.points if point[0] <= day)
    last, high = min(point for point in (*curve.points, (due, aim)) if point[0] > day)
    share = Fraction((day - first).days, (last - first).days)
    return Fraction(low) + (Fraction(high) - Fraction(low)) * share


def judge(
    x: Decimal, day: date, curve: Curve, start: Start, aim: Decimal, due: date, bands: Bands, sense: int = 0
) -> Judgement:
    """r = (x - b)/(P(day) - b). Where pace asks for nothing yet: not_due, or at_risk on the wrong side of b.

    x may be infinite where only a bound is known. `sense` is +1 where more is better, -1 where less is; it is needed
    where the target is to pass its own baseline (b = T) and says nothing by the two.
    """
    base, wanted = Fraction(start.value), expected(curve, start, aim, due, day)
    if wanted == base or _before_first_point(curve, day):
        if day > start.on and _wrong_side(x, start.value, aim, sense):
            return Judgement(Status.AT_RISK, "wrong_side", (Flag.WRONG_WAY,))
        return Judgement(Status.NOT_DUE, "pace_not_started")
    if not x.is_finite():
        return by_ratio(Fraction(10**9 if (x > 0) == (wanted > base) else -(10**9)), "pace", bands)
    return by_ratio((Fraction(x) - base) / (wanted - base), "pace", bands)


def _wrong_side(x: Decimal, base: Decimal, aim: Decimal, sense: int) -> bool:
    if aim == base:
        return x < base if sense > 0 else x > base and sense < 0
    return x < base if aim > base else x > base


def _before_first_point(curve: Curve, day: date) -> bool:
    return curve.shape == "points" and day < curve.points[0][0]
