"""Many rows kept small: by column, as numbers that stand for the cells, of which equal ones are kept once."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import Generic, TypeVar, overload

from plancheck.model.frozen import frozen
from plancheck.sources.grid import Cell, Row

WIDEST = 64
"""A table with more columns is kept row by row: a wide one is mostly empty."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value], Generic[Key, Value]):
    """What is worked out once for each key."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value


class Cells(dict[Key, int], Generic[Key]):
    """What a reader finds in a cell → its number in `cells`; 0 stands for a cell that shows nothing. `make` is asked
    once for each of them."""

    def __init__(self, make: Callable[[Key], Cell | None]) -> None:
        super().__init__()
        self.cells: list[Cell | None] = [None]
        self._make = make

    def __missing__(self, key: Key) -> int:
        cell = self._make(key)
        at = 0
        if cell is not None:
            at = len(self.cells)
            self.cells.append(cell)
        self[key] = at
        return at


@frozen
class Block:
    """Rows with their `numbers` and, for each column from the first, the numbers of their cells; `fields` as in Row.
    Arrays are small; lists take twice the room and half the time to go through."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[int]]
    fields: Sequence[int] | None = None

    def held(self) -> int:
        """How many cells show something."""
        return sum(len(column) if all(column) else len(column) - column.count(0) for column in self.columns)


class Table(Sequence[Row]):
    """Blocks and single rows in one order, each row made when it is asked for. `cells` belong to the blocks."""

    def __init__(self, parts: Sequence[Block | Row], cells: Sequence[Cell | None]) -> None:
        self.parts, self.cells = parts, cells
        self._ends: list[int] = []
        for part in parts:
            size = len(part.numbers) if isinstance(part, Block) else 1
            self._ends.append(size + (self._ends[-1] if self._ends else 0))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        at = at + len(self) if at < 0 else at
        if not 0 <= at < len(self):
            raise IndexError(at)
        index = bisect_right(self._ends, at)
        part = self.parts[index]
        return self.row(part, at - self._ends[index] + len(part.numbers)) if isinstance(part, Block) else part

    def __iter__(self) -> Iterator[Row]:
        for part in self.parts:
            if isinstance(part, Block):
                for at in range(len(part.numbers)):
                    yield self.row(part, at)
            else:
                yield part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def row(self, block: Block, at: int) -> Row:
        """The row that stands at this place of the block."""
        held = {}
        for number, column in enumerate(block.columns, 1):
            cell = self.cells[column[at]]
            if cell is not None:
                held[number] = cell
        return Row(block.numbers[at], held, block.fields[at] if block.fields is not None else 0)


def numbers(given: Iterable[int]) -> array[int]:
    """Kept in four bytes each."""
    return array("I", given if isinstance(given, range) else list(given))  # of a list in half the time


def dense(block: Block) -> Block:
    """The block without rows that show nothing."""
    if any(map(all, block.columns)):  # a column without a blank: then every row shows something
        return block
    shows = [any(row) for row in zip(*block.columns, strict=True)] if block.columns else [False] * len(block.numbers)
    columns = [chosen(column, shows) for column in block.columns]
    fields = None if block.fields is None else chosen(block.fields, shows)
    return Block(chosen(block.numbers, shows), columns, fields)


def chosen(column: Sequence[int], which: Iterable[object]) -> Sequence[int]:
    """Those for which there is something; kept as the others are."""
    kept = compress(column, which)
    return list(kept) if isinstance(column, list) else numbers(kept)


def strung(parts: Sequence[Sequence[int]]) -> Sequence[int]:
    """The parts of a column one after the other: small as arrays are, or as a list, whose numbers are made already."""
    if any(isinstance(part, list) for part in parts):
        return list(chain.from_iterable(parts))
    whole = array("I")
    for part in parts:
        whole.extend(part if isinstance(part, array) else numbers(part))
    return whole
