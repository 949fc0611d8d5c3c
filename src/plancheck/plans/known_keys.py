"""Which keys a table of a plan may have, for saying what an unknown one was meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from plancheck.plans.shapes import kind_of, members, yaml_name
from plancheck.plans.tree import Node, Step, Table, locate


def names_at(cls: type[object], root: Node, path: tuple[Step, ...]) -> tuple[str, ...]:
    """The keys of the table at the end of the path, in a tree that is read as `cls`."""
    hint: Any = cls
    for index, step in enumerate(path):
        hint = _chosen(_below(hint, step), locate(root, path[: index + 1]).node)
    return tuple(yaml_name(field.name) for field in fields(hint)) if is_dataclass(hint) else ()


def _below(hint: Any, step: Step) -> Any:
    """The type of one field, of the items of a tuple or of the values of a mapping."""
    if is_dataclass(hint):
        return next(t for name, t in get_type_hints(hint).items() if yaml_name(name) == step)
    return get_args(hint)[1 if get_origin(hint) is Mapping else 0]


def _chosen(hint: Any, node: Node | None) -> Any:
    """Of a union of rules, the one that the table at hand names."""
    choices = members(hint)
    if len(choices) == 1:
        return choices[0]
    kind = node.get("kind") if isinstance(node, Table) else None
    return next(cls for cls in choices if kind_of(cls) == kind)
