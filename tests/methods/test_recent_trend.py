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
