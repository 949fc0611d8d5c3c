"""JSON with one spelling for one content (RFC 8785), and its sha256. Numbers are strings, so none needs rounding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from plancheck.reports.json_parts import Json

SELF = "sha256"
"""The field of a manifest that holds the sha256 of the canonical form of all its other fields."""


def canonical(value: Json) -> bytes:
    """The one way to write the value, UTF-8, with a newline at the end of the file."""
    import rfc8785

    return rfc8785.dumps(value) + b"\n"


def digest(data: bytes) -> str:
    """The sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sealed(fields: Mapping[str, Json]) -> bytes:
    """The canonical file of these fields and their own sha256."""
    return canonical({**fields, SELF: digest(canonical(dict(fields)))})


def unsealed(data: bytes) -> dict[str, Json] | None:
    """The fields without the seal; None where a byte is not as `sealed` wrote it."""
    fields = _table(data)
    try:
        if fields is None or not _writable(fields) or canonical(dict(fields)) != data:
            return None
        seal = fields.pop(SELF, None)
        return fields if seal == digest(canonical(dict(fields))) else None
    except (ValueError, RecursionError):  # half characters; tables in tables without end
        return None


def seal_of(data: bytes) -> str:
    """The sha256 that a sound manifest states of itself."""
    fields = _table(data) or {}
    return str(fields.get(SELF, ""))


def _table(data: bytes) -> dict[str, Json] | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _writable(value: Json) -> bool:
    """Nothing that a manifest never holds: a number would have several spellings."""
    if isinstance(value, list):
        return all(map(_writable, value))
    if isinstance(value, dict):
        return all(map(_writable, value.values()))
    return value is None or isinstance(value, str | bool)
