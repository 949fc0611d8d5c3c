"""What a table says beside its observations: rows of totals, and what is named as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from plancheck.model.frozen import frozen_often, slotted
from plancheck.model.numeral import Refusal
from plancheck.model.observation import Observation
from plancheck.model.origin import Origin
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.sources.cells import read_amount, read_period
from plancheck.sources.grid import Area, Row, Sheet
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names
from plancheck.sources.skipping import is_subtotal, is_sum_name

SUMMED = ("value", "numerator", "denominator")


@frozen_often
class Total:
    """A row that adds others up. `row` is its number or line; `target` and `period` are those it names, "" and None
    without; `grand`: of everything above, not only since the total before; `amounts`: field → the number and its
    cell, for what can be read.

    Of a bound table: `areas` are what it may add up, the likeliest first, `item` the one it names, and `factor` what
    a number was multiplied by, which as in published tables may be rounded; elsewhere numbers are exact."""

    file: str
    sheet: str | None
    row: int
    target: str
    period: Period | None
    grand: bool
    amounts: Mapping[str, tuple[Decimal, Origin]]
    areas: tuple[Area, ...] = ()
    item: str = ""
    factor: Decimal | None = None


@frozen_often
class Evidence:
    """What stands in the evidence column of an observation, and where."""

    observation: Observation
    text: str
    origin: Origin


@frozen_often
class Columns:
    """Which column of a table holds which field, by its first."""

    file: str
    sheet: str | None
    fields: Mapping[str, int]


@slotted
class Asides:
    """Gathers them from one table."""

    sheet: Sheet
    header: Header
    names: Names
    totals: list[Total] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def columns(self) -> Columns:
        """Where the fields stand."""
        fields = {field: columns[0] for field, columns in self.header.columns.items()}
        return Columns(self.sheet.file, self.sheet.name, fields)

    def add_total(self, row: Row, target: object) -> None:
        """A row that was skipped because it is a total; where it is an average or the like, nothing adds up to it."""
        words = [cell.text for cell in row.cells.values() if is_sum_name(cell.text)]
        if not words:
            return
        period = row.cells.get(self.header.column("period") or 0)
        read = read_period(period, self.sheet.date1904)
        total = Total(
            self.sheet.file,
            self.sheet.name,
            row.number,
            target.id if isinstance(target, Target) else "",
            read if isinstance(read, Period) else None,
            not any(map(is_subtotal, words)),
            {name: amount for name in SUMMED if (amount := self._amount(row, name)) is not None},
        )
        self.totals.append(total)

    def _amount(self, row: Row, name: str) -> tuple[Decimal, Origin] | None:
        column = self.header.column(name)
        if column is None or name in self.header.duplicates:
            return None
        unit = self.header.units.get(column, "")
        read = read_amount(row.cells.get(column), unit, self.names.placeholders)
        if read is None or isinstance(read, Refusal):
            return None
        return read.value, self.sheet.origin(row.number, column)

    def add_evidence(self, row: Row, observation: Observation) -> None:
        """What the row names as evidence, if its table has such a column."""
        for column in self.header.columns.get("evidence", ()):
            if column in row.cells:
                origin = self.sheet.origin(row.number, column)
                self.evidence.append(Evidence(observation, row.cells[column].text, origin))
