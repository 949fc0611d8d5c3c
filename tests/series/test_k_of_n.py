"""Whatever is still to be reported, the share of schools stays within what was said of it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plancheck.rules.k_of_n import Indicator, KOfN
from tests.engine import d, roster, target, verdict

SCHOOLS, ITEMS = ("甲校", "乙校"), ("图书", "用房", "班额")
INDICATORS = (
    Indicator(item="图书", at_least=Decimal(5), floor=Decimal(3)),
    Indicator(item="用房", more_than=Decimal(5)),
    Indicator(item="班额", at_most=Decimal(5), floor=Decimal(7)),
)
CELLS = [(school, item) for school in SCHOOLS for item in ITEMS]


def enough(values: dict[str, int], k: int) -> bool:
    met = [values["图书"] >= 5, values["用房"] > 5, values["班额"] <= 5]
    floors = [values["图书"] >= 3, True, values["班额"] <= 7]
    return sum(met) >= k and all(m or f for m, f in zip(met, floors, strict=True))


@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.sets(st.sampled_from(CELLS)),
    st.integers(1, 3),
)
def test_the_true_share_lies_within_the_bounds(values: list[int], silent: set[tuple[str, str]], k: int) -> None:
    known = dict(zip(CELLS, values, strict=True))
    goal = target(KOfN(k=k, indicators=INDICATORS, by=d("2028")), measure="level", report="yearly", unit="")
    rows = "\n".join(f"2028 {x} entity={s} item={i}" for (s, i), x in known.items() if (s, i) not in silent)
    facts = verdict(goal, rows, "2029-06-01", reporters=roster(*SCHOOLS)).facts
    if not rows:
        assert "actual" not in facts
        return
    good = sum(enough({item: known[school, item] for item in ITEMS}, k) for school in SCHOOLS)
    low = Decimal(str(facts.get("actual_low", facts["actual"])))
    high = Decimal(str(facts.get("actual_high", facts["actual"])))
    assert low <= 50 * good <= high
    assert silent or low == high
