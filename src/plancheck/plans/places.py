"""The places of a restored plan: few runs ask for one, so they stay text until then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

Place = tuple[int, int]


class Places(Mapping[str, Place]):
    """Line and column by name, read from `text` when the first is asked for. Equal to any mapping of the same."""

    __slots__ = ("_read", "_text")

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._read: dict[str, Place] | None = None

    def __getitem__(self, name: str) -> Place:
        return self._places()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

    def __repr__(self) -> str:
        return repr(self._places())

    def _places(self) -> dict[str, Place]:
        if self._read is None:
            self._read = {name: (line, column) for name, (line, column) in json.loads(self._text).items()}
        return self._read


def written(places: Mapping[str, Place]) -> bytes:
    """The text that `Places` reads."""
    return json.dumps(dict(places), ensure_ascii=False, separators=(",", ":")).encode()
