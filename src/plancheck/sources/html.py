"""A web page with one table, as statistics sites and old systems give it out under the name of a workbook.

Nothing is run, fetched or styled. A page with a script, with several tables or with tables inside a table is refused:
what a reader would see there is not certain.
"""

from __future__ import annotations

from html.parser import HTMLParser

from plancheck.sources.grid import Area, Cell, Row, Sheet, shows
from plancheck.sources.limits import Limits, RefusedError

SHEET = "table"
"""The name that stands for the sheet in cell addresses: B7 is the second cell of the seventh row of the table."""
_UNSAFE = frozenset({"script", "iframe", "object", "embed", "frame", "frameset"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_MOST_SPAN = 1000
_PIECE, _LONGEST, _LONGEST_TAIL = 1 << 16, 1 << 20, 1 << 14
"""Characters at once, of one tag or style sheet, and of a tag that never ends: what is unfinished is read again."""


def read_html(text: str, file: str, limits: Limits) -> Sheet:
    """The only table of the page. Raises RefusedError."""
    page = _Page(limits)
    for at in range(0, len(text), _PIECE):
        page.feed(text[at : at + _PIECE])
        if len(page.rawdata) > _LONGEST:
            raise RefusedError("F001", "html_long")
    if len(page.rawdata) > _LONGEST_TAIL:
        raise RefusedError("F001", "html_long")
    page.close()
    if page.tables != 1:
        raise RefusedError("F001", "html_tables", str(page.tables))
    page.end_row()
    return Sheet(file, SHEET, tuple(page.rows), merges=tuple(page.merges))


class _Page(HTMLParser):
    """Gathers the rows of the table; cells with a span keep the places below and beside them taken."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables = 0
        self.rows: list[Row] = []
        self.merges: list[Area] = []
        self._limits, self._left = limits, limits.cells
        self._inside = False
        self._number = 0
        self._column = 1
        self._row: dict[int, Cell] | None = None
        self._taken: dict[int, int] = {}
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAFE:
            raise RefusedError("F001", "html_script", tag)
        if tag == "table":
            if self._inside:
                raise RefusedError("F001", "html_tables", "2")
            self.tables += 1
            self._inside = True
        elif not self._inside:
            return
        elif tag == "tr":
            self.end_row()
            self._number += 1
            self._column = 1
            self._row = {}
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            given = dict(attrs)
            self._span = _span(given.get("rowspan")), _span(given.get("colspan"))
            self._text = []
        elif tag in _BREAKS and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_row()
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        """Put the finished cell into the first free place of its row."""
        if self._text is None or self._row is None:
            return
        text, self._text = "".join(self._text).strip(), None
        column = self._column
        while self._taken.get(column, 0) >= self._number:
            column += 1
        down, right = self._span
        bottom, last = self._number + down - 1, column + right - 1
        self._left -= last + 1 - self._column  # the places taken from above are as many cells to look at
        if self._left < 0:
            raise RefusedError("F005", "cells", str(self._limits.cells))
        for at in range(column, last + 1):
            self._taken[at] = bottom
        self._column = last + 1
        if shows(text):
            self._row[column] = Cell(text)
            if (down, right) != (1, 1):
                self.merges.append(Area(self._number, column, bottom, last))

    def end_row(self) -> None:
        """Close the row that is open, if any."""
        self._end_cell()
        if self._row:
            self.rows.append(Row(self._number, self._row))
        self._row = None


def _span(text: str | None) -> int:
    """How many rows or columns a cell covers; what is no sound number covers one."""
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1
