"""The sheets of one file through every binding that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from plancheck.model.finding import Finding
from plancheck.model.origin import FileRef
from plancheck.sources.asides import Total
from plancheck.sources.binding import Binding
from plancheck.sources.bound import read_bound
from plancheck.sources.findings import finding
from plancheck.sources.grid import Area, Sheet
from plancheck.sources.limits import Limits
from plancheck.sources.naming import Names
from plancheck.sources.template import squeezed
from plancheck.sources.tidy import SheetRead


def read_bound_sheets(
    sheets: Sequence[Sheet], bindings: tuple[Binding, ...], names: Names, limits: Limits
) -> list[SheetRead]:
    """One part per binding and sheet that it asks for; sheets that none asks for are named."""
    read: list[SheetRead] = []
    used: set[str | None] = set()
    for binding in bindings:
        asked = [sheet for sheet in sheets if _asked(sheet, binding)]
        if not asked:
            seen = "、".join(sheet.name or "" for sheet in sheets)
            facts = {"expected": binding.sheet or "", "seen": seen[:200]}
            read.append(SheetRead((), (finding("S101", FileRef(sheets[0].file), names.plan, None, **facts),)))
        made = [read_bound(sheet, binding, names, limits) for sheet in asked]
        again = [sheet.name in used for sheet in asked]
        read += [_of_all(part) if later else part for part, later in zip(made, again, strict=True)]
        used |= {sheet.name for sheet in asked}
    left = tuple(_unread(sheet, names.plan) for sheet in sheets if sheet.name not in used)
    return [*read, SheetRead((), left)]


def _of_all(read: SheetRead) -> SheetRead:
    """Below other tables of its sheet, a total of everything may be of those too."""
    return replace(read, totals=tuple(_wider(total) if total.grand else total for total in read.totals))


def _wider(total: Total) -> Total:
    nearest = total.areas[0]
    return replace(total, areas=(*total.areas, Area(1, nearest.left, total.row - 1, nearest.right)))


def _asked(sheet: Sheet, binding: Binding) -> bool:
    """Text files have no sheets to choose from; a binding that names none asks for all."""
    if binding.sheet is None or sheet.name is None:
        return True
    return fnmatchcase(squeezed(sheet.name), squeezed(binding.sheet))


def _unread(sheet: Sheet, plan: str) -> Finding:
    row = sheet.rows[0]
    where = sheet.origin(row.number, min(row.cells))
    return finding("S109", where, plan, None, reason="sheet", seen=sheet.name or "")
