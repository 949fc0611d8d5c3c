"""The events of a plan file in which nothing is to be said about the YAML itself, to its tree; as nearly all are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from plancheck.plans.tree import Items, Node, Table

MAX_DEPTH = 32
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOTABLE = NULLS | {"<<"}
T = TypeVar("T")


class NotableError(Exception):
    """There may be something to say: whoever says it reads the file again."""


def read_sound(events: Iterator[Any]) -> Node | None:
    """The tree, None of an empty file. Raises NotableError for anchors, aliases, tags, merges, missing values, keys
    that are none or come twice, depth, a second document, and for one that is a single text."""
    import yaml

    reader = _Reader(events, yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if root is not None:
                raise NotableError
            root = reader.node(event)
    return root


class _Reader:
    """Takes what belongs to a node from the events that follow its first. Most nodes are texts in tables and lists,
    which are dealt with where they come."""

    def __init__(self, events: Iterator[Any], scalar: type[Any], table: type[Any], items: type[Any]) -> None:
        self._events, self._scalar = events, scalar
        self._begin: dict[type[Any], Callable[[], Node]] = {table: self._table, items: self._items}
        self._depth = 0

    def node(self, event: Any) -> Node:
        """The table or list that begins here."""
        begin = self._begin.get(type(event))
        if begin is None or event.anchor is not None or event.tag is not None or self._depth == MAX_DEPTH:
            raise NotableError
        self._depth += 1
        made = begin()
        self._depth -= 1
        return made

    def _table(self) -> Table:
        made, events, scalar = Table(), self._events, self._scalar
        keys_at, values_at = made.keys_at, made.values_at
        for event in events:
            if type(event) is not scalar:
                return _ended(made, event)
            key, mark = event.value, event.start_mark
            if key in made or key in _NOTABLE or event.anchor is not None or event.tag is not None:
                raise NotableError
            keys_at[key] = mark.line + 1, mark.column + 1
            of = next(events)
            mark = of.start_mark
            values_at[key] = mark.line + 1, mark.column + 1
            made[key] = of.value if type(of) is scalar and _plain(of) else self.node(of)
        raise NotableError

    def _items(self) -> Items:
        made, scalar = Items(), self._scalar
        for event in self._events:
            mark = event.start_mark
            if type(event) is scalar and _plain(event):
                made.append(event.value)
            elif type(event) in self._begin:
                made.append(self.node(event))
            else:
                return _ended(made, event)
            made.values_at.append((mark.line + 1, mark.column + 1))
        raise NotableError


def _plain(event: Any) -> bool:
    return event.anchor is None and event.tag is None and (event.style or event.value not in _NOTABLE)


def _ended(made: T, event: Any) -> T:
    """The node, if nothing but its end has come."""
    if hasattr(event, "anchor"):
        raise NotableError
    return made
