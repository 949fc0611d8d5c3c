"""The codes of one field of a table, gathered block by block, and which of them say something new."""

from __future__ import annotations

from collections.abc import Sequence, Set

_NOTHING: Set[int] = frozenset()


class Field:
    """`parts` are its columns in the blocks taken, with or without the rows that were left out. `first`: where it is
    `kept`, each code in the order of the rows with the first that has it, from 0."""

    def __init__(self, kept: bool) -> None:
        self.parts: list[Sequence[int]] = []
        self.first: dict[int, int] = {}
        self._kept = kept
        self._seen: set[int] = set()

    def fresh(self, column: Sequence[int]) -> Set[int]:
        """Those in the column that no part has."""
        first = column[0]
        if first == column[-1] and column.count(first) == len(column):  # as most are; told in a fifth of the time
            return _NOTHING if first in self._seen else {first}
        return _NOTHING if self._seen.issuperset(column) else set(column) - self._seen

    def take(self, part: Sequence[int], start: int, fresh: Set[int]) -> None:
        """A column, or a part of it, whose first row is this one."""
        self.parts.append(part)
        if not fresh or self._seen.issuperset(part):
            return
        if self._kept:
            first = dict(zip(reversed(part), range(start + len(part) - 1, start - 1, -1), strict=True))
            self.first |= {code: first[code] for code in dict.fromkeys(part) if code not in self._seen}
        self._seen.update(part)
