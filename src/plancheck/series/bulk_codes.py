"""Whole numbers for the texts of a column, so that what follows counts and compares numbers. An engine that has no way
of its own takes these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import narwhals as nw

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

Codes = Mapping[str, Mapping[str, int]]
"""By column: text → number."""


def one_by_one(engine: Engine, frame: Frame, columns: Sequence[str]) -> dict[str, set[str]]:
    """The different texts of each column, nulls left out."""
    found = {}
    for column in columns:
        rows = engine.fetch(frame.group_by(column).agg(nw.len().alias("k")).select(column))
        found[column] = {text for (text,) in rows if text is not None}
    return found


def joined(engine: Engine, frame: Frame, codes: Codes) -> Frame:
    """Each of these columns as numbers, null for a text without one."""
    for column, numbers in codes.items():
        if numbers:
            table = engine.table({column: list(numbers), "code": list(numbers.values())})
            both = frame.join(table, on=[column], how="left")
            others = [name for name in frame.columns if name != column]
            frame = both.select(*others, nw.col("code").alias(column))
        else:
            frame = frame.with_columns(nw.lit(None).cast(nw.Int64).alias(column))
    return frame
