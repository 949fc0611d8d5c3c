"""One series grows faster than another, year on year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plancheck.model.verdict import Verdict
from plancheck.plans.plan import Target
from plancheck.rules.monotone import Monotone
from plancheck.rules.outpaces import Outpaces
from tests.engine import target
from tests.plan import named, verdicts

REVENUE = named(
    "财政收入", target(Monotone(direction="up"), measure="level", report="yearly", baseline=("1000", "2025"))
)


def spending(**fields: object) -> Target:
    equal = bool(fields.pop("equal", False))
    options = {"measure": "level", "report": "yearly", "baseline": ("100", "2025")} | fields
    return named("教育投入", target(Outpaces(than="财政收入", at_least_equal=equal), **options))  # type: ignore[arg-type]


def outcome(own: str, other: str, as_of: str, goal: Target | None = None, than: Target = REVENUE) -> Verdict:
    return verdicts([goal or spending(), than], {"教育投入": own, "财政收入": other}, as_of)["教育投入"]


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ("110", "1090", "on_track kept_so_far"),  # 10 % against 9 %
        ("110", "1100", "missed broken"),  # equal is not faster
        ("110", "1110", "missed broken"),
        ("90", "800", "on_track kept_so_far"),  # it falls, but more slowly
    ],
)
def test_the_first_growth_is_against_the_baseline(own: str, other: str, said: str) -> None:
    v = outcome(f"2026 {own}", f"2026 {other}", "2027-02-01")
    assert f"{v.status} {v.reason}" == said
    assert (v.facts["growth"], v.facts["growth_period"]) == (Decimal(own) - 100, "2026")
    assert v.facts["than_growth"] == Decimal(other) / 10 - 100


def test_equal_growth_may_be_enough() -> None:
    v = outcome("2026 110", "2026 1100", "2027-02-01", spending(equal=True))
    assert v.status == "on_track"


def test_a_later_slower_year_breaks_it_for_good() -> None:
    v = outcome("2026 110\n2027 112\n2028 150", "2026 1050\n2027 1100\n2028 1100", "2029-02-01")
    assert (v.status, v.facts["breaking"]) == ("missed", "2027")
    assert round(Decimal(str(v.facts["growth"])), 2) == Decimal("1.82")
    assert round(Decimal(str(v.facts["than_growth"])), 2) == Decimal("4.76")


def test_achieved_once_every_year_is_in() -> None:
    v = outcome("2026 110\n2027 120\n2028 150", "2026 1050\n2027 1100\n2028 1100", "2029-02-01")
    assert (v.status, v.reason, v.facts["kept_periods"]) == ("achieved", "kept", 3)


def test_without_a_year_before_the_first_year_is_not_judged() -> None:
    goal = spending(baseline=("100", "2024"))
    assert outcome("2026 110", "2026 1050", "2027-02-01", goal).status == "not_due"
    v = outcome("2026 110\n2027 120\n2028 150", "2026 1050\n2027 1100\n2028 1100", "2029-02-01", goal)
    assert (v.status, v.facts["kept_periods"], v.facts["total_periods"]) == ("achieved", 2, 2)


def test_a_report_before_the_plan_is_a_year_before_too() -> None:
    goal = spending(baseline=("100", "2024"))
    v = outcome("2025 100\n2026 110", "2026 1050", "2027-02-01", goal)
    assert (v.status, v.facts["growth"]) == ("on_track", 10)


@pytest.mark.parametrize(("own_base", "other"), [("0", "1050"), ("-5", "1050")])
def test_nothing_grows_from_zero_or_less(own_base: str, other: str) -> None:
    v = outcome("2026 110", f"2026 {other}", "2027-02-01", spending(baseline=(own_base, "2025")))
    assert (v.status, v.reason, v.facts["undefined_periods"]) == ("undetermined", "growth_undefined", ("2026",))
    assert "unread_periods" not in v.facts


def test_one_that_is_silent_leaves_the_period_out_until_its_deadline() -> None:
    assert outcome("2026 110", "", "2027-02-01").status == "not_due"
    late = outcome("2026 110", "", "2027-06-01")
    assert (late.status, late.facts["missing_periods"]) == ("no_data", ("2026",))
    one = outcome("2026 110\n2027 130", "2026 1050", "2028-06-01")
    assert (one.status, one.reason, one.facts["missing_periods"]) == ("undetermined", "period_missing", ("2027",))


def test_an_unreadable_value_of_the_other_decides_nothing() -> None:
    v = outcome("2026 110", "2026 ?", "2027-06-01")
    assert (v.status, v.reason) == ("undetermined", "unreadable")


def test_quarters_are_held_against_the_same_quarter_a_year_before() -> None:
    goal = named("教育投入", target(Outpaces(than="财政收入"), measure="level", report="quarterly"))
    than = named("财政收入", target(Monotone(direction="up"), measure="level", report="quarterly"))
    own = "2026-Q1 10\n2026-Q2 90\n2026-Q3 10\n2026-Q4 10\n2027-Q1 12"
    other = "2026-Q1 100\n2026-Q2 100\n2026-Q3 100\n2026-Q4 100\n2027-Q1 105"
    v = outcome(own, other, "2027-04-10", goal, than)
    assert (v.status, v.facts["growth"], v.facts["than_growth"], v.facts["growth_period"]) == (
        "on_track",
        20,
        5,
        "2027-Q1",
    )


def test_increments_are_summed_to_the_own_report_period() -> None:
    than = named(
        "财政收入", target(Monotone(direction="up"), measure="increment", report="quarterly", baseline=("1000", "2025"))
    )
    goal = spending(measure="increment")
    quarters = "2026-Q1 250\n2026-Q2 250\n2026-Q3 250\n2026-Q4 300"
    v = outcome("2026-H1 50\n2026-H2 60", quarters, "2027-02-01", goal, than)
    assert (v.status, v.facts["growth"], v.facts["than_growth"]) == ("on_track", 10, 5)


def test_it_rests_on_the_cells_of_both() -> None:
    v = outcome("2026 110", "2026 1050", "2027-02-01")
    assert [(b.item, b.period, b.value) for b in v.basis] == [("", "2026", 110), ("财政收入", "2026", 1050)]
