"""Native charts: how many targets have each status, and how far each quantified target is against the pace."""

from __future__ import annotations

from decimal import Decimal

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.reports.ledger_book import Book, cut, tint
from plancheck.reports.ledger_paper import Block, Paper
from plancheck.reports.ledger_rows import way
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import status_word
from plancheck.reports.select import GATING, troubled

_MOST, _TOGETHER = 60, 22
"""More bars than the first cannot be told apart: then the lagging ones are drawn, and the title says so. As many as the
second go into one chart, which with them fits on a page."""
_LABEL, _TITLE = 80, 120


def charts(book: Book, report: Report, lang: str) -> None:
    """One sheet: the figures in tables, the charts beside them."""
    paper = Paper(book, term(lang, "ledger.sheet.charts"), lang)
    for plan in report.plans:
        _counts(book, paper, lang, plan)
        _progress(book, paper, lang, plan)
    paper.done()


def _counts(book: Book, paper: Paper, lang: str, plan: PlanReport) -> None:
    """How many targets have each status."""
    source, sample = plan.loaded.plan, plan.loaded.plan.sample
    present = [status for status in GATING if plan.counts.get(status)]
    title = phrase(lang, "ledger.chart.counts", title=_title(lang, plan))
    rows = [(status_word(lang, status, sample), [plan.counts[status]]) for status in present]
    points = [{"fill": {"color": tint(source, status)}, "border": {"color": "#404040"}} for status in present]
    chart = book.bars()
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": False}})
    look = {"points": points, "data_labels": {"value": True}, "gap": 50}
    paper.add(Block(title, (), rows, "0", len(rows)), chart, [look])


def _progress(book: Book, paper: Paper, lang: str, plan: PlanReport) -> None:
    """Shares of the way to the target; nothing where no target has a figure."""
    quantified = [item for item in plan.targets if way(item) is not None]
    if not quantified:
        return
    some = quantified if len(quantified) <= _MOST else [i for i in troubled(plan.targets) if i in quantified][:_MOST]
    key = "ledger.chart.progress" if some is quantified else "ledger.chart.lagging"
    title = phrase(lang, key, title=_title(lang, plan), shown=str(len(some)), total=str(len(quantified)))
    if not some:
        paper.note(title)
    parts = [some[at : at + _TOGETHER] for at in range(0, len(some), _TOGETHER)]
    for number, part in enumerate(parts, 1):
        _part_of_progress(book, paper, lang, f"{title} {number}/{len(parts)}" if len(parts) > 1 else title, part)


def _part_of_progress(book: Book, paper: Paper, lang: str, title: str, items: list[TargetReport]) -> None:
    heads = (term(lang, "ledger.head.actual"), term(lang, "ledger.head.pace"))
    rows = [(_label(lang, item), [_share(item, name) for name in ("actual", "expected")]) for item in items]
    looks: list[dict[str, object]] = [
        {"fill": {"color": "#2F75B5"}},
        {"fill": {"color": "#FFFFFF"}, "border": {"color": "#404040"}},
    ]
    chart = book.bars()
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"num_format": "0%"})
    paper.add(Block(title, heads, rows, "0.0%", 2 * len(items)), chart, looks)


def _label(lang: str, item: TargetReport) -> str:
    return cut(escape(f"{item.target.id} {item.target.title.get(lang)}"), _LABEL)


def _share(item: TargetReport, name: str) -> float | None:
    share = way(item, name)
    return None if share is None else float(share.quantize(Decimal("0.0001")))


def _title(lang: str, plan: PlanReport) -> str:
    mark = f" [{term(lang, 'word.sample')}]" if plan.loaded.plan.sample else ""
    return cut(escape(plan.loaded.plan.title.get(lang)), _TITLE) + mark
