"""Native charts: how many targets have each status, and how far each quantified target is against the pace."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.reports.ledger_book import Book, cut, tint
from plancheck.reports.ledger_rows import way
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import status_word
from plancheck.reports.select import GATING, troubled

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_MOST = 60
"""More bars than these cannot be told apart; beyond it the lagging ones are drawn, and the title says so."""
_ROWS_PER_CHART, _BAR, _LABEL, _TITLE = 20, 22, 80, 120


def charts(book: Book, report: Report, lang: str) -> None:
    """One sheet: the figures in a table, the charts beside it."""
    name = term(lang, "ledger.sheet.charts")
    sheet = book.own_sheet(name)
    sheet.set_column(0, 0, 40)
    sheet.set_paper(8)  # A3
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    at = 0
    for plan in report.plans:
        at = _counts(book, sheet, name, lang, plan, at)
        at = _progress(book, sheet, name, lang, plan, at)


def _counts(book: Book, sheet: Worksheet, name: str, lang: str, plan: PlanReport, at: int) -> int:
    """The table and chart of statuses; the row after it."""
    source, sample = plan.loaded.plan, plan.loaded.plan.sample
    present = [status for status in GATING if plan.counts.get(status)]
    title = phrase(lang, "ledger.chart.counts", title=_title(lang, plan))
    sheet.write_string(at, 0, title, book.style(bold=True))
    for number, status in enumerate(present, 1):
        sheet.write_string(at + number, 0, status_word(lang, status, sample))
        sheet.write_number(at + number, 1, plan.counts[status])
    chart = book.bars()
    rows = (at + 1, at + len(present))
    points = [{"fill": {"color": tint(source, status)}, "border": {"color": "#404040"}} for status in present]
    chart.add_series(_series(name, rows, 1, None) | {"points": points, "data_labels": {"value": True}, "gap": 50})
    _finish(chart, (name, at), len(present), legend=False)
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": False}})
    sheet.insert_chart(at, 4, chart)
    return at + max(len(present) + 3, _ROWS_PER_CHART)


def _progress(book: Book, sheet: Worksheet, name: str, lang: str, plan: PlanReport, at: int) -> int:
    """The table and chart of shares of the way to the target; nothing where no target has a figure."""
    quantified = [item for item in plan.targets if way(item) is not None]
    if not quantified:
        return at
    some = quantified if len(quantified) <= _MOST else [i for i in troubled(plan.targets) if i in quantified][:_MOST]
    key = "ledger.chart.progress" if some is quantified else "ledger.chart.lagging"
    title = phrase(lang, key, title=_title(lang, plan), shown=str(len(some)), total=str(len(quantified)))
    heads = (title, term(lang, "ledger.head.actual"), term(lang, "ledger.head.pace"))
    for column, head in enumerate(heads):
        sheet.write_string(at, column, head, book.style(bold=True))
    for number, item in enumerate(some, 1):
        _progress_row(book, sheet, lang, item, at + number)
    if not some:
        return at + 2
    chart = book.bars()
    rows = (at + 1, at + len(some))
    looks = ({"fill": {"color": "#2F75B5"}}, {"fill": {"color": "#FFFFFF"}, "border": {"color": "#404040"}})
    for column, look in enumerate(looks, 1):
        chart.add_series(_series(name, rows, column, at) | look)
    _finish(chart, (name, at), 2 * len(some), legend=True)
    chart.set_x_axis({"num_format": "0%"})
    sheet.insert_chart(at, 4, chart)
    return at + max(len(some) + 3, _ROWS_PER_CHART + 2 * len(some))


def _progress_row(book: Book, sheet: Worksheet, lang: str, item: TargetReport, at: int) -> None:
    label = f"{item.target.id} {item.target.title.get(lang)}"
    sheet.write_string(at, 0, cut(escape(label), _LABEL))
    for column, name in enumerate(("actual", "expected"), 1):
        share = way(item, name)
        if share is not None:
            shown = float(share.quantize(Decimal("0.0001")))
            sheet.write_number(at, column, shown, book.style(num_format="0.0%"))


def _title(lang: str, plan: PlanReport) -> str:
    mark = f" [{term(lang, 'word.sample')}]" if plan.loaded.plan.sample else ""
    return cut(escape(plan.loaded.plan.title.get(lang)), _TITLE) + mark


def _series(name: str, rows: tuple[int, int], column: int, head: int | None) -> dict[str, object]:
    first, last = rows
    titled: dict[str, object] = {} if head is None else {"name": [name, head, column]}
    return titled | {"categories": [name, first, 0, last, 0], "values": [name, first, column, last, column]}


def _finish(chart: Chart, title: tuple[str, int], bars: int, legend: bool) -> None:
    """The first row of the table stands at the top of the chart. Its title is the text of a cell, the sheet and row of
    which are given: a text of its own could be taken for a formula."""
    chart.set_title({"name": [*title, 0], "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"} if legend else {"none": True})
    chart.set_size({"width": 900, "height": 140 + _BAR * max(bars, 4)})
