"""Where a value leads if it goes on as it has, and how unsteady that is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages.values import words
from tests.engine import reach, verdict

GOAL = reach("1000", measure="running_total", report="yearly", by="2028")


def test_the_line_runs_through_the_baseline_and_its_range_through_the_extremes_seen() -> None:
    """90, 10 and 80 in the three quarters of 273 days; 823 days are left, at 10 in 91 days or at 90 in 90 days."""
    goal = reach("1000", measure="running_total", by="2028", baseline=("0", "2025"))
    v = verdict(goal, "2026-Q1 90\n2026-Q2 100\n2026-Q3 180", "2026-10-05")
    assert v.facts["projected_method"] == "linear"
    assert round(Decimal(str(v.facts["projected"])), 2) == Decimal("722.64")
    assert round(Decimal(str(v.facts["projected_low"])), 2) == Decimal("270.44")
    assert round(Decimal(str(v.facts["projected_high"])), 2) == Decimal("1003.00")


def test_fewer_than_three_values_project_nothing() -> None:
    v = verdict(GOAL, "2026 90", "2027-01-05")
    assert "projected" not in v.facts
    assert "projected_low" not in v.facts


def test_it_is_shown_from_the_lower_to_the_higher_end() -> None:
    goal = reach("1000", measure="running_total", by="2028", baseline=("0", "2025"))
    v = verdict(goal, "2026-Q1 90\n2026-Q2 100\n2026-Q3 180", "2026-10-05")
    assert words("zh", goal, v.facts)["projected_range"] == "270.4 个 至 1,003 个"


@given(st.lists(st.integers(0, 500), min_size=3, max_size=8))
def test_the_projection_lies_within_its_range(gains: list[int]) -> None:
    goal = reach("100000", measure="increment", by="2028", baseline=("0", "2025"))
    quarters = [f"{2026 + i // 4}-Q{i % 4 + 1} {gain}" for i, gain in enumerate(gains)]
    v = verdict(goal, "\n".join(quarters), "2028-01-05")
    low, x, high = (Decimal(str(v.facts[name])) for name in ("projected_low", "projected", "projected_high"))
    assert low <= x <= high
