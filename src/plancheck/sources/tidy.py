"""A sheet with one observation per row: header, rows, and what is no row (totals, notes, the header again)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.origin import FileRef
from plancheck.plans.plan import Target
from plancheck.sources.cells import clean
from plancheck.sources.findings import finding, nearest
from plancheck.sources.grid import Cell, Row, Sheet
from plancheck.sources.headers import FIELDS, Header, find_header, header_in, likeliest
from plancheck.sources.limits import Limits
from plancheck.sources.merges import filled
from plancheck.sources.naming import Names, NotATarget
from plancheck.sources.records import Reader, RowRead

_TOTAL = re.compile(r".{0,6}(?:合计|总计|小计)|(?:grand|sub)?-?total", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:附?注|说明|备注|填表说明|填报说明|数据来源|资料来源|填表人|填报人|制表人?|审核人?|复核人?|单位?负责人|联系人|联系电话|填报日期|notes?|source|remarks?)"
    r"[\d一二三四五]*[:.、]|[*※]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetRead:
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]


def read_sheet(sheet: Sheet, names: Names, limits: Limits) -> SheetRead | None:
    """Everything the sheet reports; None when it has no header row."""
    header = find_header(sheet, names.headers)
    if header is None:
        return None
    table = _Table(sheet, header, names)
    merged = filled(sheet, header, names.plan, limits)
    observations: list[Observation] = []
    findings = [*table.about_header(), *table.about_hidden(), *merged.findings]
    for row in merged.rows:
        read = table.read(row)
        findings += read.findings
        observations += read.observations
    return SheetRead(tuple(observations), tuple(findings))


def header_missing(sheet: Sheet, names: Names) -> Finding:
    """S102: what the likeliest row says, and the known header that is most like one of its unknown ones."""
    guess = likeliest(sheet, names.headers)
    seen = " | ".join(guess.names[at] for at in sorted(guess.names)) if guess else ""
    wrong = [guess.names[at] for at in guess.unknown] if guess else []
    known = [header for headers in FIELDS.values() for header in headers]
    near = next((hit for hit in (nearest(name, known) for name in wrong) if hit), "")
    origin = sheet.origin(guess.row, min(guess.names)) if guess and guess.names else FileRef(sheet.file)
    return finding("S102", origin, names.plan, None, sheet=sheet.name or "", seen=seen[:200], nearest=near)


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    header: Header
    names: Names

    def about_header(self) -> Iterator[Finding]:
        """S103, S104 and S105: once for the table."""
        at = self.sheet.origin(self.header.row, min(self.header.names))
        for field in self.header.duplicates:
            where = self.sheet.origin(self.header.row, self.header.columns[field][1])
            both = " / ".join(self.header.names[column] for column in self.header.columns[field])
            yield finding("S104", where, self.names.plan, None, header=both)
        if "period" not in self.header.columns and "done_on" not in self.header.columns:
            wrong = [self.header.names[column] for column in self.header.unknown]
            near = next((name for name in wrong if nearest(name, list(FIELDS["period"]))), "")
            yield finding("S103", at, self.names.plan, None, expected=FIELDS["period"][0], nearest=near)
        if self.header.unknown:
            where = self.sheet.origin(self.header.row, self.header.unknown[0])
            unknown = "、".join(self.header.names[column] for column in self.header.unknown)
            yield finding("S105", where, self.names.plan, None, header=unknown)

    def about_hidden(self) -> Iterator[Finding]:
        """S107: hidden places that hold data. Their values are used like any other, and that is said."""
        used = {column for columns in self.header.columns.values() for column in columns}
        rows = [row for row in self.sheet.rows if row.number > self.header.row]
        rows = [row for row in rows if any(column in row.cells for column in used)]
        if self.sheet.hidden and rows:
            yield self._hidden("sheet", self.sheet.name or "", self.header.row, 1)
        hidden = [row.number for row in rows if row.number in self.sheet.hidden_rows]
        if hidden:
            yield self._hidden("rows", _runs(hidden), hidden[0], min(used))
        columns = [column for column in sorted(used) if self.sheet.column_hidden(column)]
        columns = [column for column in columns if any(column in row.cells for row in rows)]
        if columns:
            shown = "、".join(self.header.names[column] for column in columns)
            yield self._hidden("columns", shown, self.header.row, columns[0])

    def _hidden(self, reason: str, area: str, row: int, column: int) -> Finding:
        return finding("S107", self.sheet.origin(row, column), self.names.plan, None, reason=reason, area=area)

    def read(self, row: Row) -> RowRead:
        """One row below the header."""
        target = self._target(row)
        skipped = self._skipped(row, target)
        if skipped:
            return RowRead(findings=(self._about_skipped(row, skipped),))
        return Reader(self.sheet, self.header, self.names, row).read(target)

    def _target(self, row: Row) -> Target | NotATarget | None:
        """What the target columns name; None where they are blank."""
        named = [row.cells[at] for at in self.header.columns["target"] if at in row.cells]
        if not named:
            return None
        if len(named) == 1:
            return self.names.target(named[0].text)
        found = [self.names.target(cell.text) for cell in named]
        targets = {target.id: target for target in found if isinstance(target, Target)}
        if len(targets) > 1:
            return NotATarget("contradiction", " / ".join(targets))
        return next(iter(targets.values())) if targets else found[0]

    def _skipped(self, row: Row, target: Target | NotATarget | None) -> str:
        """Why the row is no observation: total, note, header; "" when it is one."""
        entity = row.cells.get(self.header.column("entity") or 0)
        if entity is not None and _TOTAL.fullmatch(_word(entity)):
            return "total"
        if isinstance(target, Target):
            return ""
        if header_in(row, self.names.headers).columns == self.header.columns:
            return "header"
        written = sorted(row.cells)
        if any(_TOTAL.fullmatch(_word(row.cells[at])) for at in written[:3]):
            return "total"
        lead = clean(row.cells[written[0]].text)
        used = {column for field, at in self.header.columns.items() if field != "target" for column in at}
        nameless = target is None or not target.nearest
        alone = nameless and not any(at in used for at in written)
        return "note" if _NOTE.match(lead) or alone else ""

    def _about_skipped(self, row: Row, reason: str) -> Finding:
        at = min(row.cells)
        origin = self.sheet.origin(row.number, at)
        return finding("S109", origin, self.names.plan, None, reason=reason, seen=row.cells[at].text[:80])


def _word(cell: Cell) -> str:
    return clean(cell.text).replace(" ", "").rstrip(":")


def _runs(numbers: list[int]) -> str:
    """3, 4, 5, 9 → 3-5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in runs)
