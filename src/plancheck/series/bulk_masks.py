"""In which reports each reporter has rows, as bits of whole numbers: one look at all rows says who came and went, and
where several rows are of one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_cells import CELL, REPORTER
from plancheck.series.bulk_group import Group
from plancheck.series.bulk_rows import among
from plancheck.series.engines import BITS

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Masks:
    """`frame` has a row for each target and reporter, as `Engine.masks` says; `places` one for each report, with its
    place in `at`."""

    frame: Frame
    places: Frame
    reports: int
    first: int

    @property
    def words(self) -> int:
        return words_of(self.reports)

    @property
    def all(self) -> int:
        """The bits of all reports."""
        return (1 << self.reports) - 1

    def whole(self) -> nw.Expr:
        """The reporter has rows in all reports."""
        words = (self.all >> BITS * at & (1 << BITS) - 1 for at in range(self.words))
        return reduce(and_, (nw.col(f"seen{at}") == word for at, word in enumerate(words)))

    def drop(self, engine: Engine) -> None:
        engine.drop(self.frame)
        engine.drop(self.places)


def words_of(reports: int) -> int:
    return max(1, -(-reports // BITS))


def masks_of(engine: Engine, group: Group, rows: Frame) -> Masks:
    """Of rows that count, on all reports of the group."""
    reports = len(group.reports)
    frame = engine.masks(rows.select(*REPORTER, "at"), REPORTER, "at", words_of(reports))
    places = engine.table({"at": list(range(max(1, reports)))})
    return Masks(engine.keep(frame), places, reports, group.first)


def repeated(engine: Engine, masks: Masks, rows: Frame) -> Frame:
    """The rows of cells that have several; of reporters with three or more rows in a cell all that they have."""
    several = masks.frame.filter(nw.col("k") > nw.col("cells")).join(masks.places, how="cross")
    cells = engine.marked(several, "even", "at", masks.words, "twice")
    many = nw.col("k") != nw.col("cells") + nw.col("evens")
    return rows.join(cells.filter(many | nw.col("twice")).select(*CELL), on=CELL, how="semi")


def edges(engine: Engine, masks: Masks, cells: Frame) -> Frame:
    """The cells before and after which a report is missing, with 1 in `last` before such a one."""
    at = nw.col("at")
    found = cells.filter(at >= masks.first).join(masks.frame, on=REPORTER, how="inner")
    for name, step in (("before", -1), ("after", 1)):
        found = engine.marked(found.with_columns(beside=at + step), "seen", "beside", masks.words, name)
    last = ~nw.col("after") & (at < masks.reports - 1)
    first = ~nw.col("before") & (at > masks.first)
    found = found.with_columns(last=nw.when(last).then(nw.lit(1)).otherwise(nw.lit(0)))
    return found.filter(first | (nw.col("last") == 1)).select(*cells.columns, "last")


def turns(masks: Masks, mask: int) -> tuple[list[int], list[int]]:
    """The reports with a row after one without, and the other way round; the first counts as after one without."""
    came: list[int] = []
    went: list[int] = []
    there = False
    for at in range(masks.first, masks.reports):
        now = bool(mask >> at & 1)
        if now != there:
            (came if now else went).append(at)
        there = now
    return came, went


def broken(engine: Engine, masks: Masks) -> Iterator[tuple[int, int, int]]:
    """Target, reporter and the bits of all reports, of those who do not have rows in each."""
    words = [f"seen{at}" for at in range(masks.words)]
    for target, entity, *seen in engine.fetch(masks.frame.filter(~masks.whole()).select(*REPORTER, *words)):
        yield target, entity, sum(bits << BITS * at for at, bits in enumerate(seen))


def reporting(engine: Engine, masks: Masks) -> tuple[list[int], dict[int, int]]:
    """Everyone who has rows for any target, in order, and how many have some for each."""
    who = engine.fetch(masks.frame.group_by("w").agg(nw.len().alias("k")).select("w"))
    counts = masks.frame.group_by("t").agg(nw.len().alias("k")).select("t", "k")
    return sorted(entity for (entity,) in who), dict(engine.fetch(counts))


def unbroken(engine: Engine, masks: Masks, targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Target and reporter, of those who have rows in all reports of these targets."""
    yield from engine.fetch(masks.frame.filter(among("t", targets) & masks.whole()).select(*REPORTER))
