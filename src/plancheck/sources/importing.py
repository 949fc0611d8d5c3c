"""Submissions as text tables of any size → Parquet by plan and period, each source once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef
from plancheck.plans.plan import Plan
from plancheck.sources.csv import cells_of
from plancheck.sources.findings import finding
from plancheck.sources.folder import FileRead, refusal
from plancheck.sources.grid import Row, Sheet
from plancheck.sources.headers import Header, field_of, find_header
from plancheck.sources.importing_parts import Gathered, Writer
from plancheck.sources.importing_record import Part, Record
from plancheck.sources.importing_rows import Layout, Rows, layout_of
from plancheck.sources.importing_store import Store, digest, part_path, refused
from plancheck.sources.importing_text import Records, Stream, Text, Unclosed, examine
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names, names_of
from plancheck.sources.opening import about_name, ordinary
from plancheck.sources.own_list import is_own_list
from plancheck.sources.own_template import marked
from plancheck.sources.sniff import TEXT, misnamed, readable
from plancheck.sources.tidy import about_header, header_missing

IMPORTED, THERE, LEFT, REFUSED = "imported", "there", "left", "refused"
_HEAD = 40
"""Rows in which the header stands, if there is one."""
_HEAD_BYTES = 1 << 20


@frozen
class Source:
    """A file to import. `name` is what findings call it, `kept` what it is called in the rows; `bound`:
    `sources.yaml` lays down how it is read; `outside`: it is a link that leads out of its folder."""

    path: Path
    name: str
    kept: str
    bound: bool = False
    outside: bool = False


@frozen
class Outcome:
    """What became of a source: `IMPORTED`, `THERE` (imported before and whole), `LEFT` as it is for a `reason`
    (workbook, bound, form, plan, changed), or `REFUSED`, as the findings say. `counts` are findings by code, `first`
    the first of them."""

    name: str
    state: str
    reason: str = ""
    rows: int = 0
    parts: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    first: tuple[Finding, ...] = ()


class LeftError(Exception):
    """The file is none that is imported; the argument is the reason."""


class Importer:
    """Imports one source after another into the store. `most` findings of each are kept to be listed, none of a code
    in `ignored`; `say` is told what is being done."""

    def __init__(
        self, plan: Plan, store: Store, most: int, ignored: frozenset[str], say: Callable[[str], None]
    ) -> None:
        self._plan, self._store, self._say = plan, store, say
        self._most, self._ignored = most, ignored
        self._names = names_of(plan)

    def take(self, source: Source) -> Outcome:
        """Raises StoreError; for what the file holds, never anything."""
        self._say(source.name)
        try:
            if source.bound:
                raise LeftError("bound")
            if source.outside:
                raise RefusedError("F006", "symlink")
            with ordinary(source.path) as file:
                return self._take(source, file)
        except LeftError as left:
            return Outcome(source.name, LEFT, str(left))
        except UnicodeDecodeError:  # all of it did decode when it was examined
            return Outcome(source.name, LEFT, "changed")
        except RefusedError as error:
            return self._refused(source, refusal(error, FileRead(source.name, 0, ""), self._plan).findings)

    def _refused(self, source: Source, findings: Sequence[Finding]) -> Outcome:
        return Outcome(source.name, REFUSED, counts=Counter(f.code for f in findings), first=tuple(findings))

    def _take(self, source: Source, file: BinaryIO) -> Outcome:
        if readable(file.read(_HEAD_BYTES)) != TEXT:
            raise LeftError("workbook")
        text = examine(file)
        opened = _open(source, file, text, self._names)
        if opened is None:
            raise RefusedError("F001", "empty")
        if opened.header is None:
            return self._refused(source, (header_missing(opened.sheet, self._names),))
        table = _Table(text, opened, opened.header, layout_of(opened.header))
        record = self._store.record(text.sha256)
        if record is not None and record.plan != self._plan.id:
            raise LeftError("plan")
        if record is not None and record.columns == table.columns():
            return Outcome(source.name, THERE, rows=record.rows, parts=len(record.parts), counts=record.findings)
        return self._import(source, table)

    def _import(self, source: Source, table: _Table) -> Outcome:
        found = _Found(self._most, self._ignored)
        found.add(self._about(source, table))
        gathered = Gathered(self._store.begin())
        rows = Rows(table.opened.sheet, table.header, self._names, table.layout)
        for part in table.opened.parts:
            batch = rows.take(part)
            gathered.add(batch.rows)
            found.add(batch.findings)
            self._say(f"{source.name} {gathered.counts.total():,}")
        gathered.flush()
        if table.opened.stream.sha256 != table.text.sha256:
            raise LeftError("changed")
        with refused():
            drafts = self._written(source, table, gathered)
            parts = tuple(Part(path, count, digest(draft)) for path, draft, count in drafts)
        record = Record(
            source.kept,
            table.text.sha256,
            self._plan.id,
            table.text.encoding,
            table.columns(),
            gathered.counts.total(),
            found.counts,
            parts,
        )
        self._store.take(record, {path: draft for path, draft, _ in drafts})
        return Outcome(
            source.name, IMPORTED, "", record.rows, len(parts), dict(sorted(found.counts.items())), tuple(found.first)
        )

    def _about(self, source: Source, table: _Table) -> Iterator[Finding]:
        """What there is to say about the file as a whole, and its header."""
        if misnamed(TEXT, source.name):
            yield about_name(TEXT, source.name, self._plan.id)
        if table.text.encoding == "gb18030":
            yield finding("F004", FileRef(source.name), self._plan.id, None, reason="gb18030")
        yield from about_header(table.opened.sheet, table.header, self._names)

    def _written(self, source: Source, table: _Table, gathered: Gathered) -> list[tuple[str, Path, int]]:
        """Path, draft and rows of each part."""
        names = [column.name for column in table.layout.columns]
        drafts = []
        writer = Writer(self._store.draft)
        try:
            for label, count in sorted(gathered.counts.items()):
                draft = self._store.draft / f"{label}.parquet"
                writer.write(gathered.files(label), names, source.kept, draft)
                gathered.drop(label)
                drafts.append((part_path(self._plan.id, label, table.text.sha256), draft, count))
        finally:
            writer.close()
        return drafts


@frozen
class _Opened:
    """The first rows as a sheet, its header, and all records from the first on."""

    sheet: Sheet
    header: Header | None
    stream: Stream
    parts: Iterable[Records | Unclosed]


@frozen
class _Table:
    text: Text
    opened: _Opened
    header: Header
    layout: Layout

    def columns(self) -> dict[str, str]:
        """The headers of the source, by the names under which their columns are kept."""
        return {column.name: self.header.names[column.at] for column in self.layout.columns if column.at}


def _open(source: Source, file: BinaryIO, text: Text, names: Names) -> _Opened | None:
    """None for a table without anything in it."""
    stream = Stream(file, text.encoding, lambda field: field_of(field, names.headers) is not None)
    parts = stream.parts()
    head: list[Records | Unclosed] = []
    rows: list[Row] = []
    for part in parts:
        shown = _shown(part)
        rows += shown
        if shown:
            head.append(part)
        if len(rows) >= _HEAD:
            break
    sheet = Sheet(source.name, None, tuple(rows[:_HEAD]))
    if not rows or is_own_list(sheet):
        return None
    if marked((sheet,), b"", Limits()) is not None:
        raise LeftError("form")
    return _Opened(sheet, find_header(sheet, names.headers), stream, chain(head, parts))


def _shown(part: Records | Unclosed) -> list[Row]:
    """Its first rows that show something."""
    if isinstance(part, Unclosed):
        cells = cells_of(part.fields)
        return [Row(part.start, cells, len(part.fields), True)] if cells else []
    made = (Row(at, cells_of(fields), len(fields)) for at, fields in zip(part.starts, part.fields, strict=True))
    rows: list[Row] = []
    for row in made:
        if row.cells:
            rows.append(row)
        if len(rows) == _HEAD:
            break
    return rows


class _Found:
    """Findings, counted by code, of which the first are kept."""

    def __init__(self, most: int, ignored: frozenset[str]) -> None:
        self._most, self._ignored = most, ignored
        self.counts: Counter[str] = Counter()
        self.first: list[Finding] = []

    def add(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            self.counts[one.code] += 1
            if len(self.first) < self._most and one.code not in self._ignored:
                self.first.append(one)
