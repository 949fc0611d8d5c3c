"""The events of a plan file in which nothing is to be said about the YAML itself, to its tree; as nearly all are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from plancheck.plans.tree import Items, Node, Table, place_of

MAX_DEPTH = 32
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOTABLE = NULLS | {"<<"}
T = TypeVar("T")


class NotableError(Exception):
    """There may be something to say: whoever says it reads the file again."""


def read_sound(take: Callable[[], Any]) -> Node | None:
    """The tree, None of an empty file; `take` gives the next event, and None after the last. Raises NotableError for
    anchors, aliases, tags, merges, missing values, keys that are none or come twice, depth, a second document, and for
    one that is a single text."""
    import yaml

    reader = _Reader(take, yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
    root: Node | None = None
    while (event := take()) is not None:
        if isinstance(event, yaml.NodeEvent):
            if root is not None:
                raise NotableError
            root = reader.node(event)
    return root


class _Reader:
    """Takes what belongs to a node from the events that follow its first. Most nodes are texts in tables and lists,
    which are dealt with where they come."""

    def __init__(self, take: Callable[[], Any], scalar: type[Any], table: type[Any], items: type[Any]) -> None:
        self._take, self._scalar = take, scalar
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
        made, take, scalar = Table(), self._take, self._scalar
        mark = made.marks.append
        while type(event := take()) is scalar:
            key = event.value
            if key in made or key in _NOTABLE or event.anchor is not None or event.tag is not None:
                raise NotableError
            mark(event.start_mark)
            of = take()
            mark(of.start_mark)
            if type(of) is not scalar:
                made[key] = self.node(of)
            elif of.anchor is None and of.tag is None and (of.style or of.value not in _NOTABLE):
                made[key] = of.value
            else:
                raise NotableError
        return _ended(made, event)

    def _items(self) -> Items:
        made, take, scalar = Items(), self._take, self._scalar
        while (kind := type(event := take())) is scalar or kind in self._begin:
            if kind is not scalar:
                made.append(self.node(event))
            elif event.anchor is None and event.tag is None and (event.style or event.value not in _NOTABLE):
                made.append(event.value)
            else:
                raise NotableError
            made.values_at.append(place_of(event.start_mark))
        return _ended(made, event)


def _ended(made: T, event: Any) -> T:
    """The node, if nothing but its end has come."""
    if event is None or hasattr(event, "anchor"):
        raise NotableError
    return made
