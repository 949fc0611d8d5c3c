"""Totals of a bound table, which stand in rows, in columns or where both meet: what each states, and of what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from plancheck.model.observation import Amount, Share, Value
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.sources.asides import Total
from plancheck.sources.binding import LAST_ROW
from plancheck.sources.cells import clean, read_period
from plancheck.sources.grid import Area, Marks, Row, Sheet
from plancheck.sources.layout import BEYOND
from plancheck.sources.naming import unit_differs, unit_key
from plancheck.sources.records import Reader
from plancheck.sources.skipping import is_subtotal, is_total

_MANY = 20
"""With more totals on one side, only the outermost is held against everything, the others against what stands next to
them."""

Span = tuple[int, int]
"""First and last row or column, both inclusive."""


def total_header(field: str, text: str) -> bool:
    """The header of a column of totals: 合计, 城区/小计. An item may well be called 资金合计."""
    last = text.rpartition("/")[2]
    return (field == "entity" and (is_total(text) or is_total(last))) or (
        field == "item" and is_total(last) and len(clean(last)) == 2
    )


@dataclass(slots=True)
class Axis:
    """The rows, or the columns of values, of one table, in order: `totals` are those of totals, `grand` says of each
    whether it is of everything; `first` is the first that holds data, 0 for none; `bounds` those of the table."""

    bounds: Span = (1, LAST_ROW)
    totals: list[int] = field(default_factory=list)
    grand: list[bool] = field(default_factory=list)
    first: int = 0

    def add(self, at: int, grand: bool) -> None:
        """One more total."""
        self.totals.append(at)
        self.grand.append(grand)

    def is_grand(self, at: int) -> bool:
        """Whether the total there is of everything; True where there is none."""
        found = bisect_left(self.totals, at)
        return self.grand[found] if found < len(self.totals) and self.totals[found] == at else True

    def spans(self, at: int) -> list[Span]:
        """What the total there may be of, the likeliest first; the place itself where it is no total. Totals stand
        after what they add up, unless the table begins with one."""
        found = bisect_left(self.totals, at)
        if found == len(self.totals) or self.totals[found] != at:
            return [(at, at)]
        after = self.totals[found + 1] if found + 1 < len(self.totals) else self.bounds[1] + 1
        since = (self.totals[found - 1] + 1 if found else self.bounds[0], at - 1)
        if self.totals[0] < self.first:
            return self._below(at, found, since, (at + 1, after - 1))
        return self._above(at, found, since)

    def _below(self, at: int, found: int, since: Span, until: Span) -> list[Span]:
        whole = self.grand[found] and (len(self.totals) <= _MANY or not found)
        return [(at + 1, self.bounds[1]), until, since] if whole else [until, since]

    def _above(self, at: int, found: int, since: Span) -> list[Span]:
        inner = found + 1 < len(self.totals)
        if not found or not self.grand[found] or (inner and len(self.totals) > _MANY):
            return [since]
        above = (self.bounds[0], at - 1)
        return [since, above] if any(self.grand[:found]) else [above, since]


@dataclass(slots=True)
class _Stated:
    """A cell of totals: `target` is the one it names, else the one spoken of before it."""

    row: int
    at: int
    reader: Reader
    target: Target | None
    named: bool


@dataclass(slots=True)
class Additions:
    """Gathers what the totals of one table state. `holes` are cells that hold something of which nothing
    came: what such a cell is part of cannot be added up."""

    sheet: Sheet
    rows: Axis = field(default_factory=Axis)
    columns: Axis = field(default_factory=Axis)
    holes: Marks = field(default_factory=Marks)
    stated: list[_Stated] = field(default_factory=list)
    target: Target | None = None

    def total_row(self, row: Row, words: list[str]) -> None:
        """A row in which these words make a total."""
        self.rows.add(row.number, not any(map(is_subtotal, words)))

    def total_column(self, at: int, text: str) -> None:
        """A column whose header makes it a total."""
        self.columns.add(at, not is_subtotal(text))

    def came(self, row: int, at: int, target: object, read: bool) -> None:
        """A value of the table: `read` when there is an observation of it."""
        self.rows.first = self.rows.first or row
        self.columns.first = min(self.columns.first or at, at)
        if isinstance(target, Target) and read:
            self.target = target
        else:
            self.holes.add(row, at)

    def add(self, at: int, reader: Reader, target: object) -> None:
        """A cell of totals; `target` is what its row and column name."""
        named = isinstance(target, Target)
        if named or not reader.factors:  # the unit stands with the name
            own = target if isinstance(target, Target) else self.target
            self.stated.append(_Stated(reader.row.number, at, reader, own, named))

    def totals(self) -> Iterator[Total]:
        """Every cell of totals that can be held against something."""
        for one in self.stated:
            areas = tuple(self._areas(one))
            target = one.target or self.target
            if not areas or target is None:
                continue
            amounts = dict(_amounts(one, target))
            if amounts:
                yield self._total(one, target, amounts, areas)

    def _areas(self, one: _Stated) -> Iterator[Area]:
        """In a table of which each row is a record (0 for the column), all columns of a row are one."""
        wide = self.columns.spans(one.at) if one.at else [(0, BEYOND)]
        for (top, bottom), (left, right) in product(self.rows.spans(one.row), wide):
            area = Area(top, left, bottom, right)
            if top <= bottom and left <= right and not self.holes.within(area):
                yield area

    def _total(
        self, one: _Stated, target: Target, amounts: Mapping[str, tuple[Decimal, int]], areas: tuple[Area, ...]
    ) -> Total:
        origin = self.sheet.origin
        return Total(
            self.sheet.file,
            self.sheet.name,
            one.row,
            target.id if one.named else "",
            _period(one.reader, self.sheet),
            self.rows.is_grand(one.row),
            {name: (amount, origin(one.row, at)) for name, (amount, at) in amounts.items()},
            areas,
            _item(one.reader),
            _factor(one.reader, target),
        )


def _amounts(one: _Stated, target: Target) -> Iterator[tuple[str, tuple[Decimal, int]]]:
    """What is stated, by field, and in which column."""
    stated = _by_field(one.reader.stated(target))
    for name, amount in stated.items():
        columns = one.reader.header.columns.get(name, ())
        yield name, (amount, next(at for at in columns if at in one.reader.row.cells))


def _by_field(value: Value | None) -> Mapping[str, Decimal]:
    if isinstance(value, Share):
        return {"numerator": value.numerator, "denominator": value.denominator}
    if isinstance(value, Amount):
        return {"value": value.value} | ({} if value.weight is None else {"denominator": value.weight})
    return {}


def _period(reader: Reader, sheet: Sheet) -> Period | None:
    read = read_period(reader.row.cells.get(reader.header.column("period") or 0), sheet.date1904)
    return read if isinstance(read, Period) else None


def _item(reader: Reader) -> str:
    """The item that the total names, "" where it adds up items."""
    cell = reader.row.cells.get(reader.header.column("item") or 0)
    text = "" if cell is None else clean(cell.text)
    return "" if is_total(text.rpartition("/")[2]) else text


def _factor(reader: Reader, target: Target) -> Decimal:
    """What one of the unit in which the total is written makes in the target's."""
    cell = reader.row.cells.get(reader.header.column("unit") or 0)
    units = ("" if cell is None else cell.text, *reader.header.units.values())
    stated = next((unit for unit in units if unit_differs(unit, target)), "")
    return reader.factors.get(unit_key(stated), Decimal(1))
