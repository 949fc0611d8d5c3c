"""Findings as an annotated copy shows them: which cell gets what, and the list that stands in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plancheck.messages import finding_text, phrase, term
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import CellRef, Origin, TextRef
from plancheck.reports.annotated_sheet import Place
from plancheck.sources.grid import Sheet, column_name
from plancheck.sources.xlsx_sheet import address

_WORST = (ERROR, WARNING, INFO)
_MOST_LINES = 12
"""A box with more lines than this covers the table that it speaks of."""


@frozen
class Mark:
    """What is said on one cell, a line for each finding."""

    severity: str
    lines: tuple[str, ...]


@frozen
class Entry:
    """A line of the list. `sheet` and `cell` say where it leads to, None for a finding that has no cell; `place` is
    how that is shown."""

    place: str
    sheet: str | None
    cell: str | None
    severity: str
    code: str
    message: str
    hint: str


@frozen
class Marks:
    """By sheet and place; `entries` with the worst first, each severity in the order in which one reads."""

    by_sheet: Mapping[str, Mapping[Place, Mark]]
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many cells are marked."""
        return sum(map(len, self.by_sheet.values()))


def marks_of(findings: Sequence[Finding], sheets: Sequence[Sheet], lang: str) -> Marks:
    """The marks of the findings on these sheets. A cell that a merge covers is marked where the merge begins."""
    finder = _Finder(sheets)
    cells: dict[str, dict[Place, list[Finding]]] = {}
    entries = []
    for finding in findings:
        sheet, place = finder.find(finding.origin)
        if sheet is not None and place is not None:
            cells.setdefault(sheet, {}).setdefault(place, []).append(finding)
        entries.append(_entry(finding, sheet, place, lang))
    entries.sort(key=lambda entry: _WORST.index(entry.severity) if entry.severity in _WORST else len(_WORST))
    marked = {name: {at: _mark(lang, found) for at, found in places.items()} for name, places in cells.items()}
    return Marks(marked, tuple(entries))


class _Finder:
    """Where a finding stands in the copy."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name or "": sheet for sheet in sheets}

    def find(self, origin: Origin | None) -> tuple[str | None, Place | None]:
        """The sheet as the reader names it ("" in a text table) and the cell; None for what is of neither."""
        if isinstance(origin, CellRef) and origin.sheet in self._sheets:
            return origin.sheet, self._start(self._sheets[origin.sheet], address(origin.cell, ""))
        if isinstance(origin, TextRef) and "" in self._sheets:
            return "", (origin.line, max(origin.column, 1))
        return None, None

    def _start(self, sheet: Sheet, place: Place) -> Place:
        row, column = place
        covering = (area for area in sheet.merges if area.top <= row <= area.bottom)
        return next(((a.top, a.left) for a in covering if a.left <= column <= a.right), place)


def _entry(finding: Finding, sheet: str | None, place: Place | None, lang: str) -> Entry:
    message, hint = finding_text(lang, finding)
    cell = f"{column_name(place[1])}{place[0]}" if place else None
    origin = finding.origin
    if isinstance(origin, CellRef):
        shown = f"{origin.sheet}!{origin.cell}"
    elif isinstance(origin, TextRef):
        shown = cell or str(origin.line)
    else:
        shown = term(lang, "annotated.whole_file")
    return Entry(escape(shown), sheet, cell, finding.severity, finding.code, message, hint)


def _mark(lang: str, findings: Iterable[Finding]) -> Mark:
    ordered = sorted(findings, key=lambda finding: _WORST.index(finding.severity))
    lines = []
    for finding in ordered[:_MOST_LINES]:
        message, hint = finding_text(lang, finding)
        severity = term(lang, f"severity.{finding.severity}")
        said = {"code": finding.code, "severity": severity, "message": message, "hint": hint}
        lines.append(phrase(lang, "annotated.line", **said))
    if len(ordered) > _MOST_LINES:
        lines.append("... " + phrase(lang, "annotated.more", count=str(len(ordered) - _MOST_LINES)))
    return Mark(ordered[0].severity, tuple(lines))
