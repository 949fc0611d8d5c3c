"""What stands in a Parquet column, as the text that DuckDB writes for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow
from pyspark.sql import functions as sql

if TYPE_CHECKING:
    from pyspark.sql import Column

_WIDE = "decimal(38,21)"
"""Holds every digit of a floating number between 0.0001 and 10^16."""


def text_of(column: Column, kind: pyarrow.DataType) -> Column:
    """The text of a column with values of this type."""
    text = column.cast("string")
    if pyarrow.types.is_floating(kind):
        return _floating(column, text)
    if pyarrow.types.is_timestamp(kind) and kind.tz is not None:
        return sql.concat(text, sql.lit("+00"))
    return text


def _floating(column: Column, text: Column) -> Column:
    """With an exponent from 10^16 on and below 0.0001."""
    size = sql.abs(column)
    whole = sql.regexp_replace(text.cast(_WIDE).cast("string"), r"(\.\d+?)0*$", "$1")
    short = sql.regexp_replace(sql.regexp_replace(text, r"(\.0)?E(?=\d)", "e+"), r"(\.0)?E-", "e-")
    padded = sql.regexp_replace(short, r"e-(\d)$", "e-0$1")
    return (
        sql.when(sql.isnan(column), "nan")
        .when(text.endswith("Infinity"), sql.replace(text, sql.lit("Infinity"), sql.lit("inf")))
        .when(~text.contains("E"), text)
        .when((size >= 0.0001) & (size < 1e16), whole)
        .otherwise(padded)
    )
