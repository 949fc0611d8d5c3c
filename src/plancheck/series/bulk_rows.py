"""The rows of bulk tables as numbers: those that say one number plainly, and beside them the text of all others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.model.observation import Amount, Observation, Share
from plancheck.model.origin import TextRef
from plancheck.series.bulk_tables import LINE, WRITTEN, Table
from plancheck.series.bulk_texts import BETWEEN, Columns, Texts, columns_of
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

NUMBER = r"\A[+-]?[0-9]{1,12}(\.[0-9]{1,6})?\z"
"""Numbers that the engine reads itself: so short that no sum of them is rounded by anyone."""
_USUAL = r"\A(-?[1-9][0-9]{0,11}|0)(\.[0-9]{1,6})?\z"
"""Those that are written as they would be printed."""
NARROW, INTEGER = nw.Decimal(18, 6), nw.Int32
_FACTOR, _DIGIT = nw.Decimal(19, 6), nw.Decimal(7, 6)
"""So wide that no engine rounds a product of these and `NARROW`, nor their sums."""
_TEXTS = ("target", "entity", "period", "submitted", "unit", "value", "numerator", "denominator", "done", "done_on")
ROW = ["f", "n", "t", "e", "p", "s", "x", "y", "d", "raw"]
"""Of a plain row the places of file, line, target, entity and period, the day of submission, value or numerator,
denominator, and ten times the decimals of the one plus those of the other; `raw` is the number as written where it is
not written as it would be printed. Of any other row t, e and p are null, and `raw` is its text."""


def normal(table: Table) -> Frame:
    """The fields of a table under their own names, null where blank or not there; of the target all columns that name
    it. Its columns stay beside them."""
    columns = table.header.columns
    named = {name: _shown(f"c{columns[name][0]}") for name in _TEXTS if name in columns}
    if len(columns["target"]) > 1:
        parts = [nw.col(f"c{at}").fill_null("") for at in columns["target"]]
        named["target"] = nw.concat_str(parts, separator=BETWEEN)
    fields = {name: named.get(name, nw.lit(None).cast(nw.String)) for name in _TEXTS}
    fields["entity"] = fields["entity"].fill_null("") if "entity" in named else nw.lit("")
    return table.frame.select("f", "n", "odd", *table.fields, **fields)


def _shown(name: str) -> nw.Expr:
    """Blank is no data."""
    return nw.when(nw.col(name) != "").then(nw.col(name))


@dataclass(slots=True)
class Plain:
    """A table with what its texts say. `shift` is added to the places of its files, so that they differ between
    tables."""

    table: Table
    columns: Columns
    texts: Texts
    names: Names
    shift: int

    @property
    def header(self) -> Header:
        return self.table.header

    def same(self) -> dict[str, nw.Expr]:
        """The columns of which it is known beforehand that all rows hold the same."""
        found: dict[str, nw.Expr] = {}
        if len(self.table.files) == 1:
            found["f"] = nw.lit(self.shift).cast(INTEGER)
        if not self.columns.shares:
            found["y"] = nw.lit(None).cast(NARROW)
        return found

    def rows(self, engine: Engine) -> Frame:
        """Every row of the table, as `ROW` says."""
        frame = normal(self.table).rename({"target": "t", "entity": "e", "period": "p"}).with_columns(s="submitted")
        frame = engine.coded(frame, self.texts.codes)
        x, y = nw.col("value"), nw.lit(None).cast(nw.String)
        if self.columns.shares:
            share = among("t", self.columns.shares)
            x = nw.when(share).then(nw.col("numerator")).otherwise(nw.col("value"))
            y = nw.when(share).then(nw.col("denominator"))
        frame = frame.with_columns(x=x, y=y).with_columns(usual=nw.col("x").str.contains(_USUAL))
        frame = frame.with_columns(sound=self._sound())
        sound, odd = nw.col("sound"), nw.col("odd")
        kind = nw.when(odd.is_null()).then(nw.lit(WRITTEN)).otherwise(nw.lit(LINE))
        text = nw.when(odd.is_null()).then(self.table.written()).otherwise(odd)
        raw = nw.when(~nw.col("usual")).then(nw.col("x"))
        return frame.select(
            (nw.col("f") + self.shift).cast(INTEGER).alias("f"),
            nw.col("n"),
            *(nw.when(sound).then(nw.col(name)).cast(INTEGER).alias(name) for name in "tep"),
            nw.col("s").cast(INTEGER),
            *(nw.when(sound).then(nw.col(name)).cast(NARROW).alias(name) for name in "xy"),
            nw.when(sound).then(_places("x") * 10 + _places("y")).otherwise(kind).cast(INTEGER).alias("d"),
            nw.when(sound).then(raw).otherwise(text).alias("raw"),
        )

    def _sound(self) -> nw.Expr:
        """True for a row at which nobody has to look."""
        columns = self.columns
        alone = [nw.col(name).is_null() for name in ("numerator", "denominator")]
        amount = among("t", columns.amounts) & alone[0] & alone[1] & self._number("x")
        share = among("t", columns.shares) & self._number("x") & self._number("y") & self._beside()
        conditions = [
            *(nw.col(name).is_null() for name in ("odd", "done", "done_on")),
            *(~nw.col(name).is_null() for name in "pe"),
            ~nw.col("s").is_null() | nw.col("submitted").is_null(),
            amount | share if columns.shares else amount,
            *(
                ~(among("t", wrong) & (nw.col("unit").fill_null("") == unit))
                for unit, wrong in columns.wrong_units.items()
            ),
        ]
        if self.header.before_names and "" in self.texts.codes["e"]:
            conditions.append(nw.col("e") != self.texts.codes["e"][""])
        if columns.percent:
            conditions.append(~among("t", columns.percent) | _no_share_of_one("x"))
        return reduce(and_, conditions).fill_null(False)

    def _beside(self) -> nw.Expr:
        """Nothing stands beside the counts, or their share to its last digit."""
        alone = nw.col("value").is_null()
        if "value" not in self.header.columns:
            return alone
        digit = nw.lit("1")
        for at in range(1, 7):
            digit = nw.when(_places("value") == at).then(nw.lit(f"{Decimal(1).scaleb(-at):f}")).otherwise(digit)
        x, y = _digits("x").cast(_FACTOR), _digits("y")
        product, apart = _digits("value").cast(_FACTOR) * y, y.cast(_FACTOR) * digit.cast(_DIGIT)
        agrees = [
            among("t", targets) & (product >= x * scale - apart) & (product <= x * scale + apart)
            for scale, targets in self.columns.scales.items()
        ]
        return reduce(or_, agrees, alone | (y <= 0))

    def _number(self, name: str) -> nw.Expr:
        """Written in digits, and not one that the plan says means something else."""
        plain = nw.col(name).str.contains(NUMBER)
        if name == "x":
            plain = nw.when(nw.col("usual")).then(nw.lit(True)).otherwise(plain)
        return plain & ~among(name, self.names.placeholders) if self.names.placeholders else plain

    def file(self, at: int) -> str:
        """The name of the file at this place among those of all tables."""
        return self.table.files[at - self.shift].name

    def observation(self, row: Sequence[Any]) -> Observation:
        """A plain row, as `ROW` says, as the reference reads it."""
        at, number, target, entity, period, submitted, x, y, places, raw = row
        texts = self.texts
        column = self.header.columns["value" if y is None else "numerator"][0]
        written = f"{x:.{places // 10}f}" if raw is None else raw
        first = _decimal(written)
        value = Amount(first) if y is None else Share(first, _decimal(f"{y:.{places % 10}f}"))
        day = None if submitted is None else date.fromordinal(submitted)
        origin = TextRef(self.file(at), number, column)
        name, when = texts.entities[entity], texts.periods[period]
        return Observation(texts.targets[target], name, when, "", value, day, origin, written)


def plain_tables(tables: Sequence[Table], texts: Texts, names: Names) -> list[Plain]:
    """The tables, their files numbered through."""
    found, shift = [], 0
    for table in tables:
        found.append(Plain(table, columns_of(texts, table.header), texts, names, shift))
        shift += len(table.files)
    return found


def among(name: str, values: Collection[str] | Collection[int]) -> nw.Expr:
    """What the column holds is one of these."""
    return nw.col(name).is_in(sorted(values)) if values else nw.col(name).is_null() & ~nw.col(name).is_null()


def _places(name: str) -> nw.Expr:
    """How many digits stand behind the point."""
    behind = nw.col(name).str.replace_all(r"\A[^.]*\.", "").str.len_chars()
    return nw.when(nw.col(name).str.contains(".", literal=True)).then(behind).otherwise(nw.lit(0))


def _digits(name: str) -> nw.Expr:
    """The number, if it is written in digits."""
    return nw.when(nw.col(name).str.contains(NUMBER)).then(nw.col(name)).cast(NARROW)


def _no_share_of_one(name: str) -> nw.Expr:
    """Zero or beyond -1..1; only asked of numbers written in digits."""
    digits = _digits(name)
    return (digits == 0) | (digits.abs() > 1)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    return value or abs(value)


def every(frames: Iterable[Frame]) -> Frame:
    """All rows of all frames."""
    found = list(frames)
    return nw.concat(found) if len(found) > 1 else found[0]
