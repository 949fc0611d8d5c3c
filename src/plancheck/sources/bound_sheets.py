"""The sheets of one file through every binding that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from plancheck.model.finding import Finding
from plancheck.model.origin import FileRef
from plancheck.sources.binding import Binding
from plancheck.sources.bound import read_bound
from plancheck.sources.findings import finding
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits
from plancheck.sources.naming import Names
from plancheck.sources.template import squeezed
from plancheck.sources.tidy import SheetRead


def read_bound_sheets(
    sheets: Sequence[Sheet], bindings: tuple[Binding, ...], names: Names, limits: Limits
) -> list[SheetRead]:
    """One part per binding and sheet that it asks for; sheets that none asks for are named."""
    read, used = [], set()
    for binding in bindings:
        asked = [sheet for sheet in sheets if _asked(sheet, binding)]
        if not asked:
            seen = "、".join(sheet.name or "" for sheet in sheets)
            facts = {"expected": binding.sheet or "", "seen": seen[:200]}
            read.append(SheetRead((), (finding("S101", FileRef(sheets[0].file), names.plan, None, **facts),)))
        used |= {sheet.name for sheet in asked}
        read += [read_bound(sheet, binding, names, limits) for sheet in asked]
    left = tuple(_unread(sheet, names.plan) for sheet in sheets if sheet.name not in used)
    return [*read, SheetRead((), left)]


def _asked(sheet: Sheet, binding: Binding) -> bool:
    """Text files have no sheets to choose from; a binding that names none asks for all."""
    if binding.sheet is None or sheet.name is None:
        return True
    return fnmatchcase(squeezed(sheet.name), squeezed(binding.sheet))


def _unread(sheet: Sheet, plan: str) -> Finding:
    row = sheet.rows[0]
    where = sheet.origin(row.number, min(row.cells))
    return finding("S109", where, plan, None, reason="sheet", seen=sheet.name or "")
