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
BITS = 48
"""So many places are bits of one whole number: as many as every engine divides exactly."""


class Engine(Protocol):
    """Whatever it holds on disk is gone when it is closed. OSError where a file turns out not to be what it seemed."""

    def lines(self, files: Sequence[Path]) -> Frame:
        """`f`, `n` and `text` of every line of UTF-8 texts; of blank lines `text` is null."""

    def fields(self, files: Sequence[Path], delimiter: str, head: int, width: int) -> Frame | None:
        """`f`, `n` and the fields of UTF-8 texts without quotes, below `head` lines, called c1, c2 … and one more than
        `width` of them: "" where blank, null where the line has none. None where the engine has no reader for this."""

    def parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Frame:
        """`f`, `n` and these columns as text, called c1, c2 …"""

    def columns(self, file: Path) -> list[str]:
        """The names of the columns of a Parquet file. OSError where it cannot be read."""

    def table(self, columns: Mapping[str, Sequence[str | int]]) -> Frame:
        """A small table of texts or whole numbers, each column as long as the others and none empty."""

    def distinct(self, frame: Frame, columns: Sequence[str]) -> dict[str, set[str]]:
        """The different texts of each column, nulls left out."""

    def coded(self, frame: Frame, codes: Mapping[str, Mapping[str, int]]) -> Frame:
        """The texts of these columns as whole numbers, null for a text without one; the other columns as they are."""

    def masks(self, frame: Frame, key: Sequence[str], at: str, words: int) -> Frame:
        """A row for each `key`: how many rows it has (`k`), at how many different places (`cells`), and at how many of
        these an even number (`evens`). Places are whole numbers from 0 in the column `at`; place 48 i + b is bit b of
        `seen{i}` and, where an even number of rows is there, of `even{i}`, for each of the `words`."""

    def marked(self, frame: Frame, side: str, at: str, words: int, name: str) -> Frame:
        """The same rows, and in the column `name` whether the bit of the place `at` is set in `{side}0`, `{side}1` … as
        `masks` makes them; of places outside of these no bit is set."""

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
