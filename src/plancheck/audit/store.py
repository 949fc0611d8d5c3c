"""A bundle on the disk: the whole new one or the whole old one, never a mixture, whenever the machine stops.

The files are written into a folder of their own beside the place, forced to the disk, and the folder takes the place in
one step. Where the system cannot exchange two folders in one step, the old one is first moved aside; if the machine
stops between the two moves, `recover` puts it back.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "manifest.json"
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (macOS: RENAME_SWAP, of the same value)


class NotABundleError(Exception):
    """The place is taken by a folder that holds something else than a bundle; the argument says what."""


def read_bundle(folder: Path) -> dict[str, bytes]:
    """Every file of the folder by its path in it. Raises OSError."""
    found = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write_bundle(folder: Path, files: Mapping[str, bytes], listed: frozenset[str]) -> bool:
    """Put the files in the place of whatever bundle is there; False where the very same is there already. `listed` are
    the names that the manifest there gives: a folder with anything else is not ours to replace (NotABundleError).
    Raises OSError, after which the old bundle stands as it was."""
    recover(folder)
    if folder.exists():
        held = read_bundle(folder)
        if held == dict(files):
            return False
        strange = sorted(held.keys() - listed - {MANIFEST}) if MANIFEST in held else sorted(held)
        if strange:
            raise NotABundleError(strange[0])
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        _fill(draft, files)
        _take_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sync_folder(folder.parent)
    return True


def recover(folder: Path) -> None:
    """Put back an old bundle that was moved aside for a new one which never came."""
    aside = _aside(folder)
    if aside.exists() and not folder.exists():
        move(aside, folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _fill(draft: Path, files: Mapping[str, bytes]) -> None:
    draft.mkdir()
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)
    for inner in (*(path for path in draft.rglob("*") if path.is_dir()), draft):
        sync_folder(inner)


def _take_place(draft: Path, folder: Path) -> None:
    if not folder.exists():
        move(draft, folder)
    elif not exchange(draft, folder):
        aside = _aside(folder)
        shutil.rmtree(aside, ignore_errors=True)
        move(folder, aside)
        try:
            move(draft, folder)
        except OSError:
            move(aside, folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """A new file, on the disk when this returns."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def move(source: Path, place: Path) -> None:
    """Give a folder another name, where nothing has that name."""
    source.rename(place)


def exchange(one: Path, other: Path) -> bool:
    """Two folders change names in one step; False where the system or the file system cannot do that."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            return bool(ctypes.CDLL(None).renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(ctypes.CDLL(None).renamex_np(*names, _EXCHANGE) == 0)
    except (AttributeError, OSError):
        return False
    return False


def sync_folder(folder: Path) -> None:
    """Make what a folder lists last; systems that cannot open a folder have no need of it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
