"""The report for other programs: schema `plancheck.report/1`. Numbers are strings, exact, without exponent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from plancheck import __version__
from plancheck.messages import verdict_text
from plancheck.messages.numbers import plain
from plancheck.model.verdict import Basis, Fact
from plancheck.reports.flow import Flow, flow_of
from plancheck.reports.found import Found
from plancheck.reports.json_parts import Json, finding_object, pieces_of, text_of
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.select import owner_name

SCHEMA = "plancheck.report/1"


def render(report: Report, options: Options) -> str:
    """The whole report, keys in a fixed order, a newline at the end. Options leave out no target."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same piece by piece: a plan is let go when it is written, of findings only their text is kept."""
    lang, head = options.lang, flow.head
    found = Found(flow, lambda finding: _indented(finding_object(lang, finding)))
    about: Json = {
        "schema": SCHEMA,
        "plancheck": __version__,
        "as_of": head.as_of.isoformat(),
        "known_at": _day(head.known_at),
        "period": head.period,
        "since": _day(head.since),
    }
    yield text_of(about).removesuffix("\n}") + ',\n "plans": '
    yield from _list(_indented(_plan(lang, plan)) for plan, _ in found.watch(flow.plans))
    yield ',\n "findings": '
    yield from _list(found.each())
    yield "\n}\n"


def _list(texts: Iterable[str]) -> Iterator[str]:
    """A list one level deep, item by item."""
    before = "[\n  "
    for text in texts:
        yield before + text
        before = ",\n  "
    yield "[]" if before[0] == "[" else "\n ]"


def _indented(value: Json) -> str:
    """An item of such a list. Within texts there are no line ends."""
    return "".join(piece.replace("\n", "\n  ") for piece in pieces_of(value))


def _plan(lang: str, plan: PlanReport) -> Json:
    source = plan.loaded.plan
    return {
        "id": source.id,
        "title": source.title.get(lang),
        **({"sample": True} if source.sample else {}),
        "data_date": _day(plan.data_date),
        "reporters_in": str(plan.reporters_in),
        "reporters_expected": str(plan.reporters_expected),
        "counts": {status.value: str(count) for status, count in plan.counts.items()},
        **left_out(plan),
        "targets": [target_object(lang, plan, item) for item in plan.targets],
    }


def left_out(plan: PlanReport) -> dict[str, Json]:
    """How many findings the plan leaves out, by code; nothing where it leaves out none."""
    return {"left_out": {code: str(count) for code, count in plan.left_out.items()}} if plan.left_out else {}


def target_object(lang: str, plan: PlanReport, item: TargetReport) -> dict[str, Json]:
    """One target with its verdict."""
    target, verdict, thresholds = item.target, item.verdict, plan.loaded.plan.thresholds
    return {
        "id": target.id,
        "title": target.title.get(lang),
        **({"sample": True} if plan.loaded.plan.sample else {}),
        "programme": item.programme.id,
        "programme_title": item.programme.title.get(lang),
        "owner": owner_name(lang, plan.loaded, target) or None,
        "owner_id": target.owner.lead if target.owner else None,
        "kind": target.rule.kind,
        "method": target.method,
        "unit": target.unit,
        "status": verdict.status.value,
        "previous_status": item.previous.status.value if item.previous else None,
        "flags": [flag.value for flag in verdict.flags],
        "reason": verdict.reason,
        "message": verdict_text(lang, item, thresholds),
        "facts": {name: fact(value) for name, value in verdict.facts.items()},
        "basis": [_basis(basis) for basis in verdict.basis],
        "findings": [finding_object(lang, finding) for finding in item.findings],
    }


def fact(value: Fact) -> Json:
    """A fact as it stands in JSON: numbers and dates as strings, truth values as such, lists and objects of these."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): fact(inner) for name, inner in value.items()}
    return [str(entry) for entry in value] if isinstance(value, tuple) else str(value)


def _basis(basis: Basis) -> Json:
    value = basis.value
    return {
        "period": basis.period,
        **({"entity": basis.entity} if basis.entity else {}),
        **({"item": basis.item} if basis.item else {}),
        "value": None if value is None else fact(value),
        "sources": [str(origin) for origin in basis.sources],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
