"""A form of our own that nobody has filled in yet may be written anew; any other file may hold somebody's work."""

from __future__ import annotations

from plancheck.sources.grid import Sheet
from plancheck.sources.headers import Vocabulary, field_of, find_header, vocabulary
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.opening import open_sheets
from plancheck.sources.own_template import template_of

_FILLED = ("value", "numerator", "denominator", "done", "done_on", "submitted", "note", "evidence")


def is_blank_form(data: bytes, name: str, limits: Limits | None = None) -> bool:
    """A form of ours without a single entry. False for whatever cannot be read."""
    bounds, words = limits or Limits(), vocabulary({})
    if template_of(data, bounds) is None:
        return False
    try:
        sheets = open_sheets(data, name, "", lambda field: field_of(field, words) is not None, bounds).sheets
    except RefusedError:
        return False
    blank = [_blank(sheet, words) for sheet in sheets]
    return True in blank and False not in blank


def _blank(sheet: Sheet, words: Vocabulary) -> bool | None:
    """None for a sheet without a table."""
    header = find_header(sheet, words)
    if header is None:
        return None
    columns = {column for field in _FILLED for column in header.columns.get(field, ())}
    return not any(columns & row.cells.keys() for row in sheet.rows if row.number > header.row)
