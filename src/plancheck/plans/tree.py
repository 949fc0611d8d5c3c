"""The tree of a plan file: tables, lists and texts, each of which knows the line and column it was written at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from plancheck.model.frozen import frozen_often

Place = tuple[int, int]
"""Line and column, both from 1."""


class Mark(Protocol):
    """Where the parser stands, line and column both from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def place_of(mark: Mark) -> Place:
    """As a reader counts."""
    return mark.line + 1, mark.column + 1


class Table(dict[str, "Node"]):
    """A YAML mapping; `keys_at` and `values_at` hold the place of each key and of its value. Of most tables nobody asks
    for them: while all keys are new, `marks` may take the parser's own marks of each key and its value instead."""

    __slots__ = ("_keys_at", "_values_at", "marks")

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._keys_at: dict[str, Place] | None = None
        self._values_at: dict[str, Place] | None = None

    @property
    def keys_at(self) -> dict[str, Place]:
        if self._keys_at is None:
            self._keys_at = dict(zip(self, map(place_of, self.marks[::2]), strict=True))
        return self._keys_at

    @property
    def values_at(self) -> dict[str, Place]:
        if self._values_at is None:
            self._values_at = dict(zip(self, map(place_of, self.marks[1::2]), strict=True))
        return self._values_at

    def put(self, key: str, key_at: Place, value: Node, value_at: Place) -> None:
        """Set a key; the place of the value is the one the reader is sent to."""
        self.keys_at[key], self.values_at[key] = key_at, value_at
        self[key] = value


class Items(list["Node"]):
    """A YAML sequence; `values_at` holds the place of each item."""

    __slots__ = ("values_at",)

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Place] = []

    @classmethod
    def of(cls, *values: tuple[Node, Place]) -> Items:
        """A sequence of these values and their places."""
        made = cls()
        made.extend(value for value, _ in values)
        made.values_at = [at for _, at in values]
        return made


class Hole(str):
    """A value that was refused where it stands. Nothing further is said about it."""

    __slots__ = ()


Node = str | Table | Items
Step = str | int


@frozen_often
class Spot:
    """Where a path through the tree ends. `node` is None when the last key is not in the file."""

    node: Node | None
    value_at: Place
    key_at: Place


def locate(root: Node, path: Sequence[Step]) -> Spot:
    """Follow the path as far as it exists. A missing key is placed at the table that should hold it; a text written
    for a whole table (`owner: jtj`) stands for every key of it."""
    spot = Spot(root, (1, 1), (1, 1))
    for step in path:
        node = spot.node
        if isinstance(node, Table) and isinstance(step, str) and step in node:
            spot = Spot(node[step], node.values_at[step], node.keys_at[step])
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            spot = Spot(node[step], node.values_at[step], node.values_at[step])
        else:
            return spot if isinstance(node, str) else Spot(None, spot.value_at, spot.value_at)
    return spot


def plain(node: Node) -> object:
    """The same content without places: dicts, tuples and texts."""
    if isinstance(node, Table):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, Items):
        return tuple(plain(value) for value in node)
    return str(node)
