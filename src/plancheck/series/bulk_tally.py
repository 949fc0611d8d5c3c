"""The cells of a group: their sums, and who came, went or fell back from one report to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.series.bulk_cells import (
    CELL,
    REPORTER,
    Cells,
    Sum,
    Sums,
    cells_of,
    counted,
    sums_of,
    superseded,
    value_of,
    whole_of,
)
from plancheck.series.bulk_group import Group
from plancheck.series.bulk_masks import Masks, broken, edges, masks_of, repeated, reporting, turns, unbroken
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
    in the one before, or the other way round; `left` what those who went had, where that matters. `apart` are those
    that the reference is to look at."""

    sums: dict[int, dict[int, Sum]] = field(default_factory=dict)
    came: dict[int, list[str]] = field(default_factory=dict)
    went: dict[int, list[str]] = field(default_factory=dict)
    left: dict[int, dict[str, Left]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tallied:
    """`superseded` says of how many rows of each target a later submission took the place; `rows` are those of cells
    with several rows, and `cells` what became of these."""

    tallies: Mapping[str, Tally]
    superseded: Counter[str]
    rows: Frame
    cells: Cells

    def drop(self, engine: Engine) -> None:
        engine.drop(self.rows)
        self.cells.drop(engine)


@dataclass(slots=True)
class _All:
    """All rows of a group that count, and by number of the target what is tallied."""

    engine: Engine
    group: Group
    rows: Frame
    masks: Masks
    tallies: Mapping[int, Tally]


def tally(engine: Engine, group: Group, good: Frame) -> Tallied:
    """A few looks at all rows that count: what they add up to, and in which reports each reporter has some. Then a look
    at the rows of cells with several: they go out of the sums, and come in again as cells."""
    tallies = {target: Tally() for target in group.scopes}
    by_code = {group.codes[name]: one for name, one in tallies.items()}
    own = _All(engine, group, good, masks_of(engine, group, good), by_code)
    several = engine.keep(repeated(engine, own.masks, good))
    cells = cells_of(engine, several)
    for target, entity in engine.fetch(cells.undecided.select(*REPORTER)):
        own.tallies[target].apart.add(group.names[entity])
    sums = sums_of(engine, good)
    _add(sums, sums_of(engine, several), -1)
    _add(sums, sums_of(engine, cells.cells), 1)
    for (target, at, places), found in sums.items():
        if found.count and at >= group.first:  # the others belong to the baseline
            own.tallies[target].sums.setdefault(at, {})[places] = found
    _present(own)
    _remember(own, several, cells)
    own.masks.drop(engine)
    return Tallied(tallies, superseded(engine, cells, group.ids), several, cells)


def _add(sums: Sums, others: Sums, sign: int) -> None:
    for key, other in others.items():
        held = sums.get(key, Sum(0, Decimal(0), Decimal(0), 0))
        sums[key] = held.more(other) if sign > 0 else held.less(other)


def _present(own: _All) -> None:
    """Who came and went. Most have rows in all reports: of a target on which everyone reports, they are the others."""
    names, masks = own.group.names, own.masks
    alike: dict[int, dict[int, list[str]]] = {}
    for target, entity, mask in broken(own.engine, masks):
        alike.setdefault(target, {}).setdefault(mask, []).append(names[entity])
    codes, counts = reporting(own.engine, masks)
    everyone = [names[entity] for entity in codes]
    steady: dict[int, list[str]] = {target: [] for target, count in counts.items() if count < len(everyone)}
    for target, entity in unbroken(own.engine, masks, list(steady)) if steady else ():
        steady[target].append(names[entity])
    for target in counts:
        found = alike.pop(target, {})
        others = {name for who in found.values() for name in who}
        whole = steady[target] if target in steady else [name for name in everyone if name not in others]
        for mask, who in ((masks.all, whole), *found.items()):
            _turned(own.tallies[target], *turns(masks, mask), who)


def _turned(one: Tally, came: Sequence[int], went: Sequence[int], who: Sequence[str]) -> None:
    for at in came:
        one.came.setdefault(at, []).extend(who)
    for at in went:
        one.went.setdefault(at, []).extend(who)


def _remember(own: _All, several: Frame, cells: Cells) -> None:
    """What those who went had, of totals and ratios; and whose total fell."""
    totals = own.group.which(lambda scope: scope.measure == "running_total")
    wanted = [*totals, *own.group.which(lambda scope: scope.measure == "ratio")]
    if not wanted:
        return
    held = [*CELL, "x", "y", "d", "again"]
    alone = own.rows.filter(among("t", wanted)).join(several.select(CELL), on=CELL, how="anti")
    both = nw.concat([alone.with_columns(again=nw.lit(0)).select(held), cells.cells.filter(among("t", wanted))])
    kept = own.engine.keep(both)
    beside: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
    for target, entity, *cell in own.engine.fetch(edges(own.engine, own.masks, kept)):
        beside.setdefault((target, entity), []).append(tuple(cell))
    for (target, entity), found in beside.items():
        _edges(own, target, own.group.names[entity], sorted(found, key=itemgetter(0)), target in totals)
    for target, entity in own.engine.fetch(_fallen(own, kept, totals)) if totals else ():
        own.tallies[target].apart.add(own.group.names[entity])
    own.engine.drop(kept)


def _edges(own: _All, target: int, name: str, found: list[tuple[Any, ...]], total: bool) -> None:
    """The cells of one reporter before and after which reports are missing, in their order."""
    one = own.tallies[target]
    for at, x, y, places, again, last in found:
        if last:
            left = Left(value_of(x, places), whole_of(y, places), again == 1)
            one.left.setdefault(at + 1, {})[name] = left
    if total and any(now[1] < before[1] for before, now in pairwise(found)):
        one.apart.add(name)


def _fallen(own: _All, cells: Frame, totals: list[int]) -> Frame:
    """Those who have less in one report than in the one before."""
    counting = cells.filter(among("t", totals) & (nw.col("at") >= own.group.first))
    before = counting.select(*REPORTER, (nw.col("at") + 1).alias("at"), nw.col("x").alias("before"))
    both = counting.select(*CELL, "x").join(before, on=CELL, how="inner")
    return both.filter(nw.col("x") < nw.col("before")).select(*REPORTER)


def without(engine: Engine, group: Group, tallied: Tallied, rows: Frame, known_at: date | None) -> None:
    """Takes those that stand apart out of the sums. `rows` are theirs."""
    good, _ = counted(engine, group, rows, known_at)
    own = engine.keep(good)
    found = cells_of(engine, own)
    for (target, at, places), sums in sums_of(engine, found.cells).items():
        if at >= group.first:
            held = tallied.tallies[group.ids[target]].sums[at]
            held[places] = held[places].less(sums)
    tallied.superseded.subtract(superseded(engine, found, group.ids))
    found.drop(engine)
    engine.drop(own)
    for one in tallied.tallies.values():
        one.sums = {at: {places: sums for places, sums in own.items() if sums.count} for at, own in one.sums.items()}
