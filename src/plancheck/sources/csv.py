"""Text tables: strict decoding, the delimiter that the header speaks for, true line numbers, unclosed quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from plancheck.model.frozen import frozen
from plancheck.sources.csv_split import Splitting
from plancheck.sources.grid import Cell, Row, Sheet, shows
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.table import WIDEST, Block, Cells, Table, dense, numbers

_UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = ((_UTF8_MARK, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE_END = re.compile(rb"\r\n?|\n")
_DELIMITERS = ",\t;"
HEADER_LINES = 30
AT_ONCE = 4096
MOST_UNCLOSED = 100
"""A file with more broken quotes than this is not a table."""
MOST_FIELDS = 16_384
"""As many columns as a workbook can have."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with its mark, else GB18030 if the whole decodes; otherwise F001."""
    for mark, encoding in _MARKS:
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


Known = Callable[[str], bool]
"""Tells whether a field is a header, by which the delimiter is chosen."""


def read_bytes(data: bytes, file: str, known: Known, limits: Limits) -> tuple[Sheet, str]:
    """The table in these bytes, and their encoding as in `decode`."""
    if b'"' not in data and b"\0" not in data:
        bare = data.removeprefix(_UTF8_MARK)
        try:  # most tables are sound UTF-8: then they need not be decoded as a whole
            return _split(bare, file, known, limits, limits.cells), "utf-8" if len(bare) == len(data) else "utf-8-sig"
        except (UnicodeDecodeError, RefusedError):
            pass  # whatever is wrong is said of the decoded text
    text, encoding = decode(data)
    return read_text(text, file, known, limits), encoding


def read_text(text: str, file: str, known: Known, limits: Limits) -> Sheet:
    """The table in `text`. Its lines are counted before they are taken apart: each takes more room than its
    characters."""
    if text.count("\n") + text.count("\r") - text.count("\r\n") > limits.cells:
        raise RefusedError("F005", "lines", str(limits.cells))
    if '"' not in text:
        return _split(text.encode(), file, known, limits, len(text))
    lines = _lines(text)
    delimiter, above = _delimiter(lines[:HEADER_LINES], known)
    seen = Cells(_cell)
    return _sheet(file, _all_kept(_records(lines, above, delimiter), seen), seen, limits)


def _split(text: bytes, file: str, known: Known, limits: Limits, lines: int) -> Sheet:
    """The table in UTF-8 without quotes. Raises UnicodeDecodeError for anything else, RefusedError for more lines."""
    head = _lines(text[: _end_of(text, HEADER_LINES)].decode())
    delimiter, above = _delimiter(head, known)
    seen = Cells(_cell)
    return _sheet(file, _by_pieces(text, above, Splitting(delimiter, seen), lines), seen, limits)


def _sheet(file: str, read: Iterable[Block | Row], seen: Cells[str], limits: Limits) -> Sheet:
    return Sheet(file, None, Table(list(_counted(read, limits)), seen.cells))


def _delimiter(head: list[str], known: Known) -> tuple[str, int]:
    """What separates fields, and how many lines above the table do nothing but state it."""
    stated = stated_delimiter(head[0]) if head else None
    return (stated, 1) if stated else (delimiter_of(head, known), 0)


def _counted(parts: Iterable[Block | Row], limits: Limits) -> Iterator[Block | Row]:
    """The same until they hold too many cells. Those of blocks are only counted if all of them together may be."""
    held = most = 0
    waiting: list[Block] = []
    for part in parts:
        if isinstance(part, Block):
            waiting.append(part)
            most += len(part.numbers) * len(part.columns)
        else:
            held += len(part.cells)
        if held + most > limits.cells:
            held, most = held + sum(block.held() for block in waiting), 0
            waiting.clear()
        if held > limits.cells:
            raise RefusedError("F005", "cells", str(limits.cells))
        yield part


def _lines(text: str) -> list[str]:
    """The lines with their ends."""
    return list(io.StringIO(text, newline=""))


def _end_of(text: bytes, lines: int) -> int:
    """Where so many lines end, whatever ends them."""
    return next(islice((found.end() for found in _LINE_END.finditer(text)), lines - 1, None), len(text))


def _by_pieces(text: bytes, above: int, splitting: Splitting, most: int) -> Iterator[Block | Row]:
    """The rows of a text in which every line is a record: split where all records of a piece are of one width. `above`
    lines are no rows. Raises RefusedError where there may be more than `most` lines."""
    at = _end_of(text, above) if above else 0
    while at < len(text):
        end = splitting.end_of_piece(text, at)
        piece, at = text[at:end], end
        block = splitting.block(piece, above)
        lines = piece.count(b"\r") + piece.count(b"\n") if block is None else len(block.numbers)
        if above + lines > most:
            raise RefusedError("F005", "lines", str(most))
        if block is None:
            made = _lines(piece.decode())
            yield from _all_kept(_records(made, 0, splitting.delimiter, above), splitting.seen)
            lines = len(made)
        elif (kept := dense(block)).numbers:
            yield kept
        above += lines


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


def _records(lines: list[str], start: int, delimiter: str, above: int = 0) -> Iterator[_Records | Row]:
    """Records in order, from this line on; `above` as many further lines as there are before all of these. After a
    quote that never closes, reading goes on with the next line: one typing mistake must not swallow the rest of the
    file."""
    unclosed = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        began = 0
        records = _Records([], [])
        try:
            for fields in reader:
                if len(fields) > MOST_FIELDS:
                    raise RefusedError("F005", "columns", str(MOST_FIELDS))
                records.starts.append(above + start + began + 1)
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
            raise RefusedError("F001", "table", str(above + broken + 1))
        fields = lines[broken].rstrip("\r\n").split(delimiter)
        yield from _shown([Row(above + broken + 1, cells_of(fields), len(fields), True)])
        start = broken + 1


def _all_kept(records: Iterable[_Records | Row], seen: Cells[str]) -> Iterator[Block | Row]:
    for part in records:
        yield from _kept(part, seen) if isinstance(part, _Records) else (part,)


def _kept(records: _Records, seen: Cells[str]) -> Sequence[Block | Row]:
    """Records as they are kept: by column where that is small, without those that show nothing."""
    if max(map(len, records.fields), default=0) > WIDEST:
        made = zip(records.starts, records.fields, strict=True)
        return list(_shown(Row(start, cells_of(fields), len(fields)) for start, fields in made))
    columns = [list(map(seen.__getitem__, column)) for column in zip_longest(*records.fields, fillvalue="")]
    block = dense(Block(numbers(records.starts), columns, numbers(map(len, records.fields))))
    return [block] if block.numbers else []


def _shown(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.cells)


def cells_of(fields: list[str]) -> dict[int, Cell]:
    return {at: Cell(text) for at, text in enumerate(fields, 1) if shows(text)}


def _cell(text: str) -> Cell | None:
    return Cell(text) if shows(text) else None
