"""Where everything stands in a plan file: few runs ask for a place, so each target keeps its own until then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from plancheck.plans.problem import UNDER
from plancheck.plans.tree import Place

Spots = Mapping[str, tuple[Place, Mapping[str, Place]]]
"""By name the place of a target or amendment, and of every key in it."""


class Places(Mapping[str, Place]):
    """Line and column of each name and, as `R1.1 › rule`, of each key. Put together when the first is asked for, from
    `spots` or the text that `written` made of them. Equal to any mapping of the same."""

    __slots__ = ("_read", "_spots")

    def __init__(self, spots: Spots | bytes) -> None:
        self._spots = spots
        self._read: dict[str, Place] | None = None

    def __getitem__(self, name: str) -> Place:
        return self._places()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

    def __repr__(self) -> str:
        return repr(self._places())

    def written(self) -> bytes:
        """The text from which the same can be made."""
        if isinstance(self._spots, bytes):
            return self._spots
        return json.dumps(self._spots, ensure_ascii=False, separators=(",", ":")).encode()

    def _places(self) -> dict[str, Place]:
        if self._read is None:
            spots = json.loads(self._spots) if isinstance(self._spots, bytes) else self._spots
            self._read = dict(_each(spots))
        return self._read


def _each(spots: Spots) -> Iterator[tuple[str, Place]]:
    for name, ((line, column), inner) in spots.items():
        yield name, (line, column)
        for key, (key_line, key_column) in inner.items():
            yield f"{name}{UNDER}{key}", (key_line, key_column)


def written(places: Mapping[str, Place]) -> bytes:
    """The text of any places."""
    own = places if isinstance(places, Places) else Places({name: (at, {}) for name, at in places.items()})
    return own.written()
