"""What every reader hands on: sheets of sparse rows of cells, each cell as it is stored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.origin import CellRef, TextRef


class Kind(StrEnum):
    """What a cell is said to hold. `DATE` is ISO text stored as a date; `UNCALCULATED` a formula without a cached
    value; `MERGED` a value that stands for several rows at once."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    ERROR = "error"
    DATE = "date"
    UNCALCULATED = "uncalculated"
    MERGED = "merged"


UNSEEN = "?"
"""The number format of a number whose reader cannot see formats: it may be shown as a percentage, or as anything."""


@frozen_often
class Cell:
    """`text` is the stored text (of an uncalculated formula, the formula); `format` the number format, "" for General;
    `formula` is true where the value is the cached result of one."""

    text: str
    kind: Kind = Kind.TEXT
    format: str = ""
    formula: bool = False


@frozen_often
class Row:
    """Only cells that show something are kept; columns count from 1. `number` is the row of the sheet or the physical
    line on which the record starts, `fields` the number of fields of a text record (0 in a sheet); `unclosed` marks a
    record whose quote never closes."""

    number: int
    cells: Mapping[int, Cell]
    fields: int = 0
    unclosed: bool = False


@frozen
class Area:
    """A rectangle of cells, all four bounds inclusive, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_name(self.left)}{self.top}:{column_name(self.right)}{self.bottom}"


class Marks:
    """Some cells of a sheet, in the order of their rows, to be looked for in areas."""

    def __init__(self) -> None:
        self._rows: dict[int, list[int]] = {}

    def add(self, row: int, column: int) -> None:
        """One more, in no earlier row than the one before in its column."""
        self._rows.setdefault(column, []).append(row)

    def within(self, area: Area) -> bool:
        """One of them lies there."""
        for column, rows in self._rows.items():
            if area.left <= column <= area.right:
                first = bisect_left(rows, area.top)
                if first < len(rows) and rows[first] <= area.bottom:
                    return True
        return False


@frozen
class Sheet:
    """`name` is None for a text file. Merged areas are kept as they are, never expanded; `hidden_columns` are first and
    last column of each hidden run; `date1904` says from which day serial numbers count. `places`: for columns that are
    none, because a title or header stands for the whole of them, the row and column where that is written."""

    file: str
    name: str | None
    rows: Sequence[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merges: tuple[Area, ...] = ()
    date1904: bool = False
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def origin(self, row: int, column: int) -> CellRef | TextRef:
        row, column = self.places.get(column, (row, column))
        if self.name is None:
            return TextRef(self.file, row, column)
        return CellRef(self.file, self.name, f"{column_name(column)}{row}")

    def column_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
"""Characters that take no room: marks and joiners that copying leaves behind."""


def shows(text: str) -> bool:
    """There is something to be seen in the text."""
    return bool(text.strip().strip(INVISIBLE))


def column_name(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
