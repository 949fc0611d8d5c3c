"""One target on the web page: its row in the table, and its card with chart, arithmetic and cells."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from plancheck.messages import advice_text, finding_text, phrase, term, verdict_text
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import plain, to_places
from plancheck.messages.values import goal_in_words, unit_of, words
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.reports.arithmetic import arithmetic_lines, fact_lines
from plancheck.reports.explain import basis_about, basis_value, clause_lines, flag_lines
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import View, flag_words, pace_shown, paced, status_word
from plancheck.reports.rule_words import Line, rule_lines
from plancheck.reports.select import GATING, owner_name

NUMERIC = ("actual", "goal", "ratio")
_FIGURES = (("actual", "actual"), ("goal", "goal"), ("expected", "expected"), ("ratio", "ratio"),
            ("due", "due"), ("data_date", "data_date"))  # fmt: skip
_SECTIONS = ("clause", "rule", "arithmetic", "facts", "flags")


@frozen
class Row:
    """`cells` are (column, text, key to sort by or None for the text itself); `offices` are numbers of the filter."""

    card: str
    palette: str
    plan: str
    programme: str
    offices: str
    status: str
    word: str
    rank: str
    order: str
    id: str
    cells: tuple[tuple[str, str, str | None], ...]


@frozen
class Card:
    """Everything said of one target; `key` is the name that links lead to."""

    key: str
    status: str
    word: str
    id: str
    title: str
    flags: tuple[str, ...]
    sentence: str
    figures: tuple[Line, ...]
    chart: Markup
    sections: tuple[tuple[str, str], ...]
    basis: tuple[tuple[str, str, str], ...]
    basis_rest: str
    findings: tuple[str, ...]


def said_of(view: View, item: TargetReport) -> dict[str, str]:
    """The figures of a verdict in words; `goal` is what is asked for. What is expected, and at which pace it goes, only
    where that decides."""
    facts = item.verdict.facts
    said = words(view.lang, item.target, facts, view.source.thresholds)
    comparator = facts.get("comparator")
    goal = (
        goal_in_words(view.lang, str(comparator), facts, unit_of(view.lang, item.target, facts)) if comparator else ""
    )
    left = ({"ratio"} if pace_shown(item) is None else set()) | (set() if paced(item) else {"expected"})
    return {name: text for name, text in said.items() if name not in left} | ({"goal": goal} if goal else {})


def row_cells(view: View, item: TargetReport, several: bool) -> tuple[tuple[str, str, str | None], ...]:
    """The columns after status and number; of `several` plans, which one it is."""
    said, ratio = said_of(view, item), pace_shown(item)
    plan = (("plan", escape(view.source.title.get(view.lang)), None),) if several else ()
    return (
        *plan,
        ("target", escape(item.target.title.get(view.lang)), None),
        ("programme", escape(item.programme.title.get(view.lang)), None),
        ("owner", escape(owner_name(view.lang, view.plan.loaded, item.target)), None),
        ("actual", said.get("actual", ""), None),
        ("goal", said.get("goal", ""), None),
        ("ratio", said.get("ratio", ""), "" if ratio is None else plain(to_places(ratio, 6))),
        ("due", said.get("due", ""), None),
        ("data_date", said.get("data_date", ""), None),
    )


def rank(item: TargetReport) -> int:
    """The place of the status in gating order."""
    return GATING.index(item.verdict.status)


def card(view: View, item: TargetReport, key: str, chart: Markup, most_cells: int) -> Card:
    """The card; of the cells at most so many are listed, and the others counted."""
    verdict = item.verdict
    places = [
        (basis_about(basis), basis_value(view, item, basis), _places(view.lang, tuple(map(str, basis.sources))))
        for basis in verdict.basis[:most_cells]
    ]
    rest = len(verdict.basis) - len(places)
    return Card(
        key,
        verdict.status.value,
        status_word(view.lang, verdict.status, view.source.sample),
        item.target.id,
        escape(item.target.title.get(view.lang)),
        tuple(flag_words(view.lang, item)),
        verdict_text(view.lang, item, view.source.thresholds),
        tuple(_figures(view, item)),
        chart,
        tuple(_sections(view, item)),
        tuple(places),
        phrase(view.lang, "page.more_cells", count=str(rest), id=item.target.id) if rest else "",
        tuple(finding_line(view.lang, finding) for finding in item.findings),
    )


def _figures(view: View, item: TargetReport) -> Iterator[Line]:
    """What a reader looks for first, under the heads of the table."""
    lang, said = view.lang, said_of(view, item)
    owner = owner_name(lang, view.plan.loaded, item.target)
    if owner:
        yield term(lang, "head.owner"), escape(owner)
    for name, head in _FIGURES:
        if name in said:
            yield term(lang, f"head.{head}"), said[name]
    if item.previous is not None and item.previous.status is not item.verdict.status:
        yield term(lang, "head.previous"), status_word(lang, item.previous.status, view.source.sample)
    advice = advice_text(lang, item, view.source.thresholds)
    if advice:
        yield term(lang, "head.advice"), advice


def _sections(view: View, item: TargetReport) -> Iterator[tuple[str, str]]:
    """Clause, rule, arithmetic, other figures, flags: those that have anything to say, a line for each thing said."""
    made = (
        clause_lines(view, item),
        rule_lines(view.lang, view.source, item.target),
        arithmetic_lines(view, item),
        fact_lines(view, item),
        flag_lines(view, item),
    )
    for name, lines in zip(_SECTIONS, made, strict=True):
        body = [_line(view.lang, label, value) for label, value in lines]
        if body:
            yield term(view.lang, f"explain.{name}"), "\n".join(body)


def _line(lang: str, label: str, value: str) -> str:
    name = term(lang, label if "." in label else f"explain.{label}")
    return phrase(lang, "explain.line", label=name, value=value)


def _places(lang: str, sources: tuple[str, ...]) -> str:
    return join(lang, [escape(source) for source in sources])


def finding_line(lang: str, finding: Finding) -> str:
    """Place, code, severity, message and hint in one line."""
    message, hint = finding_text(lang, finding)
    place = escape(str(finding.origin)) if finding.origin else ""
    parts = (place, f"{finding.code} {term(lang, f'severity.{finding.severity}')}", message, hint)
    return " · ".join(part for part in parts if part)
