"""The form as a workbook: one sheet to fill in, instructions in both languages, a hidden sheet of choices."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from plancheck.messages.catalogue import LANGUAGES, phrase, term
from plancheck.model.period import Period, parse_period
from plancheck.reports.template import ALWAYS, Form, FormRow, how_to
from plancheck.reports.template_cells import number_format, validation
from plancheck.reports.width import wrap
from plancheck.sources.own_template import mark_line, properties

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_TITLE, _MARK, _SHORT, _HEADER = range(4)
_FIRST = _HEADER + 1
_GIVEN = ("target", "title_of", "entity", "period", "item", "unit", "how", "last_value")
_FILLED = ("value", "numerator", "denominator", "done", "done_on", *ALWAYS)
_WIDTHS = {
    "target": 10, "title_of": 24, "entity": 16, "period": 10, "item": 16, "unit": 9, "how": 28, "last_value": 24,
    "value": 13, "numerator": 11, "denominator": 11, "done": 10, "done_on": 12, "submitted": 12, "note": 20,
    "evidence": 20,
}  # fmt: skip
_LINE_HEIGHT = 13.5
_CELL = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True, "font_size": 10}
_LOOKS = {
    "title": {"bold": True, "font_size": 15},
    "mark": {"font_size": 9, "font_color": "#595959"},
    "short": {"font_size": 10, "bold": True, "font_color": "#833C0B"},
    "header": {**_CELL, "bold": True, "align": "center", "bg_color": "#DDEBF7"},
    "given": {**_CELL, "bg_color": "#F2F2F2"},
    "off": {**_CELL, "bg_color": "#D9D9D9"},
    "instruction": {"text_wrap": True, "valign": "top", "font_size": 11},
    "heading": {"bold": True, "font_size": 14},
}
_FILL = {**_CELL, "bg_color": "#FFFBE0", "locked": False}
_INSTRUCTION_WIDTH, _INSTRUCTIONS = 84, 11
_FOOTER = 100  # programs take 255 for all of it, and an ampersand is written twice


def workbook(form: Form, lang: str) -> bytes:
    """The same bytes for the same form, whenever and wherever it is made."""
    from xlsxwriter.workbook import Workbook

    into = io.BytesIO()
    with Workbook(into, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Writer(book, form, lang).write()
    return into.getvalue()


class _Writer:
    """Writes one form."""

    def __init__(self, book: Workbook, form: Form, lang: str) -> None:
        self.book, self.form, self.lang = book, form, lang
        self.looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.fills: dict[str, Format] = {}
        self.fields = [*self._given(), *self._filled()]
        self.choices = f"='{term(lang, 'form.lists')}'!$A$1:$A$2"

    def _given(self) -> list[str]:
        """What stands in every row; items only where there are any."""
        return [field for field in _GIVEN if field != "item" or any(row.item for row in self.form.rows)]

    def _filled(self) -> list[str]:
        """What some row asks for."""
        asked = {field for row in self.form.rows for field in row.asks}
        return [field for field in _FILLED if field in asked]

    def write(self) -> None:
        sheet = self.book.add_worksheet(term(self.lang, "form.sheet"))
        instructions = self.book.add_worksheet(term(self.lang, "form.instructions"))
        lists = self.book.add_worksheet(term(self.lang, "form.lists"))
        self._properties()
        self._top(sheet)
        for at, row in enumerate(self.form.rows, _FIRST):
            self._row(sheet, at, row)
        for column, field in enumerate(self.fields):
            if field in _FILLED:
                self._checks(sheet, column, field)
        self._page(sheet)
        self._instructions(instructions)
        for at, word in enumerate(("word.yes", "word.no")):
            lists.write_string(at, 0, term(self.lang, word))
        lists.hide()
        for each in (sheet, instructions, lists):
            each.protect("", {"format_columns": True, "format_rows": True})

    def _properties(self) -> None:
        """Whose form it is, for programs; and a date that is not that of its making."""
        period = parse_period(self.form.mark.period)
        created = datetime.combine(period.start, time()) if isinstance(period, Period) else datetime(2000, 1, 1)
        self.book.set_properties({"title": self._title(), "author": "plancheck", "created": created})
        for name, text in properties(self.form.mark).items():
            self.book.set_custom_property(name, text, "text")

    def _title(self) -> str:
        key = "form.title_sample" if self.form.plan.sample else "form.title"
        return phrase(self.lang, key, plan=self.form.plan.title.get(self.lang), period=self.form.mark.period)

    def _top(self, sheet: Worksheet) -> None:
        entity = self.form.mark.entity or term(self.lang, "form.everyone")
        title = f"{self._title()}    {phrase(self.lang, 'form.for', entity=entity)}"
        sheet.write_string(_TITLE, 0, title, self.looks["title"])
        sheet.write_string(_MARK, 0, mark_line(self.form.mark, self.lang), self.looks["mark"])
        sheet.write_string(_SHORT, 0, self._short(), self.looks["short"])
        for column, field in enumerate(self.fields):
            head = term(self.lang, f"form.{field}")
            sheet.write_string(_HEADER, column, head, self.looks["header"])
            sheet.set_column(column, column, _WIDTHS[field])
        sheet.set_row(_TITLE, 24)
        sheet.set_row(_HEADER, 2 * _LINE_HEIGHT + 2)

    def _short(self) -> str:
        """What matters most, and the day by which the form is to be in where all of it is due on one."""
        days = {row.due for row in self.form.rows}
        due = phrase(self.lang, "form.tip.due", due=min(days).isoformat()) if len(days) == 1 else ""
        return term(self.lang, "form.short") + due

    def _row(self, sheet: Worksheet, at: int, row: FormRow) -> None:
        given = self._texts(row)
        for column, field in enumerate(self.fields):
            if field in given:
                sheet.write_string(at, column, given[field], self.looks["given"])
            elif field in row.asks:
                sheet.write_blank(at, column, None, self._fill(number_format(row, field)))
            else:
                sheet.write_blank(at, column, None, self.looks["off"])
        sheet.set_row(at, _height((text, _WIDTHS[field]) for field, text in given.items()))

    def _checks(self, sheet: Worksheet, column: int, field: str) -> None:
        """One check for rows that follow each other and share it: programs bear only so many."""
        asked = [
            validation(self.lang, self.form.plan, row, field, self.choices) if field in row.asks else None
            for row in self.form.rows
        ]
        at = _FIRST
        for check, same in groupby(asked):
            last = at + sum(1 for _ in same) - 1
            if check is not None:
                sheet.data_validation(at, column, last, column, dict(check))
            at = last + 1

    def _texts(self, row: FormRow) -> dict[str, str]:
        return {
            "target": row.target.id,
            "title_of": row.target.title.get(self.lang),
            "entity": row.entity,
            "period": row.period.label,
            "item": row.item,
            "unit": row.target.unit if "value" in row.asks else "",
            "how": how_to(self.lang, row.target),
            "last_value": row.last,
        }

    def _fill(self, number_format: str) -> Format:
        if number_format not in self.fills:
            self.fills[number_format] = self.book.add_format({**_FILL, "num_format": number_format})
        return self.fills[number_format]

    def _page(self, sheet: Worksheet) -> None:
        """A4 across, as wide as the table, its header on every page."""
        sheet.freeze_panes(_FIRST, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        mark = mark_line(self.form.mark, self.lang)[:_FOOTER].replace("&", "&&")
        sheet.set_footer(f"&L&8{mark}&R&8{term(self.lang, 'form.footer')}")
        first = next((c for c, field in enumerate(self.fields) if field in _FILLED), 0)
        sheet.set_selection(_FIRST, first, _FIRST, first)

    def _instructions(self, sheet: Worksheet) -> None:
        """The language of the form first, the other below it."""
        at, form = 0, term(self.lang, "form.sheet")
        for lang in sorted(LANGUAGES, key=lambda lang: lang != self.lang):
            for number in range(_INSTRUCTIONS):
                text = phrase(lang, f"form.instruction.{number}", sheet=form)
                sheet.write_string(at, 0, text, self.looks["instruction" if number else "heading"])
                sheet.set_row(at, _height([(text, _INSTRUCTION_WIDTH)]) + 9)
                at += 1
            at += 1
        sheet.set_column(0, 0, _INSTRUCTION_WIDTH)
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5)
        sheet.fit_to_pages(1, 1)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """Room for the longest of the texts, each wrapped in a column so many characters wide."""
    lines = [sum(len(wrap(line, width - 2)) for line in text.split("\n")) for text, width in texts]
    return max([*lines, 1]) * _LINE_HEIGHT + 4
