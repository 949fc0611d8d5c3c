"""DuckDB, embedded: reads, keeps and fetches within a memory limit, and spills to a folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw

if TYPE_CHECKING:
    from plancheck.series.engines import Frame

_AT_ONCE = 10_000
_OWN = "hive_partitioning = false"
"""What a row says stands in its file. Folders named after what they hold say nothing more."""


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
            if threads:
                self._con.execute(f"SET threads = {threads}")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._made = 0

    def lines(self, files: Sequence[Path]) -> Frame:
        parts = [
            f"SELECT {at} AS f, row_number() OVER () AS n, text FROM read_csv({_quoted(str(file))}, header = false,"
            " auto_detect = false, delim = '\x01', quote = '', escape = '', comment = '', encoding = 'utf-8',"
            " strict_mode = false, parallel = true, max_line_size = 16777216, columns = {'text': 'VARCHAR'})"
            for at, file in enumerate(files)
        ]
        return nw.from_native(self._con.sql(" UNION ALL ".join(parts)))

    def parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Frame:
        texts = ", ".join(f"CAST({_name(column)} AS VARCHAR) AS c{at}" for at, column in enumerate(columns, 1))
        parts = [
            f"SELECT {at} AS f, file_row_number + 2 AS n, {texts}"
            f" FROM read_parquet({_quoted(str(file))}, file_row_number = true, {_OWN})"
            for at, file in enumerate(files)
        ]
        return nw.from_native(self._con.sql(" UNION ALL ".join(parts)))

    def columns(self, file: Path) -> list[str]:
        try:
            return self._con.sql(f"SELECT * FROM read_parquet({_quoted(str(file))}, {_OWN}) LIMIT 0").columns
        except duckdb.Error as error:
            raise OSError(str(error)) from None

    def table(self, columns: Mapping[str, Sequence[str | int]]) -> Frame:
        name = self._new()
        made = ", ".join(f"unnest(?) AS {_name(column)}" for column in columns)
        self._con.execute(f"CREATE TABLE {name} AS SELECT {made}", [list(values) for values in columns.values()])
        return nw.from_native(self._con.table(name))

    def keep(self, frame: Frame) -> Frame:
        name = self._new()
        frame.to_native().create(name)
        return nw.from_native(self._con.table(name))

    def store(self, frame: Frame) -> Frame:
        name = f"stored.main.{self._new()}"
        self._con.execute(f"CREATE TABLE {name} AS {frame.to_native().sql_query()}")
        return nw.from_native(self._con.sql(f"SELECT * FROM {name}"))

    def drop(self, frame: Frame) -> None:
        self._con.execute(f"DROP TABLE {frame.to_native().alias}")

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        rows = self._con.cursor().execute(frame.to_native().sql_query())
        while some := rows.fetchmany(_AT_ONCE):
            yield from some

    def close(self) -> None:
        self._con.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _new(self) -> str:
        self._made += 1
        return f"kept{self._made}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
