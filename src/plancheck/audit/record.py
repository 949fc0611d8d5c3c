"""`audit.json`: every verdict with its facts and basis, and what each target said when it was judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from plancheck import __version__
from plancheck.audit.fields import changed, fields_of
from plancheck.messages.numbers import plain
from plancheck.model.text import Text
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.reports.json import left_out, target_object
from plancheck.reports.json_parts import Json, dump, finding_object
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.select import all_findings

SCHEMA = "plancheck.audit/1"
_NOT_THE_RULE = frozenset({"id", "title", "source", "aliases", "note", "encoder", "owner"})
"""What may be reworded without any verdict changing."""
_READING = ("placeholders", "headers")


def record(report: Report, lang: str) -> bytes:
    """The file, keys in a fixed order."""
    return dump(
        {
            "schema": SCHEMA,
            "plancheck": __version__,
            "as_of": report.as_of.isoformat(),
            "known_at": report.known_at.isoformat() if report.known_at else None,
            "plans": [_plan(lang, report, plan) for plan in report.plans],
            "findings": [finding_object(lang, finding) for finding in all_findings(report)],
        }
    ).encode()


def _plan(lang: str, report: Report, plan: PlanReport) -> Json:
    loaded, source = plan.loaded, plan.loaded.plan
    return {
        "id": source.id,
        "title": source.title.get(lang),
        **({"sample": True} if source.sample else {}),
        "thresholds": definition(source.thresholds),
        "grace_days": definition(source.grace_days),
        "period": definition(source.period),
        **{name: definition(said) for name in _READING if (said := getattr(source, name))},
        "rosters": {key: _roster(loaded, key) for key in sorted(loaded.rosters)},
        "counts": {status.value: str(count) for status, count in plan.counts.items()},
        **left_out(plan),
        "targets": [
            target_object(lang, plan, item)
            | {"definition": _definition(item.target), "amendments": _amended(report, plan, item)}
            for item in plan.targets
        ],
    }


def _definition(target: Target) -> dict[str, Json]:
    every = definition(target)
    assert isinstance(every, dict)
    return {name: value for name, value in every.items() if name not in _NOT_THE_RULE}


def _amended(report: Report, plan: PlanReport, item: TargetReport) -> list[Json]:
    """The amendments in force, oldest first, with every field that each changed."""
    found: list[Json] = []
    for before, after in pairwise(plan.loaded.versions[item.target.id]):
        made = after.amendment
        if made is not None and made.date <= report.as_of:
            fields = changed(fields_of(_definition(before.target)), fields_of(_definition(after.target)))
            changes: Json = {name: {"before": was, "after": now} for name, (was, now) in fields.items()}
            found.append({"date": made.date.isoformat(), "reason": made.reason, "changes": changes})
    return found


def _roster(loaded: LoadedPlan, key: str) -> Json:
    """Who is on it: entries that differ are the cause of verdicts that differ."""
    return [definition(entry) for entry in loaded.rosters[key]]


def definition(value: Any) -> Json:
    """What a plan says as plain JSON, without the fields that are left empty; numbers exact, as strings."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal | int):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return value.get("zh")
    if isinstance(value, tuple):
        return [definition(item) for item in value]
    if isinstance(value, Mapping):
        return {str(definition(key)): definition(item) for key, item in value.items()}
    if is_dataclass(value):
        given = {field.name.rstrip("_"): getattr(value, field.name) for field in fields(value)}
        kind = {"kind": value.kind} if hasattr(value, "kind") else {}
        return kind | {name: definition(item) for name, item in given.items() if item not in (None, (), "")}
    return str(value)
