"""The mean yearly change of five years, projected to the due date."""

from datetime import date
from decimal import Decimal

import pytest

from plancheck.methods import recent_trend
from plancheck.model.verdict import Flag, Status

DUE = date(2030, 12, 31)


def judged(values: list[str], aim: str, direction: int = 1, first: int = 2016) -> recent_trend.Judgement | None:
    dated = [(date(first + i, 12, 31), Decimal(x)) for i, x in enumerate(values)]
    return recent_trend.judge(dated, Decimal(aim), direction, DUE)


RISING = ["40", "41", "42", "43", "44", "45"]  # one a year: 54 in 2030


@pytest.mark.parametrize(
    ("aim", "status", "flags"),
    [
        ("54", Status.ON_TRACK, ()),
        ("54.4", Status.ON_TRACK, ()),
        ("55", Status.AT_RISK, ()),
        ("56.25", Status.AT_RISK, ()),
        ("56.26", Status.AT_RISK, (Flag.OFF_TRACK,)),
    ],
)
def test_the_miss_as_a_share_of_what_is_left(aim: str, status: Status, flags: tuple[Flag, ...]) -> None:
    j = judged(RISING, aim)
    assert j is not None
    assert (j.status, j.flags, j.projected) == (status, flags, Decimal(54))


def test_the_wrong_direction_and_standing_still_are_both_wrong() -> None:
    for values in (["40", "41", "42", "39"], ["40", "41", "42", "40"]):
        j = judged(values, "60")
        assert j is not None
        assert j.flags == (Flag.OFF_TRACK, Flag.WRONG_WAY)


def test_four_values_within_five_years_are_needed() -> None:
    assert judged(["40", "41", "42"], "60") is None
    spread = [(date(y, 12, 31), Decimal(40 + y - 2010)) for y in (2010, 2012, 2019, 2020, 2021)]
    assert recent_trend.judge(spread, Decimal(60), 1, DUE) is None


def test_the_interval_carries_on_the_smallest_and_the_largest_yearly_change() -> None:
    """1, 3, 0 and 2 a year: from 46 in 2020, ten years at 0 or at 3; the mean of 1.5 leads to 61."""
    j = judged(["40", "41", "44", "44", "46"], "60")
    assert j is not None
    assert (j.projected_low, j.projected, j.projected_high) == (46, 61, 76)


def test_a_change_over_a_missing_year_is_a_yearly_one() -> None:
    years = {2016: "40", 2017: "41", 2018: "42", 2020: "50"}
    dated = [(date(year, 12, 31), Decimal(x)) for year, x in years.items()]
    j = recent_trend.judge(dated, Decimal(90), 1, DUE)
    assert j is not None
    assert (j.projected_low, j.projected_high) == (60, 90)


def test_a_steady_course_has_no_width() -> None:
    j = judged(RISING, "54")
    assert j is not None
    assert j.projected_low == j.projected == j.projected_high == 54
