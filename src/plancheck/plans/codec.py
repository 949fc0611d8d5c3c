"""Plans and findings as JSON and back, exactly; standard library only.

Every value that JSON does not know is a table with one key, its type: `{"Decimal": "0.60"}`, `{"date": "2026-01-01"}`,
`{"map": [[key, value], …]}`, `{"Target": {field: value, …}}`. Lists are tuples. Reading makes nothing but these types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from plancheck.model.finding import Finding
from plancheck.model.origin import FileRef, TextRef
from plancheck.model.text import Text
from plancheck.plans import plan
from plancheck.rules import KINDS
from plancheck.rules.goal import Tolerance
from plancheck.rules.k_of_n import Indicator
from plancheck.rules.milestones import Node

_TYPES: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        *KINDS.values(),
        Tolerance,
        Node,
        Indicator,
        Text,
        Finding,
        TextRef,
        FileRef,
        plan.Span,
        plan.Source,
        plan.Thresholds,
        plan.GraceDays,
        plan.Jump,
        plan.AuditTerms,
        plan.RosterFile,
        plan.Baseline,
        plan.Pace,
        plan.Owner,
        plan.Valid,
        plan.Waiver,
        plan.Target,
        plan.Programme,
        plan.Amendment,
        plan.Plan,
        plan.RosterEntry,
        plan.Version,
        plan.LoadedPlan,
    )
}


def encode(value: Any) -> Any:
    """What `json.dumps` can write; TypeError for a type that no plan is made of."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Decimal):
        return {"Decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": [[encode(key), encode(item)] for key, item in value.items()]}
    if _TYPES.get(type(value).__name__) is not type(value):
        raise TypeError(f"cannot keep {type(value).__name__}")
    return {type(value).__name__: _fields(value)}


def _fields(value: Any) -> dict[str, Any]:
    """The fields that differ from their defaults."""
    given = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: encode(item) for field, item in given if field.default is MISSING or item != field.default}


def decode(value: Any) -> Any:
    """The value that `encode` was given; KeyError, TypeError, ValueError or ArithmeticError for anything else."""
    if isinstance(value, list):
        return tuple([decode(item) for item in value])
    if not isinstance(value, dict):
        return value
    ((name, content),) = value.items()
    if name == "Decimal":
        return Decimal(content)
    if name == "date":
        return date.fromisoformat(content)
    if name == "map":
        return {decode(key): decode(item) for key, item in content}
    return _TYPES[name](**{key: decode(item) for key, item in content.items()})
