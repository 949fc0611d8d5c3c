"""The tables that an engine reads itself, taken up in the quickest way that turns out to be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.plans.plan import Plan
from plancheck.series.bulk_files import BulkFile, by_layout, is_utf8
from plancheck.series.bulk_rows import ROW, Plain, normal, plain_tables
from plancheck.series.bulk_tables import Table, field_table, line_table, parquet_table
from plancheck.series.bulk_texts import WRITTEN, texts_of
from plancheck.sources.naming import Names

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

Layouts = set[object]


class _MisreadError(Exception):
    """Files of this layout are not what they seemed, or the engine has no quick way to read them."""

    def __init__(self, layout: object, why: str = "") -> None:
        self.layout, self.why = layout, why


@dataclass(slots=True)
class Stored:
    """A table, and its rows worked out."""

    plain: Plain
    rows: Frame


def stored_tables(
    engine: Engine, files: Sequence[BulkFile], plan: Plan, names: Names
) -> tuple[list[Stored], list[BulkFile]]:
    """The rows of all files, and the files that an engine cannot be trusted with. Whatever turns out not to be what it
    seemed is taken again with more care, and everything with it: it may have said something else."""
    careful: Layouts = set()
    while True:
        try:
            return _stored(engine, files, plan, names, careful)
        except _MisreadError as misread:
            if misread.layout in careful:
                raise OSError(misread.why) from misread
            careful.add(misread.layout)


def _stored(
    engine: Engine, files: Sequence[BulkFile], plan: Plan, names: Names, careful: Layouts
) -> tuple[list[Stored], list[BulkFile]]:
    tables: list[Table] = []
    broken: list[BulkFile] = []
    written: dict[str, set[str]] = {name: set() for name in WRITTEN}
    for layout, own in by_layout(files).items():
        good = [file for file in own if _sound(engine, file)] if layout in careful else own
        broken += [file for file in own if file not in good]
        if not good:
            continue
        table = _table(engine, good, layout in careful)
        broken += [table.files[at] for at in sorted(table.broken)]
        tables.append(table)
        for name, texts in _written(engine, table).items():
            written[name] |= texts
    read = texts_of(names, [target.id for target in plan.targets], written)
    return [_kept(engine, plain) for plain in plain_tables(tables, read, names)], broken


def _sound(engine: Engine, file: BulkFile) -> bool:
    """Every byte of it can be read."""
    if not file.columns:
        return is_utf8(file.path)
    try:
        engine.distinct(parquet_table(engine, [file]).frame, [f"c{at}" for at in range(1, len(file.columns) + 1)])
    except OSError:
        return False
    return True


def _table(engine: Engine, files: Sequence[BulkFile], carefully: bool) -> Table:
    if files[0].columns:
        return parquet_table(engine, files)
    if not files[0].bare or carefully:
        return line_table(engine, files)
    table = field_table(engine, files)
    if table is None:
        raise _MisreadError(files[0].layout)
    return table


def _written(engine: Engine, table: Table) -> dict[str, set[str]]:
    """One look through each column that has one."""
    given = [name for name in WRITTEN if name in table.header.columns or name == "entity"]
    try:
        return engine.distinct(normal(table), given)
    except OSError as error:
        raise _MisreadError(table.files[0].layout, str(error)) from None


def _kept(engine: Engine, plain: Plain) -> Stored:
    try:
        same = plain.same()
        kept = engine.store(plain.rows(engine).select(*(name for name in ROW if name not in same)))
    except OSError as error:
        raise _MisreadError(plain.table.files[0].layout, str(error)) from None
    rows = kept.select(*(same[name].alias(name) if name in same else nw.col(name) for name in ROW))
    if plain.table.files[0].lines:
        counted = dict(engine.fetch(rows.group_by("f").agg(nw.len().alias("k")).select("f", "k")))
        if not plain.table.whole({at - plain.shift: many for at, many in counted.items()}):
            raise _MisreadError(plain.table.files[0].layout)
    return Stored(plain, rows)
