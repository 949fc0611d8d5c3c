"""Regular expressions that are compiled when they are first needed: most runs meet only a few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


class Pattern:
    """The methods of a compiled expression that are asked for here. `needs`: characters of which every text that fits
    has one; whatever has none is known not to fit without asking."""

    __slots__ = ("_flags", "_made", "_needs", "_text")

    def __init__(self, text: str, flags: int = 0, needs: str = "") -> None:
        self._text = text
        self._flags = flags
        self._needs = frozenset(needs)
        self._made: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._made is None:
            self._made = re.compile(self._text, self._flags)
        return self._made

    def _lacks(self, text: str) -> bool:
        return bool(self._needs) and self._needs.isdisjoint(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return None if self._lacks(text) else self.compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        return None if self._lacks(text) else self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return None if self._lacks(text) else self.compiled.match(text)

    def findall(self, text: str) -> list[Any]:
        return self.compiled.findall(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(new, text)
