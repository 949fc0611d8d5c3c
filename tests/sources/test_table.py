"""Tables kept by column behave like the rows they are made of."""

from __future__ import annotations

from array import array

import pytest

from plancheck.sources.grid import Cell, Row
from plancheck.sources.table import Block, Cells, Memo, Table, chosen, dense, strung

A, B = Cell("甲"), Cell("乙")


def table() -> Table:
    """Two rows by column, then one on its own."""
    block = Block(array("I", [3, 5]), (array("I", [1, 0]), array("I", [2, 1])), array("I", [2, 2]))
    return Table([block, Row(9, {7: B})], [None, A, B])


ROWS = (Row(3, {1: A, 2: B}, 2), Row(5, {2: A}, 2), Row(9, {7: B}))


def test_rows_are_made_when_they_are_asked_for() -> None:
    assert tuple(table()) == ROWS
    assert table() == ROWS
    assert len(table()) == 3


def test_places_and_slices() -> None:
    assert [table()[at] for at in (0, 1, 2, -1)] == [*ROWS, ROWS[2]]
    assert table()[1:] == ROWS[1:]
    with pytest.raises(IndexError):
        table()[3]


def test_nothing_is_an_empty_table() -> None:
    assert not Table([], [None])


def test_equal_cells_are_kept_once_and_blank_ones_not_at_all() -> None:
    made: list[str] = []

    def make(text: str) -> Cell | None:
        made.append(text)
        return Cell(text) if text else None

    cells = Cells(make)
    assert [cells[text] for text in ("甲", "", "甲", "乙")] == [1, 0, 1, 2]
    assert cells.cells == [None, A, B]
    assert made == ["甲", "", "乙"]


def test_rows_that_show_nothing_are_left_out() -> None:
    block = dense(Block(array("I", [1, 2, 3]), [array("I", [1, 0, 0]), array("I", [0, 0, 2])], array("I", [2, 2, 2])))
    assert (list(block.numbers), [list(c) for c in block.columns]) == ([1, 3], [[1, 0], [0, 2]])
    assert block.held() == 2


def test_a_memo_works_a_thing_out_once() -> None:
    asked: list[int] = []
    memo = Memo(lambda number: asked.append(number) or number * 2)
    assert [memo[3], memo[3]] == [6, 6]
    assert asked == [3]


def test_a_column_stays_what_it_is() -> None:
    """Lists are as good as arrays, and neither becomes the other."""
    assert chosen([5, 6, 7], (1, 0, 1)) == [5, 7]
    assert chosen(array("I", [5, 6, 7]), (1, 0, 1)) == array("I", [5, 7])
    assert strung([[5, 6], bytes(2)]) == [5, 6, 0, 0]
    assert strung([array("I", [5]), range(6, 8), bytes(1)]) == array("I", [5, 6, 7, 0])
    assert strung([]) == array("I")
