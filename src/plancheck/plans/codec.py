"""Plans and findings as JSON and back, exactly; standard library only.

What is written is a table of values, each once and after those it is made of: texts, whole numbers and the like, then
decimals, then dates, then everything put together from earlier ones. Of these each is a list of places in the table
behind the number of its shape; shape 0 is a tuple, shape 1 a mapping (key, value, key, value …), the others name a
type and the fields that differ from their defaults. Reading makes nothing but these types, in one pass.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import is_
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
_TUPLE, _MAPPING = ("tuple",), ("map",)
Shape = tuple[str, ...]


def encode(value: Any) -> str:
    """The value as JSON; TypeError for a type that no plan is made of."""
    return _Encoder().written(value)


class _Encoder:
    """Numbers values kind by kind while walking through them: a place is its number in its kind, times eight, plus the
    kind."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._others: dict[tuple[type, Any], int] = {}
        self._decimals: dict[str, int] = {}
        self._dates: dict[str, int] = {}
        self._nodes: dict[tuple[int, ...], int] = {}
        self._shapes: dict[Shape, int] = {_TUPLE: 0, _MAPPING: 1}
        self._known: dict[int, int] = {}

    def written(self, value: Any) -> str:
        last = self._put(value)
        sizes = [len(kind) for kind in (self._texts, self._others, self._decimals, self._dates)]
        before = [sum(sizes[:kind]) for kind in range(5)]
        nodes = [[key[0], *[before[ref & 7] + (ref >> 3) for ref in key[1:]]] for key in self._nodes]
        plain = [*self._texts, *(other for _, other in self._others)]
        table = (plain, [*self._decimals], [*self._dates], [*self._shapes], nodes, before[last & 7] + (last >> 3))
        return json.dumps(table, ensure_ascii=False, separators=(",", ":"))

    def _put(self, value: Any) -> int:
        """The place of the value."""
        return self._put_all((value,))[0]

    def _put_all(self, parts: Sequence[Any]) -> list[int]:
        """The place of each; it is never 0 but for a text."""
        texts, known, new = self._texts, self._known, self._new
        return [
            texts.setdefault(part, len(texts)) << 3 if part.__class__ is str else known.get(id(part)) or new(part)
            for part in parts
        ]

    def _new(self, value: Any) -> int:
        plain = self._plain(value) if value.__class__.__name__ not in _TYPES else None
        made = self._known[id(value)] = self._node(value) if plain is None else plain
        return made

    def _node(self, value: Any) -> int:
        shape, parts = _taken_apart(value)
        key = (self._shapes.setdefault(shape, len(self._shapes)), *self._put_all(parts))
        return self._nodes.setdefault(key, len(self._nodes)) << 3 | 4

    def _plain(self, value: Any) -> int | None:
        """The place of what is not put together from others."""
        if value is None or isinstance(value, (str, bool, int)):
            return self._others.setdefault((type(value), value), len(self._others)) << 3 | 1
        if isinstance(value, Decimal):
            return self._decimals.setdefault(str(value), len(self._decimals)) << 3 | 2
        if isinstance(value, date):
            return self._dates.setdefault(value.isoformat(), len(self._dates)) << 3 | 3
        return None


def _taken_apart(value: Any) -> tuple[Shape, Sequence[Any]]:
    """The shape, and what the value is put together from."""
    cls = type(value)
    if _TYPES.get(cls.__name__) is cls:
        return _record_apart(cls, value)
    if isinstance(value, tuple):
        return _TUPLE, value
    if isinstance(value, Mapping):
        return _MAPPING, list(chain.from_iterable(value.items()))
    raise TypeError(f"cannot keep {cls.__name__}")


def _record_apart(cls: Any, value: Any) -> tuple[Shape, Sequence[Any]]:
    """The fields that are not their defaults, the very same objects: what equals them is written once more."""
    values = cls.__values__(value)
    shape, chosen = _chosen(cls.__name__, tuple(map(is_, values, _defaults(cls.__name__))))
    return shape, [values[at] for at in chosen]


@lru_cache(maxsize=4096)
def _chosen(name: str, left_out: tuple[bool, ...]) -> tuple[Shape, tuple[int, ...]]:
    """The shape without these fields, and the places of the others."""
    chosen = tuple(at for at, out in enumerate(left_out) if not out)
    return (name, *(_fields(name)[at][0] for at in chosen)), chosen


@lru_cache(maxsize=256)
def _defaults(name: str) -> tuple[Any, ...]:
    return tuple(default for _, default in _fields(name))


@lru_cache(maxsize=256)
def _fields(name: str) -> tuple[tuple[str, Any], ...]:
    """Every field with its default, MISSING where it has none."""
    return tuple((field, default) for field, default, _ in _TYPES[name].__fields__)


def decode(text: str | bytes, often: bool = False) -> Any:
    """The value that `encode` was given; KeyError, IndexError, TypeError, ValueError, AttributeError or ArithmeticError
    for anything else. `often`: it pays to compile something for it first."""
    plain, decimals, dates, shapes, nodes, last = json.loads(text)
    values = [*plain, *map(Decimal, decimals), *map(date.fromisoformat, dates)]
    makers = [(_compiled if often else _maker)(tuple(shape)) for shape in shapes]
    add = values.append
    for node in nodes:
        add(makers[node[0]](values, node))
    return values[last]


Maker = Callable[[list[Any], list[int]], Any]
"""Puts together, from the values so far, what a node says."""


@lru_cache(maxsize=1024)
def _maker(shape: Shape) -> Maker:
    if shape == _TUPLE:
        return _tuple
    if shape == _MAPPING:
        return _mapping
    cls, puts, defaults = _slots(shape)
    checked, new = getattr(cls, "__post_init__", None), object.__new__

    def make(values: list[Any], node: list[int]) -> Any:
        made = new(cls)
        for put, part in zip(puts, [values[ref] for ref in node[1:]] + defaults, strict=True):
            put(made, part)
        if checked is not None:
            checked(made)
        return made

    return make


@lru_cache(maxsize=1024)
def _compiled(shape: Shape) -> Maker:
    """The same without loops. Nothing of the shape itself becomes part of the source."""
    if shape in (_TUPLE, _MAPPING):
        return _maker(shape)
    cls, puts, defaults = _slots(shape)
    given = len(puts) - len(defaults)
    scope: dict[str, Any] = {"cls": cls, "new": object.__new__, "post": getattr(cls, "__post_init__", None)}
    scope |= {f"put{n}": put for n, put in enumerate(puts)}
    scope |= {f"default{n}": default for n, default in enumerate(defaults, given)}
    lines = [f"put{n}(made, values[node[{n + 1}]])" for n in range(given)]
    lines += [f"put{n}(made, default{n})" for n in range(given, len(puts))]
    lines += ["post(made)"] * (scope["post"] is not None)
    exec("def make(values, node):\n made = new(cls)\n " + "\n ".join([*lines, "return made"]), scope)
    made: Maker = scope["make"]
    return made


def _slots(shape: Shape) -> tuple[type[Any], tuple[Callable[[Any, Any], None], ...], list[Any]]:
    """The type, what fills its slots, first those that are given, and the defaults for the rest."""
    cls, given = _TYPES[shape[0]], shape[1:]
    rest = {name: default for name, default in _fields(shape[0]) if name not in given}
    if MISSING in rest.values():
        raise TypeError(f"{shape[0]} needs {', '.join(rest)}")
    return cls, tuple(getattr(cls, name).__set__ for name in (*given, *rest)), list(rest.values())


def _tuple(values: list[Any], node: list[int]) -> tuple[Any, ...]:
    return tuple([values[ref] for ref in node[1:]])


def _mapping(values: list[Any], node: list[int]) -> dict[Any, Any]:
    parts = [values[ref] for ref in node[1:]]
    return dict(zip(parts[::2], parts[1::2], strict=True))
