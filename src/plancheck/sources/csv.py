"""Text tables: strict decoding, the delimiter that the header speaks for, true line numbers, unclosed quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice

from plancheck.sources.grid import Cell, Row, Sheet, shows
from plancheck.sources.limits import Limits, RefusedError

_DELIMITERS = ",\t;"
_HEADER_LINES = 30
_MOST_UNCLOSED = 100
"""A file with more broken quotes than this is not a table."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with its mark, else GB18030 if the whole decodes; otherwise F001."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, (encoding,))
    return _strictly(data, ("utf-8", "gb18030"))


def _strictly(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise RefusedError("F001", "binary")
        return text, encoding
    raise RefusedError("F001", "encoding")


def read_text(text: str, file: str, known: Callable[[str], bool], limits: Limits) -> Sheet:
    """The table in `text`. `known` tells whether a field is a header, by which the delimiter is chosen."""
    lines = list(io.StringIO(text, newline=""))
    stated = _stated_delimiter(lines[0]) if lines else None
    delimiter = stated or _delimiter(lines, known)
    rows, cells = [], 0
    for row in _records(lines, 1 if stated else 0, delimiter):
        cells += len(row.cells)
        if cells > limits.cells:
            raise RefusedError("F005", "cells", str(limits.cells))
        if row.cells:
            rows.append(row)
    return Sheet(file, None, tuple(rows))


def _stated_delimiter(first: str) -> str | None:
    """Excel writes `sep=;` above a table to state its delimiter."""
    line = first.rstrip("\r\n")
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else None


def _delimiter(lines: list[str], known: Callable[[str], bool]) -> str:
    """The one that splits some early line into the most headers; without any, the one that splits most."""

    def score(delimiter: str) -> tuple[int, int]:
        head = [_fields(line, delimiter) for line in lines[:_HEADER_LINES]]
        return max((sum(map(known, fields)) for fields in head), default=0), max(map(len, head), default=0)

    return max(_DELIMITERS, key=score)


def _fields(line: str, delimiter: str) -> list[str]:
    """The fields of one line taken alone; none where it is beyond any table."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[Row]:
    """Records with the line on which each starts. After a quote that never closes, reading goes on with the next line:
    one typing mistake must not swallow the rest of the file."""
    unclosed = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        began = 0
        try:
            for fields in reader:
                yield _row(start + began + 1, fields)
                began = reader.line_num
            return
        except csv.Error:
            broken = start + began
        unclosed += 1
        if '"' not in lines[broken] or unclosed > _MOST_UNCLOSED:
            raise RefusedError("F001", "table", str(broken + 1))
        yield _row(broken + 1, lines[broken].rstrip("\r\n").split(delimiter), unclosed=True)
        start = broken + 1


def _row(number: int, fields: list[str], *, unclosed: bool = False) -> Row:
    cells = {at: Cell(text) for at, text in enumerate(fields, 1) if shows(text)}
    return Row(number, cells, len(fields), unclosed)
