"""Files of one layout as one frame: a line is a row, its fields are columns, and what is no plain row stands aside."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.series.bulk_files import BulkFile, row_of
from plancheck.sources.grid import Row
from plancheck.sources.headers import Header

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Table:
    """`frame` has `f`, `n`, `c1` … and `odd`: the line where it is no plain row, else null. The places in `f` are those
    in `files`; `broken` those of files that turned out not to be of one record a line."""

    files: Sequence[BulkFile]
    frame: Frame
    broken: frozenset[int]

    @property
    def header(self) -> Header:
        return self.files[0].header

    @property
    def width(self) -> int:
        return self.header.fields

    def rows(self, engine: Engine, keys: Frame | None, where: nw.Expr | None = None) -> Iterator[tuple[int, Row]]:
        """The place of the file and the row, for these `f` and `n` or under this condition, in no order."""
        frame = self.frame if keys is None else self.frame.join(keys, on=["f", "n"], how="semi")
        frame = frame if where is None else frame.filter(where)
        columns = [f"c{at}" for at in range(1, self.width + 1)]
        for file, number, odd, *fields in engine.fetch(frame.select("f", "n", "odd", *columns)):
            row = row_of(number, fields, self.width) if odd is None else self._odd(number, odd)
            if row.cells:
                yield file, row

    def _odd(self, number: int, line: str) -> Row:
        fields = next(csv.reader([line], delimiter=self.files[0].delimiter))
        return row_of(number, fields, len(fields))


def table_of(engine: Engine, files: Sequence[BulkFile]) -> Table:
    """The rows below the headers of the files, kept where reading them again would mean parsing again."""
    if files[0].columns:
        return _parquet(engine, files)
    head = files[0].header.row
    lines = engine.lines([file.path for file in files]).filter(nw.col("n") > head)
    kept = engine.store(_split(lines, files[0]))
    counted = dict(engine.fetch(kept.group_by("f").agg(nw.len().alias("k")).select("f", "k")))
    broken = {at for at, file in enumerate(files) if counted.get(at, 0) + head != file.lines}
    quoted = kept.filter(~nw.col("odd").is_null()).select("f", "odd")
    delimiter = files[0].delimiter
    broken |= {at for at, line in engine.fetch(quoted) if '"' in line and not _whole(line, delimiter)}
    return Table(files, kept.filter(~nw.col("f").is_in(sorted(broken))) if broken else kept, frozenset(broken))


def _parquet(engine: Engine, files: Sequence[BulkFile]) -> Table:
    frame = engine.parquet([file.path for file in files], files[0].columns)
    return Table(files, frame.with_columns(nw.lit(None).cast(nw.String).alias("odd")), frozenset())


def _split(lines: Frame, file: BulkFile) -> Frame:
    """Fields that are quoted as a whole lose their quotes; any other use of them makes the line odd, and so does
    another number of fields."""
    text, sep = nw.col("text"), re.escape(file.delimiter)
    field = f'("[^"{sep}]*"|[^"{sep}]*)'
    simple = text.str.contains(rf"\A{field}({sep}{field})*\z")
    plain = ~text.str.contains('"', literal=True)
    bare = nw.when(plain).then(text).otherwise(nw.when(simple).then(text.str.replace_all('"', "", literal=True)))
    cut = lines.with_columns(parts=bare.str.split(file.delimiter))
    sound = nw.col("parts").list.len() == file.header.fields
    odd = nw.when(text.is_null() | sound).then(nw.lit(None).cast(nw.String)).otherwise(text)
    fields = {f"c{at}": nw.when(sound).then(_field(at)) for at in range(1, file.header.fields + 1)}
    return cut.with_columns(odd=odd, **fields).select("f", "n", "odd", *fields)


def _field(at: int) -> Any:
    """Blank is no data."""
    text = nw.col("parts").list.get(at - 1)
    return nw.when(text != "").then(text)


def _whole(line: str, delimiter: str) -> bool:
    """The record ends on its line."""
    try:
        return sum(1 for _ in csv.reader([line], delimiter=delimiter, strict=True)) == 1
    except csv.Error:
        return False
