"""Loaded plans kept between runs, found again by their content.

An entry is trusted no further than its bytes: it is plain JSON behind its own checksum, decoded into plan types only,
and holds for the very bytes of the plan and of every roster. Whatever does not fit is not an error but no entry.
"""

from __future__ import annotations

import os
from pathlib import Path

from plancheck import __version__
from plancheck.model.digest import sha256
from plancheck.model.finding import Finding
from plancheck.plans.files import read_beside
from plancheck.plans.packed import BROKEN, Packed, from_bytes, to_bytes, unpack
from plancheck.plans.plan import LoadedPlan

FORMAT = 7
"""Goes up whenever a type, a check or a reading of plans changes, so that older entries are not found."""
MAX_ENTRIES = 16_384
"""A country's plans several times over; some 8 KB each."""
_SUFFIX = ".plan"
_BEFORE = ".plan.json"
_LOOK_EVERY = 512
Kept = tuple[LoadedPlan, tuple[Finding, ...]]


class PlanCache:
    """Keeps loaded plans in `folder`. Every failure to read or write is silent: the plan is then read anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._put = 0

    def get(self, path: Path, name: str, data: bytes) -> Kept | None:
        """The plan with these bytes and this name, when none of its rosters has changed either."""
        packed = self.get_packed(path, name, data)
        try:
            return None if packed is None else (unpack(packed), packed.findings)
        except BROKEN:
            return None

    def get_packed(self, path: Path, name: str, data: bytes) -> Packed | None:
        """The same, the plan itself still packed."""
        try:
            checksum, _, content = self._entry(name, sha256(data)).read_bytes().partition(b"\n")
            if sha256(content).encode() != checksum:
                return None
            packed = from_bytes(content)
            return packed if packed.file == name and _rosters_unchanged(path, packed) else None
        except (OSError, *BROKEN):
            return None

    def put(self, packed: Packed) -> None:
        """Keep a plan that loaded without errors, with its warnings."""
        content = to_bytes(packed)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self._entry(packed.file, packed.digest), sha256(content).encode() + b"\n" + content)
            if self._put % _LOOK_EVERY == 0:
                self._drop_oldest()
            self._put += 1
        except OSError:
            return

    def _entry(self, name: str, digest: str) -> Path:
        key = sha256(f"{__version__}\0{FORMAT}\0{name}\0{digest}".encode())
        return self.folder / (key + _SUFFIX)

    def _write(self, entry: Path, content: bytes) -> None:
        """The entry appears whole or not at all."""
        from tempfile import mkstemp

        handle, temporary = mkstemp(dir=self.folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(entry)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _drop_oldest(self) -> None:
        """Down to the most that is kept, as last written; entries of an older format go the same way."""
        names = [entry.name for entry in os.scandir(self.folder) if entry.name.endswith((_SUFFIX, _BEFORE))]
        if len(names) > MAX_ENTRIES:
            entries = sorted((self.folder / name for name in names), key=lambda entry: entry.stat().st_mtime_ns)
            for entry in entries[:-MAX_ENTRIES]:
                entry.unlink(missing_ok=True)


def _rosters_unchanged(path: Path, packed: Packed) -> bool:
    found = [read_beside(path, packed.file, roster) for roster in packed.rosters]
    digests = {beside.name: sha256(beside.data) for beside in found if not beside.reason}
    return digests == dict(packed.roster_files)
