"""Merged cells: names and periods hold for every row of the merge; a merged value belongs to none of them alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.sources.findings import finding
from plancheck.sources.grid import Area, Cell, Kind, Row, Sheet
from plancheck.sources.headers import Header
from plancheck.sources.limits import Limits, RefusedError

_FILLED = frozenset({"target", "entity", "period", "item", "unit", "submitted", "done_on"})
_SHARED = frozenset({"value", "numerator", "denominator", "done"})


@frozen
class Filled:
    """The rows below the header with merges filled downwards, and one S108 for each merge that mattered."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def filled(sheet: Sheet, header: Header, plan: str, limits: Limits) -> Filled:
    """Fill merges over the rows that hold something of their own; F005 when merges overlap beyond all measure."""
    fields = {column: field for field, columns in header.columns.items() for column in columns}
    rows = tuple(row for row in sheet.rows if row.number > header.row)
    used = [at for at, field in fields.items() if field in _FILLED | _SHARED]
    numbers = [row.number for row in rows if any(at in row.cells for at in used)]
    cells = {row.number: row.cells for row in rows}
    over: dict[int, dict[int, Cell]] = {}
    findings, work = [], 0
    for area in sorted(sheet.merges, key=lambda area: (area.top, area.left, area.bottom, area.right)):
        field = fields.get(area.left, "")
        start, stop = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        first = cells.get(area.top, {}).get(area.left)
        if stop - start < 2 or first is None or field not in _FILLED | _SHARED:
            continue
        work += stop - start
        if work > limits.cells:
            raise RefusedError("F005", "merges", str(limits.cells))
        cell = replace(first, kind=Kind.MERGED) if field in _SHARED else first
        for number in numbers[start:stop]:
            over.setdefault(number, {})[area.left] = cell
        findings.append(_about(sheet, area, header, field, first, plan))
    return Filled(tuple(_overlaid(row, over.get(row.number)) for row in rows), tuple(findings))


def _overlaid(row: Row, over: dict[int, Cell] | None) -> Row:
    return replace(row, cells={**row.cells, **over}) if over else row


def _about(sheet: Sheet, area: Area, header: Header, field: str, first: Cell, plan: str) -> Finding:
    reason = "value" if field in _SHARED else "filled"
    facts = {"area": str(area), "header": header.names[area.left], "reason": reason, "seen": first.text}
    return finding("S108", sheet.origin(area.top, area.left), plan, None, **facts)
