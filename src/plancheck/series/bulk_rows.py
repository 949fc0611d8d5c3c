"""The rows of bulk tables that say one number plainly, as one frame; all others read one by one by the reference."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

import narwhals as nw

from plancheck.model.observation import Amount, Observation, Share
from plancheck.model.origin import TextRef
from plancheck.series.bulk_tables import Table
from plancheck.series.bulk_texts import BETWEEN, Columns, Texts, columns_of, texts_of
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

NUMBER = r"\A[+-]?[0-9]{1,12}(\.[0-9]{1,6})?\z"
"""Numbers that the engine reads itself: so short that no sum of them is rounded by anyone."""
EXACT = nw.Decimal(38, 6)
_TEXTS = ("target", "entity", "period", "submitted", "unit", "value", "numerator", "denominator", "done", "done_on")


def normal(table: Table) -> Frame:
    """The fields of a table under their own names, null where it has none; of the target all columns that name it."""
    columns = table.header.columns
    named = {name: nw.col(f"c{columns[name][0]}") for name in _TEXTS if name in columns}
    if len(columns["target"]) > 1:
        parts = [nw.col(f"c{at}").fill_null("") for at in columns["target"]]
        named["target"] = nw.concat_str(parts, separator=BETWEEN)
    fields = {name: named.get(name, nw.lit(None).cast(nw.String)) for name in _TEXTS}
    fields["entity"] = fields["entity"].fill_null("") if "entity" in named else nw.lit("")
    return table.frame.select("f", "n", "odd", **fields)


def read_texts(engine: Engine, tables: Sequence[Table], names: Names) -> Texts:
    """One look through each column."""
    found: dict[str, set[str]] = {name: set() for name in ("target", "period", "submitted", "entity", "unit")}
    for table in tables:
        frame = normal(table)
        for name, seen in found.items():
            if name in table.header.columns or name == "entity":
                rows = engine.fetch(frame.group_by(name).agg(nw.len().alias("k")).select(name))
                seen.update(text for (text,) in rows if text is not None)
    return texts_of(names, found["target"], found["period"], found["submitted"], found["entity"], found["unit"])


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

    def sound(self) -> nw.Expr:
        """True for a row at which nobody has to look."""
        texts, columns = self.texts, self.columns
        shares, amounts = among("target", columns.shares), among("target", columns.amounts)
        alone = [nw.col(name).is_null() for name in ("numerator", "denominator")]
        conditions = [
            nw.col("odd").is_null(),
            nw.col("done").is_null() & nw.col("done_on").is_null(),
            ~nw.col("period").is_null(),
            (amounts & alone[0] & alone[1] & self._number("value")) | (shares & self._shared()),
        ]
        for name, wrong in (("period", texts.unread), ("entity", texts.strange)):
            conditions += [~among(name, wrong)] if wrong else []
        if texts.undated:
            conditions.append(nw.col("submitted").is_null() | ~among("submitted", texts.undated))
        conditions += [
            ~(among("target", wrong) & (nw.col("unit").fill_null("") == unit)) for unit, wrong in self._wrong().items()
        ]
        if columns.percent:
            conditions.append(~among("target", columns.percent) | _no_share_of_one("value"))
        found = conditions[0]
        for condition in conditions[1:]:
            found = found & condition
        return found.fill_null(False)

    def _wrong(self) -> Mapping[str, frozenset[str]]:
        return self.columns.wrong_units if "unit" in self.header.columns else {}

    def _shared(self) -> nw.Expr:
        if not self.columns.shares:
            return among("target", ())
        return self._number("numerator") & self._number("denominator")

    def _number(self, name: str) -> nw.Expr:
        """Written in digits, and not one that the plan says means something else."""
        plain = nw.col(name).str.contains(NUMBER)
        return plain & ~among(name, self.names.placeholders) if self.names.placeholders else plain

    def rows(self, engine: Engine) -> Frame:
        """`f`, `n`, `t` (id of the target), `e` (entity as written), `p` (period as written), `s` (day of submission),
        `x` (value or numerator) and `y` (denominator), both as written."""
        texts = self.texts
        share = among("target", self.columns.shares)
        x, y = nw.col("value"), nw.lit(None).cast(nw.String)
        if self.columns.shares:
            x = nw.when(share).then(nw.col("numerator")).otherwise(nw.col("value"))
            y = nw.when(share).then(nw.col("denominator"))
        frame = normal(self.table).filter(self.sound())
        frame = frame.select(
            (nw.col("f") + self.shift).alias("f"), "n", "target", "entity", "period", "submitted", x=x, y=y
        )
        frame = frame.rename({"target": "t", "entity": "e", "period": "p", "submitted": "s"})
        frame = renamed(engine, frame, "t", {text: target.id for text, target in texts.targets.items()})
        frame = renamed(engine, frame, "s", {text: day.isoformat() for text, day in texts.days.items()})
        return frame.select("f", "n", "t", "e", "p", "s", "x", "y")

    def observation(self, row: Sequence[Any]) -> Observation:
        """A row of the frame as the reference reads it."""
        at, number, target, entity, period, submitted, x, y = row
        column = self.header.columns["value" if y is None else "numerator"][0]
        value = Amount(_decimal(x)) if y is None else Share(_decimal(x), _decimal(y))
        day = None if submitted is None else date.fromisoformat(submitted)
        origin = TextRef(self.table.files[at - self.shift].name, number, column)
        return Observation(target, entity, self.texts.periods[period], "", value, day, origin, x)


def plain_tables(tables: Sequence[Table], texts: Texts, names: Names) -> list[Plain]:
    """The tables, their files numbered through."""
    found, shift = [], 0
    for table in tables:
        found.append(Plain(table, columns_of(texts, table.header), texts, names, shift))
        shift += len(table.files)
    return found


def renamed(engine: Engine, frame: Frame, column: str, meaning: Mapping[str, str]) -> Frame:
    """What the texts of a column mean instead of the texts; texts without a meaning stay."""
    other = {text: meant for text, meant in meaning.items() if text != meant}
    if not other:
        return frame
    table = engine.table({column: list(other), "meant": list(other.values())})
    joined = frame.join(table, on=[column], how="left")
    kept = [nw.col(name) for name in frame.columns if name != column]
    return joined.select(*kept, nw.coalesce(nw.col("meant"), nw.col(column)).alias(column))


def among(name: str, texts: Collection[str]) -> nw.Expr:
    """The text of the column is one of these."""
    return nw.col(name).is_in(sorted(texts)) if texts else nw.col(name).is_null() & ~nw.col(name).is_null()


def _no_share_of_one(name: str) -> nw.Expr:
    """Zero or beyond -1..1; only asked of numbers written in digits."""
    digits = nw.when(nw.col(name).str.contains(NUMBER)).then(nw.col(name)).cast(EXACT)
    return (digits == 0) | (digits.abs() > 1)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    return value or abs(value)


def every(frames: Iterator[Frame]) -> Frame:
    """All rows of all frames."""
    first = next(frames)
    rest = list(frames)
    return nw.concat(list(chain([first], rest))) if rest else first
