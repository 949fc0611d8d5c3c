"""Rows of texts → one Parquet file for each period, in bounded memory: rows gather on the disk by period, then DuckDB
writes each file in one go. It works in one thread and in the order of the rows, so that the bytes depend on them alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.sources.importing_store import StoreError, refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from plancheck.sources.importing_rows import Kept

_MEMORY = "1GB"
AT_ONCE = 1 << 16
"""Rows that wait in memory."""
IN_A_FILE = 1 << 19
"""Rows, or some more: DuckDB keeps in memory what it has read of a file, until that is at its end."""
_BETWEEN, _ESCAPE = "\x1f", "\x1e"
_ESCAPES = {_ESCAPE: "0", "\n": "n", "\r": "r", _BETWEEN: "s"}
_ESCAPED = str.maketrans({char: _ESCAPE + letter for char, letter in _ESCAPES.items()})
_LONGEST_LINE = 1 << 26


class Gathered:
    """Rows by period, in files of the folder; to be filled once, then read. `counts` are how many there are. Raises
    StoreError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.counts: Counter[str] = Counter()
        self._flushed: Counter[str] = Counter()
        self._waiting: dict[str, list[Kept]] = {}
        self._many = 0

    def add(self, rows: Mapping[str, Sequence[Kept]]) -> None:
        """More rows of some periods."""
        for label, some in rows.items():
            self.counts[label] += len(some)
            self._many += len(some)
            self._waiting.setdefault(label, []).extend(some)
        if self._many >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """All of them are in the files."""
        with refused():
            for label, some in self._waiting.items():
                append(self._file(label, self._flushed[label] // IN_A_FILE), _lines(some))
                self._flushed[label] += len(some)
        self._waiting.clear()
        self._many = 0

    def drop(self, label: str) -> None:
        """The rows of the period are no longer needed: room for the next."""
        with refused():
            for file in self.files(label):
                file.unlink()

    def files(self, label: str) -> list[Path]:
        """Those with the rows of the period, in their order."""
        last = (self._flushed[label] - 1) // IN_A_FILE
        found = (self._file(label, number) for number in range(last + 1))
        return [file for file in found if file.exists()]

    def _file(self, label: str, number: int) -> Path:
        return self._folder / f"{label}.{number}.rows"


def append(file: Path, text: str) -> None:
    """The text goes to the end of the file."""
    with file.open("a", encoding="utf-8", newline="") as into:
        into.write(text)


def _lines(rows: Sequence[Kept]) -> str:
    """One line a row. Texts with characters that would break it are looked for in all rows at once: few have any."""
    text = "\n".join(map(_BETWEEN.join, rows)) + "\n"
    whole = text.count("\n") == len(rows) and text.count(_BETWEEN) == len(rows) * (len(rows[0]) - 1)
    if whole and "\r" not in text and _ESCAPE not in text:
        return text
    return "".join(_BETWEEN.join(one.translate(_ESCAPED) for one in row) + "\n" for row in rows)


class Writer:
    """Writes Parquet files; spills to the folder. To be closed."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        self._failed = duckdb.Error
        self._con: DuckDBPyConnection = duckdb.connect(
            config={
                "threads": 1,
                "memory_limit": _MEMORY,
                "temp_directory": str(folder),
                "preserve_insertion_order": True,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def write(self, rows: Sequence[Path], columns: Sequence[str], source: str, into: Path) -> None:
        """The rows of one period as text columns, blank ones null, with the source's name and the line in it. Raises
        StoreError."""
        try:
            self._con.execute(_copy(rows, columns, source, into))
        except self._failed as error:
            raise StoreError(_first_line(error)) from None

    def close(self) -> None:
        self._con.close()


def _copy(rows: Sequence[Path], columns: Sequence[str], source: str, into: Path) -> str:
    types = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in columns)
    files = ", ".join(_quoted(_literal(file)) for file in rows)
    read = (
        f"read_csv([{files}], auto_detect = false, header = false, delim = '{_BETWEEN}', quote = '',"
        " escape = '', comment = '', new_line = '\\n', nullstr = '', encoding = 'utf-8', strict_mode = false,"
        f" max_line_size = {_LONGEST_LINE}, columns = {{'row': 'BIGINT', {types}}})"
    )
    texts = ", ".join(_text(name) for name in columns)
    return (
        f"COPY (SELECT {texts}, {_quoted(source)} AS source, row FROM {read}) TO {_quoted(str(into))}"
        " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
    )


def _text(name: str) -> str:
    """The column with its escapes taken back."""
    column, text = _named(name), _named(name)
    for char, letter in reversed(_ESCAPES.items()):
        text = f"replace({text}, chr({ord(_ESCAPE)}) || '{letter}', chr({ord(char)}))"
    return f"CASE WHEN contains({column}, chr({ord(_ESCAPE)})) THEN {text} ELSE {column} END AS {column}"


def _literal(path: Path) -> str:
    """The path of one file, where * ? [ would choose several."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
