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

    def __init__(self, engine: Engine, group: Group, most: int) -> None:
        self._engine, self._group, self._most = engine, group, most
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
        found = cells_of(engine, rows)
        if found.undecided is not None:
            for target, entity in engine.fetch(found.undecided):
                self.tallies[target].apart.add(self._name(entity))
        self.superseded.update(superseded(engine, found))
        if found.superseding is not None and self.superseded.total() <= self._most:
            keys = found.superseding.select(KEY)
            self.rows.append(engine.keep(rows.join(keys, on=KEY, how="semi").select("f", "n")))
        if report < self._group.first:  # it belongs to the baseline: there is only something to say about it
            found.drop(engine)
            return
        label = self._group.reports[report].label
        for (target, _, places), sums in sums_of(engine, found.cells, label).items():
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
    fold = _Fold(engine, group, most)
    good, _ = counted(engine, group, rows, known_at)
    for at, report in enumerate(group.reports):
        say(report.label)
        own = engine.keep(good.filter(nw.col("p") == report.label))
        fold.take(at, own)
        engine.drop(own)
    fold.close()
    return Tallied(fold.tallies, fold.superseded, fold.rows)


def without(engine: Engine, group: Group, tallied: Tallied, rows: Frame, known_at: date | None) -> None:
    """Takes those that stand apart out of the sums. `rows` are theirs."""
    labels = {report.label: at for at, report in enumerate(group.reports)}
    good, _ = counted(engine, group, rows, known_at)
    own = engine.keep(good.filter(among("p", labels)))
    found = cells_of(engine, own, [*KEY, "p"])
    for (target, label, places), sums in sums_of(engine, found.cells).items():
        if labels[label] >= group.first:
            held = tallied.tallies[target].sums[labels[label]]
            held[places] = held[places].less(sums)
    tallied.superseded.subtract(superseded(engine, found))
    found.drop(engine)
    engine.drop(own)
    for one in tallied.tallies.values():
        one.sums = {at: _kept(sums) for at, sums in one.sums.items()}


def _kept(sums: Mapping[int, Sum]) -> dict[int, Sum]:
    return {places: found for places, found in sums.items() if found.count}
