"""In which order targets are judged that are made of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plancheck.plans.links import parts_first
from plancheck.rules.composite import Composite
from tests.engine import loaded, reach
from tests.plan import bare, named


def test_the_order_of_the_plan_is_kept_where_nothing_asks_for_another() -> None:
    plan = loaded(*(named(name, reach("1")) for name in "CAB"))
    assert parts_first(plan) == ("C", "A", "B")


@given(st.permutations(range(8)), st.lists(st.sets(st.integers(0, 7), max_size=3), min_size=8, max_size=8))
def test_every_part_comes_before_what_it_is_part_of(order: list[int], parts: list[set[int]]) -> None:
    """Each target is made of some with a smaller number, so there is no circle; they stand in any order."""
    of = {n: tuple(f"T{m}" for m in sorted(parts[n]) if m < n) for n in order}
    targets = [bare(f"T{n}", Composite(of=of[n])) if of[n] else named(f"T{n}", reach("1")) for n in order]
    judged = parts_first(loaded(*targets))
    assert sorted(judged) == sorted(target.id for target in targets)
    assert all(judged.index(part) < judged.index(f"T{n}") for n in order for part in of[n])
