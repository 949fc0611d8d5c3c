"""Ratios are summed over numerators and denominators, never averaged."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.rules.reach import Reach
from tests.engine import d, judged, roster, target, verdict

RATE = target(Reach(at_least=Decimal(80), by=d("2026")), measure="ratio", report="yearly", unit="%")
TWO = roster("甲校", "乙校")


def test_a_small_school_weighs_little() -> None:
    v = verdict(RATE, "2026 90/100 entity=甲校\n2026 1/10 entity=乙校", "2027-02-01")
    assert (v.status, v.facts["actual"].quantize(Decimal("0.01"))) == ("achieved", Decimal("82.73"))  # type: ignore[union-attr]


@given(st.integers(1, 300), st.data())
def test_exactly_on_target_is_met(b: int, data: st.DataObject) -> None:
    """a/b * 100 against a target written as that very number, wherever it can be written."""
    a = data.draw(st.integers(0, b).filter(lambda a: (a * 10**6) % b == 0))
    exact = Decimal(a * 10**6 // b).scaleb(-4)
    goal = target(Reach(at_least=exact, by=d("2026")), measure="ratio", report="yearly", unit="%")
    assert verdict(goal, f"2026 {a}/{b}", "2027-02-01").status == "achieved"
    above = target(Reach(more_than=exact, by=d("2026")), measure="ratio", report="yearly", unit="%")
    assert verdict(above, f"2026 {a}/{b}", "2027-02-01").status == "missed"


def _exact_shares() -> Iterator[tuple[int, int, Decimal]]:
    """a of b, and the percentage that it is to the last digit, in the order of b."""
    for b in count(1):
        for a in range(1, b + 1):
            millionths, rest = divmod(10**8 * a, b)
            if not rest:
                yield a, b, Decimal(millionths).scaleb(-6)


def test_of_the_first_2500_shares_none_falls_short_of_itself() -> None:
    """Binary fractions put dozens of them below: 23 of 40 come to 57.49999999999999 there."""
    shares = list(islice(_exact_shares(), 2500))
    assert sum(a / b * 100 < float(percent) for a, b, percent in shares) > 50
    assert 23 / 40 * 100 < 57.5
    for a, b, percent in shares:
        goal = target(Reach(at_least=percent, by=d("2026")), measure="ratio", report="yearly", unit="%")
        v = verdict(goal, f"2026 {a}/{b}", "2027-02-01")
        assert (v.status, v.facts["actual"]) == ("achieved", percent), (a, b)


def test_a_missing_school_may_have_any_share_of_its_last_denominator() -> None:
    before = "2025 80/100 entity=甲校\n2025 5/10 entity=乙校\n"
    firm = verdict(RATE, before + "2026 99/100 entity=甲校", "2027-04-15", reporters=TWO)
    assert (firm.status, firm.flags) == ("achieved", ("partial",))
    open_ = verdict(RATE, before + "2026 85/100 entity=甲校", "2027-04-15", reporters=TWO)
    assert (open_.status, open_.facts["missing"]) == ("undetermined", ("乙校",))


@pytest.mark.parametrize(("share", "case"), [("3/0", "zero"), ("3/-4", "negative"), ("-3/4", "negative")])
def test_what_is_no_share_is_a_gap_and_says_what_it_is(share: str, case: str) -> None:
    v, findings = judged(RATE, f"2026 {share}", "2027-02-01")
    assert (v.reason, [(f.code, f.facts["reason"]) for f in findings]) == ("unreadable", [("R311", case)])


def test_a_rate_may_pass_one_hundred_and_says_so() -> None:
    v, findings = judged(RATE, "2026 109/100", "2027-02-01")
    assert (v.status, v.facts["actual"], [f.code for f in findings]) == ("achieved", 109, ["R311"])


def test_another_unit_is_not_a_percentage() -> None:
    spend = target(Reach(at_least=Decimal(20000), by=d("2026")), measure="ratio", report="yearly", unit="元/人")
    v, findings = judged(spend, "2026 4000000/200", "2027-02-01")
    assert (v.status, v.facts["actual"], findings) == ("achieved", 20000, [])


def test_percentages_of_several_schools_cannot_be_put_together() -> None:
    v, findings = judged(RATE, "2026 90 entity=甲校\n2026 70 entity=乙校", "2027-02-01")
    assert (v.status, v.reason) == ("undetermined", "unreadable")
    assert [(f.code, f.facts["header"]) for f in findings] == [("C201", "denominator")] * 2
    alone = verdict(RATE, "2026 90 entity=甲校", "2027-02-01")
    assert (alone.status, alone.facts["actual"]) == ("achieved", 90)
