"""Increments: each day counts once, and what nobody reported is never zero."""

from decimal import Decimal

import pytest

from tests.engine import judged, reach, roster, verdict

COUNT = reach("1000", baseline=("0", "2026-01-01"))


@pytest.mark.parametrize(
    ("reports", "actual"),
    [
        ("2026-Q1 100\n2026-Q2 50", 150),
        ("2026-H1 150\n2026-Q1 100\n2026-Q2 50", 150),
        ("2026-01 40\n2026-02 40\n2026-03 20\n2026-Q1 100\n2026-Q2 50", 150),
    ],
)
def test_a_whole_and_its_parts_count_once(reports: str, actual: int) -> None:
    v, findings = judged(COUNT, reports, "2026-07-10")
    assert (v.facts["actual"], v.flags, findings) == (actual, (), [])


@pytest.mark.parametrize(
    "reports",
    ["2026-H1 150\n2026-Q1 100\n2026-Q2 49", "2026-H1 150\n2026-Q1 100", "2026-H1 150\n2026-Q1 100\n2026-Q2 ?"],
)
def test_a_whole_that_its_parts_contradict_is_a_gap(reports: str) -> None:
    v, findings = judged(COUNT, reports, "2026-07-10")
    assert (v.status, v.reason) == ("undetermined", "unreadable")
    assert "R310" in [finding.code for finding in findings]


def test_a_missing_period_makes_a_lower_bound() -> None:
    v = verdict(COUNT, "2026-Q1 100\n2026-Q3 200", "2026-10-10")
    assert (v.facts["actual"], v.flags) == (300, ("partial",))
    assert v.facts["missing_periods"] == ("2026-Q2",)


def test_an_unreadable_period_decides_nothing_unless_the_rest_is_enough() -> None:
    assert verdict(COUNT, "2026-Q1 ?\n2026-Q2 100", "2026-07-10").reason == "unreadable"
    assert verdict(COUNT, "2026-Q1 ?\n2026-Q2 999", "2026-07-10").reason == "unreadable"
    firm = verdict(COUNT, "2026-Q1 ?\n2026-Q2 1000", "2026-07-10")
    assert (firm.status, firm.facts["unread_periods"]) == ("achieved", ("2026-Q1",))


def test_periods_up_to_the_baseline_belong_to_it_and_one_across_it_is_a_gap() -> None:
    later = reach("1000", baseline=("100", "2026-03-31"))
    assert verdict(later, "2026-Q1 70\n2026-Q2 50", "2026-07-10").facts["actual"] == 150
    assert verdict(later, "2026-H1 120\n2026-Q3 50", "2026-10-10").reason == "unreadable"


def test_valid_max_bounds_what_a_missing_school_can_add() -> None:
    bounded = reach("1000", baseline=("0", "2026-01-01"), valid=("0", "100"))
    two = roster("甲校", "乙校")
    v = verdict(bounded, "2026-Q1 90 entity=甲校", "2026-05-15", reporters=two)
    assert (v.status, v.flags) == ("on_track", ("partial",))
    assert (v.facts["actual_low"], v.facts["actual_high"]) == (90, 190)
    low = verdict(bounded, "2026-Q1 20 entity=甲校", "2026-05-15", reporters=two)
    assert (low.status, low.reason, low.facts["missing"]) == ("undetermined", "missing_reporters", ("乙校",))


def test_parts_add_up_and_a_part_not_reported_is_missing() -> None:
    parts = reach("80", baseline=("0", "2026-01-01"), by_part=("转", "并", "调"))
    whole = verdict(parts, "2026-Q1 3 item=转\n2026-Q1 2 item=并\n2026-Q1 0 item=调", "2026-04-10")
    assert (whole.facts["actual"], whole.facts["by_part"]) == (5, {"转": 3, "并": 2, "调": 0})
    short = verdict(parts, "2026-Q1 3 item=转\n2026-Q1 2 item=并", "2026-05-10")
    assert (short.flags, short.facts["missing"]) == (("partial",), ("调",))
    v, findings = judged(parts, "2026-Q1 3 item=转\n2026-Q1 2 item=并\n2026-Q1 0 item=调\n2026-Q1 6", "2026-04-10")
    assert (v.reason, [f.code for f in findings]) == ("unreadable", ["R307"])
    assert Decimal(findings[0].facts["sum"]) == 5
