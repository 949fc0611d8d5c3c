"""The paragraphs of a circular (通报) or a chat message: plain sentences, no table, one line a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from plancheck.messages import phrase, term, verdict_text
from plancheck.messages.catalogue import fill, join
from plancheck.messages.escape import escape
from plancheck.messages.values import words
from plancheck.messages.verdicts import bounds_text
from plancheck.model.verdict import Status
from plancheck.reports.changes import changes
from plancheck.reports.flow import Flow, flow_of
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import status_word
from plancheck.reports.select import GATING, chosen, owner_name, worst_first

_LAGGING = (Status.MISSED, Status.AT_RISK)
_MOST = 20
_ACTED_ON = (*_LAGGING, Status.UNDETERMINED, Status.NO_DATA)


def render(report: Report, options: Options) -> str:
    """Paragraphs for every plan, each with the sample mark where the plan is one."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same plan by plan."""
    if not flow.count:
        yield term(options.lang, "text.no_plans") + "\n"
    before = ""
    for plan, _ in flow.plans:
        yield before + "".join(f"{line}\n" for line in _plan(flow.head, plan, options))
        before = "\n"


def _plan(report: Report, plan: PlanReport, options: Options) -> Iterator[str]:
    lang = options.lang
    mark = term(lang, "brief.sample") if plan.loaded.plan.sample else ""
    items = chosen(plan, options)
    for paragraph in (
        _opening(report, plan, lang),
        _done(lang, items),
        _lagging(lang, plan, items),
        _undecided(lang, plan, items),
        _offices(lang, plan, items),
        _silent(lang, items),
        _missing(lang, items),
    ):
        if paragraph:
            yield mark + paragraph


def _opening(report: Report, plan: PlanReport, lang: str) -> str:
    """Counts of every status, the reach of the data, what was known by then, the change since the period before."""
    said = {
        "as_of": report.as_of.isoformat(),
        "title": escape(plan.loaded.plan.title.get(lang)),
        "total": str(len(plan.targets)),
    }
    if plan.targets:
        said["counts"] = _counts(lang, (item.verdict.status for item in plan.targets))
    if report.period:
        said["period"] = escape(report.period)
    sentences = [fill(term(lang, "brief.counts"), said) or "", _data(plan, lang)]
    if report.known_at:
        sentences.append(phrase(lang, "brief.known_at", known_at=report.known_at.isoformat()))
    if report.since:
        found = changes(plan.targets)
        worse, better = str(len(found.worse)), str(len(found.better))
        sentences.append(phrase(lang, "brief.changed", since=report.since.isoformat(), worse=worse, better=better))
    return ("" if lang == "zh" else " ").join(sentences)


def _data(plan: PlanReport, lang: str) -> str:
    if plan.data_date is None:
        return term(lang, "brief.nothing")
    said = {"data_date": plan.data_date.isoformat()}
    if plan.reporters_expected:
        said |= {"reporters_in": str(plan.reporters_in), "reporters_expected": str(plan.reporters_expected)}
    return fill(term(lang, "brief.data"), said) or ""


def _counts(lang: str, statuses: Iterable[Status]) -> str:
    by = Counter(statuses)
    said = [
        phrase(lang, "brief.count", status=term(lang, f"status.{status.value}"), count=str(by[status]))
        for status in GATING
        if by[status]
    ]
    return term(lang, "join.list").join(said)


def _title(item: TargetReport, lang: str) -> str:
    return escape(item.target.title.get(lang))


def _done(lang: str, items: list[TargetReport]) -> str:
    done = [item for item in items if item.verdict.status is Status.ACHIEVED]
    if not done:
        return ""
    return phrase(lang, "brief.done", items=join(lang, [_done_item(lang, item) for item in done], _MOST))


def _done_item(lang: str, item: TargetReport) -> str:
    said = words(lang, item.target, item.verdict.facts)
    reached = bounds_text(lang, item.verdict, said) or said.get("actual", "")
    notes = [reached] if reached else []
    notes += [term(lang, f"flag.{flag.value}") for flag in item.verdict.flags]
    values = {"title": _title(item, lang)}
    if notes:
        values["note"] = term(lang, "join.clause").join(notes)
    return fill(term(lang, "brief.done_item"), values) or ""


def _lagging(lang: str, plan: PlanReport, items: list[TargetReport]) -> str:
    lagging = worst_first(item for item in items if item.verdict.status in _LAGGING)
    if not lagging:
        return term(lang, "brief.lagging_none")
    return phrase(lang, "brief.lagging", count=str(len(lagging)), items=_listed(lang, plan, lagging))


def _undecided(lang: str, plan: PlanReport, items: list[TargetReport]) -> str:
    open_ = [item for item in items if item.verdict.status is Status.UNDETERMINED]
    return phrase(lang, "brief.undecided", count=str(len(open_)), items=_listed(lang, plan, open_)) if open_ else ""


def _listed(lang: str, plan: PlanReport, items: list[TargetReport]) -> str:
    """Numbered, each with its status and its figures."""
    said = [
        phrase(
            lang,
            "brief.item",
            n=str(n),
            title=_title(item, lang),
            status=_status(lang, item),
            message=verdict_text(lang, item, plan.loaded.plan.thresholds),
        )
        for n, item in enumerate(items, 1)
    ]
    return term(lang, "join.sentence").join(said)


def _status(lang: str, item: TargetReport) -> str:
    flags = [term(lang, f"flag.{flag.value}") for flag in item.verdict.flags]
    return term(lang, "join.clause").join([status_word(lang, item.verdict.status, False), *flags])


def _offices(lang: str, plan: PlanReport, items: list[TargetReport]) -> str:
    """Those with anything to act on, the one with most that is worst first."""
    by: dict[str, list[Status]] = {}
    for item in items:
        if item.verdict.status in _ACTED_ON:
            office = owner_name(lang, plan.loaded, item.target) or term(lang, "word.no_owner")
            by.setdefault(office, []).append(item.verdict.status)
    if not by:
        return ""
    ordered = sorted(by.items(), key=lambda entry: [-entry[1].count(status) for status in _ACTED_ON])
    said = [phrase(lang, "brief.office", office=escape(o), counts=_counts(lang, statuses)) for o, statuses in ordered]
    return phrase(lang, "brief.offices", offices=term(lang, "join.list").join(said))


def _silent(lang: str, items: list[TargetReport]) -> str:
    silent = [_title(item, lang) for item in items if item.verdict.status is Status.NO_DATA]
    if not silent:
        return ""
    return phrase(lang, "brief.silent", count=str(len(silent)), items=join(lang, silent, _MOST))


def _missing(lang: str, items: list[TargetReport]) -> str:
    """Who has not reported, and for which targets."""
    by: dict[str, list[str]] = {}
    for item in items:
        missing = item.verdict.facts.get("missing")
        for entity in missing if isinstance(missing, tuple) else ():
            by.setdefault(entity, []).append(item.target.id)
    if not by:
        return ""
    glue = term(lang, "join.list")
    said = [phrase(lang, "brief.missing_item", entity=escape(e), targets=glue.join(ids)) for e, ids in by.items()]
    return phrase(lang, "brief.missing", items=glue.join(said))
