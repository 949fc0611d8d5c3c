"""The cells of a group: their sums, and who came, went or fell back from one report to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_cells import (
    CELL,
    HELD,
    REPORTER,
    Cells,
    Sum,
    Sums,
    cells_of,
    counted,
    sums_of,
    superseded,
)
from plancheck.series.bulk_group import Group
from plancheck.series.bulk_masks import (
    Masks,
    as_usual,
    bits_of,
    edges,
    everyone,
    masks_of,
    repeated,
    turns,
    unusual,
    usual_of,
)
from plancheck.series.bulk_rows import among

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Tally:
    """Of one target. `sums`: report → decimals → sum. `came` and `went`: report → who has a cell in it and had none
    in the one before, or the other way round. `left`: report → decimals → what those had who went in it, less what
    those had who came back, where that matters. `apart` are those that the reference is to look at."""

    sums: dict[int, dict[int, Sum]] = field(default_factory=dict)
    came: dict[int, list[str]] = field(default_factory=dict)
    went: dict[int, list[str]] = field(default_factory=dict)
    left: dict[int, dict[int, Sum]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tallied:
    """`superseded` says of how many rows of each target a later submission took the place; `rows` are those of cells
    with several rows, and `cells` what became of these. `edges` are the cells beside missing reports, where it matters
    what was in them."""

    tallies: Mapping[str, Tally]
    superseded: Counter[str]
    rows: Frame
    cells: Cells
    edges: Frame | None

    def drop(self, engine: Engine) -> None:
        engine.drop(self.rows)
        self.cells.drop(engine)
        if self.edges is not None:
            engine.drop(self.edges)


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
    beside = _remember(own, several, cells)
    own.masks.drop(engine)
    return Tallied(tallies, superseded(engine, cells, group.ids), several, cells, beside)


def _add(sums: Sums, others: Sums, sign: int) -> None:
    for key, other in others.items():
        held = sums.get(key, Sum(0, Decimal(0), Decimal(0), 0))
        sums[key] = held.more(other) if sign > 0 else held.less(other)


def _present(own: _All) -> None:
    """Who came and went. Of a target on which everyone reports, those who do as most are all but the others."""
    engine, names, masks = own.engine, own.group.names, own.masks
    usual = usual_of(engine, masks)
    if usual is None:
        return
    alike: dict[tuple[int, ...], list[str]] = {}
    for entity, *key in unusual(engine, masks, usual):
        alike.setdefault(tuple(key), []).append(names[entity])
    all_names = [names[entity] for entity in everyone(engine, masks)]
    partly: dict[int, list[str]] = {target: [] for target, n in usual.counts.items() if n < len(all_names)}
    for target, entity in as_usual(engine, masks, usual, list(partly)) if partly else ():
        partly[target].append(names[entity])
    others: dict[int, set[str]] = {}
    for (target, *seen), who in alike.items():
        others.setdefault(target, set()).update(who)
        _turned(own.tallies[target], *turns(masks, bits_of(seen)), who)
    for target, bits in usual.bits.items():
        aside = others.pop(target, set())
        most = partly[target] if target in partly else [name for name in all_names if name not in aside]
        _turned(own.tallies[target], *turns(masks, bits), most)
    engine.drop(usual.frame)


def _turned(one: Tally, came: Sequence[int], went: Sequence[int], who: Sequence[str]) -> None:
    for at in came:
        one.came.setdefault(at, []).extend(who)
    for at in went:
        one.went.setdefault(at, []).extend(who)


def _remember(own: _All, several: Frame, cells: Cells) -> Frame | None:
    """What those who went had, of totals and ratios; and whose total fell. Returns the cells beside missing reports."""
    totals = own.group.which(lambda scope: scope.measure == "running_total")
    wanted = [*totals, *own.group.which(lambda scope: scope.measure == "ratio")]
    if not wanted:
        return None
    engine = own.engine
    alone = own.rows.filter(among("t", wanted)).join(several.select(CELL), on=CELL, how="anti")
    both = nw.concat(
        [frame.select(*CELL, *HELD) for frame in (alone.with_columns(again=nw.lit(0)), cells.cells)]
    ).filter(among("t", wanted))
    kept = engine.keep(both)
    beside = engine.keep(edges(engine, own.masks, kept))
    for (target, at, places), sums in _left(engine, beside).items():
        own.tallies[target].left.setdefault(at, {})[places] = sums
    for target, entity in engine.fetch(_fallen(own, kept, beside, totals)) if totals else ():
        own.tallies[target].apart.add(own.group.names[entity])
    engine.drop(kept)
    return beside


def _left(engine: Engine, beside: Frame) -> Sums:
    """By report, what those had who went in it, less what those had who came back in it."""
    went = beside.filter(nw.col("last") == 1).with_columns(at=nw.col("at") + 1)
    back = beside.filter((nw.col("first") == 1) & ~nw.col("was_x").is_null())
    found = sums_of(engine, went.select("t", "at", *HELD))
    _add(found, sums_of(engine, back.select("t", "at", *(nw.col(f"was_{name}").alias(name) for name in HELD))), -1)
    return found


def _fallen(own: _All, cells: Frame, beside: Frame, totals: list[int]) -> Frame:
    """Those who have less in one report than in the one before, or than in the last one before they were silent."""
    counting = cells.filter(among("t", totals) & (nw.col("at") >= own.group.first))
    before = counting.select(*REPORTER, (nw.col("at") + 1).alias("at"), nw.col("x").alias("was_x"))
    both = counting.select(*CELL, "x").join(before, on=CELL, how="inner").select(*REPORTER, "x", "was_x")
    across = beside.filter(among("t", totals) & (nw.col("first") == 1)).select(*REPORTER, "x", "was_x")
    return nw.concat([frame.filter(nw.col("x") < nw.col("was_x")).select(*REPORTER) for frame in (both, across)])


def without(engine: Engine, group: Group, tallied: Tallied, rows: Frame, known_at: date | None) -> None:
    """Takes those that stand apart out of the sums. `rows` are theirs."""
    good, _ = counted(engine, group, rows, known_at)
    own = engine.keep(good)
    found = cells_of(engine, own)
    for (target, at, places), sums in sums_of(engine, found.cells).items():
        if at >= group.first:
            held = tallied.tallies[group.ids[target]].sums[at]
            held[places] = held[places].less(sums)
    if tallied.edges is not None:
        theirs = tallied.edges.join(own.select(*REPORTER), on=REPORTER, how="semi")
        for (target, at, places), sums in _left(engine, theirs).items():
            held = tallied.tallies[group.ids[target]].left[at]
            held[places] = held[places].less(sums)
    tallied.superseded.subtract(superseded(engine, found, group.ids))
    found.drop(engine)
    engine.drop(own)
    for one in tallied.tallies.values():
        one.sums = _counting(one.sums)


def _counting(sums: Mapping[int, Mapping[int, Sum]]) -> dict[int, dict[int, Sum]]:
    """Without sums of nothing."""
    return {at: {places: one for places, one in own.items() if one.count} for at, own in sums.items()}
