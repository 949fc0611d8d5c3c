"""In which reports each reporter has rows, as bits of whole numbers: one look at all rows says who came and went, and
where several rows are of one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_cells import REPORTER
from plancheck.series.bulk_group import Group
from plancheck.series.engines import BITS

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame


@dataclass(slots=True)
class Masks:
    """`frame` has a row for each target and reporter, as `Engine.masks` says; `places` one for each report `at`, with
    the word and the weight of its bit, and of those of the reports before and after."""

    frame: Frame
    places: Frame
    reports: int
    first: int

    @property
    def words(self) -> int:
        return words_of(self.reports)

    def bit(self, side: str, place: str) -> nw.Expr:
        """Whether the bit of this or a neighbouring report is set, of rows joined with both frames."""
        word, weight = nw.col(f"word{place}"), nw.col(f"weight{place}")
        found = nw.lit(0)
        for at in range(self.words):
            found = nw.when(word == at).then((nw.col(f"{side}{at}") // weight) % 2).otherwise(found)
        return found == 1

    def drop(self, engine: Engine) -> None:
        engine.drop(self.frame)
        engine.drop(self.places)


def words_of(reports: int) -> int:
    return max(1, -(-reports // BITS))


def masks_of(engine: Engine, group: Group, rows: Frame) -> Masks:
    """Of rows that count, on all reports of the group."""
    reports = len(group.reports)
    words = words_of(reports)
    columns: dict[str, list[int]] = {"at": list(range(max(1, reports)))}
    for place, step in (("", 0), ("_before", -1), ("_after", 1)):
        near = [at + step for at in columns["at"]]
        columns[f"word{place}"] = [at // BITS if 0 <= at < reports else -1 for at in near]
        columns[f"weight{place}"] = [1 << at % BITS for at in near]
    return Masks(
        engine.keep(engine.masks(rows.select(*REPORTER, "at"), REPORTER, "at", words)),
        engine.table(columns),
        reports,
        group.first,
    )


def repeated(masks: Masks, rows: Frame) -> Frame:
    """The rows of cells that have several; of reporters with three or more rows in a cell all that they have."""
    several = masks.frame.filter(nw.col("k") > nw.col("cells"))
    found = rows.join(several, on=REPORTER, how="inner").join(masks.places, on=["at"], how="inner")
    many = nw.col("k") != nw.col("cells") + nw.col("evens")
    return found.filter(many | masks.bit("even", "")).select(*rows.columns)


def edges(masks: Masks, cells: Frame) -> Frame:
    """The cells before and after which a report is missing, with 1 in `last` before such a one, and 1 in `next` after
    one."""
    found = cells.filter(nw.col("at") >= masks.first).join(masks.frame, on=REPORTER, how="inner")
    found = found.join(masks.places, on=["at"], how="inner")
    last = ~masks.bit("seen", "_after") & (nw.col("at") < masks.reports - 1)
    first = ~masks.bit("seen", "_before") & (nw.col("at") > masks.first)
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


def present(engine: Engine, masks: Masks) -> Iterator[tuple[int, int, int]]:
    """Target, reporter and the bits of all reports."""
    words = [f"seen{at}" for at in range(masks.words)]
    rows = engine.fetch(masks.frame.select(*REPORTER, *words))
    if masks.words == 1:
        yield from rows
        return
    for target, entity, *seen in rows:
        yield target, entity, sum(bits << BITS * at for at, bits in enumerate(seen))
