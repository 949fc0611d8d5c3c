"""Codes of a column that say something new, and where each stands first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plancheck.sources.field import Field

columns = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), max_size=6)


def test_what_was_taken_is_not_new_again() -> None:
    field = Field(kept=True)
    assert field.fresh([3, 4, 3]) == {3, 4}
    field.take([3, 4, 3], 0, {3, 4})
    assert field.fresh([4, 4, 4]) == frozenset()
    assert field.fresh([4, 9, 4]) == {9}


def test_what_was_left_out_stays_new() -> None:
    """A row that is left to be read singly takes its code with it: the next that has the code is asked about again."""
    field = Field(kept=True)
    field.take([3], 0, field.fresh([3, 7]))
    assert field.fresh([7, 7]) == {7}
    assert field.first == {3: 0}


def test_the_first_row_of_each_code_is_known_where_it_is_kept() -> None:
    field = Field(kept=True)
    for start, part in ((0, [5, 6, 5]), (3, [6, 8, 8])):
        field.take(part, start, field.fresh(part))
    assert field.first == {5: 0, 6: 1, 8: 4}
    assert field.parts == [[5, 6, 5], [6, 8, 8]]
    other = Field(kept=False)
    other.take([5], 0, {5})
    assert other.first == {}


@given(columns)
def test_all_columns_together_say_what_one_look_at_all_would(given_columns: list[list[int]]) -> None:
    field, start = Field(kept=True), 0
    for column in given_columns:
        before = {code for part in field.parts for code in part}
        assert field.fresh(column) == set(column) - before
        field.take(column, start, field.fresh(column))
        start += len(column)
    every = [code for column in given_columns for code in column]
    assert field.first == {code: every.index(code) for code in every}
    assert list(field.first) == list(dict.fromkeys(every))
