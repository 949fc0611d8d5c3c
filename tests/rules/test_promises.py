"""Promises kept period by period: hold, each_year, monotone, each_entity."""

from decimal import Decimal
from typing import Any

import pytest

from plancheck.plans.plan import Target
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.hold import Hold
from plancheck.rules.monotone import Monotone
from tests.engine import YEARS, roster, said, target, verdict

FOUR = target(Hold(at_least=Decimal(4)), measure="level", report="yearly", unit="所")


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("", "2027-03-31", "not_due nothing_judged_yet"),
        ("", "2027-04-01", "no_data none_reported"),
        ("2026 4", "2027-02-01", "on_track kept_so_far"),
        ("2026 4", "2028-04-01", "undetermined period_missing"),
        ("2026 4\n2027 ?", "2028-02-01", "undetermined unreadable"),
        ("2026 3\n2027 ?", "2028-02-01", "missed broken"),
        ("2026 4\n2027 5\n2028 4", "2029-02-01", "achieved kept"),
        ("2026 3\n2027 5\n2028 4", "2029-02-01", "missed broken"),
    ],
)
def test_hold(reports: str, as_of: str, outcome: str) -> None:
    assert said(FOUR, reports, as_of) == outcome


def test_the_broken_period_is_named() -> None:
    facts = verdict(FOUR, "2026 4\n2027 3", "2028-02-01").facts
    assert (facts["breaking"], facts["breaking_value"], facts["kept_periods"]) == ("2027", 3, 1)


def test_a_veto_is_broken_by_one_case_however_many_reports_are_missing() -> None:
    veto = target(Hold(at_most=Decimal(0)), measure="increment", report="quarterly", unit="起")
    assert said(veto, "2026-Q1 0", "2026-04-10") == "on_track kept_so_far"
    two = roster("甲校", "乙校")
    assert said(veto, "2026-Q1 1 entity=甲校", "2026-04-10", reporters=two) == "missed broken partial"
    assert said(veto, "2026-Q1 0 entity=甲校", "2026-04-10", reporters=two) == "not_due nothing_judged_yet"
    assert said(veto, "2026-Q1 0 entity=甲校", "2026-05-01", reporters=two) == "undetermined missing_reporters partial"


YEARLY = target(EachYear(at_most=Decimal(300)), measure="increment", report="quarterly", unit="人")


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("2026-Q1 200\n2026-Q2 100", "2026-07-10", "not_due nothing_judged_yet"),
        ("2026-Q1 200\n2026-Q2 101", "2026-07-10", "missed broken"),
        ("2026 300", "2027-01-10", "on_track kept_so_far"),
        ("2026 300\n2027 300\n2028 300", "2029-01-10", "achieved kept"),
    ],
)
def test_each_year(reports: str, as_of: str, outcome: str) -> None:
    assert said(YEARLY, reports, as_of) == outcome


def test_each_year_of_a_running_total_is_its_gain() -> None:
    gain = target(EachYear(at_least=Decimal(100)), measure="running_total", report="yearly")
    assert said(gain, "2026 100\n2027 200", "2028-02-01") == "on_track kept_so_far"
    assert said(gain, "2026 150\n2027 240", "2028-02-01") == "missed broken"


def spending(strict: bool = False, **fields: Any) -> Target:
    rule = Monotone(direction="up", strict=strict)
    return target(rule, measure="level", report="yearly", unit="万元", **fields)


@pytest.mark.parametrize(
    ("reports", "strict", "outcome"),
    [
        ("2026 100", False, "not_due nothing_judged_yet"),
        ("2026 100\n2027 100", False, "on_track kept_so_far"),
        ("2026 100\n2027 100", True, "missed broken"),
        ("2026 100\n2027 99.99", False, "missed broken"),
        ("2026 100\n2027 ?\n2028 90", False, "missed broken"),
        ("2026 100\n2027 ?\n2028 110", False, "undetermined unreadable"),
        ("2026 100\n2028 110", False, "undetermined period_missing"),
        ("2026 100\n2027 101\n2028 102", True, "achieved kept"),
    ],
)
def test_monotone(reports: str, strict: bool, outcome: str) -> None:
    as_of = "2029-02-01" if "2028" in reports else "2028-02-01" if "2027" in reports else "2027-02-01"
    assert said(spending(strict), reports, as_of) == outcome


def test_monotone_compares_its_first_period_with_the_baseline() -> None:
    goal = spending(baseline=("101", "2025"))
    assert said(goal, "2026 100", "2027-02-01") == "missed broken"


SCHOOLS = roster("甲校", "乙校", "丙校")


def test_each_entity_is_kept_by_every_school_in_every_period() -> None:
    rule = EachEntity(at_least=Decimal(90), from_=YEARS.start)
    promised = target(rule, measure="level", report="yearly", unit="天")
    kept = "2026 90 entity=甲校\n2026 95 entity=乙校\n2026 120 entity=丙校"
    assert said(promised, kept, "2027-02-01", reporters=SCHOOLS) == "on_track kept_so_far"
    broken = verdict(promised, kept.replace("95", "89"), "2027-02-01", reporters=SCHOOLS)
    assert (broken.status, broken.facts["failing"]) == ("missed", ("乙校",))
    one_short = kept.rsplit("\n", 1)[0]
    assert said(promised, one_short, "2027-02-01", reporters=SCHOOLS) == "not_due nothing_judged_yet"
    late = verdict(promised, one_short, "2027-04-01", reporters=SCHOOLS)
    assert (late.status, late.reason, late.facts["missing"]) == ("undetermined", "missing_reporters", ("丙校",))
