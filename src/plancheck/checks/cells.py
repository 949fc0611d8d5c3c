"""What the series says of a row is moved from its value to the cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from plancheck.checks.checked import place
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef
from plancheck.sources.asides import Columns
from plancheck.sources.grid import column_name

_ABOUT = {"R303": "entity", "R305": "period", "R313": "period", "R314": "submitted", "C209": "period",
          "C215": "done_on", "C212": "item"}  # fmt: skip


def at_their_cells(findings: Iterable[Finding], columns: Iterable[Columns]) -> list[Finding]:
    """Unknown entities at the entity, periods at the period, and so on, where the table has such a column."""
    known = {(one.file, one.sheet or ""): one.fields for one in columns}
    return [_moved(finding, known.get(place(finding.origin)[:2], {})) for finding in findings]


def _moved(finding: Finding, fields: Mapping[str, int]) -> Finding:
    column, origin = fields.get(_ABOUT.get(finding.code, "")), finding.origin
    if column is None:
        return finding
    if isinstance(origin, CellRef):
        row = origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return replace(finding, origin=replace(origin, cell=f"{column_name(column)}{row}"))
    return replace(finding, origin=replace(origin, column=column)) if isinstance(origin, TextRef) else finding
