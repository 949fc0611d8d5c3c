"""A new workbook for what cannot be marked as it is (text tables, old formats): the cells as they were read, at the
same addresses, with the same marks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from plancheck.messages import phrase
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.frozen import frozen
from plancheck.model.numeral import plain_decimal
from plancheck.reports.annotated_list import NAMES, WIDTHS, Line, beyond, lines, location
from plancheck.reports.annotated_marks import Entry, Mark, Marks
from plancheck.reports.annotated_notes import AUTHOR, HEADS
from plancheck.reports.annotated_sheet import Place
from plancheck.reports.annotated_styles import FILLS, HEAD
from plancheck.sources.grid import UNSEEN, Cell, Kind, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "Sheet1"
"""What a table without a name is called in the copy."""
_MOST_NOTES = 5_000
_MOST_MERGED = 10_000
_MANY_CELLS = 200_000
_ROWS, _COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MARKED = {severity: f"#{argb[2:]}" for severity, argb in FILLS.items()}
_BEGAN = datetime(2000, 1, 1)
MADE = b"2000-01-01T00:00:00Z"
"""A workbook says when it was made and when it was last saved, and the same input must give the same bytes."""


@frozen
class Written:
    """The workbook and what it lost, in sentences."""

    content: bytes
    lost: tuple[str, ...]


def new_book(sheets: Sequence[Sheet], marks: Marks, lang: str, why: str) -> Written:
    """The sheets with their marks. `why` says why it is not the original."""
    import xlsxwriter

    held = io.BytesIO()
    many = sum(len(row.cells) for sheet in sheets for row in sheet.rows) > _MANY_CELLS
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    dates = {"date_1904": any(sheet.date1904 for sheet in sheets)}
    book = xlsxwriter.Workbook(held, {"in_memory": not many, "constant_memory": many, **plain, **dates})
    book.set_properties({"created": _BEGAN, "author": AUTHOR})
    names = _names(sheets, NAMES[lang])
    listed = book.add_worksheet(_unused(NAMES[lang], names.values()))
    writer = _Writer(book, lang, many)
    lost = [why, *beyond(lang, marks.entries)]
    for sheet in sheets:
        name = names[sheet.name or ""]
        if sheet.name is not None and name != sheet.name:
            lost.append(phrase(lang, "annotated.lost.name", sheet=escape(sheet.name), name=name))
        lost += writer.sheet(book.add_worksheet(name), sheet, marks.by_sheet.get(sheet.name or "", {}))
    writer.list(listed, lines(lang, marks.entries, lost), names)
    book.close()
    return Written(held.getvalue(), tuple(lost))


def _names(sheets: Sequence[Sheet], first: str) -> dict[str, str]:
    """Names as workbooks allow them, by the name of the sheet ("" in a text table)."""
    made: dict[str, str] = {}
    for sheet in sheets:
        name = _FORBIDDEN.sub("_", escape(sheet.name or NAME)).strip("'")[:31] or NAME
        made[sheet.name or ""] = _unused(name, (*made.values(), "History"))
    return made


def _unused(name: str, taken: Iterable[str]) -> str:
    used = {other.casefold() for other in taken}
    names = (name, *(f"{name[:28]} {number}" for number in range(2, len(used) + 3)))
    return next(free for free in names if free.casefold() not in used)


class _Writer:
    """Writes sheets into one workbook; formats are made once each, comments are counted."""

    def __init__(self, book: Workbook, lang: str, many: bool) -> None:
        self._book, self._lang, self._many = book, lang, many
        self._formats: dict[tuple[str, str], Format] = {}
        self._notes_left = _MOST_NOTES

    def _format(self, number: str, severity: str) -> Format | None:
        if not number and not severity:
            return None
        if (number, severity) not in self._formats:
            said = {"num_format": number} if number else {}
            filled = {"bg_color": _MARKED[severity]} if severity else {}
            self._formats[number, severity] = self._book.add_format(said | filled)
        return self._formats[number, severity]

    def sheet(self, to: Worksheet, sheet: Sheet, marks: Mapping[Place, Mark]) -> list[str]:
        """The cells, their marks, what was hidden; returns what was lost."""
        if sheet.hidden:
            to.hide()
        for first, last in sheet.hidden_columns[:_COLUMNS]:
            to.set_column(first - 1, min(last, _COLUMNS) - 1, None, None, {"hidden": True})
        to.ignore_errors({"number_stored_as_text": f"A1:XFD{_ROWS}"})
        outside, cut = self._cells(to, sheet, marks)
        lost = {"merges": self._merges(to, sheet, marks), "beyond": outside, "long": cut}
        lost["notes"] = self._notes(to, marks)
        name = escape(sheet.name or NAME)
        return [
            phrase(self._lang, f"annotated.lost.{kind}", sheet=name, count=str(count))
            for kind, count in lost.items()
            if count
        ]

    def _cells(self, to: Worksheet, sheet: Sheet, marks: Mapping[Place, Mark]) -> tuple[int, int]:
        """How many lay beyond the last row or column, and how many were cut."""
        rows = {row.number: row.cells for row in sheet.rows}
        blanks: dict[int, dict[int, Cell]] = {}
        for row, column in marks:
            blanks.setdefault(row, {})[column] = Cell("")
        outside = cut = 0
        for row in sorted(rows.keys() | blanks.keys()):
            if row in sheet.hidden_rows and row <= _ROWS:
                to.set_row(row - 1, None, None, {"hidden": True})
            for column, cell in sorted({**blanks.get(row, {}), **rows.get(row, {})}.items()):
                mark = marks.get((row, column))
                if row > _ROWS or column > _COLUMNS:
                    outside += 1
                    continue
                cut += len(cell.text) > _LONGEST
                self._write(to, (row, column), cell, mark.severity if mark else "")
        return outside, cut

    def _write(self, to: Worksheet, place: Place, cell: Cell, severity: str) -> None:
        row, column = place[0] - 1, place[1] - 1
        value = plain_decimal(cell.text) if cell.kind is Kind.NUMBER else None
        if not cell.text:
            to.write_blank(row, column, None, self._format("", severity))
        elif value is not None and _exact(value):
            shown = "" if cell.format == UNSEEN else cell.format
            to.write_number(row, column, float(value), self._format(shown, severity))
        else:
            to.write_string(row, column, cell.text[:_LONGEST], self._format("@", severity))

    def _merges(self, to: Worksheet, sheet: Sheet, marks: Mapping[Place, Mark]) -> int:
        """Merged areas again; how many could not be kept."""
        from xlsxwriter.exceptions import OverlappingRange

        rows = {row.number: row.cells for row in sheet.rows} if sheet.merges else {}
        lost = left = 0
        for area in sheet.merges:
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            left += size
            if self._many or left > _MOST_MERGED:
                lost += 1
            elif size > 1:
                at = (area.top, area.left)
                severity = marks[at].severity if at in marks else ""
                bounds = (area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
                try:
                    to.merge_range(*bounds, "", self._format("", severity))
                except OverlappingRange:
                    lost += 1
                    continue
                self._write(to, at, rows.get(area.top, {}).get(area.left, Cell("")), severity)
        return lost

    def _notes(self, to: Worksheet, marks: Mapping[Place, Mark]) -> int:
        """Comments; how many cells got none."""
        places = sorted(place for place in marks if place[0] <= _ROWS and place[1] <= _COLUMNS)
        noted = places[: self._notes_left]
        self._notes_left -= len(noted)
        for row, column in noted:
            text = "\n".join((HEADS[self._lang], *marks[row, column].lines))
            to.write_comment(row - 1, column - 1, text, {"author": AUTHOR, "width": 340, "height": 120})
        return len(places) - len(noted)

    def list(self, to: Worksheet, made: Sequence[Line], names: Mapping[str, str]) -> None:
        """The list in front."""
        looks = self._looks()
        to.set_row(0, 24)
        for column, width in enumerate(WIDTHS):
            to.set_column(column, column, width)
        for number, line in enumerate(made):
            for column, text in enumerate(line.texts):
                kind = line.kind if line.entry is None or column == 1 else "text"
                if column == 0 and line.entry is not None and line.entry.cell is not None:
                    to.write_url(number, 0, _link(line.entry, names), looks["link"], text)
                else:
                    to.write_string(number, column, text, looks[kind])
            if line.kind == "head" and len(line.texts) > 1:
                to.freeze_panes(number + 1, 0)
        to.hide_gridlines(2)
        to.set_landscape()
        to.set_paper(9)
        to.fit_to_pages(1, 0)

    def _looks(self) -> dict[str, Format]:
        cell = {"valign": "top", "num_format": "@", "font_size": 10}
        wide: dict[str, dict[str, object]] = {
            severity: {"bg_color": _MARKED[severity]} for severity in (ERROR, WARNING, INFO)
        }
        own: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 14},
            "head": {"bold": True, "bg_color": _MARKED[HEAD]},
            "note": {},
            "text": {"text_wrap": True},
            "link": {"text_wrap": True, "underline": 1, "font_color": "#0563C1"},
            **wide,
        }
        return {name: self._book.add_format(cell | said) for name, said in own.items()}


def _exact(value: Decimal) -> bool:
    """A number that a workbook keeps to the last digit."""
    return len(value.normalize().as_tuple().digits) <= 15 and abs(value.adjusted()) < 300


def _link(entry: Entry, names: Mapping[str, str]) -> str:
    """A link inside the workbook, to the sheet under the name that it bears there."""
    from dataclasses import replace

    return "internal:" + location(replace(entry, sheet=names[entry.sheet or ""]))
