"""What stands at a path that a user gave. `Path` raises an error for one that it may not look at; these say no."""

from __future__ import annotations

import os
from pathlib import Path


def is_folder(path: Path) -> bool:
    """A folder, for all that can be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """A regular file, for all that can be seen."""
    try:
        return path.is_file()
    except OSError:
        return False


def same_file(one: Path, other: Path) -> bool:
    """Both names lead to one file, for all that can be seen."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def may_hold(folder: Path) -> bool:
    """False only for what certainly is not: a folder that may not be looked at is no empty one."""
    try:
        return folder.exists()
    except OSError:
        return True


def is_named(path: Path) -> bool:
    """Something bears the name, be it a link that leads nowhere."""
    return os.path.lexists(path)
