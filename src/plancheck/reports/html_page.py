"""The whole web page as data for its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from plancheck import __version__
from plancheck.messages import finding_text, phrase, term
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding
from plancheck.model.verdict import Status
from plancheck.reports.ansi import painter
from plancheck.reports.changes import changes
from plancheck.reports.flow import Flow
from plancheck.reports.found import Found
from plancheck.reports.html_cards import NUMERIC
from plancheck.reports.html_lists import CHARTS
from plancheck.reports.html_model import Count, Page, PlanHead
from plancheck.reports.html_pieces import Parts, Pieces
from plancheck.reports.options import Options
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import View, status_word
from plancheck.reports.select import GATING, chosen
from plancheck.reports.summary import checkable, days, in_words

_FINDINGS = 1000
_WIDE = 10_000
_COLUMNS = ("status", "id", "target", "programme", "owner", "actual", "goal", "ratio", "due", "data_date")
_UNSORTED = ("actual", "goal")
_SPLIT = "\x1f"
"""No cell of the table holds it: what does not print is written by its code."""
_FINDING = ("code", "severity", "place", "message", "do")


def page_of(flow: Flow, options: Options, parts: Parts) -> tuple[Page, str]:
    """The page for a report, and the style sheet with the colours of its plans. Options leave targets out of the
    lists, never out of the counts. Every plan is let go when it is written, unless there are few."""
    lang, wide, several = options.lang, replace(options, width=_WIDE, colour=False, show_all=True), flow.count > 1
    found = Found(flow, lambda finding: _SPLIT.join((finding.severity, *_finding(lang, finding, several))))
    pieces, title, sample = Pieces(parts, several), term(lang, "page.title"), flow.count > 0
    for i, (plan, _) in enumerate(found.watch(flow.plans)):
        view = View(flow.head, plan, wide, painter(plan.loaded.plan, wide))
        pieces.add(view, _plan(view, i))
        title = title if several else escape(view.source.title.get(lang))
        sample = sample and view.source.sample
    pieces.done()
    listed, counted, rest = _listed(found)
    return Page(
        html_lang="zh-CN" if lang == "zh" else "en",
        title=title,
        sample=sample,
        several=several,
        dates=join(lang, list(days(flow.head, lang))),
        plans=pieces.heads(),
        filters=tuple(pieces.filters.made(lang, pieces.offices)),
        heads=tuple(_heads(lang, several)),
        numeric=NUMERIC,
        listed=pieces.listed,
        rows=pieces.rows(),
        groups=pieces.groups(),
        charts_left_out="" if pieces.every_chart else phrase(lang, "page.charts", most=str(CHARTS)),
        findings_head=tuple(line.strip() for line in in_words(counted, found.left_out, wide)),
        findings_heads=tuple(term(lang, f"page.{name}") for name in _FINDING),
        findings=listed,
        findings_rest=phrase(lang, "page.more_findings", count=str(rest)) if rest > 0 else "",
        footer=phrase(lang, "page.footer", version=__version__),
    ), "".join(pieces.colours)


def _listed(found: Found) -> tuple[tuple[tuple[str, ...], ...], Counter[tuple[str, str]], int]:
    """The first findings as rows of a table, how many there are by severity and code, and how many are not listed."""
    listed: list[tuple[str, ...]] = []
    counted: Counter[tuple[str, str]] = Counter()
    for text in found.each():
        severity, *cells = text.split(_SPLIT)
        counted[severity, cells[0]] += 1
        if len(listed) < _FINDINGS:
            listed.append(tuple(cells))
    return tuple(listed), counted, counted.total() - len(listed)


def _heads(lang: str, several: bool) -> Iterator[tuple[str, str, bool]]:
    names = (*_COLUMNS[:2], "plan", *_COLUMNS[2:]) if several else _COLUMNS
    return ((name, term(lang, f"head.{name}"), name not in _UNSORTED) for name in names)


def _plan(view: View, i: int) -> PlanHead:
    head, changed = _changes(view)
    notes = checkable(view)
    shown, total = len(chosen(view.plan, view.options)), len(view.plan.targets)
    if shown < total:
        notes.append(phrase(view.lang, "text.filtered", shown=str(shown), total=str(total)))
    return PlanHead(
        escape(view.source.title.get(view.lang)),
        view.source.sample,
        f"p{i}",
        tuple(_counts(view)),
        tuple(notes),
        tuple(_about(view)),
        head,
        tuple(changed),
    )


def _counts(view: View) -> Iterator[Count]:
    counts = view.plan.counts
    most = max(counts.values(), default=0)
    for status in GATING:
        if count := counts.get(status):
            word = status_word(view.lang, status, view.source.sample)
            yield Count(status.value, word, str(count), str(max(1, count * 100 // most)))


def _about(view: View) -> Iterator[tuple[str, str]]:
    """The document, the plan's period, how far the data go and who has reported."""
    lang, plan, source = view.lang, view.plan, view.source
    said = source.source
    document = [escape(part) for part in (said.document, said.publisher) if part] if said else []
    if document:
        yield term(lang, "explain.document"), join(lang, document)
    span = {"from_": source.period.start.isoformat(), "until": source.period.end.isoformat()}
    yield term(lang, "explain.period"), phrase(lang, "explain.span", **span)
    data_date = plan.data_date.isoformat() if plan.data_date else term(lang, "text.line.no_data")
    yield term(lang, "head.data_date"), data_date
    if plan.reporters_expected:
        yield term(lang, "page.reporters"), f"{plan.reporters_in}/{plan.reporters_expected}"


def _changes(view: View) -> tuple[str, list[str]]:
    """How many targets stand worse or better than before, and which."""
    since = view.report.since
    if since is None:
        return "", []
    found = changes(view.plan.targets)
    if not found.worse and not found.better:
        return phrase(view.lang, "text.no_changes", since=since.isoformat()), []
    counted = {"worse": str(len(found.worse)), "better": str(len(found.better))}
    head = phrase(view.lang, "text.changes", since=since.isoformat(), **counted)
    return head, [_change(view, item) for item in (*found.worse, *found.better)]


def _change(view: View, item: TargetReport) -> str:
    before = item.previous.status if item.previous else Status.NO_DATA  # those without one have not changed
    said = {
        "name": f"{item.target.id} {escape(item.target.title.get(view.lang))}",
        "before": term(view.lang, f"status.{before.value}"),
        "after": status_word(view.lang, item.verdict.status, view.source.sample),
    }
    return phrase(view.lang, "text.change", **said)


def _finding(lang: str, finding: Finding, several: bool) -> tuple[str, ...]:
    """A row of the table; of several plans, each with a folder of its own, the place begins with the plan."""
    message, hint = finding_text(lang, finding)
    place = escape(str(finding.origin)) if finding.origin else ""
    home = f"{escape(finding.plan)}: " if several and finding.plan else ""
    return finding.code, term(lang, f"severity.{finding.severity}"), home + place, message, hint
