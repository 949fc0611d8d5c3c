"""How much of a submission is read before it is refused by name."""

from __future__ import annotations

from plancheck.model.frozen import frozen


@frozen
class Limits:
    """Per file: bytes as stored, bytes as unpacked (counted while they unpack), cells that hold something, findings
    (whoever has more mistakes than these has one mistake, again and again), and names of reporters. The other reader
    that legacy formats need runs for so many seconds and in so much memory."""

    file_bytes: int = 64 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    cells: int = 2_000_000
    findings: int = 50_000
    reporters: int = 200_000
    seconds: int = 20
    memory_bytes: int = 1024 * 1024 * 1024


class RefusedError(Exception):
    """A file that is not read, or not read further: an F code, a word for the case, and what was seen (a limit, a
    part of a workbook, a cell). `content` is the format of the file where that is known and not the reason."""

    def __init__(self, code: str, reason: str, seen: str = "") -> None:
        super().__init__(f"{code}: {reason} {seen}")
        self.code = code
        self.content = ""
        self.facts = {"reason": reason, "seen": seen}


class UnusualError(Exception):
    """A part that must be read in the ordinary way."""
