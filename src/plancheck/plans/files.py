"""The files of a plan, never outside the project."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from plancheck.model.frozen import frozen

_MOST = 32 * 1024 * 1024
"""More than a plan or a roster may have: what is longer is refused by its own limit."""


@frozen
class Beside:
    """A file named by a plan: its path from the project root and its bytes, or the reason it was not read."""

    name: str
    data: bytes
    reason: str = ""


def read_ordinary(path: Path) -> bytes:
    """The bytes of a file, of one beyond all sizes only the first; opened so that a pipe or device cannot hold us up.
    Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not an ordinary file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(_MOST + 1)
    finally:
        os.close(handle)


def read_beside(plan: Path, plan_name: str, file: str) -> Beside:
    """Read `file`, a path from the plan file; `plan_name` is the plan's own path from the project root.

    Refused: absolute paths, `..`, backslashes, drive letters, and links that lead out of the project.
    """
    wanted = PurePosixPath(file)
    if wanted.is_absolute() or ".." in wanted.parts or "\\" in file or ":" in file or "\0" in file or not file:
        return Beside(file, b"", "path_outside")
    name = (PurePosixPath(plan_name).parent / wanted).as_posix()
    try:
        real = (plan.parent / wanted).resolve()
        if not real.is_relative_to(_root(plan, plan_name).resolve()):
            return Beside(name, b"", "path_outside")
        return Beside(name, read_ordinary(real))
    except (OSError, RuntimeError) as e:
        return Beside(name, b"", "file_missing" if isinstance(e, FileNotFoundError) else "file_unreadable")


def _root(plan: Path, plan_name: str) -> Path:
    """The project root, from where the plan lies and what it is called from there."""
    parts = PurePosixPath(plan_name).parts
    absolute = plan.absolute()
    return absolute.parents[len(parts) - 1] if absolute.parts[-len(parts) :] == parts else absolute.parent
