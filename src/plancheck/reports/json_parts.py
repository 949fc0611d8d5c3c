"""What every JSON output has in common: how it is written, and one finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from plancheck.messages.findings import finding_text
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef

_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=1)
_AT_ONCE = 10_000
Json = str | bool | None | list["Json"] | dict[str, "Json"]


def dump(value: Json) -> str:
    """JSON in which characters that do not print are written by their codes."""
    return text_of(value) + "\n"


def text_of(value: Json) -> str:
    return "".join(pieces_of(value))


def pieces_of(value: Json) -> Iterator[str]:
    """The text, so many of its parts at once: all of them together take several times the memory of the text."""
    parts = _ENCODER.iterencode(value)
    while text := "".join(islice(parts, _AT_ONCE)):
        if text.replace("\n", "").isprintable():
            yield text
        else:
            yield "".join(c if c.isprintable() or c in "\n\u3000" else _code(c) for c in text)


def _code(char: str) -> str:
    return json.dumps(char)[1:-1]


def finding_object(lang: str, finding: Finding) -> dict[str, Json]:
    """One finding with its place, message and hint."""
    message, hint = finding_text(lang, finding)
    origin = finding.origin
    place: dict[str, Json] = {"file": origin.file if origin else None}
    if isinstance(origin, CellRef):
        place |= {"sheet": origin.sheet, "cell": origin.cell}
    elif isinstance(origin, TextRef):
        place |= {"line": str(origin.line), "column": str(origin.column) if origin.column else None}
    return {
        "code": finding.code,
        "severity": finding.severity,
        **place,
        "message": message,
        "hint": hint,
        **({"target": finding.target} if finding.target else {}),
        **({"plan": finding.plan} if finding.plan else {}),
    }
