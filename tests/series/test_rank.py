"""Whatever the silent peers report, the rank stays within what was said of it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plancheck.rules.rank import Rank
from tests.engine import d, roster, target, verdict

NAMES = ("甲区", "乙区", "丙区", "丁区")
RULE = Rank(between=(Decimal(1), Decimal(9)), among="districts", entity="甲区", by=d("2028"))
GOAL = target(RULE, measure="level", report="yearly")


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.sets(st.sampled_from(NAMES[1:])))
def test_the_true_rank_lies_within_the_bounds(values: list[int], silent: set[str]) -> None:
    known = dict(zip(NAMES, values, strict=True))
    rows = "\n".join(f"2028 {x} entity={name}" for name, x in known.items() if name not in silent)
    facts = verdict(GOAL, rows, "2029-06-01", reporters=roster(*NAMES)).facts
    low = Decimal(str(facts.get("actual_low", facts.get("actual"))))
    high = Decimal(str(facts.get("actual_high", facts.get("actual"))))
    true = 1 + sum(1 for x in values[1:] if x > values[0])
    assert low <= true <= high
    assert high - low == len(silent)
