"""A folder read for the engine: plain rows as one frame, everything else as observations and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.plans.plan import Plan
from plancheck.series.bulk_files import BulkFile, Files, by_layout, files_of
from plancheck.series.bulk_rows import Plain, every, normal, plain_tables, read_texts
from plancheck.series.bulk_tables import table_of
from plancheck.series.bulk_texts import Texts
from plancheck.sources.folder import FileRead, Submissions, bindings_of, read_file, refusal, stay_inside
from plancheck.sources.grid import Row, Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names, names_of
from plancheck.sources.opening import about_name
from plancheck.sources.sniff import misnamed
from plancheck.sources.tidy import read_sheet

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Reading:
    """`rows` are the plain rows of all tables, None where there are none; `observations` those that were read one by
    one, by target; `files` the names of the files that the engine reads."""

    tables: Sequence[Plain]
    texts: Texts
    rows: Frame | None
    observations: Mapping[str, Sequence[Observation]]
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    _owner: list[Plain] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._owner = [plain for plain in self.tables for _ in plain.table.files]

    def placed(self, engine: Engine, rows: Frame) -> Iterator[tuple[tuple[int, int], Observation]]:
        """Plain rows as observations, each with the place of its file and its line."""
        for row in engine.fetch(rows.select("f", "n", "t", "e", "p", "s", "x", "y")):
            yield (row[0], row[1]), self._owner[row[0]].observation(row)

    def fetch(self, engine: Engine, rows: Frame) -> list[Observation]:
        """Plain rows as observations, in the order of files and lines."""
        return [observation for _, observation in sorted(self.placed(engine, rows), key=lambda one: one[0])]


def read_bulk(engine: Engine, folder: Path, plan: Plan, limits: Limits) -> Reading:
    """Every table under the folder. What the engine cannot vouch for is read as ever, within the same limits."""
    names = names_of(plan)
    files = files_of(folder, plan, names, engine, limits)
    tables = [table_of(engine, own) for own in by_layout(files.bulk).values()]
    broken = [table.files[at] for table in tables for at in sorted(table.broken)]
    texts = read_texts(engine, tables, names)
    plain = plain_tables(tables, texts, names)
    parts = {name: _by_desk(folder, path, name, plan, limits, files) for name, path in files.desk}
    parts |= {file.name: _by_desk(folder, file.path, file.name, plan, limits, files) for file in broken}
    frames = []
    for one in plain:
        read, refused = _others(engine, one, plan, limits)
        parts |= read
        rows = one.rows(engine)
        frames.append(rows.filter(~nw.col("f").is_in(refused)) if refused else rows)
    _, own = bindings_of(folder, plan, list(files.given), limits)
    return _reading(
        plain,
        texts,
        every(iter(frames)) if frames else None,
        own,
        [parts[name] for name in files.given if name in parts],
    )


def _reading(
    plain: Sequence[Plain], texts: Texts, rows: Frame | None, own: Submissions, parts: Sequence[Submissions]
) -> Reading:
    observations: dict[str, list[Observation]] = {}
    for part in parts:
        for observation in part.observations:
            observations.setdefault(observation.target, []).append(observation)
    findings = tuple(finding for part in (own, *parts) for finding in part.findings)
    files = sorted(file.name for one in plain for file in one.table.files)
    return Reading(plain, texts, rows, observations, findings, tuple(files))


def _by_desk(folder: Path, path: Path, name: str, plan: Plan, limits: Limits, files: Files) -> Submissions:
    if files.bindings is not None and files.bindings.broken:
        return Submissions()
    try:
        stay_inside(path, folder)
    except RefusedError as refused:
        return refusal(refused, FileRead(name, 0, ""), plan)
    return read_file(path, name, plan, limits, files.bindings)


def _others(engine: Engine, plain: Plain, plan: Plan, limits: Limits) -> tuple[dict[str, Submissions], list[int]]:
    """What the reference reads in the rows at which somebody has to look, by file; and the files it refuses."""
    table = plain.table
    keys = engine.keep(normal(table).filter(~plain.sound()).select("f", "n"))
    odd: dict[int, list[Row]] = {}
    for at, row in table.rows(engine, keys):
        odd.setdefault(at, []).append(row)
    engine.drop(keys)
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
