"""DuckDB, embedded: reads, keeps and fetches within a memory limit, and spills to a folder of its own."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw

from plancheck.series.bulk_codes import joined
from plancheck.series.engines import BITS
from plancheck.series.engines.trouble import Trouble

if TYPE_CHECKING:
    from plancheck.series.engines import Frame
    from plancheck.series.engines.trouble import Kind

_AT_ONCE = 10_000
_OWN = "hive_partitioning = false"
"""What a row says stands in its file. Folders named after what they hold say nothing more."""
_TEXT = (
    "header = false, auto_detect = false, quote = '', escape = '', comment = '', encoding = 'utf-8', parallel = true,"
    " max_line_size = 16777216, buffer_size = 16777216"
)
_OWN_FAULTS = (
    duckdb.BinderException,
    duckdb.ParserException,
    duckdb.CatalogException,
    duckdb.OutOfMemoryException,
    duckdb.InterruptException,
    duckdb.FatalException,
)
_PATTERN = re.compile(r"([*?\[\]])")


_SIZE = re.compile(r"([\d.]+) ?([KMGT])(I?)B")
_LITTLE = 256_000_000


def share(memory: str) -> str:
    """How much of what the whole command may take is DuckDB's: a quarter, of little a half. What it takes beyond what
    it counts, and what Python holds of the reporters, come on top. ValueError where it is no size."""
    found = _SIZE.fullmatch(memory.upper())
    if found is None:
        raise ValueError(memory)
    number, unit, binary = found.groups()
    whole = int(Decimal(number) * (1024 if binary else 1000) ** (" KMGT".index(unit)))
    return f"{max(whole // 4, min(whole // 2, _LITTLE))}B"


class DuckDB:
    """`memory` as DuckDB writes sizes: 2GB, 512MB. What does not fit in it, and what is stored, stands in a folder
    below the one for temporary files."""

    def __init__(self, memory: str = "2GB", threads: int | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="plancheck-"))
        try:
            self._con = duckdb.connect()
            self._con.execute(f"ATTACH {_quoted(str(self._folder / 'stored.db'))} AS stored")
            self._con.execute(f"SET memory_limit = {_quoted(memory)}")
            self._con.execute(f"SET temp_directory = {_quoted(str(self._folder / 'spill'))}")
            self._con.execute("SET preserve_insertion_order = false")
            self._con.execute("SET enable_progress_bar = false")  # shown by DuckDB itself where it takes us for a shell
            self._con.execute("SET enable_external_file_cache = false")  # files are read twice, and the system has them
            self._con.execute("SET disabled_optimizers = 'build_side_probe_side'")  # it takes a text for a small table
            if threads:
                self._con.execute(f"SET threads = {threads}")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._made = count(1)

    def lines(self, files: Sequence[Path]) -> Frame:
        columns = "delim = '\x01', strict_mode = false, columns = {'text': 'VARCHAR'}"
        parts = [
            f"SELECT {at} AS f, row_number() OVER () AS n, text FROM read_csv({_path(file)}, {_TEXT}, {columns})"
            for at, file in enumerate(files)
        ]
        return nw.from_native(self._con.sql(" UNION ALL ".join(parts)))

    def fields(self, files: Sequence[Path], delimiter: str, head: int, width: int) -> Frame | None:
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(1, width + 2))
        form = f"delim = {_quoted(delimiter)}, nullstr = '\x01', strict_mode = true, null_padding = true, skip = {head}"
        parts = [
            f"SELECT {at} AS f, {head} + row_number() OVER () AS n, *"
            f" FROM read_csv({_path(file)}, {_TEXT}, {form}, columns = {{{columns}}})"
            for at, file in enumerate(files)
        ]
        with self._as_given():
            return nw.from_native(self._con.sql(" UNION ALL ".join(parts)))

    def parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Frame:
        """Files whose columns have the same types are read as one."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for at, file in enumerate(files):
            alike.setdefault(tuple(map(str, self._head(file).types)), []).append(at)
        texts = ", ".join(f"CAST({_name(column)} AS VARCHAR) AS c{at}" for at, column in enumerate(columns, 1))
        parts = [
            f"SELECT CAST({own}[CAST(file_index AS BIGINT) + 1] AS INTEGER) AS f, file_row_number + 2 AS n, {texts}"
            f" FROM read_parquet([{', '.join(_path(files[at]) for at in own)}], file_row_number = true, {_OWN})"
            for own in alike.values()
        ]
        return nw.from_native(self._con.sql(" UNION ALL ".join(parts)))

    def columns(self, file: Path) -> list[str]:
        with self._as_given():
            return self._head(file).columns

    def _head(self, file: Path) -> duckdb.DuckDBPyRelation:
        return self._con.sql(f"SELECT * FROM read_parquet({_path(file)}, {_OWN}) LIMIT 0")

    def table(self, columns: Mapping[str, Sequence[str | int]]) -> Frame:
        name = self._new()
        made = ", ".join(f"unnest(?) AS {_name(column)}" for column in columns)
        self._con.execute(f"CREATE TABLE {name} AS SELECT {made}", [list(values) for values in columns.values()])
        return nw.from_native(self._con.table(name))

    def distinct(self, frame: Frame, columns: Sequence[str]) -> dict[str, set[str]]:
        lists = ", ".join(f"list(DISTINCT {_name(column)})" for column in columns)
        with self._as_given():
            (found,) = self._con.cursor().execute(f"SELECT {lists} FROM ({_sql(frame)})").fetchall()
        return {column: set(texts or ()) - {None} for column, texts in zip(columns, found, strict=True)}

    def coded(self, frame: Frame, codes: Mapping[str, Mapping[str, int]]) -> Frame:
        return joined(self, frame, codes)

    def masks(self, frame: Frame, key: Sequence[str], at: str, words: int) -> Frame:
        names, bits = ", ".join(map(_name, key)), []
        for word in range(words):
            shift = f"CAST({_name(at)} AS BIGINT) - {BITS * word}"
            bit = f"1::BIGINT << ({shift})"
            if words > 1:
                bit = f"CASE WHEN {shift} BETWEEN 0 AND {BITS - 1} THEN {bit} ELSE 0 END"
            bits.append(f"bit_or({bit}) AS seen{word}, bit_xor({bit}) AS odd{word}")
        even = ", ".join(f"seen{word}, seen{word} & ~odd{word} AS even{word}" for word in range(words))
        made = f"SELECT {names}, count(*) AS k, {', '.join(bits)} FROM ({_sql(frame)}) GROUP BY {names}"
        made = f"SELECT {names}, k, {even} FROM ({made})"
        counts = [
            " + ".join(f"CAST(bit_count({side}{word}) AS BIGINT)" for word in range(words)) + f" AS {name}"
            for side, name in (("seen", "cells"), ("even", "evens"))
        ]
        return nw.from_native(self._con.sql(f"SELECT *, {', '.join(counts)} FROM ({made})"))

    def marked(self, frame: Frame, side: str, at: str, words: int, name: str) -> Frame:
        place = f"CAST({_name(at)} AS BIGINT)"
        cases = " ".join(
            f"WHEN {place} BETWEEN {first} AND {first + BITS - 1} THEN {side}{word} >> ({place} - {first}) & 1 = 1"
            for word, first in enumerate(range(0, BITS * words, BITS))
        )
        return nw.from_native(self._con.sql(f"SELECT *, CASE {cases} ELSE false END AS {name} FROM ({_sql(frame)})"))

    def keep(self, frame: Frame) -> Frame:
        name = self._new()
        self._con.execute(f"CREATE TABLE {name} AS {_sql(frame)}")
        return nw.from_native(self._con.table(name))

    def store(self, frame: Frame) -> Frame:
        name = f"stored.main.{self._new()}"
        with self._as_given():
            self._con.execute(f"CREATE TABLE {name} AS {_sql(frame)}")
        return nw.from_native(self._con.table(name))

    def drop(self, frame: Frame) -> None:
        self._con.execute(f"DROP TABLE {frame.to_native().alias}")

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        rows = self._con.cursor().execute(_sql(frame))
        while some := rows.fetchmany(_AT_ONCE):
            yield from some

    def close(self) -> None:
        self._con.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _as_given(self) -> Iterator[None]:
        """A file that is not what it seemed is no fault of the query, unless the file is our own."""
        try:
            yield
        except _OWN_FAULTS:
            raise
        except duckdb.Error as error:
            if str(self._folder) in str(error):
                raise
            raise OSError(str(error)) from None

    def _new(self) -> str:
        return f"kept{next(self._made)}"


def trouble(error: BaseException) -> Trouble | None:
    """What there was too little of, by this error; None if that is not what it says."""
    kind: Kind | None = None
    if isinstance(error, duckdb.OutOfMemoryException):
        kind = "short"
    elif isinstance(error, duckdb.IOException | duckdb.TransactionException):  # the latter writes what it has done
        kind = "disk"
    return kind and Trouble(kind, " ".join(str(error).split("\n", 1)[0].split()))


def _sql(frame: Frame) -> str:
    query: str = frame.to_native().sql_query()
    return query


def _path(file: Path) -> str:
    """As it is, not as a pattern of names."""
    return _quoted(_PATTERN.sub(r"[\1]", str(file)))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
