"""Where a bound table keeps what: the columns of its rows, the columns of its values, and what its titles say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef
from plancheck.model.period import NotAPeriod, parse_period
from plancheck.sources.binding import Binding, Title, column_number
from plancheck.sources.cells import read_period, written
from plancheck.sources.findings import finding, nearest
from plancheck.sources.grid import Cell, Sheet
from plancheck.sources.header_rows import Heads, find_heads
from plancheck.sources.headers import split_unit
from plancheck.sources.template import captured, squeezed

BEYOND = 1 << 20
"""Columns from here on are none: they hold what is written once for a whole column or table."""


@frozen
class Said:
    """Something that holds for a whole table or column of values, and the row and column where it is written; those of
    the header where the binding says it itself."""

    cell: Cell
    place: tuple[int, int]


@frozen
class Layout:
    """`own`: column as the binding names it → its number. `across`: column of values → what its header says by field.
    `titles`: field → what a title or the binding says. `unknown`: columns whose header fits nothing."""

    heads: Heads
    own: Mapping[str, int]
    across: Mapping[int, Mapping[str, Said]]
    titles: Mapping[str, Said]
    unknown: tuple[int, ...] = ()


def layout_of(sheet: Sheet, binding: Binding, plan: str) -> Layout | list[Finding]:
    """The layout, or everything that keeps the table from being read as the binding says."""
    heads = find_heads(sheet, binding.header)
    if heads is None:
        seen = " | ".join(written(cell) for row in sheet.rows[:1] for _, cell in sorted(row.cells.items()))
        facts = {"sheet": sheet.name or "", "seen": seen[:200], "nearest": "", "reason": "bound"}
        return [finding("S102", FileRef(sheet.file), plan, None, expected=_wanted(binding), **facts)]
    finder = _Finder(sheet, binding, heads, plan)
    own, titles = finder.own(), finder.titles()
    across, unknown = finder.across(set(own.values()))
    if binding.across is not None and not across:
        finder.missing("across", binding.across.header)
    return finder.findings or Layout(heads, own, across, titles, unknown)


def _wanted(binding: Binding) -> str:
    rows = binding.header.rows
    return " | ".join(binding.header.has) if rows is None else f"{rows[0]}-{rows[1]}"


class _Finder:
    """Looks for what the binding names; findings gather on the way."""

    def __init__(self, sheet: Sheet, binding: Binding, heads: Heads, plan: str) -> None:
        self._sheet, self._binding, self._heads, self._plan = sheet, binding, heads, plan
        self._names = {column: heads.name(column) for column in heads.cells}
        self._widest = max((column for row in sheet.rows for column in row.cells), default=0)
        self.findings: list[Finding] = []

    def missing(self, reason: str, wanted: str) -> None:
        """S103: a column or title that the binding counts on."""
        near = nearest(wanted, list(self._names.values()))
        where = self._sheet.origin(self._heads.first, min(self._names, default=1))
        self.findings.append(finding("S103", where, self._plan, None, reason=reason, expected=wanted, nearest=near))

    def own(self) -> dict[str, int]:
        """Every column that the binding names, for a field, to fill or to choose rows by."""
        named = dict.fromkeys([*(self._binding.columns or {}), *self._binding.fill, *(self._binding.only or {})])
        found = {name: self._column(name) for name in named}
        return {name: column for name, column in found.items() if column}

    def _column(self, name: str) -> int:
        """By its header, else by its header without the unit in brackets, else by its letter."""
        wanted = squeezed(name)
        for spelled in (squeezed, lambda text: split_unit(squeezed(text))[0]):
            fits = [column for column, text in self._names.items() if spelled(text) == wanted]
            if len(fits) > 1:
                where = self._sheet.origin(*self._heads.places[fits[1]])
                self.findings.append(finding("S104", where, self._plan, None, header=name, reason="bound"))
            if fits:
                return fits[0]
        letter = column_number(name)
        if not 0 < letter <= self._widest:
            self.missing("column", name)
            return 0
        return letter

    def titles(self) -> dict[str, Said]:
        """What the titles and the binding itself say, by field."""
        head = (self._heads.last, min(self._names, default=1))
        said = {field: Said(Cell(text), head) for field, text in (self._binding.fixed or {}).items()}
        for title in self._binding.titles:
            found = next(self._fitting(title), None)
            if found is None:
                self.missing("title", title.text)
            else:
                said |= found
        return said

    def _fitting(self, title: Title) -> Iterator[dict[str, Said]]:
        for row in self._sheet.rows:
            if row.number != title.row if title.row else row.number >= self._heads.first:
                continue
            for column, cell in sorted(row.cells.items()):
                found = captured(title.text, written(cell))
                if found is not None:
                    yield {field: Said(Cell(text), (row.number, column)) for field, text in found.items()}

    def across(self, own: set[int]) -> tuple[dict[int, dict[str, Said]], tuple[int, ...]]:
        """The columns of values and what their headers say; and those with a header or data that fit nothing."""
        if self._binding.across is None:
            return {}, ()
        first, last = self._binding.across.columns or (1, self._widest)
        held = {column for row in self._sheet.rows if row.number > self._heads.last for column in row.cells}
        columns = [column for column in sorted(held | set(self._names)) if first <= column <= last]
        found: dict[int, dict[str, Said]] = {}
        unknown = []
        for column in columns:
            said = None if column in own else self._said(column)
            if said is not None:
                found[column] = said
            elif column not in own:
                unknown.append(column)
        return found, tuple(unknown)

    def _said(self, column: int) -> dict[str, Said] | None:
        """None where the header does not fit, or has no period where one should be."""
        assert self._binding.across is not None
        cell, template = self._heads.cells.get(column), self._binding.across.header
        found = captured(template, written(cell)) if cell else None
        if cell is None or found is None or not self._has_period(cell, found, template):
            return None
        place = self._heads.places[column]
        return {field: Said(cell if template == f"{{{field}}}" else Cell(text), place) for field, text in found.items()}

    def _has_period(self, cell: Cell, found: Mapping[str, str], template: str) -> bool:
        """A period that can be read two ways is one too: its values are refused, not passed over."""
        if "period" not in found:
            return True
        if template == "{period}":
            read = read_period(cell, self._sheet.date1904)
            return getattr(read, "code", "") != "C209"
        return parse_period(found["period"]) != NotAPeriod("bad")
