"""The weighted coefficient of variation as a cap."""

from __future__ import annotations

from decimal import Decimal

from plancheck.plans.plan import Target
from plancheck.rules.dispersion import Dispersion
from tests.engine import d, judged, roster, said, target, verdict

SCHOOLS = roster("一小", "二小", "三小")


def spread(at_most: str = "0.5", **fields: object) -> Target:
    rule = Dispersion(at_most=Decimal(at_most), roster="schools", by=d("2028"))
    return target(rule, measure="ratio", report="yearly", unit="册", **fields)


def year(label: str, **shares: str) -> str:
    return "\n".join(f"{label} {share} entity={name}" for name, share in shares.items())


ALIKE = {"一小": "100/10", "二小": "200/20", "三小": "300/30"}


def test_no_difference_is_zero() -> None:
    v = verdict(spread(), year("2028", **ALIKE), "2029-02-01", reporters=SCHOOLS)
    assert (v.status, v.facts["actual"], v.facts["mean"], v.facts["unit"]) == ("achieved", 0, 10, "")
    assert v.facts["by_entity"] == {"一小": 10, "三小": 10, "二小": 10}


def test_pace_leads_down_from_the_baseline() -> None:
    goal = spread(baseline=("0.85", "2025"))
    v = verdict(goal, year("2026", 一小="100/10", 二小="400/10", 三小="100/10"), "2027-02-01", reporters=SCHOOLS)
    assert v.status == "on_track"
    assert str(v.facts["actual"])[:6] == "0.7071"


def test_it_is_never_computed_on_part_of_the_roster() -> None:
    two = year("2028", 一小="100/10", 二小="200/20")
    assert said(spread(), two, "2029-02-01", reporters=SCHOOLS) == "no_data final_report_awaited partial"
    assert said(spread(), two, "2029-06-01", reporters=SCHOOLS) == "no_data final_report_awaited partial"
    gap = year("2028", **(ALIKE | {"三小": "?"}))
    assert said(spread(), gap, "2029-02-01", reporters=SCHOOLS) == "undetermined unreadable"


def test_a_school_without_pupils_weighs_nothing() -> None:
    v = verdict(spread(), year("2028", **(ALIKE | {"三小": "0/0"})), "2029-02-01", reporters=SCHOOLS)
    assert (v.status, v.facts["actual"]) == ("achieved", 0)


def test_all_at_zero_has_no_coefficient() -> None:
    zero = year("2028", 一小="0/10", 二小="0/20", 三小="0/30")
    v = verdict(spread(), zero, "2029-02-01", reporters=SCHOOLS)
    assert (v.status, v.reason, v.facts["undefined_periods"]) == ("undetermined", "dispersion_undefined", ("2028",))


def test_one_total_for_all_schools_is_not_taken_for_no_difference() -> None:
    assert said(spread(), "2028 600/60", "2029-02-01") == "undetermined dispersion_undefined"


def test_a_ratio_without_its_denominator_cannot_be_weighted() -> None:
    v, findings = judged(spread(), year("2028", **(ALIKE | {"三小": "10"})), "2029-02-01", reporters=SCHOOLS)
    assert (v.status, v.reason) == ("undetermined", "unreadable")
    assert [finding.code for finding in findings] == ["C201"]
