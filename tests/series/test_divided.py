"""A report that covers more than the period judged: what fell inside is between nothing and all of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.plans.plan import Target
from plancheck.rules.each_year import EachYear
from plancheck.rules.hold import Hold
from tests.engine import said, target, verdict

NONE = target(Hold(at_most=Decimal(0)), unit="起")
FIVE = target(Hold(at_most=Decimal(5)), unit="起")
SOME = target(Hold(at_least=Decimal(5)))
TEN_A_YEAR = target(EachYear(at_least=Decimal(10)), report="yearly")


@pytest.mark.parametrize(
    ("goal", "reports", "expected"),
    [
        (NONE, "2026-H1 0", "on_track kept_so_far"),
        (NONE, "2026-H1 1", "undetermined unreadable"),
        (FIVE, "2026-H1 5", "on_track kept_so_far"),
        (FIVE, "2026-H1 6", "undetermined unreadable"),
        (SOME, "2026-H1 5", "undetermined unreadable"),
        (SOME, "2026-H1 4", "missed broken"),
        (FIVE, "2026-H1 ?", "undetermined unreadable"),
    ],
)
def test_half_years_where_quarters_are_judged(goal: Target, reports: str, expected: str) -> None:
    assert said(goal, reports, "2026-07-01") == expected


def test_where_values_may_be_negative_nothing_bounds_the_part() -> None:
    goal = target(Hold(at_most=Decimal(5)), valid=("-100", "100"))
    assert said(goal, "2026-H1 0", "2026-07-01") == "undetermined unreadable"


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ("2025-2026学年 12\n2026-2027学年 0", "on_track kept_so_far"),
        ("2025-2026学年 4\n2026-2027学年 5", "missed broken"),
        ("2025-2026学年 4\n2026-2027学年 6", "undetermined unreadable"),
    ],
)
def test_school_years_where_calendar_years_are_judged(reports: str, expected: str) -> None:
    assert said(TEN_A_YEAR, reports, "2027-09-15") == expected


def test_nobody_is_called_missing_for_a_period_that_a_longer_report_covers() -> None:
    v = verdict(TEN_A_YEAR, "2025-2026学年 4\n2026-2027学年 6", "2027-09-15")
    assert "missing" not in v.facts
    assert v.facts["unread_periods"] == ("SY2026-2027",)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_firm_verdict_on_wholes_is_that_on_any_parts(first: int, second: int, cap: int) -> None:
    goal = replace(NONE, rule=Hold(at_most=Decimal(cap)))
    whole = verdict(goal, f"2026-H1 {first + second}", "2026-07-15").status
    parts = verdict(goal, f"2026-Q1 {first}\n2026-Q2 {second}", "2026-07-15").status
    assert whole in (parts, "undetermined")
