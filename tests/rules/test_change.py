"""The change against a baseline: in percent, in points, as a multiple."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.plans.plan import Target
from plancheck.rules.change import Change
from plancheck.rules.judge_change import change
from tests.engine import d, said, target, verdict

As = Literal["percent", "points", "times"]


def growth(as_: As = "percent", at_least: str = "15", base: str = "200", measure: str = "level") -> Target:
    rule = Change(as_=as_, at_least=Decimal(at_least), by=d("2028"))
    return target(rule, measure=measure, report="yearly", unit="册", baseline=(base, "2025"))


@pytest.mark.parametrize(
    ("as_", "aim", "value", "outcome"),
    [
        ("percent", "15", "230", "achieved met"),
        ("percent", "15", "229.9", "missed unmet_at_due"),
        ("points", "30", "230", "achieved met"),
        ("points", "30", "229", "missed unmet_at_due"),
        ("times", "1.15", "230", "achieved met"),
        ("times", "1.15", "229.99", "missed unmet_at_due"),
    ],
)
def test_at_due(as_: As, aim: str, value: str, outcome: str) -> None:
    assert said(growth(as_, aim), f"2028 {value}", "2029-02-01") == outcome


def test_the_pace_runs_from_no_change() -> None:
    v = verdict(growth(), "2026 208", "2027-02-01")
    assert (v.status, v.reason) == ("at_risk", "pace")
    assert (v.facts["actual"], v.facts["baseline"], v.facts["target"]) == (4, 0, 15)
    assert (v.facts["measured"], v.facts["measured_baseline"], v.facts["measured_unit"]) == (208, 200, "册")
    assert v.facts["unit"] == "%"
    assert v.facts["expected"] == pytest.approx(Decimal("4.9954"), abs=Decimal("0.0001"))


def test_a_multiple_starts_at_one() -> None:
    v = verdict(growth("times", "2"), "2026 300", "2027-02-01")
    assert (v.status, v.facts["baseline"], v.facts["actual"], v.facts["unit"]) == ("on_track", 1, Decimal("1.5"), "倍")


def test_the_cells_it_rests_on_are_those_reported() -> None:
    v = verdict(growth(), "2026 208", "2027-02-01")
    assert [(b.period, b.value, str(b.sources[0])) for b in v.basis] == [("2026", 208, "上报.xlsx#指标!C2")]


def test_a_fall_is_asked_for_with_a_negative_figure() -> None:
    rule = Change(at_most=Decimal(-10), by=d("2028"))
    goal = target(rule, measure="level", report="yearly", baseline=("50", "2025"))
    assert said(goal, "2028 45", "2029-02-01") == "achieved met"
    assert said(goal, "2026 52", "2027-02-01") == "at_risk pace off_track wrong_way"


def test_points_of_a_percentage_are_percentage_points() -> None:
    rule = Change(as_="points", at_least=Decimal(5), by=d("2028"))
    goal = target(rule, measure="ratio", report="yearly", unit="%", baseline=("90", "2025"))
    v = verdict(goal, "2028 96/100", "2029-02-01")
    assert (v.status, v.facts["actual"], v.facts["unit"]) == ("achieved", 6, "个百分点")


def test_a_total_that_can_only_rise_is_achieved_for_good() -> None:
    assert said(growth(measure="increment"), "2026 30", "2027-02-01") == "achieved met_early early"


def test_a_missing_report_leaves_the_change_open() -> None:
    reports = "2027 110 entity=甲\n2027 105 entity=乙\n2028 120 entity=甲"
    assert said(growth(), reports, "2029-02-01") == "no_data final_report_awaited"


@given(st.integers(1, 300), st.integers(0, 900))
def test_exactly_on_target_is_met(base: int, percent: int) -> None:
    """Whatever b, an x that is p percent more is at least p percent more."""
    x = Decimal(base) * (100 + percent) / 100
    assert change("percent", x, Decimal(base)) == percent
