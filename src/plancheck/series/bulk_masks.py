"""In which reports each reporter has rows, as bits of whole numbers: one look at all rows says who came and went, and
where several rows are of one cell. Most reporters of a target have them in the same reports, and are known by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_cells import CELL, HELD, REPORTER
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
    def seen(self) -> list[str]:
        """The columns of bits."""
        return [f"seen{at}" for at in range(self.words)]

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
    """The cells before and after which a report is missing. `last` is 1 before such a one, `first` after it; what the
    reporter had before it fell silent is then in `was_x` and so on, null where it had not reported before."""
    at = nw.col("at")
    found = cells.filter(at >= masks.first).join(masks.frame, on=REPORTER, how="inner")
    for name, step in (("before", -1), ("after", 1)):
        found = engine.marked(found.with_columns(beside=at + step), "seen", "beside", masks.words, name)
    sides = {
        "last": ~nw.col("after") & (at < masks.reports - 1),
        "first": ~nw.col("before") & (at > masks.first),
    }
    flags = {name: nw.when(side).then(nw.lit(1)).otherwise(nw.lit(0)) for name, side in sides.items()}
    found = found.with_columns(**flags).select(*cells.columns, *flags)
    found = found.filter((nw.col("first") == 1) | (nw.col("last") == 1))
    return found.with_columns(**{f"was_{name}": nw.col(name).shift(1).over(*REPORTER, order_by="at") for name in HELD})


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


def bits_of(seen: Sequence[int]) -> int:
    """The bits of all reports in one number."""
    return sum(bits << BITS * at for at, bits in enumerate(seen))


@dataclass(slots=True)
class Usual:
    """By number of the target: the bits that most of its reporters have, and how many reporters there are. `frame` has
    the targets with these bits."""

    bits: dict[int, int]
    counts: dict[int, int]
    frame: Frame


def usual_of(engine: Engine, masks: Masks) -> Usual | None:
    """What most of a target's reporters have in common; None where nobody reports."""
    most: dict[int, tuple[int, list[int]]] = {}
    counts: dict[int, int] = {}
    patterns = masks.frame.group_by("t", *masks.seen).agg(nw.len().alias("k")).select("t", "k", *masks.seen)
    for target, count, *seen in engine.fetch(patterns):
        most[target] = max(most.get(target, (0, seen)), (count, seen))
        counts[target] = counts.get(target, 0) + count
    if not most:
        return None
    columns: dict[str, list[str | int]] = {"t": list(most)}
    columns |= {name: [seen[at] for _, seen in most.values()] for at, name in enumerate(masks.seen)}
    return Usual({target: bits_of(seen) for target, (_, seen) in most.items()}, counts, engine.table(columns))


def unusual(engine: Engine, masks: Masks, usual: Usual) -> Iterator[tuple[int, ...]]:
    """Reporter, target and bits, of those who have rows in other reports than most."""
    others = masks.frame.join(usual.frame, on=["t", *masks.seen], how="anti")
    yield from engine.fetch(others.select("w", "t", *masks.seen))


def as_usual(engine: Engine, masks: Masks, usual: Usual, targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Target and reporter, of those who have rows in the same reports of these targets as most."""
    most = masks.frame.filter(among("t", targets)).join(usual.frame, on=["t", *masks.seen], how="semi")
    yield from engine.fetch(most.select(*REPORTER))


def everyone(engine: Engine, masks: Masks) -> list[int]:
    """All who have rows for any target, in order."""
    who = engine.fetch(masks.frame.group_by("w").agg(nw.len().alias("k")).select("w"))
    return sorted(entity for (entity,) in who)
