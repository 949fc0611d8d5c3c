"""Of whom and of what a finding speaks, and where it stands inside its file."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.checks.checked import Subject, place
from plancheck.messages import finding_text
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, FileRef, Origin, TextRef

Rows = Mapping[tuple[str, str, int], Subject]
_NOBODY = Subject("", "", "", "")


def about(finding: Finding, rows: Rows) -> Subject:
    """The subject of its row; what the finding itself says comes before that."""
    row = rows.get(place(finding.origin)[:3], _NOBODY)
    facts = finding.facts
    return Subject(
        facts.get("entity") or row.entity,
        finding.target or row.target,
        facts.get("period") or row.period,
        facts.get("item") or row.item,
    )


def spot(origin: Origin | None) -> str:
    """The place inside its file: `指标!E8`, `8:5`, "" for the whole file."""
    if isinstance(origin, CellRef):
        return f"{origin.sheet}!{origin.cell}"
    if isinstance(origin, TextRef):
        return str(origin).removeprefix(f"{origin.file}:")
    return ""


def file_of(origin: Origin | None) -> str:
    """The file's name, "" for what stands in none."""
    return origin.file if isinstance(origin, CellRef | TextRef | FileRef) else ""


def said(lang: str, finding: Finding) -> str:
    """The message and what to do, on one line, nothing raw."""
    message, hint = finding_text(lang, finding)
    return escape(f"{message} → {hint}" if hint else message)
