"""Rounding for display never changes what a number says about the figure it is held against."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages.numbers import amount, number, percent, plain, share, to_places, whole_up

D = Decimal
finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=12)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("92.0", "92.0"),
        ("10000", "10,000"),
        ("-1234.5", "-1,234.5"),
        ("0.000", "0.000"),
        ("-0", "0"),
        ("1E+4", "10,000"),
        ("1643.835616438356164383561643835616", "1,643.8"),
        ("27.31506849315068", "27.32"),
        ("0.0012345678", "0.00123"),
        ("1650.00000000000000001", "1,650"),
    ],
)
def test_a_number_as_people_read_it(value: str, shown: str) -> None:
    assert number(D(value)) == shown


def test_a_derived_number_is_rounded_by_size() -> None:
    assert number(D("2490.876"), derived=True) == "2,490.9"
    assert number(D("50.0"), derived=True) == "50"


def test_half_goes_to_even() -> None:
    assert number(D("100.25"), derived=True) == "100.2"
    assert number(D("100.35"), derived=True) == "100.4"


def test_just_short_of_the_target_is_not_shown_as_the_target() -> None:
    assert number(D("94.99961"), against=[D(95)]) == "94.9996"
    assert amount(D("94.96"), "%", [D(95)]) == "94.96%"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [("1.00375", "100.4%"), ("0.9496", "94.96%"), ("0.95", "95.0%"), ("0.99999", "99.999%"), ("-0.8", "-80.0%")],
)
def test_a_ratio_never_seems_to_reach_a_threshold(ratio: str, shown: str) -> None:
    assert percent(D(ratio), [D("0.95"), D("0.60"), D(1)]) == shown


@given(finite, finite)
def test_display_keeps_the_side(x: Decimal, other: Decimal) -> None:
    shown = D(number(x, [other]).replace(",", ""))
    assert shown.compare(other) == x.compare(other)


@given(finite)
def test_plain_is_exact(x: Decimal) -> None:
    assert D(plain(x)) == x
    assert "E" not in plain(x)


def test_units_stand_where_they_are_written() -> None:
    assert amount(D(1650), "个") == "1,650 个"
    assert amount(D("92.0"), "%") == "92.0%"
    assert amount(3, "") == "3"


def test_of_a_need_less_is_not_enough() -> None:
    assert whole_up(D("927.1")) == 928
    assert whole_up(D("-0.2")) == -1


def test_a_stated_share_and_the_decimals_of_a_formula() -> None:
    assert share(D("0.95")) == "95%"
    assert share(D("0.605")) == "60.5%"
    assert to_places(D("20.9963504"), 3) == D("20.996")
