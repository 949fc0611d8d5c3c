"""Checklists and milestones: named things that are done or not."""

from decimal import Decimal

import pytest

from plancheck.rules.checklist import Checklist
from plancheck.rules.milestones import Milestones, Node
from tests.engine import d, said, target, verdict

TWO = target(Checklist(items=("甲楼", "乙楼"), by=d("2027")), measure="done", report="yearly")


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("", "2027-04-01", "not_due items_pending"),
        ("", "2028-01-01", "no_data final_report_awaited"),
        ("2026 是 item=甲楼\n2026 否 item=乙楼", "2027-02-01", "not_due items_pending"),
        ("2026 是 item=甲楼\n2026 ? item=乙楼", "2027-02-01", "undetermined unreadable"),
        ("2026 否 item=甲楼\n2026 ? item=乙楼", "2027-02-01", "not_due items_pending"),
        ("2026 ? item=甲楼\n2026 ? item=乙楼", "2027-02-01", "undetermined unreadable"),
        ("2026 是 item=甲楼\n2026 是 item=乙楼", "2027-02-01", "achieved met_early early"),
        ("2026 是 item=甲楼\n2027 是 item=乙楼", "2028-02-01", "achieved all_done"),
        ("2026 是 item=甲楼\n2027 否 item=乙楼", "2028-02-01", "missed undone_at_due"),
        ("2026 是 item=甲楼\n2026 否 item=乙楼", "2028-02-01", "no_data final_report_awaited"),
        ("2026 是 item=甲楼\n2028 是 item=乙楼", "2029-02-01", "achieved date_met_unknown"),
        ("2026 是 item=甲楼\n2028 是@2028-02-01 item=乙楼", "2029-02-01", "achieved met_late late"),
        ("2026 是 item=甲楼\n2028 是@2027-12-20 item=乙楼", "2029-02-01", "achieved all_done"),
        ("2026 是 item=甲楼\n2027 否 item=乙楼\n2028 是 item=乙楼", "2029-02-01", "achieved met_late late"),
        ("2026 是 item=甲楼\n2027 否 item=甲楼\n2027 是 item=乙楼", "2028-02-01", "undetermined unreadable"),
    ],
)
def test_a_checklist_over_its_life(reports: str, as_of: str, outcome: str) -> None:
    assert said(TWO, reports, as_of) == outcome


def test_the_facts_name_what_is_pending() -> None:
    facts = verdict(TWO, "2026 是 item=甲楼", "2027-02-01").facts
    assert (facts["done"], facts["total"], facts["pending"]) == (1, 2, ("乙楼",))


def test_a_day_after_the_verdict_is_not_done_yet() -> None:
    v = verdict(TWO, "2026 是@2027-03-01 item=甲楼", "2027-02-01")
    assert v.facts["done"] == 0


NODES = target(
    Milestones(nodes=(Node(item="立项", by=d("2026"), weight=Decimal(3)), Node(item="验收", by=d("2027")))),
    measure="done",
    report="yearly",
)


@pytest.mark.parametrize(
    ("reports", "as_of", "outcome"),
    [
        ("2026 否 item=立项", "2027-02-01", "at_risk item_overdue"),
        ("2026 是 item=立项", "2027-02-01", "not_due items_pending"),
        ("2027 是 item=立项\n2027 是 item=验收", "2028-02-01", "achieved all_done"),
        ("2027 是 item=立项\n2027 否 item=验收", "2028-02-01", "missed undone_at_due"),
    ],
)
def test_milestones_have_dates_of_their_own(reports: str, as_of: str, outcome: str) -> None:
    assert said(NODES, reports, as_of) == outcome


def test_weights_are_a_fact_not_a_verdict() -> None:
    facts = verdict(NODES, "2026 是 item=立项", "2027-02-01").facts
    assert facts["weighted"] == 75
