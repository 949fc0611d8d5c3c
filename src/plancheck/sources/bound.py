"""A table read through a binding: every value becomes a row of a tidy table, which is read like any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.sources.asides import Evidence
from plancheck.sources.binding import LAST_ROW, Binding
from plancheck.sources.bound_columns import Column, columns_of
from plancheck.sources.bound_totals import Additions, Axis
from plancheck.sources.cells import clean, read_period, written
from plancheck.sources.findings import finding, too_many
from plancheck.sources.grid import Cell, Kind, Row, Sheet, column_name
from plancheck.sources.headers import VALUES, Header
from plancheck.sources.hidden import about_hidden
from plancheck.sources.indicators import Indicators
from plancheck.sources.layout import Layout, layout_of
from plancheck.sources.limits import Limits
from plancheck.sources.merges import filled
from plancheck.sources.naming import Names, NotATarget, unit_key
from plancheck.sources.records import Reader
from plancheck.sources.skipping import is_note, is_sum_name, is_total, is_total_name
from plancheck.sources.template import squeezed
from plancheck.sources.tidy import SheetRead


def read_bound(sheet: Sheet, binding: Binding, names: Names, limits: Limits) -> SheetRead:
    """Everything the table reports, as the binding reads it."""
    layout = layout_of(sheet, binding, names.plan)
    if isinstance(layout, list):
        return SheetRead((), tuple(layout))
    placeholders = {clean(text): meant.strip() for text, meant in (binding.placeholders or {}).items()}
    own_names = replace(names, placeholders={**names.placeholders, **placeholders})
    return _Table(sheet, binding, layout, own_names, limits).read()


@dataclass(slots=True)
class _Skipped:
    """Rows and columns passed over because the binding does not ask for them, counted by what they say."""

    unbound: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)


class _Table:
    def __init__(self, sheet: Sheet, binding: Binding, layout: Layout, names: Names, limits: Limits) -> None:
        self._binding, self._layout, self._names, self._limits = binding, layout, names, limits
        self._indicators = Indicators(binding, names)
        self._fields = {layout.own[name]: kind for name, kind in (binding.columns or {}).items()}
        self._factors = {unit_key(unit): factor for unit, factor in (binding.factors or {}).items()}
        self._only = {layout.own[name]: [squeezed(t) for t in texts] for name, texts in (binding.only or {}).items()}
        self._skipped = _Skipped()
        self._said: set[tuple[str, ...]] = set()
        self._columns = columns_of(layout, binding, self._fields, self._indicators)
        across = layout.across
        spread = (a for a in sheet.merges if a.left in across and a.left < a.right and a.left + 1 in across)
        self._wide = {(area.top, area.left): area for area in spread}
        self._sheet = replace(sheet, places=self._columns.places)
        self._bounds = binding.rows or (layout.heads.last + 1, LAST_ROW)
        self._sums = Additions(self._sheet, Axis(self._bounds))
        for column in self._columns.totals:
            self._sums.total_column(column.at, self._layout.heads.name(column.at))

    def read(self) -> SheetRead:
        observations: list[Observation] = []
        evidence: list[Evidence] = []
        findings = [*self._about_header(), *about_hidden(self._sheet, self._whole(), self._names.plan)]
        rows, merged = self._rows()
        findings += merged
        last = max((row.number for row in rows if self._held(row)), default=0)
        for row in rows:
            self._note_label(row)
            reason = self._passed_over(row, last) or self._nameless(row)
            if reason:
                findings += self._about_passed(row, reason)
                self._sum_passed(row, reason)
                continue
            for column in self._columns.values:
                reader, target = self._reader(row, column)
                if reader is None:
                    continue
                read = reader.read(target)
                self._sums.came(row.number, column.at, target, bool(read.observations))
                observations += read.observations
                evidence += (one for made in read.observations for one in self._evidence(row, column, made))
                findings += (said for said in read.findings if self._new(said))
            self._sum_up(row, self._columns.totals)
            if len(findings) > self._limits.findings:
                raise too_many(findings, self._limits)
        totals = tuple(self._sums.totals())
        return SheetRead(tuple(observations), (*findings, *self._about_whole()), totals, tuple(evidence))

    def _sum_passed(self, row: Row, reason: str) -> None:
        """A row of totals states sums, unless they are averages or the like; of another that is passed over, the values
        are in no sum that is read."""
        words = [row.cells[at].text for at in self._fields if at in row.cells]
        if reason == "total" and any(map(is_sum_name, words)):
            self._sums.total_row(row, words)
            self._sum_up(row, (*self._columns.values, *self._columns.totals))
        elif reason != "total":
            for at in self._held(row):
                self._sums.came(row.number, at, None, read=False)

    def _sum_up(self, row: Row, columns: Sequence[Column]) -> None:
        for column in columns:
            if self._reports(row, column):
                target, unit = self._target(row, column)
                reader = self._made_reader(row, column, unit if isinstance(target, Target) else "")
                self._sums.add(column.at, reader, target)

    def _evidence(self, row: Row, column: Column, made: Observation) -> Iterator[Evidence]:
        """What the row names is evidence of a value only where the row says whose value it is, and of what part."""
        for at, kind in self._fields.items():
            if kind == "evidence" and at in row.cells and column.said.isdisjoint(("entity", "item")):
                yield Evidence(made, row.cells[at].text, self._sheet.origin(row.number, at))

    def _whole(self) -> Header:
        """All columns that are read, as one header."""
        columns: dict[str, tuple[int, ...]] = {}
        for at, kind in self._fields.items():
            columns[kind] = (*columns.get(kind, ()), at)
        if self._layout.across:
            columns["value"] = tuple(self._layout.across)
        names = {at: self._layout.heads.name(at) for ats in columns.values() for at in ats}
        return Header(self._layout.heads.last, columns, {}, names, (), 0, ())

    def _rows(self) -> tuple[list[Row], list[Finding]]:
        """The rows of the table with merged and repeated cells filled in."""
        merged = filled(self._sheet, self._whole(), self._names.plan, self._limits)
        fill = {self._layout.own[name] for name in self._binding.fill}
        letters = {self._layout.heads.name(at) for at in fill}
        said = [one for one in merged.findings if one.facts["header"] not in letters or one.facts["reason"] == "value"]
        first, last = self._bounds
        above: dict[int, Cell] = {}
        rows = []
        for row in merged.rows:
            if first <= row.number <= last:
                above |= {at: row.cells[at] for at in fill if at in row.cells}
                own = {at: self._shared(row.number, at, cell, said) for at, cell in row.cells.items()}
                rows.append(replace(row, cells={**above, **own}) if self._held(row) else row)
        return rows, said

    def _shared(self, row: int, column: int, cell: Cell, said: list[Finding]) -> Cell:
        """A value merged over several columns of values belongs to none of them."""
        area = self._wide.get((row, column))
        if area is None:
            return cell
        facts = {"area": str(area), "header": self._layout.heads.name(column), "reason": "value", "seen": cell.text}
        said.append(finding("S108", self._sheet.origin(row, column), self._names.plan, None, **facts))
        return replace(cell, kind=Kind.MERGED)

    def _held(self, row: Row) -> list[int]:
        """The columns of values in which the row holds something."""
        values = self._layout.across or [at for at, kind in self._fields.items() if kind in VALUES]
        return [at for at in values if at in row.cells]

    def _passed_over(self, row: Row, last: int) -> str:
        """Why the row is no data; "" when it is. What `only` asks for is data whatever its name."""
        chosen = [squeezed(written(row.cells[at])) if at in row.cells else "" for at in self._only]
        if any(text not in texts for text, texts in zip(chosen, self._only.values(), strict=True)):
            return "other" if self._held(row) or row.number <= last else "note"
        lead = row.cells[min(row.cells)].text
        if any(fnmatchcase(squeezed(lead), squeezed(text)) for text in self._binding.skip) or is_note(lead):
            return "note"
        if not self._only and self._total_at(row):
            return "total"
        if all(squeezed(written(cell)) == squeezed(self._layout.heads.name(at)) for at, cell in row.cells.items()):
            return "header"
        if not self._held(row):
            return "note" if row.number > last and not self._recognised(row) else "blank"
        return ""

    def _total_at(self, row: Row) -> int | None:
        """The first column of the fields in which the word stands that makes the row a total."""
        there = (at for at in sorted(self._fields) if at in row.cells)
        words = {"entity": is_total_name}
        return next((at for at in there if words.get(self._fields[at], is_total)(row.cells[at].text)), None)

    def _recognised(self, row: Row) -> bool:
        """The row names a target or a period: nothing is reported on it, and it is no footnote."""
        for at, kind in self._fields.items():
            cell = row.cells.get(at)
            if cell is None:
                continue
            if kind == "period" and isinstance(read_period(cell, self._sheet.date1904), Period):
                return True
            if kind == "target" and isinstance(self._indicators.named(written(cell)).target, Target):
                return True
        return False

    def _nameless(self, row: Row) -> str:
        """A value of nobody is not used where the table has a column that says whose it is."""
        return "nameless" if any(kind == "entity" and at not in row.cells for at, kind in self._fields.items()) else ""

    def _note_label(self, row: Row) -> None:
        """A name that the binding lists was there, even if its row is blank or passed over."""
        for at, kind in self._fields.items():
            if kind == "target" and at in row.cells:
                self._indicators.named(written(row.cells[at]))

    def _about_passed(self, row: Row, reason: str) -> list[Finding]:
        """A row in which nothing is reported says nothing: blank is no data."""
        at = min(row.cells)
        if reason == "total":
            at = self._total_at(row) or at
        if reason == "other":
            words = " / ".join(row.cells[column].text.strip() for column in self._only if column in row.cells)
            self._skipped.others[words] = self._skipped.others.get(words, 0) + 1
        if reason in ("other", "blank"):
            return []
        if reason == "nameless":
            entity = next(at for at, kind in self._fields.items() if kind == "entity")
            where = self._sheet.origin(row.number, entity)
            return [finding("C201", where, self._names.plan, None, header=self._layout.heads.name(entity))]
        facts = {"reason": reason, "seen": row.cells[at].text.strip()[:80]}
        return [finding("S109", self._sheet.origin(row.number, at), self._names.plan, None, **facts)]

    def _reports(self, row: Row, column: Column) -> bool:
        """The row says something about what the column is of."""
        values = [at for kind in VALUES for at in column.header.columns.get(kind, ()) if at in row.cells]
        return any(self._names.placeholders.get(clean(row.cells[at].text)) != "missing" for at in values)

    def _reader(self, row: Row, column: Column) -> tuple[Reader | None, Target | NotATarget | None]:
        """The reader of one value; None where there is none, or none that the binding asks for."""
        if not self._reports(row, column):
            return None, None
        target, unit = self._target(row, column)
        if target is None and unit:
            self._skipped.unbound[unit] = self._skipped.unbound.get(unit, 0) + 1
            return None, None
        return self._made_reader(row, column, unit), target

    def _made_reader(self, row: Row, column: Column, unit: str) -> Reader:
        own = replace(row, cells={**row.cells, **column.cells})
        return Reader(self._sheet, column.in_unit(unit), self._names, own, self._factors)

    def _target(self, row: Row, column: Column) -> tuple[Target | NotATarget | None, str]:
        """The target and the unit in brackets; without a target, the label that the binding does not list."""
        named, label = column.named, ""
        if named is None:
            at = column.header.columns["target"][0]
            if at not in row.cells:
                return None, ""
            label = written(row.cells[at])
            named = self._indicators.named(label)
        else:
            label = written(column.cells[column.header.columns["target"][0]])
        return (None, " ".join(label.split())) if named.target is None else (named.target, named.unit)

    def _new(self, said: Finding) -> bool:
        """Whether it was not said before. A conversion is the same for every value in the unit."""
        place = "" if said.code == "C217" else str(said.origin)
        facts = (said.facts["unit"],) if said.code == "C217" else tuple(said.facts.values())
        key = (said.code, place, said.target or "", *facts)
        if key in self._said:
            return False
        self._said.add(key)
        return True

    def _about_header(self) -> Iterator[Finding]:
        """S105: columns that fit nothing, once."""
        unknown = self._layout.unknown
        if unknown:
            where = self._sheet.origin(self._layout.heads.last, unknown[0])
            names = "、".join(self._layout.heads.name(at) or column_name(at) for at in unknown)
            yield finding("S105", where, self._names.plan, None, header=names)
        for column in self._columns.totals:
            where = self._sheet.origin(*self._layout.heads.places[column.at])
            seen = self._layout.heads.name(column.at)
            yield finding("S109", where, self._names.plan, None, reason="total", seen=seen)

    def _about_whole(self) -> Iterator[Finding]:
        """What was passed over, and names in the binding that the table does not have."""
        heads = self._layout.heads
        where = self._sheet.origin(heads.last, min(heads.cells, default=1))
        for reason, counts in (("unbound", self._skipped.unbound), ("other", self._skipped.others)):
            if counts:
                seen = "、".join(f"{name}×{count}" for name, count in counts.items())
                yield finding("S109", where, self._names.plan, None, reason=reason, seen=seen[:200])
        if "target" in self._layout.titles:  # one title cannot have every name in the list
            return
        for name in self._indicators.missing():
            target = (self._binding.targets or {})[name]
            yield finding("S103", where, self._names.plan, target, reason="label", expected=name, nearest="")
