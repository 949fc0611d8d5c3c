"""Text tables: strict decoding, the delimiter that the header speaks for, true line numbers, unclosed quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from plancheck.model.frozen import frozen
from plancheck.sources.grid import Cell, Row, Sheet, shows
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.table import WIDEST, Block, Cells, Table, dense, numbers

_DELIMITERS = ",\t;"
HEADER_LINES = 30
AT_ONCE = 4096
MOST_UNCLOSED = 100
"""A file with more broken quotes than this is not a table."""
MOST_FIELDS = 16_384
"""As many columns as a workbook can have."""


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
    lines = _lines(text, limits)
    stated = stated_delimiter(lines[0]) if lines else None
    delimiter = stated or delimiter_of(lines, known)
    seen = Cells(_cell)
    parts: list[Block | Row] = []
    held = 0
    for part in _records(lines, 1 if stated else 0, delimiter):
        for kept in _kept(part, seen) if isinstance(part, _Records) else (part,):
            held += kept.held() if isinstance(kept, Block) else len(kept.cells)
            if held > limits.cells:
                raise RefusedError("F005", "cells", str(limits.cells))
            parts.append(kept)
    return Sheet(file, None, Table(parts, seen.cells))


def _lines(text: str, limits: Limits) -> list[str]:
    """The lines with their ends; counted first, because each takes more room than its characters."""
    if text.count("\n") + text.count("\r") - text.count("\r\n") > limits.cells:
        raise RefusedError("F005", "lines", str(limits.cells))
    return list(io.StringIO(text, newline=""))


def stated_delimiter(first: str) -> str | None:
    """Excel writes `sep=;` above a table to state its delimiter."""
    line = first.rstrip("\r\n")
    stated = line[4] if len(line) == 5 and line.lower().startswith("sep=") else None
    return None if stated == '"' else stated


def delimiter_of(lines: list[str], known: Callable[[str], bool]) -> str:
    """The one that splits some early line into the most headers; without any, the one that splits most."""

    def score(delimiter: str) -> tuple[int, int]:
        head = [_fields(line, delimiter) for line in lines[:HEADER_LINES]]
        return max((sum(map(known, fields)) for fields in head), default=0), max(map(len, head), default=0)

    return max(_DELIMITERS, key=score)


def _fields(line: str, delimiter: str) -> list[str]:
    """The fields of one line taken alone; none where it is beyond any table."""
    if line.count(delimiter) >= MOST_FIELDS:
        return []
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


@frozen
class _Records:
    """Sound records, and the line on which each starts."""

    starts: list[int]
    fields: list[list[str]]


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[_Records | Row]:
    """Records in order. After a quote that never closes, reading goes on with the next line: one typing mistake must
    not swallow the rest of the file."""
    if not any('"' in line for line in lines):  # then every line is a record, and no record can be broken
        start = yield from _unquoted(lines, start, delimiter)
    unclosed = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        began = 0
        records = _Records([], [])
        try:
            for fields in reader:
                if len(fields) > MOST_FIELDS:
                    raise RefusedError("F005", "columns", str(MOST_FIELDS))
                records.starts.append(start + began + 1)
                records.fields.append(fields)
                began = reader.line_num
                if len(records.starts) == AT_ONCE:
                    yield records
                    records = _Records([], [])
            yield records
            return
        except csv.Error:
            broken = start + began
        yield records
        unclosed += 1
        if '"' not in lines[broken] or unclosed > MOST_UNCLOSED:
            raise RefusedError("F001", "table", str(broken + 1))
        fields = lines[broken].rstrip("\r\n").split(delimiter)
        yield from _shown([Row(broken + 1, cells_of(fields), len(fields), True)])
        start = broken + 1


def _unquoted(lines: list[str], start: int, delimiter: str) -> Generator[_Records, None, int]:
    """Records of one line each, many at once. Returns the line at which they end."""
    reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
    try:
        while fields := list(islice(reader, AT_ONCE)):
            if max(map(len, fields)) > MOST_FIELDS:
                raise RefusedError("F005", "columns", str(MOST_FIELDS))
            yield _Records(list(range(start + 1, start + len(fields) + 1)), fields)
            start += len(fields)
    except csv.Error:  # a field beyond all measure: the record in question is looked for one by one
        pass
    return start


def _kept(records: _Records, seen: Cells[str]) -> Sequence[Block | Row]:
    """Records as they are kept: by column where that is small, without those that show nothing."""
    if max(map(len, records.fields), default=0) > WIDEST:
        made = zip(records.starts, records.fields, strict=True)
        return list(_shown(Row(start, cells_of(fields), len(fields)) for start, fields in made))
    columns = [numbers(map(seen.__getitem__, column)) for column in zip_longest(*records.fields, fillvalue="")]
    block = dense(numbers(records.starts), columns, numbers(map(len, records.fields)))
    return [block] if block.numbers else []


def _shown(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.cells)


def cells_of(fields: list[str]) -> dict[int, Cell]:
    return {at: Cell(text) for at, text in enumerate(fields, 1) if shows(text)}


def _cell(text: str) -> Cell | None:
    return Cell(text) if shows(text) else None
