"""Marking cells in a worksheet part: their style is changed, and what is missing is put in its place."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.model.frozen import frozen_often
from plancheck.reports.annotated_styles import Styles
from plancheck.reports.annotated_xml import (
    Edits,
    Name,
    Tag,
    UneditableError,
    closes_itself,
    exact,
    opening_end,
    retag,
    scan,
)
from plancheck.sources.grid import column_name
from plancheck.sources.limits import RefusedError
from plancheck.sources.xlsx_parts import truth, whole
from plancheck.sources.xlsx_sheet import address, area

Place = tuple[int, int]
"""Row and column, from 1."""
_CONTENTS = frozenset({"v", "f", "t", "is"})
_BEFORE_NOTES = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
        *("ignoredErrors", "smartTags", "drawing"),
    }
)
"""What stands before <legacyDrawing>. Programs call a sheet damaged that has its elements in another order."""


@frozen_often
class _Row:
    number: int
    start: int
    style: str | None
    cells: list[tuple[int, int, str]]


class SheetMarker:
    """One worksheet part. `wanted` are the cells to mark and their severity; cells that bear an old mark of ours and
    are not wanted lose it. `notes` is the relationship id of the drawing that holds the comments, "" without one."""

    def __init__(self, raw: bytes, styles: Styles, wanted: Mapping[Place, str], links: str, unselect: bool) -> None:
        self._raw, self._styles, self._wanted, self._links = raw, styles, wanted, links
        self._unselect = unselect
        self._edits = Edits(raw)
        self._rows: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self._rows.setdefault(row, []).append(column)
        self._started: list[tuple[int, int]] = []
        self._row: _Row | None = None
        self._number = self._column = self._depth = self._child = 0
        self._columns: list[tuple[int, int, str]] = []
        self._seen: set[int] = set()
        self._prefix = b""
        self._data: tuple[int, int] | None = None
        self._dimension: tuple[int, str] | None = None
        self._notes_at = 0
        self.notes = ""
        scan(raw, self._start, self._end, _CONTENTS)
        self._missing_rows()
        self._extend_dimension()

    def _start(self, name: Name, attributes: dict[str, str], at: int) -> None:
        kind = name.local
        self._depth += 1
        if self._depth == 2:
            self._child = at
        if kind == "c":
            self._cell(attributes, at)
        elif kind == "row":
            self._begin_row(attributes, at)
        elif kind == "sheetData":
            self._prefix, self._data = name.prefix, (at, at)
        elif kind == "col":
            first, last = (whole(attributes.get(bound, ""), "") for bound in ("min", "max"))
            self._columns.append((first, last, attributes.get("style", "0")))
        elif kind == "dimension":
            self._dimension = (at, attributes.get("ref", ""))
        elif kind == "sheetView" and self._unselect and truth(attributes.get("tabSelected")):
            self._retag(at, {"tabSelected": None})
        elif kind == "legacyDrawing" and self._depth == 2:
            self.notes = attributes.get(f"{self._links} id r", "") or _link(attributes)

    def _end(self, name: Name, at: int) -> None:
        kind = name.local
        if kind == "row":
            self._end_row(at)
        elif kind == "sheetData" and self._data is not None:
            self._data = (self._data[0], at)
        if self._depth == 2 and kind in _BEFORE_NOTES:
            inner = opening_end(self._raw, self._child)
            self._notes_at = inner if closes_itself(self._raw, inner) else self._raw.index(b">", at) + 1
        self._depth -= 1

    def _retag(self, at: int, changes: Mapping[str, str | None]) -> None:
        end = opening_end(self._raw, at)
        self._edits.replace(at, end, retag(self._raw[at:end], changes))

    def _begin_row(self, attributes: dict[str, str], at: int) -> None:
        self._number = whole(attributes["r"], "") if "r" in attributes else self._number + 1
        self._column = 0
        if self._wanted:
            self._started.append((self._number, at))
        if self._number in self._rows:
            style = attributes.get("s") if truth(attributes.get("customFormat")) else None
            self._row = _Row(self._number, at, style, [])

    def _cell(self, attributes: dict[str, str], at: int) -> None:
        reference = attributes.get("r")
        self._column = self._column + 1 if reference is None else address(reference, "")[1]
        style = attributes.get("s") or "0"
        if self._row is not None:
            self._row.cells.append((self._column, at, style))
        severity = self._wanted.get((self._number, self._column))
        if severity is not None:
            self._retag(at, {"s": str(self._styles.marked(whole(style, ""), severity))})
        elif style and self._styles.is_stale(whole(style, "")):
            self._retag(at, {"s": str(self._styles.clean(whole(style, "")))})

    def _end_row(self, at: int) -> None:
        """Put in the wanted cells that the row does not have."""
        row, self._row = self._row, None
        if row is None or row.number in self._seen:
            return
        self._seen.add(row.number)
        there = {column for column, _, _ in row.cells}
        missing = [column for column in self._rows[row.number] if column not in there]
        if not missing:
            return
        tag = self._tag(row.start, at)
        ends = []
        for column in missing:
            before = next((start for other, start, _ in row.cells if other > column), None)
            cell = self._new(row.number, column, row.style)
            if before is None:
                ends.append(cell)
            else:
                self._edits.insert(before, cell)
        if ends:
            self._edits.extend(tag, b"".join(ends), spans=None)
        else:
            self._retag(row.start, {"spans": None})

    def _tag(self, start: int, outer: int) -> Tag:
        inner = opening_end(self._raw, start)
        outer = inner if closes_itself(self._raw, inner) else outer
        return Tag("", b"", {}, 0, start, inner, outer, outer)

    def _new(self, row: int, column: int, row_style: str | None) -> bytes:
        style = row_style or next((style for first, last, style in self._columns if first <= column <= last), "0")
        marked = self._styles.marked(whole(style, ""), self._wanted[row, column])
        return b'<%bc r="%b%d" s="%d"/>' % (self._prefix, column_name(column).encode(), row, marked)

    def _missing_rows(self) -> None:
        if self._data is None:
            raise UneditableError("xml")
        ends = []
        there = {number for number, _ in self._started}
        for number in sorted(self._rows.keys() - there):
            cells = b"".join(self._new(number, column, None) for column in self._rows[number])
            row = b'<%brow r="%d">%b</%brow>' % (self._prefix, number, cells, self._prefix)
            before = next((start for other, start in self._started if other > number), None)
            if before is None:
                ends.append(row)
            else:
                self._edits.insert(before, row)
        if ends:
            self._edits.extend(self._tag(*self._data), b"".join(ends))

    def _extend_dimension(self) -> None:
        """Some readers look only at the area that the sheet says it has."""
        if self._dimension is None or not self._wanted:
            return
        at, stated = self._dimension
        try:
            old = area(stated, "")
        except RefusedError:  # it says nothing that a reader could go by
            return
        rows, columns = zip(*self._wanted, strict=True)
        first = f"{column_name(min(old.left, *columns))}{min(old.top, *rows)}"
        last = f"{column_name(max(old.right, *columns))}{max(old.bottom, *rows)}"
        if f"{first}:{last}" not in (stated, f"{stated}:{stated}"):
            self._retag(at, {"ref": f"{first}:{last}"})

    def draw(self, link: str) -> None:
        """Refer to the drawing that holds the comments."""
        attributes = (self._prefix, exact(self._links), exact(link))
        self._edits.insert(self._notes_at, b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>' % attributes)

    def content(self) -> bytes | None:
        """The part as it is now, None where nothing had to change."""
        return self._edits.applied() if self._edits else None


def _link(attributes: Mapping[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(" id") or " id " in name), "")
