"""Findings for other programs: schema `plancheck.findings/1`. Numbers are strings; the counts are of everything found,
however little is listed."""

from __future__ import annotations

from plancheck import __version__
from plancheck.checks.checked import Checked, Missing, Validation
from plancheck.reports.checked.listing import Listed, counts, left_out, listed, statistics
from plancheck.reports.checked.options import CheckOptions
from plancheck.reports.json_parts import Json, dump, finding_object

SCHEMA = "plancheck.findings/1"


def render(validation: Validation, options: CheckOptions) -> str:
    """The whole validation, keys in a fixed order, a newline at the end."""
    first = validation.plans[0] if validation.plans else None
    return dump(
        {
            "schema": SCHEMA,
            "plancheck": __version__,
            "as_of": first.as_of.isoformat() if first else None,
            "period": first.period.label if first and first.period else None,
            "plans": [_plan(options.lang, checked) for checked in validation.plans],
            "files": [
                {"name": file.name, "size": str(file.size), "sha256": file.sha256, "plan": checked.loaded.plan.id}
                for checked in validation.plans
                for file in checked.files
            ],
            "counts": {name: str(count) for name, count in counts(validation).items()},
            "statistics": {code: str(count) for code, count in statistics(validation).items()},
            "left_out": {code: str(count) for code, count in left_out(validation).items()},
            "unreadable": [file for checked in validation.plans for file in checked.unread],
            "missing": [_missing(checked, one) for checked in validation.plans for one in checked.missing],
            "findings": [_finding(options.lang, one) for one in listed(validation, options)],
        }
    )


def _plan(lang: str, checked: Checked) -> Json:
    plan = checked.loaded.plan
    return {
        "id": plan.id,
        "title": plan.title.get(lang),
        **({"sample": True} if plan.sample else {}),
        "file": checked.loaded.file,
        "sha256": checked.loaded.digest,
    }


def _missing(checked: Checked, one: Missing) -> Json:
    return {
        "plan": checked.loaded.plan.id,
        "entity": one.entity,
        "group": one.group,
        "target": one.target,
        "period": one.period,
        "due": one.due.isoformat(),
    }


def _finding(lang: str, one: Listed) -> Json:
    found, subject = finding_object(lang, one.finding), one.subject
    named = {"target": subject.target, "entity": subject.entity, "period": subject.period, "item": subject.item}
    return found | {name: value for name, value in named.items() if value}
