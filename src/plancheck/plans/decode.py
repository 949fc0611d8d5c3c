"""The bytes of a plan file to text that can be reviewed line by line: UTF-8, no invisible characters."""

from __future__ import annotations

import re
from itertools import islice

from plancheck.plans.problem import Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_SHOWN = 20
"""Invisible characters that are listed; a file with more of them is not text."""
_INVISIBLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u2028\u2029\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, and the ones that reorder or hide text on a screen."""


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text with `\\n` line ends, and what forbids to read it (then the text serves only to show lines)."""
    if len(data) > MAX_BYTES:
        return "", (Problem("P401", "file_too_large", (1, 1), facts={"seen": str(len(data)), "expected": "4 MiB"}),)
    try:
        text = _lines(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as e:
        return _undecodable(data, e)
    if text.replace("\n", "").isprintable():
        return text, ()
    found = islice(_INVISIBLE.finditer(text), MAX_SHOWN)
    return text, tuple(_invisible(text, match) for match in found)


def _invisible(text: str, match: re.Match[str]) -> Problem:
    seen = f"U+{ord(match.group()):04X}"
    return Problem("P401", "invisible_character", _place(text, match.start()), facts={"seen": seen})


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Problem, ...]]:
    body = data.removeprefix(b"\xef\xbb\xbf")
    before = _lines(body[: error.start].decode("utf-8", "replace"))
    facts = {"seen": f"0x{body[error.start]:02X}", "expected": "UTF-8"}
    if guess := _looks_like(data):
        facts["looks_like"] = guess
    return "", (Problem("P401", "not_utf8", _place(before, len(before)), facts=facts),)


def _looks_like(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030"


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
