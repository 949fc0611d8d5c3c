"""How much of a submission is read before it is refused by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Per file: bytes as stored, bytes as unpacked (counted while they unpack), and cells that hold something."""

    file_bytes: int = 64 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    cells: int = 2_000_000


class RefusedError(Exception):
    """A file that is not read, or not read further: an F code, a word for the case, and what was seen (a limit, a part
    of a workbook, a cell)."""

    def __init__(self, code: str, reason: str, seen: str = "") -> None:
        super().__init__(f"{code}: {reason} {seen}")
        self.code = code
        self.facts = {"reason": reason, "seen": seen}
