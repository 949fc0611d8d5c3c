"""The rows of a large table that need no second look, read by what their cells say rather than cell by cell.

In a table of many rows few texts differ: what a name, period, day or number says is worked out once for each text.
A row in which anything is to be remarked upon is left to `records`, which alone decides what to say about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import compress, repeat
from typing import Literal

from plancheck.model.numeral import Reading
from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import CellRef, Origin, TextRef
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import KOfN
from plancheck.sources.cells import read_amount, read_day, read_period, stray
from plancheck.sources.grid import Sheet, column_name
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names, asks_done, unit_differs
from plancheck.sources.skipping import is_total
from plancheck.sources.table import Block, Memo, Table

_ELSEWHERE = ("numerator", "denominator", "done", "done_on", "evidence")
"""A row that fills one of these fields is left to `records`."""


class Quick:
    """Reads the blocks of one table. `apart` are the numbers of rows that something else is known about."""

    def __init__(self, sheet: Sheet, table: Table, header: Header, names: Names, apart: Collection[int]) -> None:
        self._sheet, self._cells, self._header, self._names, self._apart = sheet, table.cells, header, names, apart
        self._at = {field: columns[0] for field, columns in header.columns.items()}
        self._header_unit = header.units.get(self._at.get("value", 0), "")
        self._able = not (header.duplicates or sheet.places or len(header.columns["target"]) > 1)
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

    def read(self, block: Block) -> tuple[Sequence[bool], Iterator[Observation]]:
        """For each row whether it is read here, not to be left to `records`; and the observations of those that are."""
        if not self._able or "value" not in self._at:
            return [False] * len(block.numbers), iter(())
        names, values, units = (self._column(block, field) for field in ("target", "value", "unit"))
        columns: list[Iterable[object]] = [
            list(map(self._ids.__getitem__, names)),
            list(map(self._entities.__getitem__, self._column(block, "entity"))),
            list(map(self._periods.__getitem__, self._column(block, "period"))),
            map(self._items.__getitem__, self._column(block, "item")),
            list(map(self._amounts.__getitem__, zip(values, units, map(self._units.__getitem__, names), strict=True))),
            list(map(self._days.__getitem__, self._column(block, "submitted"))),
            self._origins(block),
            map(self._texts.__getitem__, values),
        ]
        target, entity, period, _, amount, day, _, _ = columns
        read = [
            sound and a is not None and b is not None and c is not None and d is not None and e is not False
            for sound, a, b, c, d, e in zip(self._sound(block), target, entity, period, amount, day, strict=True)
        ]
        if not all(read):
            columns = [compress(column, read) for column in columns]
        return read, map(Observation, *columns)

    def _column(self, block: Block, field: str) -> Sequence[int]:
        at = self._at.get(field, 0)
        return block.columns[at - 1] if 0 < at <= len(block.columns) else bytes(len(block.numbers))

    def _sound(self, block: Block) -> Iterable[bool]:
        """Whether each row stands below the header, has all its fields, and fills none that is read elsewhere."""
        rows = range(len(block.numbers))
        sound = [number > self._header.row and number not in self._apart for number in block.numbers]
        if block.fields is not None and self._header.fields:
            sound = [sound[at] and block.fields[at] == self._header.fields for at in rows]
        for at in (at for field in _ELSEWHERE for at in self._header.columns.get(field, ())):
            if at <= len(block.columns):
                sound = [fine and not code for fine, code in zip(sound, block.columns[at - 1], strict=True)]
        return sound

    def _origins(self, block: Block) -> Iterable[Origin]:
        """Where the value of each row stands."""
        file, name, column = self._sheet.file, self._sheet.name, self._at["value"]
        if name is None:
            return map(TextRef, repeat(file), block.numbers, repeat(column))
        letters = column_name(column)
        return map(CellRef, repeat(file), repeat(name), map(letters.__add__, map(str, block.numbers)))

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
        """None for the name of a total, and for one with stray spaces, which is remarked upon."""
        text = self._text(code)
        return None if stray(text) or is_total(text) else text

    def _period(self, code: int) -> Period | None:
        read = read_period(self._cells[code], self._sheet.date1904)
        return read if isinstance(read, Period) else None

    def _day(self, code: int) -> date | Literal[False] | None:
        """False for what is no day, None for nothing."""
        read = read_day(self._cells[code], self._sheet.date1904)
        return read if isinstance(read, date | None) else False

    def _amount(self, key: tuple[int, int, str | None]) -> Amount | None:
        """The number in its cell, in the unit beside it and in the header, for targets in this unit; None where there
        is anything to say about it."""
        value, beside, unit = key
        if not value or unit is None:
            return None
        target = self._of_unit[unit]
        if unit_differs(self._text(beside).strip(), target) or unit_differs(self._header_unit, target):
            return None
        read = read_amount(self._cells[value], unit, self._names.placeholders)
        return Amount(read.value) if isinstance(read, Reading) and not read.notes else None
