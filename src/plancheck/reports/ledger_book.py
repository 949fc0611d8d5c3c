"""A workbook whose bytes depend on nothing but what is written into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from plancheck.messages import phrase
from plancheck.messages.escape import escape
from plancheck.model.verdict import Status
from plancheck.plans.plan import Plan
from plancheck.reports.ledger_rows import Cell
from plancheck.reports.width import width

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A3, A4 = 8, 9
"""Sizes of paper by the numbers that workbooks have for them."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_FORMAT, _EXACT = 31, 32_000, 200, 15
_MOST_FORMATS = 150
"""Excel opens no more than about two hundred number formats of one's own; beyond these a figure is text."""
MOST_ROWS = 1_000_000
"""A little below what a sheet can hold."""
_LINE, _HIGHEST = 14.5, 400
_TINTS = {
    "black": "#D9D9D9", "red": "#F8CBAD", "green": "#C6E0B4", "yellow": "#FFE699", "blue": "#BDD7EE",
    "magenta": "#E4DFEC", "purple": "#E4DFEC", "cyan": "#CCECFF", "white": "#FFFFFF", "grey": "#E7E6E6",
    "gray": "#E7E6E6", "orange": "#F4B183",
}  # fmt: skip
_DEFAULT = {
    Status.ACHIEVED: "blue", Status.ON_TRACK: "green", Status.AT_RISK: "yellow", Status.MISSED: "red",
    Status.UNDETERMINED: "magenta", Status.NO_DATA: "magenta", Status.NOT_DUE: "grey", Status.NOT_CHECKABLE: "white",
}  # fmt: skip


class Book:
    """Sheets with unique names and cells that are never formulas."""

    def __init__(self, made: date, title: str, reserved: Iterable[str] = ()) -> None:
        """`reserved` names of sheets are given to no other sheet."""
        import xlsxwriter

        self._bytes = BytesIO()
        literal = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(self._bytes, {"in_memory": True, **literal})
        self.book.set_properties({"title": title, "created": datetime.combine(made, time())})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._numbers: set[str] = set()
        self._names = {"history", *(name.casefold() for name in reserved)}

    def sheet(self, name: str) -> Worksheet:
        """A new sheet of that name, changed as little as the rules of names ask for."""
        bare = " ".join(escape(name).translate(_FORBIDDEN).split()) or "-"
        unique, number = cut(bare, _LONGEST_NAME).rstrip(), 1
        while unique.casefold() in self._names:
            number += 1
            unique = f"{cut(bare, _LONGEST_NAME - len(str(number)) - 1)} {number}"
        self._names.add(unique.casefold())
        return self.book.add_worksheet(unique)

    def own_sheet(self, name: str) -> Worksheet:
        """The sheet for which the name was reserved."""
        return self.book.add_worksheet(name)

    def bars(self) -> Chart:
        """A new chart with horizontal bars, to be placed on a sheet."""
        chart = self.book.add_chart({"type": "bar"})
        assert chart is not None  # the kind is a known one
        return chart

    def style(self, **properties: object) -> Format:
        """One format for each set of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(properties))
        return self._formats[key]

    def write(
        self, sheet: Worksheet, at: tuple[int, int], cell: Cell, plan: Plan | None = None, right: bool = False
    ) -> None:
        """A number with its format where a spreadsheet keeps all its digits, else text."""
        look: dict[str, object] = {"border": 1, "valign": "vcenter", "text_wrap": True}
        if right:
            look["align"] = "right"
        if cell.status is not None:
            look["bg_color"] = tint(plan, cell.status)
        if cell.number is None or not self._shows(cell, cell.number):
            sheet.write_string(*at, fitting(cell.text), self.style(**look))
        else:
            sheet.write_number(*at, float(cell.number), self.style(**look, num_format=number_format(cell)))

    def _shows(self, cell: Cell, number: Decimal) -> bool:
        """A spreadsheet can keep the number and show it as the text does."""
        wanted = number_format(cell)
        if not (cell.share or len(number.as_tuple().digits) <= _EXACT) or len(wanted) > _LONGEST_FORMAT:
            return False
        if len(self._numbers) < _MOST_FORMATS:
            self._numbers.add(wanted)
        return wanted in self._numbers

    def content(self) -> bytes:
        """The file."""
        self.book.close()
        return self._bytes.getvalue()


def on_paper(sheet: Worksheet, paper: int, lang: str) -> None:
    """Landscape, narrow margins, pages numbered."""
    sheet.set_paper(paper)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer(f"&C{phrase(lang, 'ledger.page', page='&P', pages='&N')}")


def cut(text: str, most: int) -> str:
    """The beginning of the text, as long as spreadsheets count: some characters are two to them."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore") if len(text) * 2 > most else text


def fitting(text: str) -> str:
    """A text that a cell can hold; where it is cut, it says so."""
    short = cut(text, _LONGEST_TEXT)
    return text if short == text else f"{short} [...]"


def height(texts: Iterable[tuple[str, int]]) -> float:
    """Points that a row of wrapped texts takes in columns of these widths: not every program works it out itself."""
    lines = max((-(-width(text) // max(columns - 1, 1)) for text, columns in texts), default=1)
    return min(_HIGHEST, _LINE * max(lines, 1) + 3)


def number_format(cell: Cell) -> str:
    """`#,##0.0" 个"`: the digits as the text shows them, what stands around them as it is."""
    before, after = cell.around
    places = "." + "0" * cell.places if cell.places else ""
    return f"0{places}%" if cell.share else f"{_quoted(before)}#,##0{places}{_quoted(after)}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def tint(plan: Plan | None, status: Status) -> str:
    """The plan's colour for the status as a light background; the words of the cell say the same."""
    own = (plan.colours or {}).get(status.value, "") if plan is not None else ""
    return _TINTS.get(own, _TINTS[_DEFAULT[status]])
