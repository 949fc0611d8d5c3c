"""The rows of a large table that need no second look, read by what their cells say rather than cell by cell.

In a table of many rows few texts differ: what a name, period, day or number says is worked out once for each text.
A row in which anything is to be remarked upon is left to `records`, which alone decides what to say about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from datetime import date
from decimal import Decimal
from itertools import compress, product, repeat
from typing import Literal

from plancheck.model.numeral import Reading, is_percent, plain_decimal
from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import CellRef, Origin, TextRef
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import KOfN
from plancheck.sources.cells import read_amount, read_day, read_period, stored_number, stray
from plancheck.sources.grid import Cell, Kind, Sheet, column_name
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names, asks_done, header_differs, unit_differs
from plancheck.sources.skipping import is_total_name
from plancheck.sources.table import Block, Memo, Table
from plancheck.sources.tabled import FIELDS, Codes

_ELSEWHERE = ("numerator", "denominator", "done", "done_on", "evidence")
"""A row that fills one of these fields is left to `records`."""


_TARGET, _ENTITY, _PERIOD, _VALUE, _UNIT, _SUBMITTED = map(FIELDS.index, FIELDS[:6])
_READ = (_TARGET, _ENTITY, _PERIOD, _SUBMITTED)
_GENERAL = ("", "General")
_Amount = tuple[int, str | None]
"""A value and the unit of its target."""


class Quick:
    """Reads the blocks of one table. `apart` are the numbers of rows that something else is known about."""

    def __init__(self, sheet: Sheet, table: Table, header: Header, names: Names, apart: Collection[int]) -> None:
        self.file, self.sheet = sheet.file, sheet.name
        columns = {field: columns[0] for field, columns in header.columns.items()}
        self.at: Sequence[int] = [columns.get(field, 0) for field in FIELDS]
        self._date1904, self._cells, self._header = sheet.date1904, table.cells, header
        self._names, self._apart = names, apart
        self._nameless = bool(header.before_names)
        sound = not (header.duplicates or sheet.places or len(header.columns["target"]) > 1)
        self._able = sound and "value" in columns
        self._of_unit: dict[str, Target] = {}
        self._targets = Memo(self._target)
        self._ids: Memo[int, str | None] = Memo(lambda code: target.id if (target := self._targets[code]) else None)
        self._units: Memo[int, str | None] = Memo(lambda code: target.unit if (target := self._targets[code]) else None)
        self._texts = Memo(self._text)
        self._entities = Memo(self._entity)
        self._items: Memo[int, str] = Memo(lambda code: self._text(code).strip())
        self._periods = Memo(self._period)
        self._days = Memo(self._day)
        self._amounts = Memo(self._amount)
        self._differs, self._percent = Memo(self._unit_differs), Memo(is_percent)
        self.ids, self.entities = self._ids.__getitem__, self._entities.__getitem__
        self.periods, self.items = self._periods.__getitem__, self._items.__getitem__
        self._reads: Sequence[tuple[Callable[[int], object], object]] = (
            (self.ids, None), (self.entities, None), (self.periods, None), (self._days.__getitem__, False)
        )  # fmt: skip
        self._met: set[str] = set()
        self._sound: Memo[str, set[int]] = Memo(lambda _: set())

    def left(self, block: Block, columns: Codes, fresh: Sequence[Set[int]]) -> Sequence[int]:
        """The places in the block of the rows that are not read here but left to `records`. `columns` are the codes of
        each of FIELDS, `fresh` those that no row has which was not left."""
        rows = range(len(block.numbers))
        if not self._able:
            return rows
        odd = [*self._elsewhere(block)]
        for at, (read, bad) in zip(_READ, self._reads, strict=True):
            if unsound := {code for code in fresh[at] if read(code) is bad}:
                odd.append(map(unsound.__contains__, columns[at]))
        odd += self._unread(columns, fresh)
        return sorted({at for column in odd for at in compress(rows, column)})

    def _unread(self, columns: Codes, fresh: Sequence[Set[int]]) -> Iterator[Iterable[object]]:
        """By row: whether the value has a unit of its own, whether it is no number without a remark."""
        target, value, unit = columns[_TARGET], columns[_VALUE], columns[_UNIT]
        self._met |= {meant for code in fresh[_TARGET] if (meant := self._units[code]) is not None}
        if len(self._met) == 1:  # as in most tables: then what was sound before still is
            own, units, values = self._met, fresh[_UNIT], fresh[_VALUE]
        else:
            own = {meant for code in set(target) if (meant := self._units[code]) is not None}
            units, values = set(unit), set(value)
        differ = {pair for pair in product(units, own) if self._differs[pair]}
        if differ:
            yield map(differ.__contains__, zip(unit, map(self._units.__getitem__, target), strict=True))
        if len(own) == 1:
            (meant,) = own
            if unsound := self._unsound(values, meant):
                yield map(unsound.__contains__, value)
        elif own:
            pairs = zip(value, map(self._units.__getitem__, target), strict=True)
            yield (self._amounts[pair] is None for pair in pairs)

    def _unsound(self, values: Set[int], unit: str) -> Set[int]:
        """Those that are no number without a remark in this unit."""
        sound = self._sound[unit]
        unsound = {code for code in values - sound if self._amounts[code, unit] is None}
        sound |= values - unsound
        return unsound

    def _elsewhere(self, block: Block) -> Iterator[Iterable[object]]:
        """By row: whether it stands above the header, has not all its fields, fills one that is read elsewhere. Nothing
        for what no row of the block does."""
        first, fields = self._header.row, self._header.fields
        if self._apart or block.numbers[0] <= first:
            yield [number <= first or number in self._apart for number in block.numbers]
        if fields and block.fields is not None and block.fields.count(fields) < len(block.fields):
            yield map(fields.__ne__, block.fields)
        for at in (at for field in _ELSEWHERE for at in self._header.columns.get(field, ())):
            if at <= len(block.columns) and any(block.columns[at - 1]):
                yield block.columns[at - 1]

    def amounts(self) -> Iterator[tuple[int, Amount]]:
        """Every value met so far with its code; twice where the unit tells what it says."""
        return ((code, amount) for (code, _), amount in self._amounts.items() if amount is not None)

    def made(self, rows: Sequence[int], codes: Codes) -> Iterator[Observation]:
        """The observations of plain rows: their numbers in the table, and their codes."""
        target, entity, period, value, _, submitted, item = codes
        return map(
            Observation,
            map(self._ids.__getitem__, target),
            map(self._entities.__getitem__, entity),
            map(self._periods.__getitem__, period),
            map(self._items.__getitem__, item),
            map(self._amounts.__getitem__, zip(value, map(self._units.__getitem__, target), strict=True)),
            map(self._days.__getitem__, submitted),
            self._origins(rows),
            map(self._texts.__getitem__, value),
        )

    def _origins(self, rows: Sequence[int]) -> Iterable[Origin]:
        """Where the value of each row stands."""
        column = self.at[FIELDS.index("value")]
        if self.sheet is None:
            return map(TextRef, repeat(self.file), rows, repeat(column))
        letters = column_name(column)
        return map(CellRef, repeat(self.file), repeat(self.sheet), map(letters.__add__, map(str, rows)))

    def _text(self, code: int) -> str:
        cell = self._cells[code]
        return cell.text if cell else ""

    def _target(self, code: int) -> Target | None:
        """None for what is no target, and for targets whose rows are read in ways of their own."""
        target = self._names.target(self._text(code)) if code else None
        if not isinstance(target, Target) or asks_done(target) or isinstance(target.rule, KOfN):
            return None
        if target.rule.kind in ("narrative", "composite"):
            return None
        self._of_unit[target.unit] = target
        return target

    def _entity(self, code: int) -> str | None:
        """None for the name of a total, and for one with stray spaces, which is remarked upon; where the word for a
        total may stand elsewhere, for none."""
        text = self._text(code)
        return None if stray(text) or is_total_name(text) or (not text and self._nameless) else text

    def _period(self, code: int) -> Period | None:
        read = read_period(self._cells[code], self._date1904)
        return read if isinstance(read, Period) else None

    def _day(self, code: int) -> date | Literal[False] | None:
        """False for what is no day, None for nothing."""
        read = read_day(self._cells[code], self._date1904)
        return read if isinstance(read, date | None) else False

    def _amount(self, key: _Amount) -> Amount | None:
        """The number in its cell, for a target in this unit; None where there is anything to say about it."""
        value, unit = key
        if not value or unit is None:
            return None
        cell = self._cells[value]
        plain = None if cell is None or self._percent[unit] else self._plain_number(cell)
        if plain is not None:
            return Amount(plain)
        read = read_amount(cell, unit, self._names.placeholders)
        return Amount(read.value) if isinstance(read, Reading) and not read.notes else None

    def _plain_number(self, cell: Cell) -> Decimal | None:
        """What `read_amount` makes of an ordinary number in any unit but percent, in a tenth of the time: it is all
        that is left to do where each value is another."""
        if cell.kind is Kind.TEXT:
            return None if cell.text in self._names.placeholders else plain_decimal(cell.text)
        return stored_number(cell.text) if cell.kind is Kind.NUMBER and cell.format in _GENERAL else None

    def _unit_differs(self, key: tuple[int, str]) -> bool:
        """The unit beside a value, or that in the header, is another one than that of the target."""
        beside, unit = key
        target = self._of_unit[unit]
        return unit_differs(self._text(beside).strip(), target) or header_differs(self._header, target)
