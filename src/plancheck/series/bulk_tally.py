"""The cells of a group, report by report: their sums, and who came, went or fell back since the report before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.series.bulk_cells import CELL, KEY, Cells, Sum, cells_of, counted, sums_of, value_of, whole_of
from plancheck.series.bulk_group import Group
from plancheck.series.bulk_rows import among

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Left:
    """The last cell of one who did not report the next time."""

    x: Decimal
    y: Decimal | None
    again: bool


@dataclass(slots=True)
class Tally:
    """Of one target. `sums`: report → decimals → sum. `came` and `went`: report → who has a cell in it and had none
    in the one before, or the other way round. `apart` are those that the reference is to look at."""

    sums: dict[int, dict[int, Sum]] = field(default_factory=dict)
    came: dict[int, list[str]] = field(default_factory=dict)
    went: dict[int, dict[str, Left]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tallied:
    """`superseded` says of how many rows of each target a later submission took the place; `rows` are those of their
    cells, by report, as `f` and `n`, as long as there are no more than were asked for."""

    tallies: Mapping[str, Tally]
    superseded: Counter[str]
    rows: list[Frame]


class _Fold:
    """Goes through the reports of one group in their order."""

    def __init__(self, engine: Engine, group: Group, known_at: date | None, most: int) -> None:
        self._engine, self._group, self._known_at, self._most = engine, group, known_at, most
        self._names: dict[str, str] = {}
        self._totals = group.which(lambda scope: scope.measure == "running_total")
        self._last: dict[str, dict[str, Decimal]] = {target: {} for target in self._totals}
        self._before: Cells | None = None
        self.tallies = {target: Tally() for target in group.ids}
        self.superseded: Counter[str] = Counter()
        self.rows: list[Frame] = []

    def take(self, report: int, rows: Frame) -> None:
        """The rows of the next report."""
        engine = self._engine
        good, _ = counted(engine, self._group, rows, self._known_at)
        found = cells_of(engine, good)
        if found.undecided is not None:
            for target, entity in engine.fetch(found.undecided):
                self.tallies[target].apart.add(self._name(entity))
        self.superseded.update(superseded(engine, found))
        if found.superseding is not None and self.superseded.total() <= self._most:
            keys = found.superseding.select(KEY)
            self.rows.append(engine.keep(good.join(keys, on=KEY, how="semi").select("f", "n")))
        if report < self._group.first:  # it belongs to the baseline: there is only something to say about it
            found.drop(engine)
            return
        for (target, places), sums in sums_of(engine, found.cells).items():
            self.tallies[target].sums.setdefault(report, {})[places] = sums
        self._compare(report, found)

    def _compare(self, report: int, found: Cells) -> None:
        """With the report before."""
        engine, before, cells = self._engine, self._before, found.cells
        self._before = found
        if before is None:
            for target, entity in engine.fetch(cells.select(KEY)):
                self.tallies[target].came.setdefault(report, []).append(self._name(entity))
            return
        both = cells.join(before.cells, on=KEY, how="full").select(*CELL, *(f"{name}_right" for name in CELL))
        changed = both.filter(nw.col("t").is_null() | nw.col("t_right").is_null())
        for row in engine.fetch(changed):
            self._change(report, row[: len(CELL)], row[len(CELL) :])
        if self._totals:
            fell = both.filter(among("t", self._totals) & (nw.col("x") < nw.col("x_right")))
            for target, entity in engine.fetch(fell.select(KEY)):
                self.tallies[target].apart.add(self._name(entity))
        before.drop(engine)

    def _change(self, report: int, now: Sequence[Any], before: Sequence[Any]) -> None:
        if now[0] is not None:
            target, entity, x, _, d, _ = now
            self._come(report, target, self._name(entity), value_of(x, d))
        else:
            target, entity, x, y, d, again = before
            self._go(report, target, self._name(entity), Left(value_of(x, d), whole_of(y, d), again == 1))

    def _come(self, report: int, target: str, entity: str, x: Decimal) -> None:
        tally = self.tallies[target]
        tally.came.setdefault(report, []).append(entity)
        last = self._last.get(target, {}).pop(entity, None)
        if last is not None and x < last:
            tally.apart.add(entity)

    def _go(self, report: int, target: str, entity: str, left: Left) -> None:
        self.tallies[target].went.setdefault(report, {})[entity] = left
        if target in self._last:
            self._last[target][entity] = left.x

    def _name(self, entity: str) -> str:
        """One string for each name, however many rows bear it."""
        return self._names.setdefault(entity, entity)

    def close(self) -> None:
        if self._before is not None:
            self._before.drop(self._engine)


def superseded(engine: Engine, found: Cells) -> dict[str, int]:
    """How many rows of each target gave way to later ones."""
    if found.superseding is None:
        return {}
    counts = found.superseding.group_by("t").agg(nw.col("k").sum().alias("rows"), nw.len().alias("cells"))
    return {target: int(rows) - cells for target, rows, cells in engine.fetch(counts.select("t", "rows", "cells"))}


def tally(
    engine: Engine, group: Group, rows: Frame, known_at: date | None, most: int, say: Callable[[str], None]
) -> Tallied:
    """One report at a time, so that memory holds no more than two. The rows of at most `most` corrections are kept."""
    fold = _Fold(engine, group, known_at, most)
    for report in range(len(group.reports)):
        say(group.reports[report].label)
        fold.take(report, rows.filter(among("p", texts_at(group, report))))
    fold.close()
    return Tallied(fold.tallies, fold.superseded, fold.rows)


def texts_at(group: Group, report: int) -> list[str]:
    """What is written for a report."""
    return sorted(text for text, at in group.at.items() if at == report)


def without(engine: Engine, group: Group, tallied: Tallied, rows: Frame, known_at: date | None) -> None:
    """Takes those that stand apart out of the sums. `rows` are theirs."""
    tallies = tallied.tallies
    good, _ = counted(engine, group, rows, known_at)
    for report in range(len(group.reports)):
        texts = texts_at(group, report)
        if not texts:
            continue
        found = cells_of(engine, good.filter(nw.col("p").is_in(texts)))
        for (target, places), sums in sums_of(engine, found.cells).items() if report >= group.first else ():
            own = tallies[target].sums[report]
            own[places] = own[places].less(sums)
        tallied.superseded.subtract(superseded(engine, found))
        found.drop(engine)
    for one in tallies.values():
        one.sums = {at: _kept(own) for at, own in one.sums.items()}


def _kept(sums: Mapping[int, Sum]) -> dict[int, Sum]:
    return {places: found for places, found in sums.items() if found.count}
