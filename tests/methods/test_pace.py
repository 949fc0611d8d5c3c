"""What should have been reached by a date, and how progress is held against it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.methods import pace
from plancheck.model.case import Bands, Curve, Start
from plancheck.model.verdict import Flag, Status

START = Start(Decimal(0), date(2026, 1, 1))
DUE = date(2028, 12, 31)
BANDS = Bands(Decimal("0.95"), Decimal("0.60"))


def expected(shape: str, day: date, points: tuple[tuple[date, Decimal], ...] = ()) -> Fraction:
    return pace.expected(Curve(shape, points), START, Decimal(10000), DUE, day)


def test_linear_pace_goes_by_days() -> None:
    assert expected("linear", date(2026, 6, 30)) == Fraction(10000 * 180, 1095)


@pytest.mark.parametrize("shape", ["linear", "s_curve", "at_due"])
def test_every_shape_runs_from_the_baseline_to_the_target(shape: str) -> None:
    assert expected(shape, START.on) == 0
    assert expected(shape, DUE) == expected(shape, date(2030, 1, 1)) == 10000


def test_an_s_curve_is_slow_at_both_ends() -> None:
    quarter, half = START.on.replace(year=2026, month=10, day=2), date(2027, 7, 3)
    assert expected("s_curve", quarter) < expected("linear", quarter)
    u = Fraction((half - START.on).days, (DUE - START.on).days)
    assert expected("s_curve", half) == 10000 * u * u * (3 - 2 * u)


def test_points_are_interpolated_and_the_target_closes_the_line() -> None:
    points = ((date(2026, 12, 31), Decimal(2000)), (date(2027, 12, 31), Decimal(4000)))
    assert expected("points", date(2026, 12, 31), points) == 2000
    assert expected("points", date(2027, 7, 1), points) == 2000 + Fraction(2000 * 182, 365)
    assert expected("points", date(2028, 7, 1), points) == 4000 + Fraction(6000 * 183, 366)
    assert expected("points", date(2026, 6, 30), points) == 0


LINEAR = Curve()


def judged(x: str, curve: Curve = LINEAR, day: date = date(2026, 6, 30)) -> pace.Judgement:
    return pace.judge(Decimal(x), day, curve, START, Decimal(10000), DUE, BANDS)


@pytest.mark.parametrize(
    ("x", "status", "flags"),
    [
        ("1562", Status.ON_TRACK, ()),
        ("1561", Status.AT_RISK, ()),
        ("987", Status.AT_RISK, ()),
        ("986", Status.AT_RISK, (Flag.OFF_TRACK,)),
        ("-1", Status.AT_RISK, (Flag.OFF_TRACK, Flag.WRONG_WAY)),
    ],
)
def test_bands(x: str, status: Status, flags: tuple[Flag, ...]) -> None:
    assert (judged(x).status, judged(x).flags) == (status, flags)


def test_a_ratio_exactly_on_the_threshold_is_on_track() -> None:
    """19/20 of 20/19 is 1: no rounding on the way may lose it."""
    start = Start(Decimal(0), date(2026, 1, 1))
    one_day = pace.judge(Decimal(1), date(2026, 1, 2), Curve(), start, Decimal(20), date(2026, 1, 20), BANDS)
    assert one_day.status is Status.ON_TRACK
    assert one_day.ratio == Decimal("0.95")


def test_where_pace_asks_for_nothing_yet_only_the_wrong_side_is_a_warning() -> None:
    at_due = Curve("at_due")
    assert judged("0", at_due).status is Status.NOT_DUE
    assert judged("500", at_due).status is Status.NOT_DUE
    wrong = judged("-5", at_due)
    assert (wrong.status, wrong.reason, wrong.flags) == (Status.AT_RISK, "wrong_side", (Flag.WRONG_WAY,))


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 2000), st.integers(0, 2000))
def test_more_of_a_good_thing_never_worsens_the_band(days: int, t: int, x: int, more: int) -> None:
    def band(value: int) -> tuple[bool, int]:
        day = date.fromordinal(START.on.toordinal() + days)
        j = pace.judge(Decimal(value), day, Curve(), START, Decimal(t), DUE, BANDS)
        return j.status is Status.ON_TRACK, -len(j.flags)

    assert band(x + more) >= band(x)
