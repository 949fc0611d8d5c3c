"""Rows of large tables in the order of their keys, and back to where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from plancheck.checks.ranked import Ranked
from plancheck.series.coded import GROUP, PERIOD, TARGET, Coded
from plancheck.sources.tabled import Tabled


def key(target: int, reporter: int, period: int) -> int:
    return target << TARGET | reporter << GROUP | period


def group(target: int, reporter: int) -> int:
    return key(target, reporter, 0) >> GROUP


def table(keys: Sequence[int]) -> Coded:
    """Its values say where its rows stand."""
    return Coded(Tabled(None), list(keys), list(range(len(keys))), {}, {}, frozenset(), frozenset())


KEYS = st.lists(st.builds(key, st.integers(0, 2), st.integers(0, 4), st.integers(0, 3)), max_size=14)


@given(st.lists(KEYS.map(sorted) | KEYS, min_size=1, max_size=2), st.data())
def test_every_row_is_found_again(given: list[list[int]], data: st.DataObject) -> None:
    tables = [table(keys) for keys in given]
    apart = [sorted(data.draw(st.sets(st.integers(0, len(keys) - 1)))) if keys else [] for keys in given]
    ranked = Ranked(tables, apart)
    kept = [key for keys, out in zip(given, apart, strict=True) for at, key in enumerate(keys) if at not in out]
    assert ranked.keys == sorted(kept)
    assert ranked.twice == {key >> GROUP for key in kept if kept.count(key) > 1}
    own = [ranked.of[at] for at in range(3)]
    assert [key for one in own for key in one.keys] == ranked.keys
    assert [value for one in own for value in one.values] == ranked.values
    assert all(list(one.periods) == [key & PERIOD for key in one.keys] for one in own)
    odd = {keys[at] >> GROUP for keys, out in zip(given, apart, strict=True) for at in out}
    groups = odd | data.draw(st.sets(st.builds(group, st.integers(0, 2), st.integers(0, 4))))
    rows = [[at for at, key in enumerate(keys) if key >> GROUP in groups] for keys in given]
    assert list(ranked.rows_of(groups)) == rows


def test_few_groups_of_a_table_in_order() -> None:
    """They are looked for, past rows that stand apart."""
    keys = [key(0, reporter, period) for reporter in range(30) for period in range(4)]
    keys.insert(10, key(0, 99, 0))
    ranked = Ranked([table(keys)], [[10]])
    assert ranked.values[9:12] == [9, 11, 12]
    assert list(ranked.rows_of({group(0, 2), group(0, 29), group(0, 99)})) == [[8, 9, 10, 11, 12, *range(117, 121)]]
