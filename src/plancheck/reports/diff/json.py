"""A comparison for other programs: schema `plancheck.diff/1`."""

from __future__ import annotations

from plancheck import __version__
from plancheck.reports.diff import Change, Comparison, Side
from plancheck.reports.diff.lines import cause
from plancheck.reports.json_parts import Json, dump

SCHEMA = "plancheck.diff/1"


def render(comparison: Comparison, lang: str, width: int) -> str:
    """Every change with its causes; `width` says nothing here."""
    return dump(
        {
            "schema": SCHEMA,
            "plancheck": __version__,
            "before": _side(comparison.before),
            "after": _side(comparison.after),
            "same": str(comparison.same),
            "changes": [_change(lang, change) for change in comparison.changes],
        }
    )


def _side(side: Side) -> Json:
    return {
        "label": side.label,
        "as_of": side.as_of,
        "known_at": side.known_at or None,
        "plancheck": side.version,
    }


def _change(lang: str, change: Change) -> Json:
    return {
        "plan": change.plan,
        "target": change.target,
        "title": change.title,
        **({"sample": True} if change.sample else {}),
        "verdict_changed": change.verdict,
        "before": {"status": change.was or None, "flags": list(change.was_flags)},
        "after": {"status": change.now or None, "flags": list(change.now_flags)},
        "causes": [
            {
                "kind": one.kind,
                "what": one.what,
                "before": one.was or None,
                "after": one.now or None,
                **({"count": str(one.count)} if one.count else {}),
                "places": list(one.places),
                **({"places_before": list(one.was_places)} if one.was_places else {}),
                "message": cause(lang, one),
            }
            for one in change.causes
        ],
    }
