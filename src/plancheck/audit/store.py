"""A bundle on the disk: the whole new one or the whole old one, never a mixture, whenever the machine stops.

The files are written into a folder of their own beside the place, forced to the disk, and the folder takes the place in
one step. Where the system cannot exchange two folders in one step, the old one is first moved aside; if the machine
stops between the two moves, `recover` puts it back.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from plancheck.audit.drafts import draft_beside, remove_abandoned
from plancheck.sources.durable import sync_folder

MANIFEST = "manifest.json"
MOST = 1 << 30
"""Bytes that a file of a bundle may have: what is longer is none of ours."""
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (macOS: RENAME_SWAP, of the same value)


class NotABundleError(Exception):
    """The place is taken by something else than a bundle; the argument says by what."""


def standing(folder: Path) -> Path:
    """Where the bundle stands that is to be read: aside, if the machine stopped while it was being replaced."""
    aside = _aside(folder)
    return aside if aside.is_dir() and not folder.exists() else folder


def read_bundle(folder: Path) -> dict[str, bytes]:
    """Every ordinary file of the folder by its path in it. Raises OSError."""
    return {name: path.read_bytes() for name, path in _listed(folder) if _ordinary(path)}


def strange_in(folder: Path) -> tuple[str, ...]:
    """What is no file of a bundle whatever it is called: links, pipes, devices, files beyond all sizes. Nothing of
    it is read. Raises OSError."""
    return tuple(name for name, path in _listed(folder) if not _ordinary(path))


def empty_in(folder: Path) -> tuple[str, ...]:
    """Folders that hold nothing, each with a slash behind its path. Raises OSError."""
    held = os.walk(folder, onerror=_refused)
    empty = [Path(where) for where, folders, files in held if not folders and not files and Path(where) != folder]
    return tuple(sorted(path.relative_to(folder).as_posix() + "/" for path in empty))


def _listed(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything but folders, by path; a folder that does not open raises OSError."""
    found: list[Path] = []
    for where, folders, files in os.walk(folder, onerror=_refused):
        linked = [name for name in folders if Path(where, name).is_symlink()]
        found += [Path(where, name) for name in (*files, *linked)]
    return iter(sorted((path.relative_to(folder).as_posix(), path) for path in found))


def _refused(error: OSError) -> None:
    raise error


def _ordinary(path: Path) -> bool:
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST


def write_bundle(folder: Path, files: Mapping[str, bytes], listed: frozenset[str]) -> bool:
    """Put the files in the place of whatever bundle is there; False where the very same is there already. `listed` are
    the names that the manifest there gives: a folder with anything else is not ours to replace (NotABundleError).
    Raises OSError, after which the old bundle stands as it was."""
    recover(folder)
    remove_abandoned(folder)
    if folder.exists() and _holds(folder, files, listed):
        return False
    with draft_beside(folder) as draft:
        _fill(draft, files)
        _take_place(draft, folder)
    sync_folder(folder.parent)
    return True


def _holds(folder: Path, files: Mapping[str, bytes], listed: frozenset[str]) -> bool:
    """The very same is there already. Raises NotABundleError where something else is."""
    if not folder.is_dir():
        raise NotABundleError(folder.name)
    held, strange = read_bundle(folder), strange_in(folder)
    ours = {*listed, MANIFEST} if MANIFEST in held else set()
    if held == dict(files) and not strange and not empty_in(folder):
        return True
    if foreign := sorted({*held, *strange} - ours | {*strange}):
        raise NotABundleError(foreign[0])
    return False


def recover(folder: Path) -> None:
    """Put back an old bundle that was moved aside for a new one which never came; drop one whose new one did."""
    aside = _aside(folder)
    if not aside.is_dir():
        return
    if folder.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        move(aside, folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _fill(draft: Path, files: Mapping[str, bytes]) -> None:
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
