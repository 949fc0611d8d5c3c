"""Runs of rows that differ in nothing but their numbers and values: the most of any large sheet a program has written.

What stands between the values of such rows must be, byte for byte, that of the row before with another number. That is
seen at one look at all of them, which takes a fraction of the time that matching each row takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, repeat

from plancheck.model.frozen import frozen
from plancheck.sources.table import Memo
from plancheck.sources.xlsx_plain import value_after

_OPEN, _CLOSE = b"<v>", b"</v></c>"
_CLOSED = b"\1"
"""Stands for the end of a cell while its row is taken apart; no sheet has it."""
_NUMBER = re.compile(rb'\n?<row r="([1-9]\d{0,6})"')
_CELL, _DIGITS = b'<c r="', b"0123456789"


class NotPlainError(Exception):
    """A value that may mean something else than its characters."""


@frozen
class Even:
    """Rows of one make: `between` is what stands between the values of a row, with a place for each of the `numbers`
    in it; `letters` and `before` tell for each value its column, and what the tag of its cell says beside that."""

    between: bytes
    numbers: int
    letters: tuple[bytes, ...]
    before: tuple[bytes, ...]

    def values(self, rows: bytes) -> tuple[int, list[list[bytes]]] | None:
        """The number of the first row, and by column the values of all rows that follow one another from it; None if
        any of them is of another make."""
        begins = _NUMBER.match(rows)
        if begins is None or _CLOSED in rows:
            return None
        parts, cells = _taken_apart(rows), len(self.letters)
        count, rest = divmod(len(parts) - 1, 2 * cells)
        if rest or not count:
            return None
        first = int(begins[1])
        numbers = list(map(b"%d".__mod__, range(first, first + count)))
        given = tuple(chain.from_iterable(zip(*repeat(numbers, self.numbers), strict=True)))
        if b"\0".join(parts[::2]) != self.between * count % given:
            return None
        return first, [parts[at :: 2 * cells] for at in range(1, 2 * cells, 2)]


def make_of(row: bytes) -> Even | None:
    """The make of a plain row; None for one without a value."""
    begins, parts = _NUMBER.match(row), _taken_apart(row)
    cells = [part.rpartition(_CELL)[2].partition(b'"') for part in parts[:-1:2]]
    if begins is None or not cells:
        return None
    own = re.compile(rb'( r="[A-Z]{0,3})' + begins[1] + rb'"')
    between, numbers = own.subn(rb'\1%b"', b"\0".join(parts[::2]))
    letters = tuple(address.rstrip(_DIGITS) for address, _, _ in cells)
    return Even(between, numbers, letters, tuple(tag + _OPEN for _, _, tag in cells))


def _taken_apart(rows: bytes) -> list[bytes]:
    """What stands between the values, and these, in turn."""
    return rows.replace(_CLOSE, _OPEN + _CLOSED).split(_OPEN)


def numbered(before: bytes, number: Callable[[bytes], int]) -> Memo[bytes, int]:
    """The numbers of the values that follow this. Raises NotPlainError."""
    plain = value_after(before)

    def of(value: bytes) -> int:
        if not plain.fullmatch(value):
            raise NotPlainError
        return number(before + value)

    return Memo(of)
