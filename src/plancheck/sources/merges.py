"""Merged cells: names and periods hold for every row of the merge; a merged value belongs to none of them alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.sources.cells import read_period
from plancheck.sources.findings import finding
from plancheck.sources.grid import Area, Cell, Kind, Row, Sheet
from plancheck.sources.headers import Header
from plancheck.sources.limits import Limits, RefusedError

_FILLED = frozenset({"target", "entity", "period", "item", "unit", "submitted", "done_on"})
_SHARED = frozenset({"value", "numerator", "denominator", "done"})
_DATES = frozenset({"period", "submitted", "done_on"})


@frozen
class Filled:
    """What merges fill in, by row and column, and one S108 for each merge that mattered."""

    sheet: Sheet
    after: int
    over: Mapping[int, Mapping[int, Cell]]
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the header with merges filled downwards."""
        return (self.row(row) for row in self.sheet.rows if row.number > self.after)

    def row(self, row: Row) -> Row:
        over = self.over.get(row.number)
        return replace(row, cells={**row.cells, **over}) if over else row


def filled(sheet: Sheet, header: Header, plan: str, limits: Limits) -> Filled:
    """Fill merges over the rows that hold something of their own; F005 when merges overlap beyond all measure."""
    fields = {column: field for field, columns in header.columns.items() for column in columns}
    used = {at for at, field in fields.items() if field in _FILLED | _SHARED}
    areas = [area for area in sheet.merges if area.left in used and area.bottom > header.row]
    if not areas:  # as in most tables: their rows need not be looked at
        return Filled(sheet, header.row, {}, ())
    cells = {row.number: row.cells for row in sheet.rows if row.number > header.row}
    numbers = [number for number, row in cells.items() if not used.isdisjoint(row)]
    over: dict[int, dict[int, Cell]] = {}
    findings, work = [], 0
    for area in sorted(areas, key=lambda area: (area.top, area.left, area.bottom, area.right)):
        field = fields[area.left]
        start, stop = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        first = cells.get(area.top, {}).get(area.left)
        if stop - start < 2 or first is None:
            continue
        work += stop - start
        if work > limits.cells:
            raise RefusedError("F005", "merges", str(limits.cells))
        cell = replace(first, kind=Kind.MERGED) if field in _SHARED else first
        for number in numbers[start:stop]:
            over.setdefault(number, {})[area.left] = cell
        findings.append(_about(sheet, area, header, field, first, plan))
    return Filled(sheet, header.row, over, tuple(findings))


def _about(sheet: Sheet, area: Area, header: Header, field: str, first: Cell, plan: str) -> Finding:
    reason = "value" if field in _SHARED else "filled"
    facts = {"area": str(area), "header": header.names[area.left], "reason": reason, "seen": _seen(sheet, field, first)}
    return finding("S108", sheet.origin(area.top, area.left), plan, None, **facts)


def _seen(sheet: Sheet, field: str, cell: Cell) -> str:
    """What the cell shows: a day or a period not as its serial number."""
    read = read_period(cell, sheet.date1904) if field in _DATES and cell.kind is Kind.NUMBER else None
    return read.label if isinstance(read, Period) else cell.text
