"""Bundles between the command line and the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from plancheck.cli.errors import UNREADABLE, CommandError


def read_files(folder: Path) -> dict[str, bytes]:
    """Every ordinary file of a bundle; nothing is changed. Exit code 3 where it cannot be read."""
    return read_all(folder)[0]


def read_all(folder: Path) -> tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]:
    """The same, the names of what stands there and is no file, and the empty folders."""
    from plancheck.audit.store import empty_in, read_bundle, standing, strange_in

    try:
        place = standing(folder)
        if not place.is_dir():
            raise CommandError("audit.no_bundle", UNREADABLE, folder=str(folder))
        return read_bundle(place), strange_in(place), empty_in(place)
    except OSError as error:
        raise CommandError(
            "audit.unreadable", UNREADABLE, folder=str(folder), why=error.strerror or type(error).__name__
        ) from None


def previous_seal(folder: Path) -> str:
    """The seal of the manifest in an earlier bundle, which must be sound."""
    from plancheck.audit.canonical import seal_of
    from plancheck.audit.manifest import read
    from plancheck.audit.store import MANIFEST

    manifest = read_files(folder).get(MANIFEST, b"")
    if read(manifest) is None:
        raise CommandError("audit.previous", UNREADABLE, folder=str(folder))
    return seal_of(manifest)


def put(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write the bundle whole; False where the very same stands there already."""
    from plancheck.audit.manifest import listed_names
    from plancheck.audit.store import MANIFEST, NotABundleError, write_bundle

    place = Path(os.path.realpath(folder))
    try:
        if place.exists() and not place.is_dir():
            raise CommandError("audit.not_a_folder", folder=str(folder))
        place.parent.mkdir(parents=True, exist_ok=True)
        there = place / MANIFEST
        known = listed_names(there.read_bytes()) if there.is_file() else frozenset[str]()
        return write_bundle(place, files, known)
    except NotABundleError as strange:
        raise CommandError("audit.not_a_bundle", folder=str(folder), file=str(strange)) from None
    except OSError as error:
        raise CommandError("audit.failed", folder=str(folder), why=error.strerror or type(error).__name__) from None
