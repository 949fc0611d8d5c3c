"""Whole months between days."""

from datetime import date

import pytest

from plancheck.methods.spans import months_between, year_ends, years_before


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2015, 12, 31), date(2023, 12, 31), 96),
        (date(2016, 1, 1), date(2023, 12, 31), 96),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2022, 9, 15), date(2025, 12, 31), 39),
        (date(2022, 9, 15), date(2022, 10, 14), 0),
    ],
)
def test_a_first_of_month_date_stands_for_the_day_before(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


def test_year_ends_are_the_values_of_31_december() -> None:
    values = [(date(2020, 12, 31), 1), (date(2021, 6, 30), 2), (date(2021, 12, 31), 3)]
    assert [x for _, x in year_ends(values, "quarterly")] == [1, 3]  # type: ignore[arg-type]


def test_of_school_years_they_are_those_of_31_august() -> None:
    values = [(date(2020, 8, 31), 1), (date(2020, 12, 31), 2), (date(2021, 8, 31), 3)]
    assert [x for _, x in year_ends(values, "school_yearly")] == [1, 3]  # type: ignore[arg-type]


def test_a_leap_day_has_an_anniversary() -> None:
    assert years_before(date(2024, 2, 29), 5) == date(2019, 2, 28)
