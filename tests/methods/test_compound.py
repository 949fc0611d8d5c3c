"""Published figures, reproduced."""

from datetime import date
from decimal import Decimal

import pytest

from plancheck.methods import compound
from plancheck.model.case import Bands, Start
from plancheck.model.verdict import Flag, Status

BANDS = Bands(Decimal("0.95"), Decimal("0.60"))
DUE = date(2030, 12, 31)


def judged(base: str, values: dict[int, str], aim: str, start: date = date(2015, 12, 31)) -> compound.Judgement | None:
    dated = [(date(y, 12, 31), Decimal(x)) for y, x in values.items()]
    return compound.judge(dated, Start(Decimal(base), start), Decimal(aim), DUE, BANDS)


def ratio(j: compound.Judgement | None) -> Decimal:
    assert j is not None
    assert j.ratio is not None
    return j.ratio


def test_a_rate_that_halves() -> None:
    assert round(ratio(judged("14.5", {2023: "10.4"}, "7.25")), 5) == Decimal("0.90109")


def test_growth_by_orders_of_magnitude() -> None:
    j = judged("0.37", {2025: "9.53"}, "60")
    assert round(ratio(j), 4) == Decimal("0.9504")
    assert j is not None
    assert j.status is Status.ON_TRACK


def test_decline_is_not_progress() -> None:
    assert ratio(judged("10", {2020: "8"}, "20")) < 0


def test_a_rise_is_not_progress_where_a_fall_is_asked_for() -> None:
    """The size of the change alone says nothing: 14.5 to 16 is as far from 7.25 as it looks."""
    j = judged("14.5", {2023: "16"}, "7.25")
    assert ratio(j) < 0
    assert j is not None
    assert (j.status, j.flags) == (Status.AT_RISK, (Flag.OFF_TRACK, Flag.WRONG_WAY))


@pytest.mark.parametrize(("aim", "expected"), [("1", "0.55"), ("0.1", "0.40"), ("0.001", "0.27")])
def test_a_target_of_nothing_has_no_stand_in(aim: str, expected: str) -> None:
    """A small figure put in the place of zero would decide the outcome by its own size, so there is no outcome."""
    assert round(ratio(judged("103", {2023: "29"}, aim)), 2) == Decimal(expected)
    assert judged("103", {2023: "29"}, "0") is None


def test_exactly_the_required_rate_is_one() -> None:
    assert abs(ratio(judged("100", {2020: "200"}, "800")) - 1) < Decimal("1e-30")


def test_no_rate_without_positive_figures_that_differ() -> None:
    assert judged("103", {2023: "29"}, "0") is None
    assert judged("0", {2023: "29"}, "10") is None
    assert judged("10", {2023: "0"}, "20") is None
    assert judged("10", {2023: "11"}, "10") is None
    assert judged("10", {}, "20") is None


def test_growth_needs_a_year_end_after_the_baseline() -> None:
    assert judged("10", {2015: "10"}, "20") is None
