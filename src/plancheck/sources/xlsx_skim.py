"""Plain rows are taken out of a worksheet before the XML parser sees them: `<c r="A2" t="s"><v>6</v></c>` and no more.

A table of many rows has hardly any others. One expression fits the whole of such a row, with nothing that could mean
something else in it. Whatever does not fit goes to the parser in its place, so that it judges everything but the inside
of sound rows.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from plancheck.sources.table import WIDEST, Memo, numbers
from plancheck.sources.xlsx_even import Even, NotPlainError, make_of, numbered
from plancheck.sources.xlsx_plain import alike, as_written, column_numbers, pattern, says_nothing

_OPEN, _END = b"<sheetData>", b"</row>"
_MOST_HELD = 1 << 20
"""More bytes than this without the end of a row are no table."""
_ELSEWHERE = (b"xmlns", b"</sheetData")
"""After one of these the bytes alone no longer tell what is a row of this sheet."""
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})')

_Found = list[tuple[bytes, ...]]
"""For each row: the whole of it, its number, its attributes, and what there is in each column (b"" for nothing)."""


class Skimmer:
    """`began`: how many sheets of rows the parser has seen begin. `code` numbers what is found in a cell (b"" for
    nothing). `take` is given plain rows in their order: the numbers of the rows, and by column, from the first, what
    `code` made of their cells."""

    def __init__(
        self,
        began: Callable[[], int],
        code: Callable[[bytes], int],
        take: Callable[[array[int], list[array[int]]], None],
    ) -> None:
        self._began, self._code, self._take = began, code, take
        self._prefixes: Counter[str | None] = Counter()
        self._declared: frozenset[bytes] = frozenset()
        self._utf8 = True
        self._even: Even | None = None
        self._memos: Memo[bytes, Memo[bytes, int]] = Memo(lambda before: numbered(before, code))
        self._held = b""
        self._inside = self._done = False
        self._letters: frozenset[bytes] = frozenset()

    def encoded(self, encoding: str | None) -> None:
        """The parser has read how the sheet is encoded: its bytes are told only in the usual way."""
        self._utf8 = (encoding or "UTF-8").upper() == "UTF-8"

    def declared(self, prefix: str | None, _uri: str) -> None:
        """The parser has seen a namespace begin."""
        self._prefixes[prefix] += 1

    def withdrawn(self, prefix: str | None) -> None:
        """The parser has seen it end."""
        self._prefixes[prefix] -= 1

    def left_of(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """What of the pieces the parser is to see; it has seen each part before it asks for the next."""
        for piece in pieces:
            self._held += piece
            if not self._inside and not self._done:
                yield from self._until_rows()
            if self._inside and not self._done:
                yield from self._between()
            if self._done or len(self._held) > _MOST_HELD:
                self._done = True
                yield self._held
                self._held = b""
        yield self._held

    def _until_rows(self) -> Iterator[bytes]:
        at = self._held.find(_OPEN)
        if at < 0:
            return
        head, self._held = self._held[: at + len(_OPEN)], self._held[at + len(_OPEN) :]
        yield head
        self._declared = frozenset(prefix.encode() for prefix, open_ in self._prefixes.items() if prefix and open_)
        self._inside = self._began() == 1 and self._utf8 and b"<!" not in head and head.count(b"sheetData") == 1
        self._done = not self._inside

    def _between(self) -> Iterator[bytes]:
        stop = self._held.rfind(_END) + len(_END)
        if stop < len(_END):
            return
        rows = alike(self._held[:stop])
        if rows is None:
            self._done = True
            return
        self._held = self._held[stop:]
        at = self._plain(rows)
        while at < len(rows) and not self._done:
            end = rows.index(_END, at) + len(_END)
            odd = rows[at:end]
            yield as_written(odd)
            self._done = any(mark in odd for mark in _ELSEWHERE)
            at = end if self._done else self._run(rows, end)
        self._held = as_written(rows[at:]) + self._held

    def _plain(self, rows: bytes) -> int:
        """Take all of them if all are plain, else those before the first that is not. Returns where that begins."""
        if self._take_even(rows):
            return len(rows)
        if not self._letters:
            self._learn(rows)
        found: _Found = pattern(self._letters, rows).findall(rows)
        if sum(len(row[0]) for row in found) == len(rows) and self._sound({row[2] for row in found}):
            self._take_found(found)
            self._even = make_of(found[-1][0])
            return len(rows)
        self._learn(rows)
        return self._run(rows, 0)

    def _take_even(self, rows: bytes) -> bool:
        """Take all of them if they are of the make that was seen last."""
        read = self._even.values(rows) if self._even is not None else None
        if self._even is None or read is None:
            return False
        first, values = read
        columns: dict[int, array[int]] = {}
        try:
            for letters, before, column in zip(self._even.letters, self._even.before, values, strict=True):
                columns[column_numbers()[letters]] = numbers(map(self._memos[before].__getitem__, column))
        except NotPlainError:
            return False
        count = len(values[0])
        blank = array("I", [self._code(b"")]) * count
        given = [columns.get(at, blank) for at in range(1, max(columns) + 1)]
        self._take(numbers(range(first, first + count)), given)
        return True

    def _take_found(self, found: _Found) -> None:
        _, rows, _, *columns = zip(*found, strict=True)
        self._take(numbers(map(int, rows)), [numbers(map(self._code, column)) for column in columns])

    def _sound(self, attributes: Iterable[bytes]) -> bool:
        """Each of these sets of attributes."""
        return all(says_nothing(one, self._declared) for one in attributes)

    def _learn(self, rows: bytes) -> None:
        """The columns that rows have."""
        named = self._letters | frozenset(_COLUMN.findall(rows))
        if len(named) <= WIDEST and named <= column_numbers().keys():
            self._letters = named

    def _run(self, rows: bytes, at: int) -> int:
        """Take the plain rows that follow one another from here."""
        fits = pattern(self._letters, rows).match
        found: _Found = []
        while (row := fits(rows, at)) and self._sound((row[3],)):
            found.append(row.groups())
            at = row.end()
        if found:
            self._take_found(found)
        return at
