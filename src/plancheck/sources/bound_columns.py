"""The columns of values of a bound table, each as the header of a tidy table of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plancheck.model.frozen import frozen
from plancheck.sources.binding import Binding
from plancheck.sources.bound_totals import total_header
from plancheck.sources.cells import written
from plancheck.sources.grid import Cell
from plancheck.sources.headers import Header
from plancheck.sources.indicators import Indicators, Named
from plancheck.sources.layout import BEYOND, Layout, Said


@frozen
class Column:
    """One column of values: the cells that hold for all of its values, and the fields that its header gives (`said`).
    `at` is 0 in a table of which each row is a record."""

    at: int
    header: Header
    cells: Mapping[int, Cell]
    named: Named | None
    said: frozenset[str] = frozenset()

    def in_unit(self, unit: str) -> Header:
        """The header, with the unit in which its values are said to be."""
        if not unit or "unit" in self.header.columns:
            return self.header
        return replace(self.header, units=dict.fromkeys(self.header.columns.get("value", ()), unit))


@dataclass(slots=True)
class Columns:
    """`values` are those that are read, `totals` those that add others up; `places`: columns that are none, because
    they stand for a title or header, and where that is written."""

    values: list[Column] = field(default_factory=list)
    totals: list[Column] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)


def columns_of(layout: Layout, binding: Binding, fields: Mapping[int, str], indicators: Indicators) -> Columns:
    """A table without `across` has one column, in which each row is a record. `fields`: own columns of the rows."""
    made = Columns()
    if binding.across is None:
        made.values.append(_column(layout, fields, indicators, layout.titles, made.places))
    for at, said in layout.across.items():
        column = _column(layout, fields, indicators, {**layout.titles, **said}, made.places, at)
        total = any(total_header(kind, written(one.cell)) for kind, one in said.items())
        (made.totals if total else made.values).append(replace(column, said=frozenset(said)))
    return made


def _column(
    layout: Layout,
    fields: Mapping[int, str],
    indicators: Indicators,
    said: Mapping[str, Said],
    places: dict[int, tuple[int, int]],
    at: int = 0,
) -> Column:
    columns = {kind: (column,) for column, kind in fields.items()}
    names = {column: layout.heads.name(column) or name for name, column in layout.own.items()}
    cells: dict[int, Cell] = {}
    for kind, one in said.items():
        virtual = BEYOND + len(places)
        places[virtual] = one.place
        columns[kind], cells[virtual], names[virtual] = (virtual,), one.cell, written(one.cell)
    if at:
        columns["value"], names[at] = (at,), layout.heads.name(at)
    named = indicators.named(written(said["target"].cell)) if "target" in said else None
    header = Header(layout.heads.last, columns, {}, names, (), layout.heads.fields, ())
    return Column(at, header, cells, named)
