"""The events of a plan file in which nothing is to be said about the YAML itself, to its tree; as nearly all are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plancheck.plans.tree import Items, Node, Place, Table

MAX_DEPTH = 32
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOTABLE = NULLS | {"<<"}


class NotableError(Exception):
    """There is something to say: whoever says it reads the file again."""


class _Root:
    """The place of the only node that is in no other."""

    def __init__(self) -> None:
        self.node: Node | None = None

    def take(self, value: Node, at: Place) -> None:
        if self.node is not None:
            raise NotableError
        self.node = value


class _Table:
    """A table whose end has not come; `key` waits for its value."""

    __slots__ = ("at", "key", "key_at", "node")

    def __init__(self, at: Place) -> None:
        self.node = Table()
        self.at = self.key_at = at
        self.key: str | None = None

    def take(self, value: Node, at: Place) -> None:
        """A key, then its value, in turn."""
        key, node = self.key, self.node
        if key is not None:
            node[key] = value
            node.keys_at[key] = self.key_at
            node.values_at[key] = at
            self.key = None
        elif not isinstance(value, str) or not value or value in node:
            raise NotableError
        else:
            self.key, self.key_at = value, at


class _Items:
    """A list whose end has not come."""

    __slots__ = ("at", "node")

    def __init__(self, at: Place) -> None:
        self.node = Items()
        self.at = at

    def take(self, value: Node, at: Place) -> None:
        self.node.append(value)
        self.node.values_at.append(at)


def read_sound(events: Iterable[Any]) -> Node | None:
    """The tree, None of an empty file. Raises NotableError for anchors, aliases, tags, merges, missing values, keys
    that are none or come twice, depth and a second document."""
    from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

    opens = {MappingStartEvent: _Table, SequenceStartEvent: _Items}
    ends = (MappingEndEvent, SequenceEndEvent)
    root = _Root()
    stack: list[Any] = [root]
    take = root.take
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            if event.anchor is not None or event.tag is not None or (text in _NOTABLE and not event.style):
                raise NotableError
            mark = event.start_mark
            take(text, (mark.line + 1, mark.column + 1))
        elif kind in ends:
            done = stack.pop()
            take = stack[-1].take
            take(done.node, done.at)
        elif kind in opens:
            if event.anchor is not None or event.tag is not None or len(stack) > MAX_DEPTH:
                raise NotableError
            stack.append(opens[kind](_place(event.start_mark)))
            take = stack[-1].take
        elif kind is AliasEvent:
            raise NotableError
    return root.node


def _place(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1
