"""The report for other programs: schema `plancheck.report/1`. Numbers are strings, exact, without exponent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from plancheck import __version__
from plancheck.messages import finding_text, verdict_text
from plancheck.messages.numbers import plain
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef
from plancheck.model.verdict import Basis, Fact
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.select import all_findings, owner_name

SCHEMA = "plancheck.report/1"
Json = str | bool | None | list["Json"] | dict[str, "Json"]


def render(report: Report, options: Options) -> str:
    """The whole report, keys in a fixed order, a newline at the end. Options leave out no target."""
    return dump(
        {
            "schema": SCHEMA,
            "plancheck": __version__,
            "as_of": report.as_of.isoformat(),
            "known_at": _day(report.known_at),
            "period": report.period,
            "since": _day(report.since),
            "plans": [_plan(options.lang, plan) for plan in report.plans],
            "findings": [finding_object(options.lang, finding) for finding in all_findings(report)],
        }
    )


def dump(value: Json) -> str:
    """JSON in which characters that do not print are written by their codes."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    if text.replace("\n", "").isprintable():
        return text + "\n"
    return "".join(c if c.isprintable() or c in "\n\u3000" else _code(c) for c in text) + "\n"


def _code(char: str) -> str:
    return json.dumps(char)[1:-1]


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
        "targets": [target_object(lang, plan, item) for item in plan.targets],
    }


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


def finding_object(lang: str, finding: Finding) -> dict[str, Json]:
    """One finding with its place, message and hint."""
    message, hint = finding_text(lang, finding)
    origin = finding.origin
    place: dict[str, Json] = {"file": origin.file if origin else None}
    if isinstance(origin, CellRef):
        place |= {"sheet": origin.sheet, "cell": origin.cell}
    elif isinstance(origin, TextRef):
        place |= {"line": str(origin.line), "column": str(origin.column) if origin.column else None}
    return {
        "code": finding.code,
        "severity": finding.severity,
        **place,
        "message": message,
        "hint": hint,
        **({"target": finding.target} if finding.target else {}),
        **({"plan": finding.plan} if finding.plan else {}),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
