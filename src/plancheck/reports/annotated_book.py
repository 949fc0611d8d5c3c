"""The submitter's own workbook with the places marked: only the parts that have to change are changed."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.reports.annotated_list import NAMES, beyond, lines, list_part
from plancheck.reports.annotated_marks import Mark, Marks, marks_of
from plancheck.reports.annotated_notes import Notes, annotate_notes, places
from plancheck.reports.annotated_package import Package, require
from plancheck.reports.annotated_shapes import blocks, draw
from plancheck.reports.annotated_sheet import Place, SheetMarker
from plancheck.reports.annotated_styles import Styles
from plancheck.reports.annotated_workbook import put_first
from plancheck.reports.annotated_xml import Edits, UneditableError, tags
from plancheck.reports.width import width
from plancheck.sources.grid import Sheet, column_name
from plancheck.sources.limits import Limits
from plancheck.sources.own_list import is_own_list
from plancheck.sources.xlsx import read_workbook
from plancheck.sources.xlsx_parts import MAIN, SheetEntry
from plancheck.sources.xlsx_sheet import address

_MOST_NOTES = 5_000
"""Programs become slow with more comments than this; the other cells are filled and listed."""
_BOX = 44
"""Columns of text that fit beside each other in the box of a comment."""
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SUFFIXES = {
    "macroEnabled.main+xml": ".xlsm",
    "template.macroEnabledTemplate.main+xml": ".xltm",
    "template.main+xml": ".xltx",
}


@frozen
class Edited:
    """The copy, what it lost (sentences), how many cells are marked, and the suffix its content asks for."""

    content: bytes
    lost: tuple[str, ...]
    marked: int
    suffix: str


def edit(data: bytes, sheets: Sequence[Sheet], findings: Sequence[Finding], lang: str, limits: Limits) -> Edited:
    """The marked copy. Raises UneditableError or RefusedError where that cannot be done safely."""
    package = Package(data, limits)
    require(package)
    others = [sheet for sheet in sheets if not is_own_list(sheet)]
    marks = marks_of(findings, others, lang)
    book = _Book(package, marks, lang)
    old = next((sheet.name for sheet in sheets if is_own_list(sheet)), None)
    book.mark(old)
    book.list_first(old)
    content = package.packed()
    _compare(others, content, limits)
    return Edited(content, tuple(book.lost), marks.count, _suffix(package))


def _suffix(package: Package) -> str:
    kind = package.content_type(package.workbook)
    return next((suffix for end, suffix in _SUFFIXES.items() if kind.casefold().endswith(end.casefold())), ".xlsx")


def _compare(sheets: Sequence[Sheet], content: bytes, limits: Limits) -> None:
    """The copy holds what the original holds, cell for cell."""
    made = [sheet for sheet in read_workbook(content, "", limits) if not is_own_list(sheet)]
    if [(sheet.name, sheet.rows, sheet.merges) for sheet in made] != [(s.name, s.rows, s.merges) for s in sheets]:
        raise UneditableError("differs")


class _Book:
    """A package on its way to becoming the copy."""

    def __init__(self, package: Package, marks: Marks, lang: str) -> None:
        self._package, self._marks, self._lang = package, marks, lang
        self._space = next(space for space in MAIN if ("purl" in space) == ("purl" in package.links)).strip()
        styles = package.linked(package.workbook).get("styles", [])
        self._styles_part = styles[0] if styles else None
        self._styles = Styles(package.read(styles[0]) if styles else None, self._space, package.kept)
        drawings = (part for part in package.parts() if part.casefold().endswith(".vml"))
        self._block = max((block for part in drawings for block in blocks(package.read(part))), default=0) + 1
        self._notes_left = _MOST_NOTES
        self.lost: list[str] = []
        if package.unsign():
            self.lost.append(term(lang, "annotated.lost.signature"))

    def mark(self, old_list: str | None) -> None:
        """Mark every sheet; take the marks of an earlier round away."""
        for entry in self._package.sheets():
            part = self._package.sheet_part(entry)
            if part and entry.name != old_list:
                self._mark_sheet(part, entry, unselect=old_list is None)
            elif not part and old_list is None:
                self._unselect(self._package.target(self._package.workbook, entry.link))

    def _unselect(self, part: str) -> None:
        """Of a sheet without cells: two selected sheets would be a group, in which what is typed goes into both."""
        if part not in self._package or b"tabSelected" not in self._package.read(part):
            return
        edits = Edits(self._package.read(part))
        for tag in tags(edits.raw):
            if tag.name == "sheetView":
                edits.retag(tag, tabSelected=None)
        self._package.write(part, edits.applied())

    def _mark_sheet(self, part: str, entry: SheetEntry, unselect: bool) -> None:
        marks = self._marks.by_sheet.get(entry.name, {})
        raw = self._package.read(part)
        linked = self._package.linked(part)
        commented = linked.get("comments", [])
        if not (marks or self._styles.annotated or commented or (unselect and b"tabSelected" in raw)):
            return
        severities = {place: mark.severity for place, mark in marks.items()}
        marker = SheetMarker(raw, self._styles, severities, self._package.links, unselect)
        self._annotate(part, entry, marker, self._noted(entry, marks, linked.get("threadedComment", [])))
        changed = marker.content()
        if changed is not None:
            self._package.write(part, changed)
        if marks and entry.hidden:
            self.lost.append(phrase(self._lang, "annotated.lost.hidden", sheet=escape(entry.name)))

    def _noted(self, entry: SheetEntry, marks: Mapping[Place, Mark], threads: Sequence[str]) -> dict[Place, Mark]:
        """The marks that get a comment: not those on a conversation, which would hide it, nor those beyond measure."""
        talked = {
            address(tag.attributes["ref"], part)
            for part in threads
            for tag in tags(self._package.read(part))
            if "ref" in tag.attributes
        }
        held = sorted(talked & marks.keys())
        if held:
            cells = "、".join(f"{escape(entry.name)}!{column_name(column)}{row}" for row, column in held)
            self.lost.append(phrase(self._lang, "annotated.lost.threads", cells=cells))
        free = [place for place in sorted(marks) if place not in talked]
        noted = free[: self._notes_left]
        self._notes_left -= len(noted)
        if len(noted) < len(free):
            left = {"sheet": escape(entry.name), "count": str(len(free) - len(noted))}
            self.lost.append(phrase(self._lang, "annotated.lost.notes", **left))
        return {place: marks[place] for place in noted}

    def _annotate(self, part: str, entry: SheetEntry, marker: SheetMarker, marks: Mapping[Place, Mark]) -> None:
        """Comments of a sheet and the boxes that they are shown in."""
        commented = self._package.linked(part).get("comments", [])
        raw = self._package.read(commented[0]) if commented else None
        if raw is None and not marks:
            return
        said = {place: mark.lines for place, mark in marks.items()}
        notes = annotate_notes(raw, self._space, said, self._lang)
        if notes is None:
            return
        folder = posixpath.dirname(self._package.workbook)
        if commented:
            self._package.write(commented[0], notes.content)
        else:
            made = self._package.add(folder, ".comments.xml", notes.content, f"{_SHEET}comments+xml")
            self._package.link(part, "comments", made)
        self._draw(part, marker, notes, marks)

    def _draw(self, part: str, marker: SheetMarker, notes: Notes, marks: Mapping[Place, Mark]) -> None:
        drawing = self._package.target(part, marker.notes) if marker.notes else ""
        if marker.notes and drawing not in self._package:
            raise UneditableError("drawing")
        boxed = notes.added if drawing else places(notes.content)
        sizes = {place: _height(marks[place]) if place in marks else 4 for place in boxed}
        raw = self._package.read(drawing) if drawing else None
        content, self._block = draw(raw, sizes, notes.removed, self._block)
        if drawing:
            self._package.write(drawing, content)
        elif boxed:
            kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
            folder = posixpath.join(posixpath.dirname(self._package.workbook), "drawings")
            made = self._package.add(folder, ".vml", content, kind)
            marker.draw(self._package.link(part, "vmlDrawing", made))

    def list_first(self, old: str | None) -> None:
        """Put the list in front; where an earlier round has put one, it takes that one's place."""
        self.lost += beyond(self._lang, self._marks.entries)
        made = lines(self._lang, self._marks.entries, self.lost)
        entry = next((entry for entry in self._package.sheets() if entry.name == old), None)
        if entry is not None:
            part = self._package.sheet_part(entry)
            selected = b"tabSelected" in self._package.read(part)
            self._package.write(part, list_part(made, self._styles, self._space, selected))
            self._package.unlink(part)
        else:
            content = list_part(made, self._styles, self._space, selected=True)
            folder = posixpath.join(posixpath.dirname(self._package.workbook), "worksheets")
            part = self._package.add(folder, ".xml", content, f"{_SHEET}worksheet+xml")
            put_first(self._package, part, NAMES[self._lang])
        self._write_styles()

    def _write_styles(self) -> None:
        content = self._styles.content()
        if self._styles_part is not None:
            self._package.write(self._styles_part, content)
            return
        folder = posixpath.dirname(self._package.workbook)
        made = self._package.add(folder, ".styles.xml", content, f"{_SHEET}styles+xml", "styles.xml")
        self._package.link(self._package.workbook, "styles", made)


def _height(mark: Mark) -> int:
    """Lines that the text takes in its box, with the head."""
    return 1 + sum(-(-width(line) // _BOX) or 1 for line in mark.lines)
