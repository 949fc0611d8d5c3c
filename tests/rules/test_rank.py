"""The position among peers, with ties, and with peers who have not reported."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from plancheck.plans.plan import Target
from plancheck.rules.rank import Rank
from tests.engine import d, roster, said, target, verdict

COUNTIES = roster("甲县", "乙县", "丙县", "丁县", "示例区")


def place(at_most: int = 3, direction: Literal["high", "low"] = "high", **fields: object) -> Target:
    rule = Rank(at_most=Decimal(at_most), among="counties", entity="示例区", direction=direction, by=d("2028"))
    return target(rule, measure="level", report="yearly", unit="%", **fields)


def year(label: str, **values: str) -> str:
    return "\n".join(f"{label} {value} entity={name}" for name, value in values.items())


@pytest.mark.parametrize(
    ("own", "rank"),
    [("99", 1), ("95", 2), ("94", 3), ("92", 4), ("90", 4), ("89", 5)],
)
def test_ties_share_the_better_rank(own: str, rank: int) -> None:
    v = verdict(
        place(), year("2028", 甲县="95", 乙县="93", 丙县="96", 丁县="90", 示例区=own), "2029-02-01", reporters=COUNTIES
    )
    assert v.facts["actual"] == rank
    assert v.status == ("achieved" if rank <= 3 else "missed")
    assert (v.facts["peers"], v.facts["measured"], v.facts["unit"]) == (5, Decimal(own), "位")


def test_the_smallest_may_be_first() -> None:
    v = verdict(
        place(1, "low"),
        year("2028", 甲县="5", 乙县="6", 丙县="7", 丁县="8", 示例区="4"),
        "2029-02-01",
        reporters=COUNTIES,
    )
    assert (v.status, v.facts["actual"]) == ("achieved", 1)


def test_missing_peers_leave_the_best_and_the_worst_case() -> None:
    two = year("2028", 甲县="95", 乙县="93", 示例区="94")
    v = verdict(place(3), two, "2029-06-01", reporters=COUNTIES)
    assert (v.status, v.reason) == ("undetermined", "missing_reporters")
    assert (v.facts["actual_low"], v.facts["actual_high"]) == (2, 4)
    assert v.facts["missing"] == ("丁县", "丙县")
    firm = verdict(place(4), two, "2029-06-01", reporters=COUNTIES)
    assert (firm.status, firm.flags) == ("achieved", ("partial",))


def test_an_own_report_that_is_missing_decides_nothing() -> None:
    peers = year("2028", 甲县="95", 乙县="93", 丙县="96", 丁县="90")
    v = verdict(place(), peers, "2029-06-01", reporters=COUNTIES)
    assert (v.status, v.facts["missing"]) == ("undetermined", ("示例区",))


def test_those_ahead_are_named() -> None:
    v = verdict(
        place(1),
        year("2028", 甲县="95", 乙县="93", 丙县="96", 丁县="90", 示例区="94"),
        "2029-02-01",
        reporters=COUNTIES,
    )
    assert v.facts["ahead"] == ("丙县", "甲县")


def test_a_gap_of_a_peer_decides_only_where_it_could() -> None:
    one = year("2028", 甲县="?", 乙县="93", 丙县="92", 丁县="90", 示例区="94")
    assert said(place(1), one, "2029-02-01", reporters=COUNTIES) == "undetermined unreadable"
    assert said(place(2), one, "2029-02-01", reporters=COUNTIES) == "achieved met"


def test_a_reported_rank_is_the_value() -> None:
    goal = target(Rank(at_most=Decimal(3), by=d("2028")), measure="level", report="yearly", baseline=("8", "2025"))
    v = verdict(goal, "2026 6", "2027-02-01")
    assert (v.status, v.facts["actual"]) == ("on_track", 6)
    assert said(goal, "2028 4", "2029-02-01") == "missed unmet_at_due"
