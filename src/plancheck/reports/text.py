"""`status` as text: what a director reads in a minute. Counts first, worst first, then what to do."""

from __future__ import annotations

from plancheck.messages import phrase, term
from plancheck.reports.ansi import painter
from plancheck.reports.listing import WORST, block_of, every_target
from plancheck.reports.options import Options
from plancheck.reports.overview import overview
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import View, status_columns
from plancheck.reports.select import chosen, none_worst, troubled
from plancheck.reports.summary import changed, checkable, counts, findings, header, more
from plancheck.reports.width import wrap

FIRST_SIGHT = 40


def render(report: Report, options: Options) -> str:
    """One plan: at most 40 lines unless every target is asked for. Several: a line each, then the worst of all."""
    if not report.plans:
        lines = [term(options.lang, "text.no_plans"), *findings(report, options)]
    elif len(report.plans) == 1:
        lines = _one(report, report.plans[0], options)
    else:
        lines = overview(report, options)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _one(report: Report, plan: PlanReport, options: Options) -> list[str]:
    view = View(report, plan, options, painter(plan.loaded.plan, options))
    top = [*header(view), "", *counts(view), *checkable(view), *changed(view), ""]
    bottom = ["", *findings(report, options)]
    if options.show_all:
        return [*top, *every_target(view), *bottom]
    every = troubled(chosen(plan, options))
    bottom += more(view, every[0].target.id if every else None)
    return [*top, *_worst(view, every, FIRST_SIGHT - len(top) - len(bottom)), *bottom]


def _worst(view: View, every: list[TargetReport], room: int) -> list[str]:
    """The worst five, as many of them as leave the report within its 40 lines."""
    if not every:
        return [term(view.lang, none_worst(view.options))]
    columns = status_columns(view, every[:WORST])
    shown: list[list[str]] = []
    for item in every[:WORST]:
        block = block_of(view, item, columns)
        if 1 + sum(map(len, shown)) + len(block) > room:
            break
        shown.append(block)
    head = phrase(view.lang, "text.worst", shown=str(len(shown)), total=str(len(every)))
    return [*wrap(head, view.options.width), *(line for block in shown for line in block)]
