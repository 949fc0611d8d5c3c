"""The records of a long table that say one number plainly, told from all others by what their texts say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat

from plancheck.model.numeral import Reading
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import KOfN
from plancheck.sources.cells import read_amount, read_day, read_period, stray
from plancheck.sources.grid import Cell, shows
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names, asks_done, header_differs, unit_differs
from plancheck.sources.skipping import is_total_name
from plancheck.sources.table import Memo

_ELSEWHERE = ("numerator", "denominator", "done", "done_on", "evidence")
_MOST_KEPT = 1 << 17
"""Of texts that were read, before they are forgotten."""


def cell_of(text: str) -> Cell | None:
    """The cell, None where it shows nothing."""
    return Cell(text) if shows(text) else None


class Plain:
    """Tells the records about which there is nothing to say. What it does not know for certain is not plain."""

    def __init__(self, header: Header, names: Names) -> None:
        self._header, self._names = header, names
        self._at = {field: columns[0] for field, columns in header.columns.items()}
        ordinary = not header.duplicates and len(header.columns["target"]) == 1
        within = all(at <= header.fields for columns in header.columns.values() for at in columns)
        self._able = "value" in self._at and ordinary and within
        self._targets = Memo(self._target)
        self._nameless = bool(header.before_names)
        self._entities = Memo(self._plain_name)
        self._periods: Memo[str, bool] = Memo(lambda text: isinstance(read_period(cell_of(text), False), Period))
        self._days: Memo[str, bool] = Memo(lambda text: isinstance(read_day(cell_of(text), False), date | None))
        self._amounts = Memo(self._amount)
        self._elsewhere = [at for field in _ELSEWHERE for at in header.columns.get(field, ())]

    def flags(self, records: Sequence[list[str]]) -> list[bool]:
        """Whether each of them is plain."""
        for memo in (self._targets, self._entities, self._periods, self._days, self._amounts):
            if len(memo) > _MOST_KEPT:
                memo.clear()
        if not self._able or not records:
            return [False] * len(records)
        width = self._header.fields
        if all(len(fields) == width for fields in records):
            return list(self._flags(records))
        whole = [fields for fields in records if len(fields) == width]
        flags = self._flags(whole) if whole else iter(())
        return [len(fields) == width and next(flags) for fields in records]

    def _flags(self, records: Sequence[list[str]]) -> Iterator[bool]:
        columns = list(zip(*records, strict=True))

        def column(field: str) -> Iterable[str]:
            return columns[self._at[field] - 1] if field in self._at else repeat("")

        targets = map(self._targets.__getitem__, column("target"))
        entities = map(self._entities.__getitem__, column("entity"))
        periods = map(self._periods.__getitem__, column("period"))
        days = map(self._days.__getitem__, column("submitted"))
        others = [map(shows, columns[at - 1]) for at in self._elsewhere]
        apart = map(any, zip(*others, strict=True)) if others else repeat(False)
        for target, entity, period, day, value, unit, other in zip(
            targets, entities, periods, days, column("value"), column("unit"), apart, strict=False
        ):
            sound = target is not None and entity and period and day and not other
            yield bool(sound and self._amounts[value, unit, target])

    def _target(self, text: str) -> str | None:
        """The id; None for what is no target, and for targets whose rows are read in ways of their own."""
        target = self._names.target(text) if shows(text) else None
        if not isinstance(target, Target) or asks_done(target) or isinstance(target.rule, KOfN):
            return None
        return None if target.rule.kind in ("narrative", "composite") else target.id

    def _amount(self, key: tuple[str, str, str]) -> bool:
        """A number that is read without a remark, in the unit of the target."""
        value, unit, name = key
        target = self._names.target(name)
        if not isinstance(target, Target):
            return False
        if unit_differs(unit.strip(), target) or header_differs(self._header, target):
            return False
        read = read_amount(cell_of(value), target.unit, self._names.placeholders)
        return isinstance(read, Reading) and not read.notes

    def _plain_name(self, text: str) -> bool:
        """Where a row without a name may be a total, none is not plain."""
        return not (stray(text) or is_total_name(text)) if shows(text) else not self._nameless
