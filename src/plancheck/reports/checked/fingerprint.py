"""What tells a finding from all others and stays the same while rows are inserted, sorted or moved."""

from __future__ import annotations

import hashlib
from collections import Counter

from plancheck.checks.checked import Subject, place
from plancheck.model.finding import Finding

_STABLE = ("header", "reason", "seen", "sheet")


class Fingerprints:
    """Gives each finding of a run its own, in reading order: the second of two equal findings ends in `:2`."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def of(self, finding: Finding, subject: Subject) -> str:
        """Sixteen hexadecimal digits and which of its equals this is. Made of the code, the file, the sheet, the
        column, whose row it is and what was seen; never of the row, nor of facts that name other rows."""
        file, sheet, _, column = place(finding.origin)
        parts = [finding.code, file, sheet, finding.facts.get("header") or str(column)]
        parts += [subject.entity, subject.target, subject.period, subject.item]
        parts += [finding.facts.get(name, "") for name in _STABLE]
        joined = "\0".join(parts).encode("utf-8", "backslashreplace")
        digest = hashlib.sha256(joined).hexdigest()[:16]
        self._times[digest] += 1
        return f"{digest}:{self._times[digest]}"
