"""What the series says of a row is moved from its value to the cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from plancheck.checks.checked import place
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef
from plancheck.sources.asides import Columns
from plancheck.sources.grid import column_name

_ABOUT = {"C201.entity": "entity", "R303": "entity", "R305": "period", "R313": "period", "R314": "submitted",
          "C209": "period", "C215": "done_on", "C212": "item"}  # fmt: skip
"""Code, or code and reason → the field."""


class Cells:
    """Knows where the fields of tables stand, from their `columns`."""

    def __init__(self, columns: Sequence[Columns]) -> None:
        self._columns = columns

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        return {(one.file, one.sheet or ""): one.fields for one in self._columns}

    def placed(self, findings: Iterable[Finding]) -> list[Finding]:
        """Unknown entities at the entity, periods at the period, and so on, where the table has such a column."""
        return [self._moved(finding, about) if (about := _about(finding)) else finding for finding in findings]

    def _moved(self, finding: Finding, about: str) -> Finding:
        origin = finding.origin
        column = self._fields.get(place(origin)[:2], {}).get(about)
        if column is None:
            return finding
        if isinstance(origin, CellRef):
            row = origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            return replace(finding, origin=replace(origin, cell=f"{column_name(column)}{row}"))
        return replace(finding, origin=replace(origin, column=column)) if isinstance(origin, TextRef) else finding


def _about(finding: Finding) -> str | None:
    return _ABOUT.get(f"{finding.code}.{finding.facts.get('reason', '')}") or _ABOUT.get(finding.code)
