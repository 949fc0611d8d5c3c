"""The one reader for every .xlsx and .xlsm: streaming, sparse, bounded, inert. Macros and links are never looked at.

It keeps what a check needs and other readers drop: the stored text of a number, its format, whether a formula has a
cached value, errors, hidden rows, columns and sheets, merged areas, and true row numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError, UnusualError
from plancheck.sources.table import Cells
from plancheck.sources.xlsx_parts import (
    number_formats,
    only,
    read_workbook_part,
    relationships,
    shared_strings,
    workbook_part,
)
from plancheck.sources.xlsx_sheet import SheetReader
from plancheck.sources.xlsx_zip import Container

if TYPE_CHECKING:
    from plancheck.sources.xlsx_skim import Skimmer

SKIMMED_FROM = 1 << 16
"""Bytes of a sheet below which the parser alone is fast enough."""


def read_workbook(data: bytes, file: str, limits: Limits) -> tuple[Sheet, ...]:
    """Every worksheet in the order of the workbook. Refused with a named reason; never another exception."""
    container = Container(data, limits)
    part = workbook_part(container)
    workbook = read_workbook_part(container, part)
    links = relationships(container, part)
    formats = number_formats(container, only(links.values(), "styles"), limits)
    strings = shared_strings(container, only(links.values(), "sharedStrings"), limits)
    sheets: list[Sheet] = []
    seen: set[str] = set()
    left = limits.cells
    for entry in workbook.sheets:
        link = links.get(entry.link)
        if link is None:
            raise RefusedError("F001", "missing_part", entry.name)
        if link.kind != "worksheet":  # charts and dialogs hold no cells
            continue
        if link.part.casefold() in seen:  # every cell of it would count twice
            raise RefusedError("F006", "duplicate_part", link.part)
        seen.add(link.part.casefold())
        reader = _read(container, link.part, strings, formats, left, limits)
        left = reader.left
        sheets.append(reader.sheet(file, entry, workbook))
    return tuple(sheets)


def _read(
    container: Container, part: str, strings: list[str], formats: list[str], left: int, limits: Limits
) -> SheetReader:
    """Read the sheet, a large one by its plain rows first. Of several reasons to refuse it the first is told: one that
    was found after rows had been taken out is looked for again without."""

    def read(skimming: bool) -> SheetReader:
        reader = SheetReader(container, part, strings, formats, left, limits)
        skimmer = _skimmer(reader) if skimming else None
        try:
            container.parse(part, reader.start, reader.end, reader.text, skimmer)
        except RefusedError:
            if reader.skimmed:
                raise UnusualError from None
            raise
        reader.close()
        return reader

    if container.size(part) < SKIMMED_FROM:
        return read(False)
    return container.again(lambda: read(True), lambda: read(False))


def _skimmer(reader: SheetReader) -> Skimmer:
    from plancheck.sources.xlsx_plain import said  # small sheets never pay for it
    from plancheck.sources.xlsx_skim import Skimmer

    seen = Cells[bytes](lambda key: reader.cell(*said(key)) if key else None)
    reader.cells = seen.cells
    return Skimmer(lambda: reader.begun, seen.__getitem__, reader.take)
