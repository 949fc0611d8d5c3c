from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.period import (
    NotAPeriod,
    Period,
    PeriodKind,
    day,
    month,
    parse_date,
    parse_period,
    quarter,
    report_period,
    report_periods,
    school_year,
    whole_years,
    year,
)

CADENCES = ("monthly", "quarterly", "half_yearly", "yearly", "school_yearly")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026", "2026"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        ("２０２６年", "2026"),
        (" 2026 年 ", "2026"),
        ("2026-Q3", "2026-Q3"),
        ("2026q3", "2026-Q3"),
        ("Q3 2026", "2026-Q3"),
        ("2026年第三季度", "2026-Q3"),
        ("2026年三季度", "2026-Q3"),
        ("2026年第3季度", "2026-Q3"),
        ("2026年Q3", "2026-Q3"),
        ("2026-H1", "2026-H1"),
        ("2026年上半年", "2026-H1"),
        ("2026年下半年", "2026-H2"),
        ("2026-09", "2026-09"),
        ("2026/9", "2026-09"),
        ("2026年9月", "2026-09"),
        ("2026年09月份", "2026-09"),
        ("2026-09-30", "2026-09-30"),
        ("2026/9/30", "2026-09-30"),
        ("2026.9.30", "2026-09-30"),
        ("2026年9月30日", "2026-09-30"),
        ("2026-09-30 00:00:00", "2026-09-30"),
        ("2026-09-30T00:00:00", "2026-09-30"),
        ("2025-2026学年", "SY2025-2026"),
        ("2025—2026学年度", "SY2025-2026"),
        ("2025-26学年", "SY2025-2026"),
        ("SY2025-2026", "SY2025-2026"),
        ("FY2026", "FY2026"),
        ("2026财年", "FY2026"),
        ("2026财政年度", "FY2026"),
    ],
)
def test_what_people_write_for_a_period(text: str, label: str) -> None:
    period = parse_period(text)
    assert isinstance(period, Period)
    assert period.label == label


@pytest.mark.parametrize(
    "text", ["2026.9", "46203", "202609", "20260930", "10/9/2026", "第三季度", "三季度", "上半年", "9月", "Q3"]
)
def test_what_may_mean_two_things_is_ambiguous(text: str) -> None:
    assert parse_period(text) == NotAPeriod("ambiguous")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本年",
        "2026-13",
        "2026-02-30",
        "2026-Q5",
        "20 26",
        "²⁰²⁶",
        "2026年1-9月",
        "2026-09-30 12:00",
        "2025-2027学年",
    ],
)
def test_what_is_no_period_is_bad(text: str) -> None:
    assert parse_period(text) == NotAPeriod("bad")


def test_first_and_last_day_of_each_kind() -> None:
    assert (quarter(2026, 1).start, quarter(2026, 1).end) == (date(2026, 1, 1), date(2026, 3, 31))
    assert month(2028, 2).end == date(2028, 2, 29)
    assert (school_year(2025).start, school_year(2025).end) == (date(2025, 9, 1), date(2026, 8, 31))
    assert parse_period("FY2026") != year(2026)  # the same days, and still not the same kind


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("2026年9月30日", date(2026, 9, 30)),
        ("2026-09-30 14:25:01", date(2026, 9, 30)),
        ("2026/9/3 8:05", date(2026, 9, 3)),
        ("2026年9月", NotAPeriod("ambiguous")),
        ("2026", NotAPeriod("ambiguous")),
        ("昨天", NotAPeriod("bad")),
    ],
)
def test_a_date_is_one_day(text: str, on: date | NotAPeriod) -> None:
    assert parse_date(text) == on


@given(st.dates(date(1900, 9, 1), date(2199, 8, 31)))  # the school years of 1900 to 2199
def test_every_label_reads_back_as_its_period(on: date) -> None:
    for period in (day(on), *(report_period(c, on) for c in CADENCES)):
        assert parse_period(period.label) == period
        assert period.start <= on <= period.end


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    parse_period(text)
    parse_date(text)


def test_report_periods_cover_every_day_once_and_are_clipped() -> None:
    first, last = date(2026, 2, 10), date(2027, 1, 5)
    periods = report_periods("quarterly", first, last)
    assert [p.label for p in periods] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
    assert (periods[0].start, periods[-1].end) == (first, last)
    assert all(b.start == a.end + timedelta(days=1) for a, b in pairwise(periods))
    assert periods[0].kind is PeriodKind.QUARTER


def test_clipping_leaves_nothing_outside() -> None:
    assert year(2026).clipped(date(2027, 1, 1), date(2027, 12, 31)) is None


def test_a_school_year_of_reports_runs_from_september_to_august() -> None:
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 1, 1))
    assert [report_period("school_yearly", day).label for day in days] == ["SY2025-2026", "SY2026-2027", "SY2025-2026"]


def test_school_years_clipped_to_a_plan_of_calendar_years() -> None:
    periods = report_periods("school_yearly", date(2026, 1, 1), date(2027, 12, 31))
    assert [(p.label, p.start.isoformat(), p.end.isoformat()) for p in periods] == [
        ("SY2025-2026", "2026-01-01", "2026-08-31"),
        ("SY2026-2027", "2026-09-01", "2027-08-31"),
        ("SY2027-2028", "2027-09-01", "2027-12-31"),
    ]


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [("school_yearly", ["SY2026-2027"]), ("quarterly", ["2026", "2027"]), ("yearly", ["2026", "2027"])],
)
def test_whole_years_as_the_reports_fill_them(cadence: str, expected: list[str]) -> None:
    assert [p.label for p in whole_years(cadence, date(2026, 1, 1), date(2028, 6, 30))] == expected
