"""Files of one layout as one frame: a line is a row, its fields are columns, and what is no plain row stands aside."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.series.bulk_files import BulkFile, row_of
from plancheck.sources.grid import Row
from plancheck.sources.headers import Header

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

WRITTEN, LINE = -1, -2
"""What stands in place of decimals beside the text of a row that is not plain: its fields, or the line as it is."""


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

    @property
    def fields(self) -> list[str]:
        return [f"c{at}" for at in range(1, self.width + 1)]

    def written(self) -> nw.Expr:
        """All fields of a row in one text, each behind its length."""
        parts = []
        for name in self.fields:
            text = nw.col(name).fill_null("")
            parts += [text.str.len_chars().cast(nw.String), text]
        return nw.concat_str(parts, separator=":")

    def row(self, number: int, kind: int, text: str) -> Row:
        """A row from what is written."""
        if kind == LINE:
            fields = next(csv.reader([text], delimiter=self.files[0].delimiter))
            return row_of(number, fields, len(fields))
        return row_of(number, _fields(text), self.width)

    def whole(self, counted: dict[int, int]) -> bool:
        """As many rows were read of each of its files as it has lines."""
        lines = {at: file.lines - self.header.row for at, file in enumerate(self.files) if file.lines}
        return all(counted.get(at, 0) == many for at, many in lines.items() if at not in self.broken)


def _fields(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        colon = text.index(":", at)
        end = colon + 1 + int(text[at:colon])
        found.append(text[colon + 1 : end])
        at = end + 1
    return found


def parquet_table(engine: Engine, files: Sequence[BulkFile]) -> Table:
    frame = engine.parquet([file.path for file in files], files[0].columns)
    return Table(files, frame.with_columns(nw.lit(None).cast(nw.String).alias("odd")), frozenset())


def field_table(engine: Engine, files: Sequence[BulkFile]) -> Table | None:
    """The rows below the headers of texts without quotes; None where the engine has no reader for these."""
    file = files[0]
    width = file.header.fields
    frame = engine.fields([file.path for file in files], file.delimiter, file.header.row, width)
    if frame is None:
        return None
    sound = ~nw.col(f"c{width}").is_null() & nw.col(f"c{width + 1}").is_null()
    names = [f"c{at}" for at in range(1, width + 2)]
    line = nw.concat_str([nw.col(name) for name in names], separator=file.delimiter, ignore_nulls=True)
    odd = nw.when(~sound).then(line)
    return Table(files, frame.with_columns(odd=odd).select("f", "n", "odd", *names[:-1]), frozenset())


def line_table(engine: Engine, files: Sequence[BulkFile]) -> Table:
    """The rows below the headers of any texts, kept where reading them again would mean parsing again."""
    head = files[0].header.row
    lines = engine.lines([file.path for file in files]).filter(nw.col("n") > head)
    kept = engine.store(_split(lines, files[0]))
    counted = dict(engine.fetch(kept.group_by("f").agg(nw.len().alias("k")).select("f", "k")))
    broken = {at for at, file in enumerate(files) if counted.get(at, 0) + head != file.lines}
    quoted = kept.filter(~nw.col("odd").is_null()).select("f", "odd")
    delimiter = files[0].delimiter
    broken |= {at for at, line in engine.fetch(quoted) if '"' in line and not _whole(line, delimiter)}
    return Table(files, kept.filter(~nw.col("f").is_in(sorted(broken))) if broken else kept, frozenset(broken))


def _split(lines: Frame, file: BulkFile) -> Frame:
    """Fields that are quoted as a whole lose their quotes; any other use of them makes the line odd, and so does
    another number of fields."""
    text, sep = nw.col("text"), re.escape(file.delimiter)
    field = f'("[^"{sep}]*"|[^"{sep}]*)'
    seps = text.str.len_chars() - text.str.replace_all(file.delimiter, "", literal=True).str.len_chars()
    # asked first: of a line with thousands of fields the pattern goes too deep for Java
    fitting = seps == file.header.fields - 1
    simple = fitting & text.str.contains(rf"\A{field}({sep}{field})*\z")
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
