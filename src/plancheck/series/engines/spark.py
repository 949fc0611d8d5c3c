"""Spark, on a cluster or on this machine: every machine of it reads the files under the paths they have here.

Nothing but views and kept rows is made there, and they go with the session. Kept rows are held by two workers each, so
that one may be lost; how they came about is forgotten, because Spark goes through all of it again with every query.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import narwhals as nw
import pyarrow
from pyarrow import parquet
from pyspark import StorageLevel
from pyspark.sql import functions as sql

from plancheck.series.engines import BITS
from plancheck.series.engines.spark_session import impatient
from plancheck.series.engines.spark_texts import text_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from plancheck.series.engines import Frame

_SPLIT = 32 << 20
"""Bytes of a text that one task reads."""
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # what overflows or is no number ends the query; it does not become null
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.files.maxPartitionBytes": str(_SPLIT),
    "spark.sql.files.minPartitionNum": "1",  # or where files are split depends on how many workers there are
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
}
_TWICE = StorageLevel(useDisk=True, useMemory=True, useOffHeap=False, deserialized=True, replication=2)
_TWICE_ON_DISK = StorageLevel.DISK_ONLY_2
_NUMBER = "plancheck_number"
_PATTERN = re.compile(r"([\\{}\[\]*?])")
_UNNAMED = re.compile(r"^[._]|:")
"""Files that Hadoop passes over, or cannot name."""


class Spark:
    """In a session of its own, which ends with it."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self._own = f"plancheck_{uuid.uuid4().hex}"
        self._made = 0
        self._views: dict[int, tuple[str, DataFrame]] = {}
        try:
            for name, value in _SETTINGS.items():
                session.conf.set(name, value)
        except BaseException:
            self.close()
            raise

    def lines(self, files: Sequence[Path]) -> Frame:
        """A file is read in splits that begin at the same bytes each time. Within a split rows have the order of the
        file: the number of a line is its place in the split, behind all lines of the splits before it."""
        urls = [_url(file) for file in files if not _UNNAMED.search(file.name)]
        if not urls:
            return _frame(self._session.createDataFrame([], "f long, n long, text string"))
        read = self._session.read.text(urls).select(
            sql.col("_metadata.file_path").alias("path"),
            sql.col("_metadata.file_block_start").alias("start"),
            sql.monotonically_increasing_id().alias("at"),
            "value",
        )
        read = self._view(self._mine(read))
        splits = read.groupBy("path", "start").agg(sql.min("at").alias("at"), sql.count("*").alias("k"))
        shifts = self._table(_shifts(sorted(splits.collect()), files))
        text = sql.when(sql.col("value") != "", sql.col("value")).alias("text")
        numbered = read.join(sql.broadcast(shifts), on=["path", "start"])
        return _frame(numbered.select("f", (sql.col("at") + sql.col("shift")).alias("n"), text))

    def fields(self, files: Sequence[Path], delimiter: str, head: int, width: int) -> Frame | None:
        """A reader of fields here does not say where they stand."""
        return None

    def parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Frame:
        alike: dict[pyarrow.Schema, list[Path]] = {}
        for file in files:
            alike.setdefault(_schema(file), []).append(file)
        places = {str(file): at for at, file in enumerate(files)}
        parts = [self._alike(own, schema, places) for schema, own in alike.items()]
        return _frame(self._view(reduce(lambda one, other: one.union(other), parts)))

    def _alike(self, files: Sequence[Path], schema: pyarrow.Schema, places: Mapping[str, int]) -> DataFrame:
        """Files whose columns have the same names and types."""
        read = self._session.read.parquet(*(_url(file) for file in files))
        paths = ["file:" + path.removeprefix("file://") for path in read.inputFiles()]
        numbers = self._table({"path": paths, "f": [places[_decoded(path)] for path in paths]})
        number = (sql.col("_metadata.row_index") + 2).alias("n")
        fields = [text_of(sql.col(_name(field.name)), field.type).alias(f"c{at}") for at, field in enumerate(schema, 1)]
        rows = self._mine(read.select(sql.col("_metadata.file_path").alias("path"), number, *fields))
        return rows.join(sql.broadcast(numbers), on="path").select("f", *rows.columns[1:])

    def columns(self, file: Path) -> list[str]:
        if _UNNAMED.search(file.name):
            raise OSError(file.name)
        return list(_schema(file).names)

    def table(self, columns: Mapping[str, Sequence[str | int]]) -> Frame:
        return _frame(self._table(columns))

    def distinct(self, frame: Frame, columns: Sequence[str]) -> dict[str, set[str]]:
        """In one pass, as pairs of a column and a text."""
        pairs = [sql.struct(sql.lit(name).alias("name"), sql.col(name).alias("text")) for name in columns]
        rows = frame.to_native().select(sql.inline(sql.array(*pairs))).where("text IS NOT NULL").distinct()
        found: dict[str, set[str]] = {name: set() for name in columns}
        for name, text in rows.toLocalIterator():
            found[name].add(text)
        return found

    def coded(self, frame: Frame, codes: Mapping[str, Mapping[str, int]]) -> Frame:
        """The numbers are sent to every worker."""
        rows: DataFrame = frame.to_native()
        for column, numbers in codes.items():
            if numbers:
                table = self._table({column: list(numbers), _NUMBER: list(numbers.values())})
                rows = rows.join(sql.broadcast(table), on=column, how="left")
            else:
                rows = rows.withColumn(_NUMBER, sql.lit(None).cast("long"))
            own = [sql.col(_NUMBER).alias(name) if name == column else sql.col(name) for name in frame.columns]
            rows = rows.select(*own)
        return _frame(rows)

    def masks(self, frame: Frame, key: Sequence[str], at: str, words: int) -> Frame:
        bits, seen, even = [], [], []
        for word in range(words):
            place = sql.col(at).cast("int") - BITS * word
            bit = sql.when(place.between(0, BITS - 1), sql.call_function("shiftleft", sql.lit(1).cast("long"), place))
            bits += [
                sql.bit_or(bit.otherwise(0)).alias(f"seen{word}"),
                sql.bit_xor(bit.otherwise(0)).alias(f"odd{word}"),
            ]
            seen.append(sql.col(f"seen{word}"))
            even.append(sql.expr(f"seen{word} & ~odd{word}").alias(f"even{word}"))
        made = frame.to_native().groupBy(*key).agg(sql.count("*").alias("k"), *bits)
        made = made.select(*key, "k", *seen, *even)
        sides = (("cells", "seen"), ("evens", "even"))
        counts = {name: " + ".join(f"bit_count({side}{word})" for word in range(words)) for name, side in sides}
        sums = [sql.expr(f"CAST({counted} AS BIGINT)").alias(name) for name, counted in counts.items()]
        return _frame(made.select("*", *sums))

    def marked(self, frame: Frame, side: str, at: str, words: int, name: str) -> Frame:
        found = sql.lit(False)
        for word in range(words):
            place = sql.col(at).cast("int") - BITS * word
            bit = sql.call_function("bit_get", sql.col(f"{side}{word}"), place)
            found = sql.when(place.between(0, BITS - 1), bit == 1).otherwise(found)
        return _frame(frame.to_native().withColumn(name, found))

    def keep(self, frame: Frame) -> Frame:
        return _frame(frame.to_native().localCheckpoint(True, _TWICE))

    def store(self, frame: Frame) -> Frame:
        return _frame(frame.to_native().localCheckpoint(True, _TWICE_ON_DISK))

    def drop(self, frame: Frame) -> None:
        """Spark lets go of kept rows once nothing speaks of them any more."""
        name, _ = self._views.pop(id(frame.to_native()), ("", None))
        if name:
            self._session.catalog.dropTempView(name)

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        yield from frame.to_native().toLocalIterator()

    def close(self) -> None:
        """Of a server that no longer answers nothing more is asked."""
        impatient(self._session)
        self._views.clear()
        self._session.stop()

    def _view(self, rows: DataFrame) -> DataFrame:
        """The same rows under a name: whatever is asked of them does not spell out how they came about."""
        self._made += 1
        name = f"{self._own}_{self._made}"
        rows.createOrReplaceTempView(name)
        view = self._session.table(name)
        self._views[id(view)] = name, view
        return view

    def _table(self, columns: Mapping[str, Sequence[str | int]]) -> DataFrame:
        return self._view(self._session.createDataFrame(pyarrow.table({name: list(v) for name, v in columns.items()})))

    def _mine(self, rows: DataFrame) -> DataFrame:
        """The same rows by a plan that is like no other session's: what others have cached of the same files may be
        older than the files."""
        return rows.where(sql.lit(self._own) != sql.lit(""))


def _frame(rows: DataFrame) -> Frame:
    frame: Frame = nw.from_native(rows)
    return frame


def _shifts(splits: Sequence[Any], files: Sequence[Path]) -> dict[str, list[str | int]]:
    """What is added to the place of a row among those of its split; files of which nothing was read are missing."""
    places = {str(file): at for at, file in enumerate(files)}
    made: dict[str, list[str | int]] = {"path": [], "start": [], "f": [], "shift": []}
    lines: dict[str, int] = {}
    for path, start, first, count in splits:
        before = lines.get(path, 0)
        for name, value in (("path", path), ("start", start), ("f", places[_decoded(path)])):
            made[name].append(value)
        made["shift"].append(before + 1 - first)
        lines[path] = before + count
    return made


def _url(file: Path) -> str:
    """As Spark wants it: what it would take for a pattern is escaped."""
    return "file://" + _PATTERN.sub(r"\\\1", str(file))


def _name(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"


def _schema(file: Path) -> pyarrow.Schema:
    """OSError where the file cannot be read."""
    try:
        return parquet.read_schema(file).remove_metadata()
    except pyarrow.ArrowException as error:
        raise OSError(str(error)) from None


def _decoded(url: str) -> str:
    """The path of a file as Spark names it."""
    return unquote(url.removeprefix("file:"))
