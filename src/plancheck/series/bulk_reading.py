"""A folder read for the engine: plain rows as one frame, everything else as observations and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.plans.plan import Plan
from plancheck.series.bulk_files import BulkFile, Files, files_of
from plancheck.series.bulk_opening import Stored, stored_tables
from plancheck.series.bulk_rows import ROW, Plain, every
from plancheck.series.bulk_texts import Texts
from plancheck.series.called import Called, alike, by_first, called, first_places
from plancheck.series.selection import Place
from plancheck.sources.asides import Columns
from plancheck.sources.folder import FileRead, Submissions, bindings_of, merged, read_file, refusal, stay_inside
from plancheck.sources.gathered import entities_of, of_targets
from plancheck.sources.grid import Row, Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names, names_of
from plancheck.sources.opening import about_name
from plancheck.sources.sniff import misnamed
from plancheck.sources.tidy import read_sheet

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Held:
    """`rows` are those of all tables, as `bulk_rows.ROW` says, and `texts` what their numbers mean; `files` are the
    names of the files they stand in."""

    rows: Frame
    texts: Texts
    files: tuple[str, ...]
    _owner: Sequence[Plain]

    def placed(self, engine: Engine, rows: Frame) -> Iterator[tuple[tuple[int, int], Observation]]:
        """Plain rows as observations, each with the place of its file and its line."""
        for row in engine.fetch(rows.select(*ROW)):
            yield (row[0], row[1]), self._owner[row[0]].observation(row)

    def first_places(self, engine: Engine, names: Set[str]) -> dict[str, Place]:
        """Where each of these entities stands first in a plain row, as written."""
        codes = {code: name for name, code in self.texts.codes["e"].items() if name in names}
        if not codes:
            return {}
        theirs = self.rows.join(engine.table({"e": list(codes)}), on=["e"], how="semi")
        lines = theirs.group_by(["e", "f"]).agg(nw.col("n").min())
        found: dict[str, Place] = {}
        for code, at, line in engine.fetch(lines.select("e", "f", "n")):
            name = codes[code]
            here = self._owner[at].file(at), "", int(line), 0, name, ""
            found[name] = min(found.get(name, here), here)
        return found

    def fetch(self, engine: Engine, rows: Frame) -> list[Observation]:
        """Plain rows as observations, in the order of files and lines."""
        return [observation for _, observation in sorted(self.placed(engine, rows), key=lambda one: one[0])]


@dataclass(slots=True)
class Reading:
    """`held` is what the engine reads, None where there is nothing; `observations` are those that were read one by one,
    by target; `columns` say of every table where its fields stand, `called` what those are called who are written in
    several ways."""

    held: Held | None
    observations: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    columns: tuple[Columns, ...] = ()
    called: Called = field(default_factory=dict)


def read_bulk(engine: Engine, folder: Path, plan: Plan, limits: Limits) -> Reading:
    """Every table under the folder. What the engine cannot vouch for is read as ever, within the same limits."""
    names = names_of(plan)
    files = files_of(folder, plan, names, engine, limits)
    tables, broken = stored_tables(engine, files.bulk, plan, names)
    parts = {name: _by_desk(folder, path, name, plan, limits, files) for name, path in files.desk}
    parts |= {file.name: _by_desk(folder, file.path, file.name, plan, limits, files) for file in broken}
    refused: list[int] = []
    for table in tables:
        read, wrong = _others(engine, table, plan, limits)
        parts |= read
        refused += wrong
    _, own = bindings_of(folder, plan, list(files.given), limits)
    return _reading(engine, _held(tables, refused), own, [parts[name] for name in files.given if name in parts])


def _held(tables: Sequence[Stored], refused: Sequence[int]) -> Held | None:
    if not tables:
        return None
    rows = every(table.rows for table in tables)
    rows = rows.filter(~nw.col("f").is_in(refused)) if refused else rows
    files = sorted(file.name for one in tables for file in one.plain.table.files)
    owner = [one.plain for one in tables for _ in one.plain.table.files]
    return Held(rows, tables[0].plain.texts, tuple(files), owner)


def _reading(engine: Engine, held: Held | None, own: Submissions, parts: Sequence[Submissions]) -> Reading:
    read = merged((own, *parts))
    names = _called(engine, held, read.observations)
    return Reading(held, of_targets(read.observations), read.findings, read.columns, names)


def _called(engine: Engine, held: Held | None, observations: Sequence[Observation]) -> Called:
    """As of submissions at hand, from the places where the names stand."""
    if held is None:
        return called(observations)
    several = alike({*held.texts.codes["e"], *entities_of(observations)})
    found = held.first_places(engine, several) if several else {}
    for name, place in first_places(observations, several).items() if several else ():
        found[name] = min(found.get(name, place), place)
    return by_first(found)


def _by_desk(folder: Path, path: Path, name: str, plan: Plan, limits: Limits, files: Files) -> Submissions:
    if files.bindings is not None and files.bindings.broken:
        return Submissions()
    try:
        stay_inside(path, folder)
    except RefusedError as refused:
        return refusal(refused, FileRead(name, 0, ""), plan)
    return read_file(path, name, plan, limits, files.bindings)


def _others(engine: Engine, stored: Stored, plan: Plan, limits: Limits) -> tuple[dict[str, Submissions], list[int]]:
    """What the reference reads in the rows at which somebody has to look, by file; and the places of the files it
    refuses."""
    plain, table = stored.plain, stored.plain.table
    odd: dict[int, list[Row]] = {}
    others = stored.rows.filter(nw.col("t").is_null()).select("f", "n", "d", "raw")
    for at, number, kind, text in engine.fetch(others):
        row = table.row(number, kind, text)
        if row.cells:
            odd.setdefault(at - plain.shift, []).append(row)
    parts: dict[str, Submissions] = {}
    refused = []
    for at, file in enumerate(table.files):
        if at in table.broken:
            continue
        part, whole = _read(file, sorted(odd.pop(at, []), key=lambda row: row.number), plain.names, plan, limits)
        parts[file.name] = part
        if not whole:
            refused.append(at + plain.shift)
    return parts, refused


def _read(file: BulkFile, rows: Sequence[Row], names: Names, plan: Plan, limits: Limits) -> tuple[Submissions, bool]:
    """The rows as part of their table; False where the file is refused for what they hold."""
    read = FileRead(file.name, file.size, "")
    content = "parquet" if file.columns else "text"
    said = (about_name(content, file.name, plan.id),) if misnamed(content, file.name) else ()
    try:
        found = read_sheet(Sheet(file.name, None, (*file.head, *rows)), names, limits)
    except RefusedError as error:
        return refusal(error, read, plan), False
    assert found is not None  # the header is among the rows
    return Submissions(
        found.observations, (*said, *found.findings), (read,), found.totals, found.evidence, found.columns
    ), True
