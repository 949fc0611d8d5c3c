"""The ledger (台账) as a workbook: a sheet per plan and per responsible office, charts, findings, and every cell that a
verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from plancheck.messages import finding_text, phrase, term
from plancheck.messages.escape import escape
from plancheck.messages.numbers import plain
from plancheck.reports.ledger_book import A3, A4, MOST_ROWS, Book, fitting, height, on_paper
from plancheck.reports.ledger_charts import charts
from plancheck.reports.ledger_rows import COLUMNS, WIDTHS, Cell, numbered, row
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.select import all_findings, owner_name
from plancheck.reports.summary import left_out, left_out_words

if TYPE_CHECKING:
    from decimal import Decimal

    from xlsxwriter.worksheet import Worksheet

Listed = tuple[PlanReport, TargetReport]
_HEAD_ROW, _HEAD_HEIGHT = 2, 32
_FIGURES = ("actual", "done_share")
_FINDINGS = ("severity", "code", "place", "target", "message", "hint")
_SOURCES = ("target", "period", "entity", "value", "place")


def workbook(report: Report, lang: str) -> bytes:
    """The file. The same report gives the same bytes."""
    titles = " / ".join(plan.loaded.plan.title.get(lang) for plan in report.plans)
    reserved = [term(lang, f"ledger.sheet.{name}") for name in ("charts", "findings", "sources")]
    book = Book(report.as_of, escape(titles)[:200], reserved)
    sources, rows = _SourceRows(report, lang), _Rows(lang)
    for plan in report.plans:
        listed = [(plan, item) for item in plan.targets]
        _ledger(book, report, rows, plan.loaded.plan.title.get(lang), listed, sources)
    for office, listed in _by_office(report, lang).items():
        _ledger(book, report, rows, office, listed, sources)
    charts(book, report, lang)
    _table(book, lang, "findings", _FINDINGS, _finding_rows(report, lang), (8, 8, 34, 12, 60, 60))
    _table(book, lang, "sources", _SOURCES, sources.rows, (12, 12, 22, 16, 60))
    return book.content()


class _SourceRows:
    """The sheet of the cells that verdicts rest on, and on which row of it each target begins."""

    def __init__(self, report: Report, lang: str) -> None:
        self.name = term(lang, "ledger.sheet.sources")
        self.rows: list[tuple[str, ...]] = []
        self.first: dict[tuple[str, str], int] = {}
        for plan in report.plans:
            for item in plan.targets:
                if item.verdict.basis:
                    if len(self.rows) < MOST_ROWS:
                        self.first[plan.loaded.plan.id, item.target.id] = len(self.rows) + 2
                    self.rows += _basis_rows(lang, plan, item)


class _Rows:
    """The cells of each target, made once: it stands on the sheet of its plan and on that of its office."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._made: dict[int, dict[str, Cell]] = {}

    def of(self, plan: PlanReport, item: TargetReport, seq: int) -> dict[str, Cell]:
        """As `row` has them."""
        if id(item) not in self._made:
            self._made[id(item)] = row(self.lang, plan, item, seq)
        return self._made[id(item)] | {"seq": numbered(seq)}


def _basis_rows(lang: str, plan: PlanReport, item: TargetReport) -> Iterator[tuple[str, ...]]:
    mark = f" ({term(lang, 'word.sample')})" if plan.loaded.plan.sample else ""
    for basis in item.verdict.basis:
        said = _said(lang, basis.value)
        who = " ".join(filter(None, (basis.entity, basis.item)))
        places = [str(origin) for origin in basis.sources] or [""]
        yield from ((item.target.id + mark, basis.period, who, said, place) for place in places)


def _said(lang: str, value: Decimal | bool | None) -> str:
    if isinstance(value, bool):
        return term(lang, "word.yes" if value else "word.no")
    return term(lang, "word.gap") if value is None else plain(value)


def _by_office(report: Report, lang: str) -> dict[str, list[Listed]]:
    """The targets of each lead office, over all plans."""
    offices: dict[str, list[Listed]] = {}
    for plan in report.plans:
        for item in plan.targets:
            if item.target.owner is not None:
                offices.setdefault(owner_name(lang, plan.loaded, item.target), []).append((plan, item))
    return offices


def _ledger(
    book: Book, report: Report, rows: _Rows, title: str, listed: Iterable[Listed], sources: _SourceRows
) -> None:
    """One sheet of targets under a title that says what it speaks of."""
    sheet, lang = book.sheet(title), rows.lang
    items = list(listed)
    sample = any(plan.loaded.plan.sample for plan, _ in items)
    last = len(COLUMNS) - 1
    head = {"font_size": 16, "bold": True, "valign": "vcenter"}
    mark = f" [{term(lang, 'word.sample')}]" if sample else ""
    sheet.write_string(0, 0, fitting(escape(title)) + mark, book.style(**head))
    sheet.write_string(1, 0, _days(report, lang), book.style(valign="vcenter"))
    _head_row(book, sheet, lang, COLUMNS, _HEAD_ROW)
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS[name])
    for number, (plan, item) in enumerate(items, 1):
        cells = rows.of(plan, item, number)
        at = _HEAD_ROW + number
        sheet.set_row(at, height([(cell.text, WIDTHS[name]) for name, cell in cells.items()]))
        for column, (name, cell) in enumerate(cells.items()):
            book.write(sheet, (at, column), cell, plan.loaded.plan, right=name in _FIGURES)
        first = sources.first.get((plan.loaded.plan.id, item.target.id))
        if first is not None:
            link = book.style(border=1, valign="vcenter", text_wrap=True, font_color="#0563C1", underline=1)
            sheet.write_url(at, last, f"internal:'{sources.name}'!A{first}", link, fitting(cells["basis"].text))
    sheet.freeze_panes(_HEAD_ROW + 1, 3)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(items), 1), last)
    _printed(sheet, A3, _HEAD_ROW, lang)


def _days(report: Report, lang: str) -> str:
    said = [phrase(lang, "text.line.as_of", as_of=report.as_of.isoformat())]
    if report.known_at:
        said.append(phrase(lang, "text.line.known_at", known_at=report.known_at.isoformat()))
    return "    ".join(said)


def _head_row(book: Book, sheet: Worksheet, lang: str, names: tuple[str, ...], at: int) -> None:
    sheet.set_row(at, _HEAD_HEIGHT)
    look = book.style(bold=True, border=1, align="center", valign="vcenter", text_wrap=True, bg_color="#DDEBF7")
    for column, name in enumerate(names):
        sheet.write_string(at, column, term(lang, f"ledger.head.{name}"), look)


def _printed(sheet: Worksheet, paper: int, head_row: int, lang: str) -> None:
    """As wide as the paper, the header again on every page."""
    on_paper(sheet, paper, lang)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)


def _finding_rows(report: Report, lang: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for one in all_findings(report):
        message, hint = finding_text(lang, one)
        place = escape(str(one.origin)) if one.origin else ""
        found.append((term(lang, f"severity.{one.severity}"), one.code, place, one.target or "", message, hint))
    gone = left_out(report)
    return [*found, ("", "", "", "", left_out_words(gone, lang), "")] if gone else found


def _table(
    book: Book, lang: str, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[int, ...]
) -> None:
    """A plain sheet of text."""
    sheet = book.own_sheet(term(lang, f"ledger.sheet.{name}"))
    _head_row(book, sheet, lang, columns, 0)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    shown = rows[:MOST_ROWS]
    if len(rows) > len(shown):
        shown.append((phrase(lang, "ledger.more", count=str(len(rows) - len(shown))),))
    for number, texts in enumerate(shown or [(term(lang, "text.findings_none"),)], 1):
        sheet.set_row(number, height(zip(texts, widths, strict=False)))
        for column, text in enumerate(texts):
            book.write(sheet, (number, column), Cell(escape(text)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(shown), 1), len(columns) - 1)
    _printed(sheet, A4, 0, lang)
