"""One row a target for Excel: UTF-8 with a byte order mark, text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from plancheck.messages import term
from plancheck.model.numeral import plain_decimal
from plancheck.reports.flow import Flow, flow_of
from plancheck.reports.options import Options
from plancheck.reports.report import Report
from plancheck.reports.select import chosen
from plancheck.reports.table import COLUMNS, row

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def render(report: Report, options: Options) -> str:
    """The table with its header. Begins with a byte order mark, so that Excel reads it as UTF-8."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same plan by plan."""
    yield "\ufeff" + _lines([[term(options.lang, f"head.{column}") for column in COLUMNS]])
    for plan, _ in flow.plans:
        rows = (row(flow.head, plan, item, options) for item in chosen(plan, options))
        yield _lines([inert(cells[column]) for column in COLUMNS] for cells in rows)


def _lines(rows: Iterable[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def inert(text: str) -> str:
    """Text that would begin a formula gets an apostrophe in front; numbers, negative ones too, stay numbers."""
    if text.lstrip().startswith(_FORMULA) and plain_decimal(text) is None:
        return "'" + text
    return text
