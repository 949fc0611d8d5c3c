"""The sheet of charts: tables with their charts beside them, none of which a page break cuts in two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plancheck.model.frozen import frozen
from plancheck.reports.ledger_book import A3, Book, on_paper

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_ROW, _PAGE = 21, 57
"""Pixels of a row, and how many rows are sure to be on a page of A3 in landscape at this scale."""
_SCALE, _CHART, _WIDTH = 80, 4, 900
"""With another font columns are up to a third wider, and with them the charts: there is room for that."""
_BAR, _AROUND = 22, 140
_BELOW = 4
"""Pixels between a chart and the edge of its row, where the page before ends."""


@frozen
class Block:
    """A table: its `title` stands above it and in the chart; `heads` name its columns of numbers; `rows` are a label
    and its numbers, None where there is none, in one `format`. `bars` of the chart lie below each other."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, Sequence[float | None]]]
    format: str
    bars: int


class Paper:
    """Programs that fit a sheet to the width of a page pass over breaks made by hand: it is printed to scale."""

    def __init__(self, book: Book, name: str, lang: str) -> None:
        self._book, self._name = book, name
        self._sheet = book.own_sheet(name)
        self._sheet.set_column(0, 0, 40)
        self._sheet.set_default_row(0.75 * _ROW)
        on_paper(self._sheet, A3, lang)
        self._sheet.set_print_scale(_SCALE)
        self._at = self._top = 0
        self._breaks: list[int] = []

    def add(self, block: Block, chart: Chart, looks: Sequence[dict[str, object]]) -> None:
        """A table and its chart, on a new page where there is no room for both; `looks` are those of the columns."""
        high = _AROUND + _BAR * max(block.bars, 4)
        used = max(len(block.rows) + 2, -(-(high + _BELOW) // _ROW)) + 1
        if self._at > self._top and self._at + used > self._top + _PAGE:
            self._breaks.append(self._at)
            self._top = self._at
        self._write(block)
        first, last = self._at + 2, self._at + 1 + len(block.rows)
        for column, look in enumerate(looks, 1):
            named = {"name": [self._name, self._at + 1, column]} if block.heads else {}
            places = {
                "categories": [self._name, first, 0, last, 0],
                "values": [self._name, first, column, last, column],
            }
            chart.add_series(named | places | look)
        # The title is the text of a cell: a text of its own could be taken for a formula.
        chart.set_title({"name": [self._name, self._at, 0], "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": _WIDTH, "height": high})
        self._sheet.insert_chart(self._at, _CHART, chart, {"y_offset": _BELOW})
        self._at += used + 1

    def note(self, title: str) -> None:
        """A line without a table."""
        self._sheet.write_string(self._at, 0, title, self._book.style(bold=True))
        self._at += 2

    def _write(self, block: Block) -> None:
        sheet, bold = self._sheet, self._book.style(bold=True)
        sheet.write_string(self._at, 0, block.title, bold)
        for column, head in enumerate(block.heads, 1):
            sheet.write_string(self._at + 1, column, head, self._book.style(bold=True, align="right"))
        number = self._book.style(num_format=block.format)
        for row, (label, values) in enumerate(block.rows, self._at + 2):
            sheet.write_string(row, 0, label)
            for column, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)

    def done(self) -> None:
        """Where a new page begins."""
        if self._breaks:
            self._sheet.set_h_pagebreaks(self._breaks)
