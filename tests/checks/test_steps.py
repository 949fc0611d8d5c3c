"""Which steps are far is the same for a whole column as for each pair of its values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.checks.compared import scope_of
from plancheck.checks.steps import Steps
from plancheck.plans.plan import LoadedPlan
from plancheck.series.coded import Coding
from tests.checks.submitted import plan

TARGETS = (
    "id: NEW, unit: 个, measure: increment, report: quarterly, rule: {kind: reach, at_least: 10000, by: 2028}",
    "id: SUM, unit: 个, measure: running_total, report: quarterly, rule: {kind: reach, at_least: 9, by: 2028},"
    " baseline: {value: 1, date: 2026-03-31}",
    "id: RATE, unit: '%', measure: level, report: yearly, rule: {kind: reach, at_least: 90, by: 2028}",
    "id: FREE, unit: 人, measure: increment, report: quarterly, rule: {kind: reach, at_least: 5, by: 2028},"
    " valid: {min: -50}",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedPlan:
    return plan(tmp_path_factory.mktemp("steps"), *TARGETS)


def steps(loaded: LoadedPlan, target: str) -> Steps:
    scope = scope_of(loaded, target, date(2027, 3, 31), None, {})
    coding = Coding([scope], [])
    return Steps(coding, scope, coding.least(scope.floor))


def far(loaded: LoadedPlan, target: str, old: int, new: int) -> bool:
    """A single step, as it is defined."""
    if target == "SUM" and new < old:
        return True
    if target == "RATE":
        return abs(new - old) >= loaded.plan.jump.points
    return bool(old and new) and max(Fraction(abs(old), abs(new)), Fraction(abs(new), abs(old))) >= Fraction(
        loaded.plan.jump.factor
    )


@pytest.mark.parametrize("target", ["NEW", "SUM", "RATE", "FREE"])
@given(data=st.data())
def test_by_the_column_as_by_the_pair(loaded: LoadedPlan, target: str, data: st.DataObject) -> None:
    least = -50 if target in ("FREE", "RATE") else 0
    values = data.draw(st.lists(st.integers(least, 60) | st.integers(10, 20), max_size=12))
    expected = {at for at in range(len(values) - 1) if far(loaded, target, values[at], values[at + 1])}
    assert set(steps(loaded, target).far(values)) == expected


def test_a_quiet_column(loaded: LoadedPlan) -> None:
    """Zeros are far from nothing; no more than that is looked at where the greatest is near the least."""
    assert list(steps(loaded, "NEW").far([0, 20, 0, 30, 25])) == []
    assert list(steps(loaded, "SUM").far([10, 10, 12, 11])) == [2]
