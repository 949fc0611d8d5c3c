"""One worksheet of a workbook, element by element: its cells, merged areas, hidden rows and columns."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from operator import lt

from plancheck.sources.grid import Area, Cell, Kind, Row, Sheet, column_name, shows
from plancheck.sources.limits import Limits, RefusedError, UnusualError
from plancheck.sources.table import Block, Table, dense
from plancheck.sources.xlsx_parts import MAIN, SheetEntry, Workbook, truth, unescaped, whole
from plancheck.sources.xlsx_zip import Container

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_KINDS = {"s": Kind.TEXT, "str": Kind.TEXT, "inlineStr": Kind.TEXT, "b": Kind.BOOL, "e": Kind.ERROR, "d": Kind.DATE}
_USED = ("sheetData", "row", "c", "v", "f", "t", "rPh", "is", "col", "mergeCell")
_ELEMENTS = {space + name: name for space in MAIN for name in _USED}


def address(text: str, part: str) -> tuple[int, int]:
    """B7 → (7, 2). Refused F001 for anything that is no cell of a sheet."""
    found = _ADDRESS.fullmatch(text)
    if found:
        row, column = int(found[2]), 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - 64
        if row <= _LAST_ROW and column <= _LAST_COLUMN:
            return row, column
    raise RefusedError("F001", "reference", f"{part} {text[:40]}")


def area(text: str, part: str) -> Area:
    """B2:C5 as its four bounds; a single cell is an area too."""
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = address(first, part), address(last or first, part)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


class SheetReader:
    """Handlers for one worksheet part. `left` counts down the cells that may still be kept; `begun` counts the elements
    that hold rows; `skimmed`: some were taken out by a skimmer, and the
    `cells` for which their numbers stand."""

    def __init__(
        self, container: Container, part: str, strings: list[str], formats: list[str], left: int, limits: Limits
    ) -> None:
        self.left, self.begun, self.skimmed = left, 0, False
        self._container, self._parts, self._last = container, list[Block | Row](), 0
        self.cells: Sequence[Cell | None] = ()
        self._part, self._strings, self._formats, self._limits = part, strings, formats, limits
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._merges: list[Area] = []
        self._row = self._column = 0
        self._row_hidden = False
        self._kind, self._style = "n", ""
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._inline: list[str] | None = None
        self._into: list[str] | None = None
        self._ruby = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = _ELEMENTS.get(element)
        if self._into is not None:  # nothing but text is in them
            raise RefusedError("F001", "xml", self._part)
        if name is None:
            return
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._value = self._into = self._first(self._value)
        elif name == "f":
            self._formula = self._into = self._first(self._formula)
        elif name == "t":
            self._into = None if self._ruby else self._inline
        else:
            self._begin_other(name, attributes)

    def _begin_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else whole(number, self._part)
            self._column, self._row_hidden = 0, truth(attributes.get("hidden"))
        elif name == "is":
            self._inline = self._first(self._inline)
        elif name == "sheetData":
            self.begun += 1
        elif name == "rPh":
            self._ruby = True
        elif name == "mergeCell":
            if len(self._merges) >= self._limits.cells:
                raise RefusedError("F005", "cells", str(self._limits.cells))
            self._merges.append(area(attributes.get("ref", ""), self._part))
        elif name == "col" and truth(attributes.get("hidden")):
            if len(self._hidden_columns) >= _LAST_COLUMN:
                raise RefusedError("F005", "columns", str(_LAST_COLUMN))
            first, last = (whole(attributes.get(bound, ""), self._part) for bound in ("min", "max"))
            self._hidden_columns.append((first, last))

    def _first(self, before: list[str] | None) -> list[str]:
        """What a cell has once; of two, one program takes the first, another the last."""
        if before is not None:
            raise RefusedError("F006", "twice", f"{column_name(self._column)}{self._row}")
        return []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            row, self._column = address(reference, self._part)
            if row != self._row:
                raise RefusedError("F001", "reference", f"{self._part} {reference[:40]}")
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        if self._kind != "n" and self._kind not in _KINDS:
            raise RefusedError("F001", "reference", f"{self._part} t={self._kind[:40]}")
        self._value = self._formula = self._inline = None

    def text(self, piece: str) -> None:
        if self._into is not None:
            self._into.append(piece)

    def end(self, element: str) -> None:
        name = _ELEMENTS.get(element)
        if name is None:
            return
        if name in ("v", "f", "t"):
            self._into = None
        elif name == "rPh":
            self._ruby = False
        elif name == "c":
            cell = self._cell()
            if cell is not None:
                self._keep(cell)

    def _keep(self, cell: Cell) -> None:
        cells = self._rows.setdefault(self._row, {})
        if self._column in cells:
            raise RefusedError("F006", "duplicate_cell", f"{column_name(self._column)}{self._row}")
        if not 0 < self._row <= _LAST_ROW or not 0 < self._column <= _LAST_COLUMN:
            raise RefusedError("F001", "reference", f"{self._part} {self._row}")
        self._spend(1)
        cells[self._column] = cell
        if self._row_hidden:
            self._hidden_rows.add(self._row)

    def _spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise RefusedError("F005", "cells", str(self._limits.cells))

    def _cell(self) -> Cell | None:
        """The finished cell; None where it holds nothing but a style."""
        calculated = self._formula is not None
        written = self._inline if self._kind == "inlineStr" else self._value
        text = "".join(written or ())
        other = "".join((self._value if written is self._inline else self._inline) or ())
        if shows(other) and other != text:
            raise RefusedError("F006", "twice", f"{column_name(self._column)}{self._row}")
        if calculated and (written is None or (not text and self._kind != "str")):
            return Cell("=" + "".join(self._formula or ()), Kind.UNCALCULATED, self._format(self._style), True)
        return self.cell(self._style, self._kind, text, calculated)

    def cell(self, style: str, kind: str, text: str, calculated: bool) -> Cell | None:
        """The cell of this stored text; None where it shows nothing. `kind`: "" for a number."""
        if kind == "s" and text:
            text = self._shared(text)
        elif kind in ("str", "inlineStr"):
            text = unescaped(text)
        elif kind in ("", "n"):
            text = text.strip()
        elif kind == "b":
            text = {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if not shows(text):
            return None
        return Cell(text, _KINDS.get(kind, Kind.NUMBER), self._format(style), calculated)

    def take(self, given: array[int], columns: list[array[int]]) -> None:
        """Rows that a skimmer found; they come in order, else the sheet is read without one."""
        self.skimmed = True
        self._flush()
        if not all(map(lt, (self._last, *given), given)) or given[-1] > _LAST_ROW:
            raise UnusualError
        self._container.count(len(given) * len(columns) * 2)
        block = dense(Block(given, columns))
        self._spend(block.held())
        if block.numbers:
            self._parts.append(block)
        self._last = self._row = given[-1]

    def close(self) -> None:
        """The end of the sheet."""
        self._flush()

    def _flush(self) -> None:
        """The rows that the parser read since the last that a skimmer found."""
        if self._rows and min(self._rows) <= self._last:
            raise UnusualError
        self._parts += (Row(number, self._rows[number]) for number in sorted(self._rows))
        self._last = max(self._rows, default=self._last)
        self._rows = {}

    def _shared(self, index: str) -> str:
        at = whole(index.strip(), self._part)
        if at >= len(self._strings):
            raise RefusedError("F001", "reference", f"{self._part} {index[:40]}")
        return self._strings[at]

    def _format(self, style: str) -> str:
        if not style:
            return self._formats[0] if self._formats else ""
        at = whole(style, self._part)
        return self._formats[at] if at < len(self._formats) else ""

    def sheet(self, file: str, entry: SheetEntry, workbook: Workbook) -> Sheet:
        hidden = frozenset(self._hidden_rows)
        columns, merges = tuple(self._hidden_columns), tuple(self._merges)
        rows = Table(self._parts, self.cells)
        return Sheet(file, entry.name, rows, entry.hidden, hidden, columns, merges, workbook.date1904)
