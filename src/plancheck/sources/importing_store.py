"""The folder of imported submissions: whole parts only, whenever the machine stops.

    plan=<id>/period=<label>/part-<first 16 digits of the source's sha256>.parquet
    _imported/<sha256>.json      written last: this source is there, and these are its parts

Everything is made in a hidden folder of its own, forced to the disk and then moved into place, file by file. What a
source without its record has left behind is removed when the source is imported again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from plancheck.sources.durable import sync_folder
from plancheck.sources.folder import printable
from plancheck.sources.importing_record import Part, Record, read_record, written_record

_DRAFT, _RECORDS = ".importing", "_imported"
_CHUNK = 1 << 20
_DIGITS = 16


class StoreError(Exception):
    """The folder cannot be written; the argument is the system's word."""


class BusyError(Exception):
    """Another import is writing to the folder."""


class Store:
    """A folder that is held: nobody else imports into it, and no draft of a former run is left in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.draft = folder / _DRAFT

    def record(self, sha256: str) -> Record | None:
        """That of a source which is there as it was imported, every byte of it."""
        try:
            record = read_record(self._record(sha256).read_bytes())
        except OSError:
            return None
        if record is None or record.sha256 != sha256:
            return None
        return record if all(self._held(part) for part in record.parts) else None

    def _held(self, part: Part) -> bool:
        try:
            return digest(self._folder / part.path) == part.sha256
        except OSError:
            return False

    def begin(self) -> Path:
        """An empty draft. Raises StoreError."""
        self.clear()
        with refused():
            self.draft.mkdir()
        return self.draft

    def take(self, record: Record, drafts: Mapping[str, Path]) -> None:
        """Puts the drafts, by the paths of the parts, in the place of whatever is there of the source. Raises
        StoreError."""
        with refused():
            for draft in drafts.values():
                sync_file(draft)
            self._forget(record)
            for path, draft in drafts.items():
                place = self._folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                move(draft, place)
                sync_folder(place.parent)
            if drafts:
                sync_folder(self._folder / plan_folder(record.plan))
            written = self.draft / "record"
            write_file(written, written_record(record))
            place = self._record(record.sha256)
            place.parent.mkdir(exist_ok=True)
            move(written, place)
            sync_folder(place.parent)
            sync_folder(self._folder)

    def _forget(self, record: Record) -> None:
        """The record goes first, so that it never speaks of parts that are not there."""
        place = self._record(record.sha256)
        if place.exists():
            remove(place)
            sync_folder(place.parent)
        kept = {part.path for part in record.parts}
        name = part_name(record.sha256)
        for old in sorted(self._folder.glob(f"{plan_folder(record.plan)}/*/{name}")):
            if old.relative_to(self._folder).as_posix() not in kept:
                remove(old)
                sync_folder(old.parent)
                with suppress(OSError):  # others have parts of that period
                    old.parent.rmdir()

    def _record(self, sha256: str) -> Path:
        return self._folder / _RECORDS / f"{sha256}.json"

    def clear(self) -> None:
        """No draft is left."""
        shutil.rmtree(self.draft, ignore_errors=True)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The folder, made where there is none. Raises StoreError and BusyError."""
    with refused():
        if str(folder) != printable(str(folder)):  # a name of odd bytes cannot be told to DuckDB
            raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ))
        folder.mkdir(parents=True, exist_ok=True)
        handle = _hold(folder)
    store = Store(folder)
    try:
        yield store
    finally:
        store.clear()
        if handle is not None:
            os.close(handle)


def _hold(folder: Path) -> int | None:
    """The folder itself is locked, so that nothing stays behind; systems that cannot do that go without."""
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BusyError from None
    except OSError:  # a file system without locks
        os.close(handle)
        return None
    return handle


@contextmanager
def refused() -> Iterator[None]:
    """What fails in here is the folder that is written to, not a file that is read."""
    try:
        yield
    except OSError as error:
        raise StoreError(error.strerror or type(error).__name__) from None


def plan_folder(plan: str) -> str:
    return f"plan={plan}"


def part_name(sha256: str) -> str:
    return f"part-{sha256[:_DIGITS]}.parquet"


def part_path(plan: str, label: str, sha256: str) -> str:
    """Where the rows of one period of a source are kept."""
    return f"{plan_folder(plan)}/period={label}/{part_name(sha256)}"


def digest(file: Path) -> str:
    """The sha256 of a file. Raises OSError."""
    found = hashlib.sha256()
    with file.open("rb") as bytes_:
        while chunk := bytes_.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def write_file(path: Path, content: bytes) -> None:
    """A new file, on the disk when this returns."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """What was written by others, on the disk when this returns."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(source: Path, place: Path) -> None:
    """A file takes its place in one step, and that of a former one."""
    source.replace(place)


def remove(file: Path) -> None:
    """A file is gone."""
    file.unlink()
