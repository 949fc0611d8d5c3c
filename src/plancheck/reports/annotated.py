"""The annotated copy: the submitter's own workbook back, with each place in question marked and a list in front."""

from __future__ import annotations

from collections.abc import Sequence

from plancheck.messages import phrase, term
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.reports.annotated_book import edit
from plancheck.reports.annotated_marks import marks_of
from plancheck.reports.annotated_new import MADE, new_book
from plancheck.reports.annotated_package import LIST_PART
from plancheck.reports.annotated_xml import UneditableError
from plancheck.sources.grid import Sheet
from plancheck.sources.headers import FIELDS, normal
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.opening import open_sheets
from plancheck.sources.own_list import is_own_list
from plancheck.sources.sniff import LEGACY, TEXT, WORKBOOK, readable
from plancheck.sources.xlsx import read_workbook
from plancheck.sources.xlsx_zip import Container

_ABOUT = "docProps/core.xml"
_DEFAULT = Limits()
_HEADERS = frozenset(normal(header) for headers in FIELDS.values() for header in headers)


@frozen
class Annotated:
    """A copy: its bytes, what it lost of the original (sentences), how many cells are marked, and the suffix without
    which programs do not open it."""

    content: bytes
    lost: tuple[str, ...]
    marked: int
    suffix: str = ".xlsx"


def annotate(data: bytes, name: str, findings: Sequence[Finding], lang: str, limits: Limits = _DEFAULT) -> Annotated:
    """A copy of the file `name` with the findings on it. `findings` are those on this file, those of a whole file
    among them. What an earlier round left in it is replaced. Raises RefusedError where the file cannot be read."""
    sheets = _workbook(data, name, limits)
    if sheets is None:
        opened = open_sheets(data, name, "", lambda header: normal(header) in _HEADERS, limits)
        return _new(opened.sheets, findings, lang, _why(lang, readable(data)))
    try:
        made = edit(data, sheets, findings, lang, limits)
    except (UneditableError, RefusedError) as kept:
        shared = isinstance(kept, UneditableError) and kept.args == ("shared",)
        return _new(sheets, findings, lang, term(lang, "annotated.lost.shared" if shared else "annotated.lost.unsafe"))
    return Annotated(made.content, made.lost, made.marked, made.suffix)


def is_untouched(data: bytes) -> bool:
    """The file is a copy of ours that no program has saved since: nothing in it can be lost. Raises RefusedError."""
    container = Container(data, _DEFAULT) if data.startswith(b"PK") else None
    if container is None:
        return False
    own = any(name.rpartition("/")[2] == LIST_PART for name in container.names())
    return own or (_ABOUT in container and container.read(_ABOUT).count(MADE) == 2)


def _workbook(data: bytes, name: str, limits: Limits) -> tuple[Sheet, ...] | None:
    """The sheets of a package that can be edited, None for every other format."""
    if readable(data) != WORKBOOK:
        return None
    try:
        return read_workbook(data, name, limits)
    except RefusedError as refused:
        if refused.facts["reason"] in LEGACY:
            return None
        raise


def _new(sheets: Sequence[Sheet], findings: Sequence[Finding], lang: str, why: str) -> Annotated:
    held = [sheet for sheet in sheets if not is_own_list(sheet)]
    marks = marks_of(findings, held, lang)
    made = new_book(held, marks, lang, why)
    return Annotated(made.content, made.lost, marks.count)


def _why(lang: str, content: str) -> str:
    if content == TEXT:
        return term(lang, "annotated.lost.text")
    return phrase(lang, "annotated.lost.rebuilt", format="XLSB/ODS" if content == WORKBOOK else content.upper())
