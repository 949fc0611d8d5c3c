"""A sheet with one observation per row: header, rows, and what is no row (totals, notes, the header again)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import FileRef
from plancheck.plans.plan import Target
from plancheck.sources.asides import Asides, Columns, Evidence, Total
from plancheck.sources.cells import clean
from plancheck.sources.findings import finding, nearest, too_many
from plancheck.sources.grid import Row, Sheet
from plancheck.sources.headers import FIELDS, Header, find_header, header_in, likeliest
from plancheck.sources.hidden import about_hidden
from plancheck.sources.limits import Limits
from plancheck.sources.merges import Filled, filled
from plancheck.sources.naming import Names, NotATarget
from plancheck.sources.quick import Quick
from plancheck.sources.records import Reader, RowRead
from plancheck.sources.skipping import is_note, is_sum_name, is_total, is_total_name
from plancheck.sources.table import Block, Table
from plancheck.sources.tabled import Tabled

KEPT_FROM = 2000
"""Fewer plain rows of a table than these are made at once: what is made of them anyway costs more."""


@frozen
class SheetRead:
    observations: Sequence[Observation]
    findings: tuple[Finding, ...]
    totals: tuple[Total, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    columns: tuple[Columns, ...] = ()


def read_sheet(sheet: Sheet, names: Names, limits: Limits) -> SheetRead | None:
    """Everything the sheet reports; None when it has no header row."""
    header = find_header(sheet, names.headers)
    if header is None:
        return None
    asides = Asides(sheet, header, names)
    table = _Table(sheet, header, names, asides)
    merged = filled(sheet, header, names.plan, limits)
    rows, kept = _left_to_read(table, merged)
    findings = [*table.about_header(), *about_hidden(sheet, header, names.plan), *merged.findings]
    for row in rows:
        read = table.read(row)
        findings += read.findings
        kept.add(read.observations)
        if len(findings) > limits.findings:
            raise too_many(findings, limits)
    beside = tuple(asides.totals), tuple(asides.evidence), (asides.columns(),)
    observations = kept if kept.plain >= KEPT_FROM else tuple(kept)
    return SheetRead(observations, tuple(findings), *beside)


def about_header(sheet: Sheet, header: Header, names: Names) -> tuple[Finding, ...]:
    """What there is to say about the header of a table that is read in pieces."""
    return tuple(_Table(sheet, header, names, Asides(sheet, header, names)).about_header())


def read_rows(sheet: Sheet, header: Header, names: Names, rows: Iterable[Row]) -> Iterator[RowRead]:
    """What each of these rows of such a table says, one by one."""
    table = _Table(sheet, header, names, Asides(sheet, header, names))
    return map(table.read, rows)


def _left_to_read(table: _Table, merged: Filled) -> tuple[Iterator[Row], Tabled]:
    """The rows that must be read one by one, in their order between those that need not: these are kept meanwhile."""
    rows = table.sheet.rows
    if not isinstance(rows, Table):
        return merged.rows, Tabled(None)
    quick = Quick(table.sheet, rows, table.header, table.names, merged.over)
    kept = Tabled(quick)
    return _left(rows, quick, merged, kept), kept


def _left(rows: Table, quick: Quick, merged: Filled, kept: Tabled) -> Iterator[Row]:
    for part in rows.parts:
        if isinstance(part, Block):
            done, columns = 0, kept.columns(part)
            fresh = kept.fresh(columns)
            for at in quick.left(part, columns, fresh):
                kept.take(part, done, at, columns, fresh)
                done = at + 1
                if part.numbers[at] > merged.after:
                    yield merged.row(rows.row(part, at))
            kept.take(part, done, len(part.numbers), columns, fresh)
        elif part.number > merged.after:
            yield merged.row(part)


def header_missing(sheet: Sheet, names: Names) -> Finding:
    """S102: what the likeliest row says, and the known header that is most like one of its unknown ones."""
    guess = likeliest(sheet, names.headers)
    seen = " | ".join(guess.names[at] for at in sorted(guess.names)) if guess else ""
    wrong = [guess.names[at] for at in guess.unknown] if guess else []
    known = [header for headers in FIELDS.values() for header in headers]
    near = next((hit for hit in (nearest(name, known) for name in wrong) if hit), "")
    origin = sheet.origin(guess.row, min(guess.names)) if guess and guess.names else FileRef(sheet.file)
    return finding("S102", origin, names.plan, None, sheet=sheet.name or "", seen=seen[:200], nearest=near)


@frozen
class _Table:
    sheet: Sheet
    header: Header
    names: Names
    asides: Asides

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

    def read(self, row: Row) -> RowRead:
        """One row below the header."""
        target = self._target(row)
        skipped = self._skipped(row, target)
        if skipped:
            if skipped == "total":
                self.asides.add_total(row, target)
            return RowRead(findings=(self._about_skipped(row, skipped),))
        read = Reader(self.sheet, self.header, self.names, row).read(target)
        for observation in read.observations:
            self.asides.add_evidence(row, observation)
        return read

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
        before = [row.cells[at] for at in self.header.before_names if at in row.cells]
        if any(is_sum_name(cell.text) for cell in before) if entity is None else is_total_name(entity.text):
            return "total"
        if isinstance(target, Target):
            return ""
        if header_in(row, self.names.headers).columns == self.header.columns:
            return "header"
        written = sorted(row.cells)
        if any(is_total(row.cells[at].text) for at in written[:3]):
            return "total"
        lead = clean(row.cells[written[0]].text)
        used = {column for field, at in self.header.columns.items() if field != "target" for column in at}
        alone = not any(at in used for at in written) and (target is None or not target.nearest)
        return "note" if is_note(lead) or (alone and not self._split_otherwise(row)) else ""

    def _split_otherwise(self, row: Row) -> bool:
        """A record whose one field holds as many other delimiters as it should have fields: no note, whatever it is."""
        if row.fields != 1 or self.header.fields < 3:
            return False
        (cell,) = row.cells.values()
        return any(cell.text.count(mark) + 1 >= self.header.fields - 1 for mark in ",;\t|")

    def _about_skipped(self, row: Row, reason: str) -> Finding:
        at = min(row.cells)
        origin = self.sheet.origin(row.number, at)
        return finding("S109", origin, self.names.plan, None, reason=reason, seen=row.cells[at].text[:80])
