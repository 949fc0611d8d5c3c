"""`status` as text: what a director reads in a minute. Counts first, worst first, then what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plancheck.messages import phrase, term
from plancheck.reports.ansi import painter
from plancheck.reports.flow import Flow, flow_of, gathered
from plancheck.reports.listing import TOP, WORST, block_of, every_target
from plancheck.reports.options import Options
from plancheck.reports.overview import overview
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import View, status_columns
from plancheck.reports.select import chosen, none_worst, troubled
from plancheck.reports.summary import changed, checkable, counts, findings, header, more
from plancheck.reports.width import wrap

FIRST_SIGHT = 40


def render(report: Report, options: Options) -> str:
    """One plan: at most 40 lines unless every target is asked for. A few: a line each, then the worst of all. More than
    are to be listed: the sums, then the plans and targets that stand worst."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same line by line."""
    lines = _many(flow, options) if flow.count > (options.top or TOP) else _few(gathered(flow), options)
    for line in lines:
        yield line.rstrip() + "\n"


def _many(flow: Flow, options: Options) -> Iterator[str]:
    from plancheck.reports.rollup import rollup  # most reports are of one plan

    return rollup(flow, options)


def _few(report: Report, options: Options) -> Iterable[str]:
    if not report.plans:
        return [term(options.lang, "text.no_plans"), *findings(report, options)]
    return _one(report, report.plans[0], options) if len(report.plans) == 1 else overview(report, options)


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
    """The worst five, as many of them as leave the report within its 40 lines; as many as were asked for."""
    if not every:
        return [term(view.lang, none_worst(view.options))]
    top = view.options.top
    most = every[: top or WORST]
    columns = status_columns(view, most)
    shown: list[list[str]] = []
    for item in most:
        block = block_of(view, item, columns)
        if top is None and 1 + sum(map(len, shown)) + len(block) > room:
            break
        shown.append(block)
    head = phrase(view.lang, "text.worst", shown=str(len(shown)), total=str(len(every)))
    return [*wrap(head, view.options.width), *(line for block in shown for line in block)]
