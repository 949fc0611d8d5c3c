"""A value to be reached by a date, from the first report to long after the due date."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plancheck.plans.plan import Baseline, Span
from plancheck.rules.goal import Tolerance
from plancheck.rules.reach import Reach
from tests.engine import d, reach, roster, said, target, verdict

PLACES = reach("10000", baseline=("0", "2026-01-01"))


def test_on_the_way_the_arithmetic_comes_with_the_verdict() -> None:
    v = verdict(PLACES, "2026-Q1 900\n2026-Q2 900", "2026-07-15")
    assert (v.status, v.reason, v.flags) == ("on_track", "pace", ())
    facts = v.facts
    assert facts["actual"] == 1800
    assert round(facts["expected"], 4) == Decimal("1643.8356")
    assert facts["ratio"] == Decimal(1095) * 1800 / (10000 * 180)
    assert (facts["gap"], facts["change"], facts["remaining_periods"]) == (8200, 900, 10)
    assert (facts["needed_per_period"], facts["average_pace"], facts["best_pace"]) == (820, 900, 900)
    assert [str(b.sources[0]) for b in v.basis] == ["上报.xlsx#指标!C2", "上报.xlsx#指标!C3"]


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("", "2026-04-30", "not_due first_report_not_due"),
        ("", "2026-05-01", "no_data no_observation"),
        ("", "2029-01-01", "no_data final_report_awaited"),
        ("2026-Q1 ?", "2026-04-10", "undetermined unreadable"),
        ("2026-Q2 700", "2026-07-20", "at_risk pace off_track partial"),
        ("2026-Q1 10000", "2026-04-10", "achieved met_early early"),
        ("2028 10000", "2029-02-01", "achieved met partial"),
        ("2028 9999", "2029-02-01", "no_data final_report_awaited partial"),
        ("2026 4000\n2027 4000\n2028 1999", "2029-02-01", "missed unmet_at_due"),
        ("2026 4000\n2027 4000\n2028 1999\n2029-Q1 1", "2029-04-10", "achieved met_late late"),
        ("2026 4000\n2027 4000", "2029-02-01", "no_data final_report_awaited"),
    ],
)
def test_a_count_over_its_life(reports: str, as_of: str, outcome: str) -> None:
    assert said(PLACES, reports, as_of) == outcome


def test_silence_after_a_report_is_first_stale_then_nothing() -> None:
    assert said(PLACES, "2026-Q1 900", "2026-07-30") == "on_track pace"
    assert said(PLACES, "2026-Q1 900", "2026-07-31") == "on_track pace stale"
    assert said(PLACES, "2026-Q1 900", "2026-10-31") == "no_data reports_overdue"
    late = verdict(PLACES, "2026-Q1 900", "2026-10-31").facts
    assert (late["reports_overdue"], late["data_date"], late["actual"]) == (2, d("2026-Q1"), 900)


CAP = target(Reach(at_most=Decimal(100), by=d("2028")), measure="running_total", report="yearly")


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("2026 100", "2027-02-01", "on_track within_cap"),
        ("2026 101", "2027-02-01", "missed cap_exceeded"),
        ("2026 101\n2027 99", "2028-02-01", "missed cap_exceeded"),
        ("2028 100", "2029-02-01", "achieved met"),
        ("2028 100\n2029 120", "2030-02-01", "achieved met"),
    ],
)
def test_an_upper_limit_on_a_total_is_a_cap(reports: str, as_of: str, outcome: str) -> None:
    assert said(CAP, reports, as_of) == outcome


RATE = target(
    Reach(at_least=Decimal(95), by=d("2027")), measure="level", report="yearly", unit="%", baseline=("90", "2025")
)


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("2025 90", "2026-03-01", "not_due first_report_not_due"),
        ("2026 95", "2027-02-01", "achieved met_early early"),
        ("2026 95", "2028-03-30", "achieved met_early early"),
        ("2026 95", "2028-03-31", "no_data final_report_awaited"),
        ("2026 92.3\n2027 94.96", "2028-02-01", "missed unmet_at_due"),
        ("2027 95\n2028 94", "2029-02-01", "achieved met relapse_risk"),
        ("2027 95\n2028 96", "2029-02-01", "achieved met"),
        ("2026 94\n2028 96", "2029-02-01", "achieved date_met_unknown"),
        ("2026 94\n2028 96\n2029 94", "2030-02-01", "achieved date_met_unknown relapse_risk"),
        ("2026 94\n2027 ?\n2028 96\n2029 94", "2030-02-01", "achieved date_met_unknown relapse_risk"),
        ("2026 94\n2027 ?\n2028 96", "2029-02-01", "achieved date_met_unknown"),
        ("2026 94\n2028 94", "2029-02-01", "no_data final_report_awaited"),
    ],
)
def test_a_level_over_its_life(reports: str, as_of: str, outcome: str) -> None:
    assert said(RATE, reports, as_of) == outcome


@pytest.mark.parametrize(
    ("share", "on_the_way", "at_due"),
    [
        ("100", "achieved met_early early", "achieved met"),
        ("99.99", "on_track pace", "missed unmet_at_due"),
        ("99.9999999", "on_track pace", "missed unmet_at_due"),
        ("0", "at_risk pace off_track wrong_way", "missed unmet_at_due"),
    ],
)
def test_a_goal_of_one_hundred_percent_leaves_nothing_to_miss(share: str, on_the_way: str, at_due: str) -> None:
    """Whoever divides by what may be missed finds any level good enough where that is nothing."""
    whole = replace(RATE, rule=Reach(at_least=Decimal(100), by=d("2027")))
    assert said(whole, f"2026 {share}", "2027-02-01") == on_the_way
    assert said(whole, f"2027 {share}", "2028-02-01") == at_due


SINCE_2016 = Span(start=d("2016-01-01"), end=d("2028"))


@pytest.mark.parametrize("method", ["pace", "compound", "recent_trend"])
@pytest.mark.parametrize(
    ("value", "outcome"), [("13.5", "at_risk floor_broken wrong_way"), ("9", "on_track floor_kept")]
)
def test_a_baseline_past_the_target_is_kept_or_lost_and_never_paced(method: str, value: str, outcome: str) -> None:
    """From 7.8 with at most 10 asked for, a rise to 13.5 is three times as fast as pace asks, the wrong way."""
    most = target(Reach(at_most=Decimal(10), by=d("2028")), measure="level", report="yearly", method=method)
    goal = replace(most, baseline=Baseline(value=Decimal("7.8"), date=d("2016")))
    reports = f"2022 8\n2023 8.2\n2024 8.4\n2025 8.6\n2026 {value}"
    assert said(goal, reports, "2027-02-01", span=SINCE_2016) == outcome


def test_a_count_is_paced_by_days_unless_the_plan_says_otherwise() -> None:
    """Growth from 0.37 to 9.53 of 60 is on track where rates are compared, and far behind by days."""
    grown = {"by": "2030", "report": "yearly", "baseline": ("0.37", "2015")}
    span = Span(start=d("2015-01-01"), end=d("2030"))
    for measure, more in (("running_total", ""), ("level", " methods_disagree")):
        goal = reach("60", measure=measure, **grown)
        v = verdict(goal, "2025 9.53", "2026-03-01", span=span)
        assert (v.facts["method"], round(v.facts["ratio"], 2)) == ("pace", Decimal("0.23"))
        assert said(goal, "2025 9.53", "2026-03-01", span=span) == f"at_risk pace off_track{more}"


def test_the_gap_runs_to_the_figure_stated_or_to_the_bound_that_is_passed() -> None:
    about = Reach(about=Decimal(9000), tolerance=Tolerance(amount=Decimal(5), percent=True), side="both", by=d("2028"))
    over = verdict(target(about, measure="increment"), "2026-Q1 9451", "2026-04-15")
    assert (over.reason, over.facts["gap"], "needed_per_period" in over.facts) == ("cap_exceeded", -451, False)
    band = target(Reach(between=(Decimal(16), Decimal(18)), by=d("2028")), measure="level", baseline=("22", "2025"))
    assert [verdict(band, f"2026-Q1 {x}", "2026-04-15").facts["gap"] for x in (15, 17, 19)] == [1, 1, -1]


def test_what_was_met_for_a_time_says_when() -> None:
    v = verdict(RATE, "2026 94\n2028 96\n2029 94", "2030-02-01")
    assert v.facts["met_on"] == d("2028")
    assert "met_on" not in verdict(RATE, "2026 94\n2028 96\n2029 95", "2030-02-01").facts


def test_two_unreadable_reports_in_a_row_have_no_bounds_to_compare() -> None:
    quarterly = replace(RATE, report="quarterly")
    assert said(quarterly, "2026-Q1 91\n2026-Q2 ?\n2026-Q3 ?", "2026-10-20") == "undetermined unreadable"


def test_a_target_that_is_its_own_baseline_to_be_passed() -> None:
    above = target(
        Reach(more_than=Decimal(90), by=d("2028")), measure="level", report="yearly", baseline=("90", "2025")
    )
    below = replace(above, rule=Reach(less_than=Decimal(90), by=d("2028")))
    assert said(above, "2026 90", "2027-02-01") == "not_due pace_not_started"
    assert said(above, "2026 81", "2027-02-01") == "at_risk wrong_side wrong_way"
    assert said(below, "2026 91", "2027-02-01") == "at_risk wrong_side wrong_way"
    assert said(below, "2026 89", "2027-02-01") == "achieved met_early early"
    assert said(above, "2026 91\n2027 ?", "2028-02-01") == "undetermined unreadable"


def test_a_due_date_inside_a_period_is_settled_only_by_what_can_only_rise() -> None:
    mid = reach("80", by="2027-06-30", measure="running_total", report="yearly")
    assert said(mid, "2026 50\n2027 79", "2028-02-01") == "missed unmet_at_due"
    assert said(mid, "2026 80\n2027 90", "2028-02-01") == "achieved met"
    assert said(mid, "2026 50\n2027 80", "2028-02-01") == "undetermined due_inside_period"
    level = target(
        Reach(at_least=Decimal(80), by=d("2027-06-30")), measure="level", report="yearly", baseline=("50", "2025")
    )
    assert said(level, "2026 60\n2027 90", "2028-02-01") == "undetermined due_inside_period"


def test_a_level_without_a_baseline_needs_four_year_ends() -> None:
    bare = target(Reach(at_least=Decimal(60), by=d("2028")), measure="level", report="yearly")
    assert said(bare, "2026 40", "2027-02-01") == "undetermined no_baseline"
    history = "2023 40\n2024 43\n2025 46\n2026 55"
    assert said(bare, history, "2027-02-01") == "on_track recent_trend"


def test_a_total_that_fell_is_undetermined_only_where_it_decides() -> None:
    count = reach("1200", measure="running_total", baseline=("0", "2026-01-01"))
    assert said(count, "2026-Q1 300\n2026-Q2 150", "2026-07-20") == "undetermined total_fell"
    assert said(count, "2026-Q1 400\n2026-Q2 390", "2026-07-20") == "on_track pace"


class TestReporters:
    COUNT = reach("1200", measure="running_total")
    TWO = roster("甲校", "乙校")

    def test_until_the_deadline_the_last_complete_period_is_judged(self) -> None:
        reports = "2026-Q1 60 entity=甲校\n2026-Q1 60 entity=乙校\n2026-Q2 90 entity=甲校"
        v = verdict(self.COUNT, reports, "2026-07-30", reporters=self.TWO)
        assert (v.facts["actual"], v.facts["data_date"], v.flags) == (120, d("2026-Q1"), ())

    def test_after_it_a_count_is_a_lower_bound(self) -> None:
        reports = "2026-Q1 60 entity=甲校\n2026-Q1 60 entity=乙校\n2026-Q2 90 entity=甲校"
        v = verdict(self.COUNT, reports, "2026-07-31", reporters=self.TWO)
        assert (v.facts["actual"], v.facts["missing"], v.flags) == (150, ("乙校",), ("partial",))
        assert v.facts["needed_from_missing"] == 1050

    def test_at_due_a_shortfall_with_reports_missing_is_awaited_not_missed(self) -> None:
        v = verdict(self.COUNT, "2028-Q4 900 entity=甲校", "2029-02-15", reporters=self.TWO)
        assert (v.status, v.reason, v.facts["missing"]) == ("no_data", "final_report_awaited", ("乙校",))

    def test_a_total_past_its_target_needs_no_more_reports(self) -> None:
        v = verdict(self.COUNT, "2026-Q2 1200 entity=甲校", "2026-07-01", reporters=self.TWO)
        assert (v.status, v.flags) == ("achieved", ("early", "partial"))

    def test_a_gap_outranks_a_missing_reporter(self) -> None:
        v = verdict(self.COUNT, "2026-Q2 ? entity=甲校", "2026-08-15", reporters=self.TWO)
        assert (v.status, v.reason) == ("undetermined", "unreadable")


def test_a_ratio_of_which_everyone_says_none_of_none_has_nothing_to_measure() -> None:
    share = target(Reach(at_least=Decimal(90), by=d("2028")), measure="ratio", baseline=("50", "2025"), unit="%")
    assert said(share, "2026-Q1 0/0", "2026-04-15") == "undetermined nothing_to_measure"
    with_one_missing = said(share, "2026-Q1 0/0 entity=甲校", "2026-05-01", reporters=roster("甲校", "乙校"))
    assert with_one_missing == "undetermined missing_reporters partial"
