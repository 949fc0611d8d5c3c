"""The header of a bound table: one or several rows, merged cells spread over the columns they cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plancheck.model.frozen import frozen
from plancheck.sources.binding import HeaderRows
from plancheck.sources.cells import written
from plancheck.sources.grid import Cell, Row, Sheet
from plancheck.sources.template import squeezed

_WITHIN_ROWS = 200
"""A header that is found by its words stands among the first rows that hold something."""


@frozen
class Heads:
    """`first` and `last` are its rows; `cells`: column → what is written above it, the texts of several levels joined
    with `/`; `places`: column → where that is; `fields`: how many the last record has (0 in a sheet)."""

    first: int
    last: int
    cells: Mapping[int, Cell]
    places: Mapping[int, tuple[int, int]]
    fields: int

    def name(self, column: int) -> str:
        """As it is shown: one line, single spaces."""
        return " ".join(written(self.cells[column]).split()) if column in self.cells else ""


def find_heads(sheet: Sheet, wanted: HeaderRows) -> Heads | None:
    """None when no row has all the words, or the rows hold nothing."""
    bounds = wanted.rows or _found(sheet, wanted)
    rows = [row for row in sheet.rows if bounds and bounds[0] <= row.number <= bounds[1]]
    if bounds is None or not rows:
        return None
    levels = _spread(sheet, rows)
    if wanted.fill:
        last = max(levels[-1], default=0)
        levels[:-1] = [_filled(level, last) for level in levels[:-1]]
    cells, places = {}, {}
    for column in sorted({column for level in levels for column in level}):
        cells[column], places[column] = _joined(levels, rows, column)
    return Heads(bounds[0], bounds[1], cells, places, rows[-1].fields)


def _found(sheet: Sheet, wanted: HeaderRows) -> tuple[int, int] | None:
    words = {squeezed(text) for text in wanted.has}
    for row in sheet.rows[:_WITHIN_ROWS]:
        if words <= {squeezed(written(cell)) for cell in row.cells.values()}:
            return row.number, row.number + wanted.levels - 1
    return None


def _spread(sheet: Sheet, rows: list[Row]) -> list[dict[int, Cell]]:
    """The levels, with every merge that begins in one of them spread over the columns and levels it covers."""
    levels = {row.number: dict(row.cells) for row in rows}
    widest = max((column for level in levels.values() for column in level), default=0)
    for area in sheet.merges:
        first = levels.get(area.top, {}).get(area.left)
        if first is None or area.left > widest:
            continue
        for number, level in levels.items():
            if area.top <= number <= area.bottom:
                for column in range(area.left, min(area.right, widest) + 1):
                    level.setdefault(column, first)
    return list(levels.values())


def _filled(level: dict[int, Cell], last: int) -> dict[int, Cell]:
    """Blank cells continue the one to their left."""
    full: dict[int, Cell] = {}
    before: Cell | None = None
    for column in range(min(level, default=1), last + 1):
        before = level.get(column, before)
        if before is not None:
            full[column] = before
    return level | full


def _joined(levels: list[dict[int, Cell]], rows: list[Row], column: int) -> tuple[Cell, tuple[int, int]]:
    """The cell alone where only one level says something, so that its number format is not lost."""
    said: list[Cell] = []
    place = (rows[0].number, column)
    for level, row in zip(levels, rows, strict=True):
        cell = level.get(column)
        if cell is None or (said and cell == said[-1]):
            continue
        said.append(cell)
        place = (row.number, column)
    if len(said) == 1:
        return said[0], place
    return replace(said[0], text="/".join(written(cell).strip() for cell in said), format=""), place
