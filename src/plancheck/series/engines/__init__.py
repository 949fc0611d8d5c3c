"""What a bulk engine gives: reading, keeping and fetching. The pipeline, in narwhals, is the same for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from narwhals import LazyFrame

    Frame = LazyFrame[Any]

COLUMN = "c"
"""Columns of a table that was read are named by it and their number from 1: c1, c2."""
LINE = "n"
"""The column of physical line numbers, from 1; of a Parquet file the number of the row, with the header as line 1."""
FILE = "f"
"""The column of the place that a file has in the list that was given."""


class Engine(Protocol):
    """Whatever it holds on disk is gone when it is closed."""

    def lines(self, files: Sequence[Path]) -> Frame:
        """`f`, `n` and `text` of every line of UTF-8 texts; of blank lines `text` is null."""

    def parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Frame:
        """`f`, `n` and these columns as text, called c1, c2 …"""

    def columns(self, file: Path) -> list[str]:
        """The names of the columns of a Parquet file. OSError where it cannot be read."""

    def table(self, columns: Mapping[str, Sequence[str | int]]) -> Frame:
        """A small table of texts or whole numbers, each column as long as the others and none empty."""

    def keep(self, frame: Frame) -> Frame:
        """The same rows, worked out once."""

    def store(self, frame: Frame) -> Frame:
        """The same rows, worked out once and kept on disk until the engine is closed."""

    def drop(self, frame: Frame) -> None:
        """A kept frame is no longer needed."""

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """All rows, in no order. To be read to the end before anything else is asked."""

    def close(self) -> None:
        """Ends the engine and removes what it put on disk."""
