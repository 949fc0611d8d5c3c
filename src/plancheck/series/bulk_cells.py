"""One value for each target, entity and report: what is left of the rows once later submissions have superseded earlier
ones. What cannot be told from the rows alone is left to the reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_group import Group
from plancheck.series.bulk_rows import INTEGER, NARROW, ROW, among

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

REPORTER = ["t", "w"]
"""Numbers of a target and of an entity by its name."""
_WIDE = nw.Decimal(38, 6)
_BEYOND = 10**12
"""The least whole number that is none of `NARROW`."""
CELL = [*REPORTER, "at"]
"""With the place of the report."""
HELD = ["x", "y", "d", "again"]
"""What a cell holds: value or numerator, denominator, decimals (ten times those of x and those of y), and 1 where a
later submission changed it."""


def counted(engine: Engine, group: Group, rows: Frame, known_at: date | None) -> tuple[Frame, Frame]:
    """Of the rows of the group's targets on its reports those that count without another look, with the place of the
    entity's name in `w` and that of the report in `at`; and those about which there is something to say. Submissions
    after `known_at` are in neither."""
    rows = rows.filter(among("t", group.codes.values()))
    fine = _fine(group)
    if known_at is not None:
        rows = rows.filter(nw.col("s").is_null() | (nw.col("s") <= known_at.toordinal()))
        fine = fine & ~nw.col("s").is_null()
    fine = fine.fill_null(False)
    if not group.at:
        nothing = rows.filter(among("p", ())).with_columns(at=nw.col("p"), w=nw.col("e"))
        return nothing, nothing.select(*ROW)
    places = engine.table({"p": list(group.at), "at": list(group.at.values())})
    rows = rows.join(places, on=["p"], how="inner").with_columns(at=nw.col("at").cast(INTEGER))
    good, strange = rows.filter(fine), rows.filter(~fine).select(*ROW)
    if group.who:
        named = engine.table({"e": list(group.who), "w": list(group.who.values())})
        strange = nw.concat([strange, good.join(named, on=["e"], how="anti").select(*ROW)])
        good = good.join(named, on=["e"], how="inner").with_columns(w=nw.col("w").cast(INTEGER))
    elif group.who is not None:
        good, strange = good.filter(among("p", ())).with_columns(w=nw.col("e")), rows.select(*ROW)
    else:
        good = good.with_columns(w=nw.col("e"))
    return good.select(*ROW, "w", "at"), strange


def _fine(group: Group) -> nw.Expr:
    """The value can be one."""
    x, y = nw.col("x"), nw.col("y")
    ratios = group.which(lambda scope: scope.measure == "ratio")
    within = ~nw.col("t").is_null()
    for low, high in sorted({(s.floor, s.ceiling) for s in group.scopes.values() if s.measure != "ratio"}):
        own = group.which(lambda s, b=(low, high): s.measure != "ratio" and (s.floor, s.ceiling) == b)  # type: ignore[misc]
        for bound, beyond in ((low, x.__lt__), (high, x.__gt__)):
            if bound.is_finite():
                outside = beyond(nw.lit(f"{bound:f}").cast(NARROW if abs(bound) < _BEYOND else _WIDE))
                within = within & ~(outside if len(own) == len(group.scopes) else nw.col("t").is_in(own) & outside)
    if not ratios:
        return within
    shares = nw.col("t").is_in(ratios)
    parts = among("t", group.which(lambda scope: scope.measure == "ratio" and scope.share))
    return within & (~shares | ((y > 0) & (x >= 0) & (~parts | (x <= y))))


@dataclass(slots=True)
class Cells:
    """`cells` are the values; `superseding` has the keys and numbers of rows of those in which submissions supersede
    one another, `undecided` the keys of those that only the reference can decide. `kept` is what stands behind them."""

    cells: Frame
    superseding: Frame
    undecided: Frame
    kept: list[Frame]

    def drop(self, engine: Engine) -> None:
        for frame in self.kept:
            engine.drop(frame)


def cells_of(engine: Engine, rows: Frame) -> Cells:
    """Of kept rows, all of which count. What it takes to decide cells of several rows is asked of these alone."""
    x, y, d = (nw.col(name) for name in "xyd")
    grouped = engine.keep(rows.group_by(CELL).agg(nw.len().alias("k"), x.min(), y.min(), d.min()))
    several = grouped.filter(nw.col("k") > 1)
    alone = grouped.filter(nw.col("k") == 1).with_columns(again=nw.lit(0)).select(*CELL, *HELD)
    last = engine.keep(_latest(rows.join(several.select(CELL), on=CELL, how="semi")))
    cells = nw.concat([alone, last.select(*CELL, *HELD)])
    undecided = several.select(CELL).join(last.select(CELL), on=CELL, how="anti")
    return Cells(cells, last.select(*CELL, "k"), undecided, [grouped, last])


def _latest(rows: Frame) -> Frame:
    """The cells of which all submissions are dated and one is the last. `k` is how many there are."""
    s, x, y = (nw.col(name) for name in "sxy")
    spread = rows.group_by(CELL).agg(
        nw.len().alias("k"),
        s.max(),
        s.count().alias("dated"),
        x.min().alias("x_low"),
        x.max().alias("x_high"),
        y.min().alias("y_low"),
        y.max().alias("y_high"),
    )
    spread = spread.filter(nw.col("dated") == nw.col("k")).drop("dated")
    latest = rows.select(*CELL, "s", "x", "y", "d").join(spread, on=[*CELL, "s"], how="inner")
    ones = latest.group_by([*CELL, "k", "x_low", "x_high", "y_low", "y_high"]).agg(
        nw.len().alias("last"), x.min(), y.min(), nw.col("d").min()
    )
    same = (nw.col("x_low") == nw.col("x_high")) & (nw.col("y_low").is_null() | (nw.col("y_low") == nw.col("y_high")))
    again = nw.when(same).then(nw.lit(0)).otherwise(nw.lit(1))
    return ones.filter(nw.col("last") == 1).with_columns(again=again)


def superseded(engine: Engine, found: Cells, ids: Mapping[int, str]) -> Counter[str]:
    """How many rows of each target gave way to later ones."""
    counts = found.superseding.group_by("t").agg(nw.col("k").sum().alias("rows"), nw.len().alias("cells"))
    rows = engine.fetch(counts.select("t", "rows", "cells"))
    return Counter({ids[target]: int(rows) - cells for target, rows, cells in rows})


@dataclass(slots=True)
class Sum:
    """Of cells with as many decimals: how many there are, what they add up to, and how many were changed."""

    count: int
    x: Decimal
    y: Decimal
    again: int

    def less(self, other: Sum) -> Sum:
        return Sum(self.count - other.count, self.x - other.x, self.y - other.y, self.again - other.again)

    def more(self, other: Sum) -> Sum:
        return Sum(self.count + other.count, self.x + other.x, self.y + other.y, self.again + other.again)


Sums = dict[tuple[int, int, int], Sum]
"""By number of the target, place of the report and decimals."""


def sums_of(engine: Engine, cells: Frame) -> Sums:
    """Exactly, of cells or of rows that are cells."""
    again = "again" if "again" in cells.columns else None
    added = cells.group_by(["t", "at", "d"]).agg(
        nw.len().alias("k"),
        nw.col("x").sum(),
        nw.col("y").sum(),
        *([nw.col(again).sum()] if again else []),
    )
    return {
        (target, at, places): Sum(
            int(count), _exactly(x, places // 10), _exactly(y, places % 10), int(rest[0]) if rest else 0
        )
        for target, at, places, count, x, y, *rest in engine.fetch(
            added.select("t", "at", "d", "k", "x", "y", *([again] if again else []))
        )
    }


def _exactly(value: Decimal | None, places: int) -> Decimal:
    """With as many decimals as were written."""
    return (value or Decimal(0)).quantize(Decimal(1).scaleb(-places))
