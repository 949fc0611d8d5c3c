"""What is written down of a source that was imported. One spelling for one content, numbers as strings."""

from __future__ import annotations

import json
from collections.abc import Mapping

from plancheck.model.frozen import frozen

SCHEMA = "plancheck.import/1"
PLACE = ("source", "row")
"""The columns of a part that say where each row comes from: the name of the source and the line in it."""


@frozen
class Part:
    """`path` is that from the folder, with forward slashes."""

    path: str
    rows: int
    sha256: str


@frozen
class Record:
    """A source that was imported: its name, the plan, its own columns by the names they are kept under, how many rows
    and findings (by code) it had, and its parts by path."""

    source: str
    sha256: str
    plan: str
    encoding: str
    columns: Mapping[str, str]
    rows: int
    findings: Mapping[str, int]
    parts: tuple[Part, ...]


def written_record(record: Record) -> bytes:
    """Canonical JSON (RFC 8785) with a newline at the end."""
    import rfc8785

    parts: list[Mapping[str, str]] = [
        {"path": part.path, "rows": str(part.rows), "sha256": part.sha256} for part in record.parts
    ]
    return (
        rfc8785.dumps(
            {
                "schema": SCHEMA,
                "source": record.source,
                "sha256": record.sha256,
                "plan": record.plan,
                "encoding": record.encoding,
                "columns": record.columns,
                "rows": str(record.rows),
                "findings": {code: str(count) for code, count in record.findings.items()},
                "parts": parts,
            }
        )
        + b"\n"
    )


def read_record(data: bytes) -> Record | None:
    """None for anything that was not written here, to the byte."""
    try:
        fields = json.loads(data)
        record = Record(
            source=fields["source"],
            sha256=fields["sha256"],
            plan=fields["plan"],
            encoding=fields["encoding"],
            columns=dict(fields["columns"]),
            rows=int(fields["rows"]),
            findings={code: int(count) for code, count in fields["findings"].items()},
            parts=tuple(Part(part["path"], int(part["rows"]), part["sha256"]) for part in fields["parts"]),
        )
        return record if written_record(record) == data else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
