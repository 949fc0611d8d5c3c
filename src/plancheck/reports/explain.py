"""One verdict from its clause to every cell: clause, rule, arithmetic, flags, basis, findings, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plancheck import __version__
from plancheck.messages import advice_text, finding_text, phrase, term, verdict_text
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.values import amount_of
from plancheck.model.verdict import Basis
from plancheck.plans.plan import Target
from plancheck.reports.ansi import painter
from plancheck.reports.arithmetic import arithmetic_lines, fact_lines
from plancheck.reports.json import SCHEMA, target_object
from plancheck.reports.json_parts import dump
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import View, flag_words, status_word
from plancheck.reports.rule_words import Line, rule_lines
from plancheck.reports.select import office_name
from plancheck.reports.summary import header
from plancheck.reports.width import pad, width, wrap

_INDENT = 2


def find(report: Report, target: str) -> tuple[PlanReport, TargetReport] | None:
    """The target of that id in the first plan that has it."""
    return next(((plan, item) for plan in report.plans for item in plan.targets if item.target.id == target), None)


def render(report: Report, options: Options, target: str) -> str:
    """The explanation as text; the id must be one of the report's (ask `find`)."""
    plan, item = _found(report, target)
    view = View(report, plan, options, painter(plan.loaded.plan, options))
    lines = [*_title(view, item), *(_section(view, "clause", clause_lines(view, item)))]
    lines += _section(view, "rule", rule_lines(view.lang, view.source, item.target))
    lines += _section(view, "arithmetic", arithmetic_lines(view, item))
    lines += _section(view, "facts", fact_lines(view, item))
    lines += _section(view, "flags", flag_lines(view, item))
    lines += ["", term(view.lang, "explain.basis"), *_basis_lines(view, item)]
    lines += _free(view, "findings", _findings(view, item))
    advice = advice_text(view.lang, item, view.source.thresholds)
    lines += _free(view, "next", [advice] if advice else [])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def render_json(report: Report, options: Options, target: str) -> str:
    """The same for programs: the target's object of the report, with the dates it holds for."""
    plan, item = _found(report, target)
    return dump(
        {
            "schema": SCHEMA,
            "plancheck": __version__,
            "as_of": report.as_of.isoformat(),
            "known_at": report.known_at.isoformat() if report.known_at else None,
            "plan": plan.loaded.plan.id,
            "target": target_object(options.lang, plan, item),
            "advice": advice_text(options.lang, item, plan.loaded.plan.thresholds),
        }
    )


def _found(report: Report, target: str) -> tuple[PlanReport, TargetReport]:
    found = find(report, target)
    if found is None:
        raise KeyError(target)
    return found


def _title(view: View, item: TargetReport) -> list[str]:
    sample = view.source.sample
    name = f"{item.target.id} {escape(item.target.title.get(view.lang))}"
    status = status_word(view.lang, item.verdict.status, sample)
    flags = "".join(f" [{word}]" for word in flag_words(view.lang, item))
    sentence = wrap(verdict_text(view.lang, item, view.source.thresholds), view.options.width)
    return [
        *wrap(name, view.options.width),
        *header(view),
        "",
        view.paint(status, item.verdict.status) + flags,
        *sentence,
    ]


def _section(view: View, key: str, lines: Iterable[Line]) -> list[str]:
    """A head and its `label: value` lines; nothing at all when there are none."""
    body: list[str] = []
    for label, value in lines:
        name = term(view.lang, label if "." in label else f"explain.{label}")
        text = phrase(view.lang, "explain.line", label=name, value=value)
        body += [" " * _INDENT + line for line in wrap(text, view.options.width - _INDENT)]
    return ["", term(view.lang, f"explain.{key}"), *body] if body else []


def _free(view: View, key: str, texts: Iterable[str]) -> list[str]:
    body = [" " * _INDENT + line for text in texts for line in wrap(text, view.options.width - _INDENT)]
    return ["", term(view.lang, f"explain.{key}"), *body] if body else []


def clause_lines(view: View, item: TargetReport) -> Iterator[Line]:
    """Where the commitment stands, whose it is, what the encoder decided."""
    target, lang = item.target, view.lang
    own, whole = target.source, view.source.source
    document = (own.document if own else None) or (whole.document if whole else None)
    publisher = (own.publisher if own else None) or (whole.publisher if whole else None)
    if document or publisher:
        yield "document", join(lang, [escape(part) for part in (document, publisher) if part])
    places = [part for part in (own.section, own.item, own.page, own.url) if part] if own else []
    if places:
        yield "place", join(lang, [escape(part) for part in places])
    yield from _owner(view, target)
    if target.aspirational:
        yield "hedge", term(lang, "explain.aspirational")
    for name, note in (target.encoder or {}).items():
        yield "encoder", escape(f"{name}: {note}")
    notes = [target.note.get(lang) if target.note else None, own.note if own else None]
    for text in notes:
        if text:
            yield "note", escape(text)
    yield from _amended(view, item)


def _owner(view: View, target: Target) -> Iterator[Line]:
    if target.owner is None:
        return
    names = [escape(office_name(view.lang, view.plan.loaded, key)) for key in (target.owner.lead, *target.owner.with_)]
    yield "owner", names[0]
    if names[1:]:
        yield "with", join(view.lang, names[1:])
    if target.owner.person:
        yield "person", escape(target.owner.person)


def _amended(view: View, item: TargetReport) -> Iterator[Line]:
    for version in view.plan.loaded.versions.get(item.target.id, ()):
        made = version.amendment
        if made is not None and made.date <= view.report.as_of:
            yield (
                "amended",
                phrase(view.lang, "explain.amendment", date=made.date.isoformat(), reason=escape(made.reason)),
            )
    waiver = item.target.waived
    if waiver is not None:
        said = {"date": waiver.date.isoformat(), "by": escape(waiver.by), "reason": escape(waiver.reason)}
        yield "amended", phrase(view.lang, "explain.waived", **said)


def flag_lines(view: View, item: TargetReport) -> Iterator[Line]:
    """Every flag with why it is there."""
    for flag in item.verdict.flags:
        yield f"flag.{flag.value}", term(view.lang, f"why.{flag.value}")


def _basis_lines(view: View, item: TargetReport) -> list[str]:
    """Indented; a line too long for the terminal is broken, its columns kept."""
    room = view.options.width - _INDENT
    return [
        " " * _INDENT + part
        for row in _basis(view, item)
        for part in ([row] if width(row) <= room else wrap(row, room))
    ]


def _basis(view: View, item: TargetReport) -> list[str]:
    """Every value the verdict rests on, with its cells."""
    rows = [(basis_about(basis), basis_value(view, item, basis), basis) for basis in item.verdict.basis]
    if not rows:
        return [term(view.lang, "explain.no_basis")]
    first = max(width(about) for about, _, _ in rows)
    second = max(width(value) for _, value, _ in rows)
    lines: list[str] = []
    for about, value, basis in rows:
        head = f"{pad(about, first)}  {pad(value, second)}  "
        places = [escape(str(origin)) for origin in basis.sources] or [""]
        lines += [head + places[0], *(" " * width(head) + place for place in places[1:])]
    return lines


def basis_about(basis: Basis) -> str:
    """Period, entity and item, as far as they say something."""
    return escape(" ".join(part for part in (basis.period, basis.entity, basis.item) if part))


def basis_value(view: View, item: TargetReport, basis: Basis) -> str:
    """The value with its unit; what could not be used is a gap."""
    if basis.value is None:
        return term(view.lang, "word.gap")
    if isinstance(basis.value, bool):
        return term(view.lang, "word.yes" if basis.value else "word.no")
    return amount_of(view.lang, item.target, item.verdict.facts, basis.value)


def _findings(view: View, item: TargetReport) -> Iterator[str]:
    for finding in item.findings:
        message, hint = finding_text(view.lang, finding)
        place = f"{escape(str(finding.origin))}  " if finding.origin else ""
        yield f"{place}{finding.code} {term(view.lang, f'severity.{finding.severity}')}  {message}"
        if hint:
            yield f"  {hint}"
