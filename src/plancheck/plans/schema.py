"""The JSON Schema by which editors check and complete a plan file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from inspect import cleandoc
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from plancheck.model.record import AnyTable, OneOf, Scalar, Short
from plancheck.plans.field_docs import FIELD_DOCS
from plancheck.plans.plan import Plan
from plancheck.plans.shapes import members, yaml_name

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""An editor types scalars before it looks at the schema; a plan reads all of them as text."""


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan file, made from the types that read it.

    It accepts every plan that loads; conditions across fields (one comparator, known owners, dates inside the plan)
    are left to `lint`.
    """
    definitions: dict[str, Any] = {}
    root = _ref(Plan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plancheck plan 1",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _ref(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    required = [yaml_name(f.name) for f in fields(cls) if f.name == "kind" or _is_required(f)]
    return {
        "type": "object",
        **_described(cleandoc(cls.__doc__ or "")),
        "properties": {yaml_name(f.name): _property(cls, f.name, hints[f.name], definitions) for f in fields(cls)},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _is_required(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _property(cls: Any, name: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    owners = (parent.__name__ for parent in cls.__mro__)
    text = next((doc for owner in owners if (doc := FIELD_DOCS.get(f"{owner}.{yaml_name(name)}"))), "")
    return {**_shape(hint, definitions), **_described(text)}


def _described(text: str) -> dict[str, str]:
    return {"description": text} if text else {}


def _shape(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    choices = members(hint)
    if len(choices) > 1:
        return {"oneOf": [_ref(cls, definitions) for cls in choices]}
    (single,) = choices
    if get_origin(single) is Annotated:
        inner, *marks = get_args(single)
        return _marked(inner, marks, definitions)
    if is_dataclass(single):
        return _ref(single, definitions)
    return _container(single, definitions)


def _marked(inner: Any, marks: list[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for mark in marks:
        if isinstance(mark, Scalar):
            return dict(mark.schema)
        if isinstance(mark, Short):
            return {"anyOf": [_TEXT, _shape(inner, definitions)]}
        if isinstance(mark, OneOf):
            return {"enum": list(mark.choices)}
        if isinstance(mark, AnyTable):
            return {"type": "object"}
    return _shape(inner, definitions)


def _container(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    args = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": [*args, *(int(arg) for arg in args if arg.isdigit())]}
    if get_origin(hint) is tuple and args[-1] is Ellipsis:
        return {"type": "array", "items": _shape(args[0], definitions)}
    if get_origin(hint) is tuple:
        items = [_shape(arg, definitions) for arg in args]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    if get_origin(hint) is Mapping:
        keys = _shape(args[0], definitions).get("enum")
        names = {"propertyNames": {"enum": keys}} if keys else {}
        return {"type": "object", **names, "additionalProperties": _shape(args[1], definitions)}
    return dict(_TEXT)
