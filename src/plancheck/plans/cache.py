"""Loaded plans kept between runs, found again by their content.

An entry is trusted no further than its bytes: it is plain JSON behind its own checksum, decoded into plan types only,
and holds for the very bytes of the plan and of every roster. Whatever does not fit is not an error but no entry.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from plancheck import __version__
from plancheck.model.finding import Finding
from plancheck.plans.codec import decode, encode
from plancheck.plans.files import read_beside
from plancheck.plans.plan import LoadedPlan

FORMAT = 6
"""Goes up whenever a type, a check or a reading of plans changes, so that older entries are not found."""
MAX_ENTRIES = 256
_SUFFIX = ".plan.json"
Kept = tuple[LoadedPlan, tuple[Finding, ...]]


class PlanCache:
    """Keeps loaded plans in `folder`. Every failure to read or write is silent: the plan is then read anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: Path, name: str, data: bytes) -> Kept | None:
        """The plan with these bytes and this name, when none of its rosters has changed either."""
        try:
            checksum, _, body = self._entry(name, data).read_bytes().partition(b"\n")
            if sha256(body).hexdigest().encode() != checksum:
                return None
            loaded, findings = decode(json.loads(body))
        except (OSError, ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError):
            return None
        if not isinstance(loaded, LoadedPlan) or loaded.file != name or not _rosters_unchanged(path, loaded):
            return None
        return loaded, findings

    def put(self, data: bytes, loaded: LoadedPlan, findings: tuple[Finding, ...]) -> None:
        """Keep a plan that loaded without errors, with its warnings."""
        body = json.dumps(encode((loaded, findings)), ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._entry(loaded.file, data), sha256(body).hexdigest().encode() + b"\n" + body)
            self._drop_oldest()
        except OSError:
            return

    def _entry(self, name: str, data: bytes) -> Path:
        key = sha256(f"{__version__}\0{FORMAT}\0{name}\0".encode() + data)
        return self._folder / (key.hexdigest() + _SUFFIX)

    def _write(self, entry: Path, content: bytes) -> None:
        """The entry appears whole or not at all."""
        from tempfile import mkstemp

        handle, temporary = mkstemp(dir=self._folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(entry)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _drop_oldest(self) -> None:
        entries = list(self._folder.glob("*" + _SUFFIX))
        if len(entries) > MAX_ENTRIES:
            for entry in sorted(entries, key=lambda e: e.stat().st_mtime_ns)[:-MAX_ENTRIES]:
                entry.unlink(missing_ok=True)


def _rosters_unchanged(path: Path, loaded: LoadedPlan) -> bool:
    found = [read_beside(path, loaded.file, roster.file) for roster in (loaded.plan.rosters or {}).values()]
    digests = {beside.name: sha256(beside.data).hexdigest() for beside in found if not beside.reason}
    return digests == dict(loaded.roster_files)
