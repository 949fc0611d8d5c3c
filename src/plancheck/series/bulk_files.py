"""Which files a bulk engine reads itself, and how their columns are laid out. All others go the way of the desk."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.model.frozen import frozen
from plancheck.sources.csv import read_text
from plancheck.sources.folder import bindings_of, stay_inside, tables_in
from plancheck.sources.grid import Cell, Row, Sheet, shows
from plancheck.sources.headers import Header, field_of, find_header
from plancheck.sources.importing_record import PLACE
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names
from plancheck.sources.own_template import marked
from plancheck.sources.sniff import TEXT, sniff

if TYPE_CHECKING:
    from plancheck.plans.plan import Plan
    from plancheck.series.engines import Engine
    from plancheck.sources.binding_file import Bindings

_HEAD = 200
"""Among so many lines the header is looked for."""
_HEAD_BYTES = 1 << 20
_CHUNK = 1 << 22
_DELIMITERS = ",\t;"
_ENGINES_OWN = (b"\0", b"\x01")
"""Bytes that no line may hold that is read as a whole."""


@frozen
class BulkFile:
    """`head` are its rows down to the header, `lines` how many there are in all; Parquet has none, but `columns`.
    `bare`: a text without quotes, in which every line is a record."""

    name: str
    path: Path
    size: int
    head: tuple[Row, ...]
    header: Header
    delimiter: str
    lines: int = 0
    columns: tuple[str, ...] = ()
    bare: bool = False

    @property
    def layout(self) -> tuple[object, ...]:
        """Files with the same layout are read as one."""
        header = self.header
        return (
            self.delimiter,
            self.bare,
            self.columns,
            header.row,
            header.fields,
            tuple(header.columns.items()),
            tuple(header.units.items()),
        )


@frozen
class Files:
    """`given` are all tables of the folder by name; of these `bulk` are read by the engine, `desk` as ever."""

    given: tuple[str, ...]
    bulk: tuple[BulkFile, ...]
    desk: tuple[tuple[str, Path], ...]
    bindings: Bindings | None


def files_of(folder: Path, plan: Plan, names: Names, engine: Engine, limits: Limits) -> Files:
    """Every table of the folder, with the engine's own told from the others."""
    tables = tables_in(folder)
    bindings, _ = bindings_of(folder, plan, [name for name, _ in tables], limits)
    bulk: list[BulkFile] = []
    desk: list[tuple[str, Path]] = []
    for name, path in tables:
        bound = bindings is not None and (bindings.broken or bindings.of(name))
        file = None if bound else _bulk_file(name, path, folder, names, engine, limits)
        if file is None:
            desk.append((name, path))
        else:
            bulk.append(file)
    return Files(tuple(name for name, _ in tables), tuple(bulk), tuple(desk), bindings)


def _bulk_file(name: str, path: Path, folder: Path, names: Names, engine: Engine, limits: Limits) -> BulkFile | None:
    try:
        stay_inside(path, folder)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(_HEAD_BYTES)
        if start.startswith(b"PAR1"):
            return _parquet(name, path, names, engine)
        return _text(name, path, start, names, limits) if start.strip() and sniff(start) == TEXT else None
    except (OSError, RefusedError):
        return None


def _parquet(name: str, path: Path, names: Names, engine: Engine) -> BulkFile | None:
    """The names of its columns are its header, on line 1; every row is the engine's."""
    columns = engine.columns(path)
    imported = set(PLACE) <= set(columns)
    named = [(at, text) for at, text in enumerate(columns, 1) if shows(text) and not (imported and text in PLACE)]
    first = Row(1, {at: Cell(text) for at, text in named}, len(columns))
    header = find_header(Sheet(name, None, (first,)), names.headers)
    if header is None or header.duplicates:
        return None
    return BulkFile(name, path, path.stat().st_size, (first,), header, "", 0, tuple(columns))


def _text(name: str, path: Path, start: bytes, names: Names, limits: Limits) -> BulkFile | None:
    """None for a text in which a line is not always a record: in another encoding, with stray line ends, or with a
    table that begins further down."""
    lines, bare = _lines(path)
    if not lines or not (bare or is_utf8(path)):
        return None
    text = b"".join(start.splitlines(keepends=True)[:_HEAD]).decode("utf-8-sig", "ignore")
    sheet = read_text(text, name, lambda field: field_of(field, names.headers) is not None, limits)
    header = find_header(sheet, names.headers)
    if header is None or header.duplicates or marked((sheet,), start, limits):
        return None
    delimiter, size = _delimiter(text, header), path.stat().st_size
    if delimiter is None or size < lines * header.fields:  # too little for delimiters and ends: most lines are empty
        return None
    head = tuple(row for row in sheet.rows if row.number <= header.row)
    return BulkFile(name, path, size, head, header, delimiter, lines, (), bare)


def _lines(path: Path) -> tuple[int, bool]:
    """How many lines the file has, and whether none of them holds a quote; 0 where an engine could count others."""
    ends, returns, pairs, quotes, last = 0, 0, 0, False, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if any(byte in chunk for byte in _ENGINES_OWN):
                return 0, False
            ends += chunk.count(b"\n")
            quotes = quotes or b'"' in chunk
            if b"\r" in chunk or last.endswith(b"\r"):
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last[-1:] + chunk[:1] == b"\r\n")
            last = chunk
    return ends + (not last.endswith(b"\n")) if returns == pairs else 0, not quotes


def is_utf8(path: Path) -> bool:
    """All of it: what an engine makes of anything else is its own affair."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(text: str, header: Header) -> str | None:
    """The one that splits the header line into what the header says; None for one stated above the table."""
    line = text.split("\n")[header.row - 1].rstrip("\r")
    for delimiter in _DELIMITERS:
        fields = next(csv.reader([line], delimiter=delimiter), [])
        named = {at: " ".join(field.split()) for at, field in enumerate(fields, 1) if shows(field)}
        if len(fields) == header.fields and named == dict(header.names):
            return delimiter
    return None


def row_of(number: int, fields: Sequence[str | None], given: int) -> Row:
    """A row as the reference keeps it: without the cells that show nothing."""
    cells = {at: Cell(text) for at, text in enumerate(fields, 1) if text is not None and shows(text)}
    return Row(number, cells, given)


def by_layout(files: Sequence[BulkFile]) -> Mapping[tuple[object, ...], list[BulkFile]]:
    """In the order of the files."""
    found: dict[tuple[object, ...], list[BulkFile]] = {}
    for file in files:
        found.setdefault(file.layout, []).append(file)
    return found
