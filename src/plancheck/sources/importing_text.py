"""A text table of any size as a stream of records, in the memory of a few thousand of them.

What it gives is what `csv` gives for a text that fits into memory: encoding, delimiter, line numbers and what becomes
of a quote that never closes are the same.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from plancheck.model.frozen import frozen
from plancheck.sources.csv import (
    AT_ONCE,
    HEADER_LINES,
    MOST_FIELDS,
    MOST_UNCLOSED,
    delimiter_of,
    stated_delimiter,
)
from plancheck.sources.limits import RefusedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 1 << 20
_LONGEST_RECORD = 1 << 22
"""Characters of one record: a table has none so long, and one that is must not fill the memory."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@frozen
class Text:
    """How a text is encoded, and the sha256 of its bytes."""

    encoding: str
    sha256: str


def examine(file: BinaryIO) -> Text:
    """One look through the whole file: UTF-8, UTF-16 with its mark, else GB18030 if all of it decodes. RefusedError
    (F001) for any other encoding, for bytes that no text has, and for lines without end."""
    file.seek(0)
    head = file.read(4)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        sha256 = _decoded(file, encoding)
        if sha256:
            return Text(encoding, sha256)
    raise RefusedError("F001", "encoding")


def _decoded(file: BinaryIO, encoding: str) -> str:
    """The sha256 of the bytes, "" where they are no text in this encoding."""
    decoder, digest, line = codecs.getincrementaldecoder(encoding)(), hashlib.sha256(), 1
    refused: RefusedError | None = None
    file.seek(0)
    while True:
        chunk = file.read(_CHUNK)
        digest.update(chunk)
        try:
            text = decoder.decode(chunk, not chunk)
        except UnicodeDecodeError:
            return ""
        ends = text.count("\n") or text.count("\r")
        if "\0" in text:
            refused = RefusedError("F001", "binary")
        elif len(chunk) == _CHUNK and not ends:
            refused = refused or RefusedError("F001", "table", str(line))
        line += ends
        if not chunk:
            break
    if refused is not None:  # known only now that all of it decodes
        raise refused
    return digest.hexdigest()


@frozen
class Records:
    """Sound records, and the line on which each starts."""

    starts: list[int]
    fields: list[list[str]]


@frozen
class Unclosed:
    """A record with a quote that never closes: its first line as it stands, and split as if there were no quotes."""

    start: int
    line: str
    fields: list[str]


class Stream:
    """The records of a text that was examined, in order; to be gone through once. `sha256` is that of the bytes read so
    far: at the end, of all."""

    def __init__(self, file: BinaryIO, encoding: str, known: Callable[[str], bool]) -> None:
        file.seek(0)
        self._bytes = _Hashed(file)
        text = io.TextIOWrapper(io.BufferedReader(self._bytes, _CHUNK), encoding, newline="")
        head = list(islice(text, HEADER_LINES))
        stated = stated_delimiter(head[0]) if head else None
        self.delimiter = stated or delimiter_of(head, known)
        self._lines = _Lines(chain(head[1:] if stated else head, text), 1 if stated else 0)

    @property
    def sha256(self) -> str:
        return self._bytes.digest.hexdigest()

    def parts(self) -> Iterator[Records | Unclosed]:
        """After a quote that never closes reading goes on with the next line."""
        unclosed = 0
        while True:
            yield from self._sound()
            if self._lines.ended:
                return
            broken = self._lines.first()
            unclosed += 1
            if '"' not in broken or unclosed > MOST_UNCLOSED:
                raise RefusedError("F001", "table", str(self._lines.began + 1))
            line = broken.rstrip("\r\n")
            yield Unclosed(self._lines.began + 1, line, line.split(self.delimiter))
            self._lines.give_back()

    def _sound(self) -> Iterator[Records]:
        """Records up to the end, or to one that is broken."""
        lines, records = self._lines, Records([], [])
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            for fields in reader:
                if len(fields) > MOST_FIELDS:
                    raise RefusedError("F005", "columns", str(MOST_FIELDS))
                records.starts.append(lines.began + 1)
                records.fields.append(fields)
                lines.next_record()
                if len(records.starts) == AT_ONCE:
                    yield records
                    records = Records([], [])
        except csv.Error:
            lines.ended = False
        yield records


class _Lines:
    """Lines, of which those of the record that is being read can be given back. `began` is how many lines stand above
    that record."""

    def __init__(self, lines: Iterator[str], began: int) -> None:
        self._lines, self.began, self.ended = lines, began, False
        self._held: list[str] = []
        self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, "")
        if not line:
            self.ended = True
            raise StopIteration
        self._held.append(line)
        self._size += len(line)
        if self._size > _LONGEST_RECORD:
            raise RefusedError("F001", "table", str(self.began + 1))
        return line

    def next_record(self) -> None:
        """The record is whole."""
        self.began += len(self._held)
        self._held.clear()
        self._size = 0

    def first(self) -> str:
        """The first line of the record."""
        return self._held[0]

    def give_back(self) -> None:
        """All lines of the record but its first, which counts as a record."""
        self._lines = chain(self._held[1:], self._lines)
        del self._held[1:]
        self.next_record()


class _Hashed(io.RawIOBase):
    """The bytes of a file, hashed as they are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        data = self._file.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(data)] = data
        self.digest.update(data)
        return len(data)
