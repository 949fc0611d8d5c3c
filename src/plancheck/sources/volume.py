"""Whether a folder holds more than is read one cell at a time."""

from __future__ import annotations

from pathlib import Path

from plancheck.sources.folder import tables_in
from plancheck.sources.limits import Limits

_TEXTS = (".csv", ".tsv")
_WORTH_COUNTING = 8 * 1024 * 1024
"""A smaller text hardly has as many cells as a file may have."""
_CHUNK = 1 << 22
_DEFAULT = Limits()


def beyond_desk(folder: Path, limits: Limits = _DEFAULT) -> bool:
    """A Parquet file, a text table that would be refused for its size, or texts that are too much together."""
    together = 0
    for name, path in tables_in(folder):
        if name.lower().endswith(".parquet"):
            return True
        if not name.lower().endswith(_TEXTS) or not path.is_file():
            continue
        size = path.stat().st_size
        together += size
        if size > limits.file_bytes or together > limits.unpacked_bytes:
            return True
        if size > _WORTH_COUNTING and _cells(path) > limits.cells:
            return True
    return False


def _cells(path: Path) -> int:
    """At most so many cells: its lines times the fields of the first."""
    with path.open("rb") as file:
        first = file.readline(1 << 20)
        lines = 1
        while chunk := file.read(_CHUNK):
            lines += chunk.count(b"\n")
    return lines * (1 + max(first.count(mark) for mark in (b",", b"\t", b";")))
