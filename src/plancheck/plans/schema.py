"""The JSON Schema by which editors check and complete a plan file, and other files that are read into records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from inspect import cleandoc
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from plancheck.model.frozen import frozen
from plancheck.model.record import AnyTable, OneOf, Scalar, Short
from plancheck.plans.field_docs import FIELD_DOCS
from plancheck.plans.plan import Plan
from plancheck.plans.shapes import members, yaml_name

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""An editor types scalars before it looks at the schema; a plan reads all of them as text."""


@frozen
class _Made:
    """`definitions` so far by name; `docs`: what an editor shows beside `Class.field`."""

    docs: Mapping[str, str]
    definitions: dict[str, Any] = field(default_factory=dict)


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan file, made from the types that read it.

    It accepts every plan that loads; conditions across fields (one comparator, known owners, dates inside the plan)
    are left to `lint`.
    """
    return schema_of(Plan, "plancheck plan 1", FIELD_DOCS)


def schema_of(cls: Any, title: str, docs: Mapping[str, str]) -> dict[str, Any]:
    """JSON Schema 2020-12 of a file that is read into `cls`; `docs` describes `Class.field`."""
    made = _Made(docs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_ref(cls, made),
        "$defs": dict(sorted(made.definitions.items())),
    }


def _ref(cls: Any, made: _Made) -> dict[str, Any]:
    name = cls.__name__
    if name not in made.definitions:
        made.definitions[name] = {}
        made.definitions[name] = _object(cls, made)
    return {"$ref": f"#/$defs/{name}"}


def _object(cls: Any, made: _Made) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    required = [yaml_name(f.name) for f in fields(cls) if f.name == "kind" or _is_required(f)]
    return {
        "type": "object",
        **_described(cleandoc(cls.__doc__ or "")),
        "properties": {yaml_name(f.name): _property(cls, f.name, hints[f.name], made) for f in fields(cls)},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _is_required(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _property(cls: Any, name: str, hint: Any, made: _Made) -> dict[str, Any]:
    owners = (parent.__name__ for parent in cls.__mro__)
    text = next((doc for owner in owners if (doc := made.docs.get(f"{owner}.{yaml_name(name)}"))), "")
    return {**_shape(hint, made), **_described(text)}


def _described(text: str) -> dict[str, str]:
    return {"description": text} if text else {}


def _shape(hint: Any, made: _Made) -> dict[str, Any]:
    choices = members(hint)
    if len(choices) > 1:
        return {"oneOf": [_ref(cls, made) for cls in choices]}
    (single,) = choices
    if get_origin(single) is Annotated:
        inner, *marks = get_args(single)
        return _marked(inner, marks, made)
    if is_dataclass(single):
        return _ref(single, made)
    return _container(single, made)


def _marked(inner: Any, marks: list[Any], made: _Made) -> dict[str, Any]:
    for mark in marks:
        if isinstance(mark, Scalar):
            return dict(mark.schema)
        if isinstance(mark, Short):
            return {"anyOf": [_TEXT, _shape(inner, made)]}
        if isinstance(mark, OneOf):
            return {"enum": list(mark.choices)}
        if isinstance(mark, AnyTable):
            return {"type": "object"}
    return _shape(inner, made)


def _container(hint: Any, made: _Made) -> dict[str, Any]:
    args = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": [*args, *(int(arg) for arg in args if arg.isdigit())]}
    if get_origin(hint) is tuple and args[-1] is Ellipsis:
        return {"type": "array", "items": _shape(args[0], made)}
    if get_origin(hint) is tuple:
        items = [_shape(arg, made) for arg in args]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    if get_origin(hint) is Mapping:
        keys = _shape(args[0], made).get("enum")
        names = {"propertyNames": {"enum": keys}} if keys else {}
        return {"type": "object", **names, "additionalProperties": _shape(args[1], made)}
    return dict(_TEXT)
