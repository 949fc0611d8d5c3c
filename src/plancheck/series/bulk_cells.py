"""One value for each target, entity and report: what is left of the rows once later submissions have superseded earlier
ones. What cannot be told from the rows alone is left to the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.series.bulk_group import Group
from plancheck.series.bulk_rows import EXACT, among, renamed

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

KEY = ["t", "e"]
HELD = ["x", "y", "d", "again"]
"""What a cell holds: value or numerator, denominator, decimals (ten times those of x and those of y), and 1 where a
later submission changed it."""
CELL = [*KEY, *HELD]


@dataclass(slots=True)
class Cells:
    """Of one report. `cells` are the values; `superseding` has the keys and numbers of rows of those in which
    submissions supersede one another, `undecided` the keys of those that only the reference can decide; both are None
    where every cell is one row. `kept` is what stands behind them."""

    cells: Frame
    superseding: Frame | None
    undecided: Frame | None
    kept: list[Frame]

    def drop(self, engine: Engine) -> None:
        for frame in self.kept:
            engine.drop(frame)


def counted(engine: Engine, group: Group, rows: Frame, known_at: date | None) -> tuple[Frame, Frame]:
    """Of the rows of the group's targets those that count without another look, with the entity named as on the roster
    in `e`, the label of the report in `p`, numbers in `x` and `y` and their decimals in `d`; and those about which
    there is something to say. Submissions after `known_at` are in neither."""
    rows = rows.filter(nw.col("t").is_in(group.ids))
    fine = _fine(group)
    if known_at is not None:
        rows = rows.filter(nw.col("s").is_null() | (nw.col("s") <= known_at.isoformat()))
        fine = fine & ~nw.col("s").is_null()
    fine = fine.fill_null(False)
    good, strange = rows.filter(fine), rows.filter(~fine)
    if group.who:
        names = engine.table({"e": list(group.who), "name": list(group.who.values())})
        strange = nw.concat([strange, good.join(names, on=["e"], how="anti")])
        good = good.join(names, on=["e"], how="inner").with_columns(e=nw.col("name"))
    elif group.who is not None:
        good, strange = good.filter(among("e", ())), rows
    good = renamed(engine, good, "p", {text: group.reports[at].label for text, at in group.at.items()})
    good = good.with_columns(x=nw.col("x").cast(EXACT), y=nw.col("y").cast(EXACT), d=_decimals())
    return good.select("f", "n", "p", "t", "e", "s", "x", "y", "d"), strange


def _fine(group: Group) -> nw.Expr:
    """The value can be one."""
    x, y = nw.col("x").cast(EXACT), nw.col("y").cast(EXACT)
    ratios = group.which(lambda scope: scope.measure == "ratio")
    within = ~nw.col("t").is_null()
    for low, high in sorted({(s.floor, s.ceiling) for s in group.scopes.values() if s.measure != "ratio"}):
        own = nw.col("t").is_in(group.which(lambda s, b=(low, high): (s.floor, s.ceiling) == b))  # type: ignore[misc]
        for bound, beyond in ((low, x.__lt__), (high, x.__gt__)):
            if bound.is_finite():
                within = within & ~(own & beyond(nw.lit(f"{bound:f}").cast(EXACT)))
    if not ratios:
        return within
    shares = nw.col("t").is_in(ratios)
    parts = nw.col("t").is_in(group.which(lambda scope: scope.measure == "ratio" and scope.share))
    return within & (~shares | ((y > 0) & (x >= 0) & (~parts | (x <= y))))


def cells_of(engine: Engine, rows: Frame, key: Sequence[str] = KEY) -> Cells:
    """Of kept rows, all of which count: on one report, or on several if their label is part of the key. Nearly all
    cells are one row: what it takes to decide the others is asked of these alone."""
    key = list(key)
    x, y, d = (nw.col(name) for name in "xyd")
    grouped = engine.keep(rows.group_by(key).agg(nw.len().alias("k"), x.min(), y.min(), d.min()))
    several = grouped.filter(nw.col("k") > 1)
    alone = grouped.filter(nw.col("k") == 1).with_columns(again=nw.lit(0)).select(*key, *HELD)
    if not any(count for (count,) in engine.fetch(several.select(nw.len()))):
        return Cells(alone, None, None, [grouped])
    theirs = engine.keep(rows.join(several.select(key), on=key, how="semi"))
    last = engine.keep(_latest(theirs, key))
    cells = nw.concat([alone, last.select(*key, *HELD)])
    undecided = several.select(key).join(last.select(key), on=key, how="anti")
    return Cells(cells, last.select(*key, "k"), undecided, [grouped, theirs, last])


def _latest(rows: Frame, key: Sequence[str]) -> Frame:
    """The cells of which all submissions are dated and one is the last. `k` is how many there are."""
    s, x, y = (nw.col(name) for name in "sxy")
    spread = rows.group_by(key).agg(
        nw.len().alias("k"),
        s.max(),
        s.count().alias("dated"),
        x.min().alias("x_low"),
        x.max().alias("x_high"),
        y.min().alias("y_low"),
        y.max().alias("y_high"),
    )
    spread = spread.filter(nw.col("dated") == nw.col("k")).drop("dated")
    latest = rows.select(*key, "s", "x", "y", "d").join(spread, on=[*key, "s"], how="inner")
    ones = latest.group_by([*key, "k", "x_low", "x_high", "y_low", "y_high"]).agg(
        nw.len().alias("last"), x.min(), y.min(), nw.col("d").min()
    )
    same = (nw.col("x_low") == nw.col("x_high")) & (nw.col("y_low").is_null() | (nw.col("y_low") == nw.col("y_high")))
    again = nw.when(same).then(nw.lit(0)).otherwise(nw.lit(1))
    return ones.filter(nw.col("last") == 1).with_columns(again=again)


def _decimals() -> nw.Expr:
    of_x, of_y = _places("x"), _places("y")
    return of_x * 10 + nw.when(nw.col("y").is_null()).then(nw.lit(0)).otherwise(of_y)


def _places(name: str) -> nw.Expr:
    """How many digits stand behind the point."""
    return nw.col(name).str.replace_all(r"\A[^.]*\.?", "").str.len_chars()


@dataclass(slots=True)
class Sum:
    """Of cells with as many decimals: how many there are, what they add up to, and how many were changed."""

    count: int
    x: Decimal
    y: Decimal
    again: int

    def less(self, other: Sum) -> Sum:
        return Sum(self.count - other.count, self.x - other.x, self.y - other.y, self.again - other.again)


def sums_of(engine: Engine, cells: Frame, report: str | None = None) -> dict[tuple[str, str, int], Sum]:
    """By target, label of the report (that of the cells, or the one they are all of) and decimals, exactly."""
    cells = cells if report is None else cells.with_columns(p=nw.lit(report))
    added = cells.group_by(["t", "p", "d"]).agg(
        nw.len().alias("k"), nw.col("x").sum(), nw.col("y").sum(), nw.col("again").sum()
    )
    return {
        (target, label, places): Sum(int(count), _exactly(x, places // 10), _exactly(y, places % 10), int(again))
        for target, label, places, count, x, y, again in engine.fetch(
            added.select("t", "p", "d", "k", "x", "y", "again")
        )
    }


def _exactly(value: Decimal | None, places: int) -> Decimal:
    """With as many decimals as were written."""
    return (value or Decimal(0)).quantize(Decimal(1).scaleb(-places))


def value_of(x: Decimal, places: int) -> Decimal:
    """The value of a cell as it was written."""
    return _exactly(x, places // 10)


def whole_of(y: Decimal | None, places: int) -> Decimal | None:
    """The denominator of a cell as it was written."""
    return None if y is None else _exactly(y, places % 10)
