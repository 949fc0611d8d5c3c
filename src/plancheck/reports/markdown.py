"""Headline counts and a table in Markdown, for a README or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.reports.by_group import group_lines
from plancheck.reports.flow import Flow, flow_of
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report
from plancheck.reports.rows import status_word
from plancheck.reports.select import GATING, chosen, grouped
from plancheck.reports.summary import left_out_words, tallied, tally
from plancheck.reports.table import row

_COLUMNS = ("status", "as_of", "id", "target", "owner", "flags", "message", "advice")
_SPECIAL = re.compile(r"([\\`*_\[\]|~#>])")


def render(report: Report, options: Options) -> str:
    """A section for every plan, then how many findings there were."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same section by section."""
    found = tally(flow)
    for plan, _ in found.watch(flow.plans):
        yield "".join(f"{line}\n" for line in _plan(flow.head, plan, options))
    if not flow.count:
        yield term(options.lang, "text.no_plans") + "\n\n"
    yield text(tallied(found, options)[0].strip()) + "\n"
    if found.left_out:
        yield "\n" + text(left_out_words(found.left_out, options.lang)) + "\n"


def text(raw: str) -> str:
    """Input as words: no markup, no HTML, nothing that ends a table cell."""
    safe = escape(raw).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", safe)


def _plan(report: Report, plan: PlanReport, options: Options) -> Iterator[str]:
    lang, source = options.lang, plan.loaded.plan
    mark = f" ({term(lang, 'word.sample')})" if source.sample else ""
    yield f"## {text(source.title.get(lang))}{mark}"
    yield ""
    yield _dates(report, plan, lang)
    yield ""
    for status in GATING:
        if count := plan.counts.get(status):
            yield f"- {status_word(lang, status, source.sample)}: {count}"
    yield ""
    if not chosen(plan, options):
        yield from (term(lang, "text.no_targets"), "")
        return
    for head, items in grouped(lang, plan, options):
        yield from (f"### {text(head)}{mark}", "")
        yield _row([term(lang, f"head.{column}") for column in _COLUMNS])
        yield _row(["---"] * len(_COLUMNS))
        for item in items:
            cells = row(report, plan, item, options)
            if options.by == "group":
                cells["message"] = "; ".join((cells["message"], *group_lines(lang, plan.loaded, item)))
            yield _row([text(cells[column]) for column in _COLUMNS])
        yield ""


def _dates(report: Report, plan: PlanReport, lang: str) -> str:
    said = [phrase(lang, "text.line.as_of", as_of=report.as_of.isoformat())]
    if report.known_at:
        said.append(phrase(lang, "text.line.known_at", known_at=report.known_at.isoformat()))
    if plan.data_date is None:
        said.append(term(lang, "text.line.no_data"))
    else:
        said.append(phrase(lang, "text.line.data_date", data_date=plan.data_date.isoformat()))
    return "; ".join(said)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
