"""Records of a tidy table → rows as they are kept, by period, and what the reader has to say about them.

Nothing is converted: a row keeps the texts of its fields. A row that says everything plainly is known by what its texts
say, each text read once; every other one goes through the reader of all tables.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.sources.cells import read_period
from plancheck.sources.csv import cells_of
from plancheck.sources.grid import Row, Sheet, shows
from plancheck.sources.headers import FIELDS, VALUES, Header
from plancheck.sources.importing_plain import Plain, cell_of
from plancheck.sources.importing_text import Records, Unclosed
from plancheck.sources.naming import Names
from plancheck.sources.table import Memo
from plancheck.sources.tidy import read_rows

UNREAD = "__unread__"
"""The partition of rows whose period is blank or cannot be read."""
_COUNTS = ("value", "numerator", "denominator")
_NUMBERS = tuple(field for field in VALUES if field != "item")


@frozen
class Column:
    """A column as it is kept: its name, the tidy field it holds, and its number in the source from 1, 0 for none."""

    name: str
    field: str
    at: int


@frozen
class Layout:
    """`unit` is that of the header of the values, which each row then states itself."""

    columns: tuple[Column, ...]
    unit: str


def layout_of(header: Header) -> Layout:
    """Every tidy field, in the order of the fields. Further columns of one field have stars behind its name, which
    readers of headers pass over, so that they know them again. A unit in brackets stays there where the row cannot
    state it."""
    values = header.columns.get("value", ())
    stated = len(values) == 1 and "unit" not in header.columns
    columns: list[Column] = []
    for field in FIELDS:
        for nth, at in enumerate(header.columns.get(field, (0,))):
            unit = header.units.get(at, "") if field in _COUNTS and not (stated and field == "value") else ""
            columns.append(Column(field + (f"({unit})" if unit else "") + "*" * nth, field, at))
    return Layout(tuple(columns), header.units.get(values[0], "") if stated else "")


Kept = tuple[str, ...]
"""The line of the source and the texts of the columns, "" for what is blank."""


@frozen
class Batch:
    """Rows by the label of their period, and findings, both in the order of the source."""

    rows: Mapping[str, list[Kept]]
    findings: list[Finding]


class Rows:
    """Takes the records of one table."""

    def __init__(self, sheet: Sheet, header: Header, names: Names, layout: Layout) -> None:
        self._sheet, self._header, self._names, self._layout = sheet, header, names, layout
        self._plain = Plain(header, names)
        self._labels = Memo(_label)
        self._width = max(header.fields, *(column.at for column in layout.columns))
        self._order = [column.at - 1 for column in layout.columns]
        self._period = [column.field for column in layout.columns].index("period") + 1
        self._value = [column.field for column in layout.columns].index("value") + 1
        self._unit = [column.field for column in layout.columns].index("unit") + 1

    def take(self, part: Records | Unclosed) -> Batch:
        """The rows below the header, without those that are no data (S109) and those that show nothing."""
        if isinstance(part, Unclosed):
            return self._take([part.start], [part.fields], [False], {part.start: f"S111: {part.line}"})
        return self._take(part.starts, part.fields, self._plain.flags(part.fields), {})

    def _take(
        self, starts: Sequence[int], records: Sequence[list[str]], plain: Sequence[bool], broken: dict[int, str]
    ) -> Batch:
        rows: defaultdict[str, list[Kept]] = defaultdict(list)
        findings: list[Finding] = []
        for start, fields, sound in zip(starts, records, plain, strict=True):
            if start <= self._header.row:
                continue
            unit = ""
            if not sound:
                said = self._read(Row(start, cells_of(fields), len(fields), start in broken))
                if said is None:
                    continue
                findings += said
                unit = _above(said)
                if said and said[0].code == "S109":
                    continue
                if len(fields) > self._header.fields:
                    broken.setdefault(start, f"S110: {_written(fields)}")
            kept = self._kept(start, fields, broken.get(start, ""), unit)
            rows[self._labels[kept[self._period]]].append(kept)
        return Batch(rows, findings)

    def _read(self, row: Row) -> tuple[Finding, ...] | None:
        """What there is to say about the row, None for one that shows nothing."""
        if not row.cells:
            return None
        return next(iter(read_rows(self._sheet, self._header, self._names, (row,)))).findings

    def _kept(self, start: int, fields: list[str], broken: str, unit: str) -> Kept:
        """`unit`: what is stated of the row elsewhere. Of a broken row, whose texts may stand in wrong columns, every
        number is the record as it stands under the code that says so: no reader can take it for one."""
        fields.extend(repeat("", self._width - len(fields)))
        texts = [str(start), *(fields[at] if at >= 0 else "" for at in self._order)]
        if (self._layout.unit or unit) and shows(texts[self._value]):
            texts[self._unit] = self._layout.unit or unit
        if broken:
            for at, column in enumerate(self._layout.columns, 1):
                if column.at and column.field in _NUMBERS:
                    texts[at] = broken
        return tuple(texts)


def _above(said: Iterable[Finding]) -> str:
    """The unit above the table that is another one than the target's: only such rows need it beside them."""
    return next((one.facts["seen"] for one in said if one.code == "C213" and one.facts.get("reason") == "above"), "")


def _label(text: str) -> str:
    read = read_period(cell_of(text), False)
    return read.label if isinstance(read, Period) else UNREAD


def _written(fields: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(fields)
    return line.getvalue()
