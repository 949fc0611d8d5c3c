"""A few plans as text: a line for each, then the worst targets across them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.reports.ansi import painter
from plancheck.reports.listing import WORST, every_target
from plancheck.reports.options import Options
from plancheck.reports.report import Report, TargetReport
from plancheck.reports.rows import View, advice, detail, head_lines, status_columns, status_word
from plancheck.reports.select import GATING, chosen, none_worst, troubled, worst_first
from plancheck.reports.summary import findings, header, more
from plancheck.reports.width import fit, pad, width, wrap

_INDENT = 4
_NARROWEST = 20


def overview(report: Report, options: Options) -> list[str]:
    """The roll-up: counts and the worst of each plan, never a mean."""
    views = [View(report, plan, options, painter(plan.loaded.plan, options)) for plan in report.plans]
    total = sum(len(plan.targets) for plan in report.plans)
    head = phrase(options.lang, "text.plans", count=str(len(views)), total=str(total))
    lines = [*wrap(f"{head}    {when(report, options.lang)}", options.width), ""]
    for view in views:
        lines += plan_line(view)
    home = {id(item): view for view in views for item in view.plan.targets}
    worst = worst_first(item for view in views for item in troubled(chosen(view.plan, options)))
    lines += [
        "",
        *(_every(views) if options.show_all else worst_of(home, worst[: options.top or WORST], len(worst), options)),
        "",
        *findings(report, options),
    ]
    if worst:
        return [*lines, *more(home[id(worst[0])], worst[0].target.id)]
    full = next((view for view in views if view.plan.targets), views[0])
    return [*lines, *more(full, None)]


def when(report: Report, lang: str) -> str:
    """The period or the day that the verdicts speak of."""
    as_of = report.as_of.isoformat()
    if report.period:
        return phrase(lang, "text.line.period", period=escape(report.period), as_of=as_of)
    return phrase(lang, "text.line.as_of", as_of=as_of)


def plan_line(view: View) -> list[str]:
    """Name, data date, counts, the worst: on one line where they have room, else the counts below the name."""
    plan = view.plan
    mark = f"  [{term(view.lang, 'word.sample')}]" if view.source.sample else ""
    name = escape(view.source.title.get(view.lang))
    date = plan.data_date.isoformat() if plan.data_date else term(view.lang, "text.line.no_data")
    pieces = _pieces(view)
    tail = f"{mark}  {date}"
    room = view.options.width - width(tail) - sum(width(plain) + 2 for plain, _ in pieces)
    if room >= min(_NARROWEST, width(name)):
        return [pad(fit(name, room), room) + tail + "".join(f"  {painted}" for _, painted in pieces)]
    first = fit(name, view.options.width - width(tail)) + tail
    return [first, *(" " * _INDENT + line for line in _flow(pieces, view.options.width - _INDENT))]


def _pieces(view: View) -> list[tuple[str, str]]:
    """Each count and the worst target, plain and painted."""
    pieces = []
    for status in GATING:
        if count := view.plan.counts.get(status):
            plain = f"{status_word(view.lang, status, view.source.sample)} {count}"
            pieces.append((plain, view.paint(plain, status)))
    if worst := troubled(chosen(view.plan, view.options)):
        status = worst[0].verdict.status
        word = status_word(view.lang, status, view.source.sample)
        plain = phrase(view.lang, "text.plan_worst", status=word, id=worst[0].target.id)
        pieces.append((plain, view.paint(plain, status)))
    return pieces


def _flow(pieces: list[tuple[str, str]], columns: int) -> list[str]:
    """The pieces side by side, as many on a line as fit; none is cut."""
    lines, taken = [""], 0
    for plain, painted in pieces:
        if taken and taken + 2 + width(plain) > columns:
            lines.append("")
            taken = 0
        lines[-1] += f"  {painted}" if taken else painted
        taken += width(plain) + (2 if taken else 0)
    return lines


def worst_of(home: Mapping[int, View], shown: Sequence[TargetReport], total: int, options: Options) -> list[str]:
    """The worst over all plans, of so many that need attention, each under the name of its plan; `home` is the plan of
    each target."""
    if not shown:
        return [term(options.lang, none_worst(options))]
    columns = max(status_columns(home[id(item)], [item]) for item in shown)
    lines = wrap(phrase(options.lang, "text.worst", shown=str(len(shown)), total=str(total)), options.width)
    for item in shown:
        view = home[id(item)]
        plan = fit(escape(view.source.title.get(view.lang)), options.width - _INDENT)
        lines += [*head_lines(view, item, columns), " " * _INDENT + plan]
        lines += [*detail(view, item, _INDENT), *advice(view, item, _INDENT)]
    return lines


def _every(views: list[View]) -> list[str]:
    lines: list[str] = []
    for view in views:
        lines += ["", *header(view), "", *every_target(view)] if lines else [*header(view), "", *every_target(view)]
    return lines
