"""Drafts beside a bundle: each is held by the one who writes it, and one that nobody holds any more is removed."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


@contextmanager
def draft_beside(folder: Path) -> Iterator[Path]:
    """A new empty folder beside this one, held while it is written; gone at the end whatever happens. Raises
    OSError."""
    for number in count():
        draft = folder.with_name(f".{folder.name}.{os.getpid()}-{number}.tmp")
        try:
            draft.mkdir()
        except FileExistsError:
            continue
        handle = _held(draft)
        if draft.is_dir():
            break
        _let_go(handle)  # it was taken for abandoned before it was held
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        _let_go(handle)


def remove_abandoned(folder: Path) -> None:
    """Drafts for this folder that were left by a process which was stopped. Where the system cannot tell that nobody
    holds them they stay."""
    form = re.compile(rf"\.{re.escape(folder.name)}\.\d+-\d+\.tmp")
    for draft in [*folder.parent.iterdir()]:
        if (
            form.fullmatch(draft.name)
            and draft.is_dir()
            and not draft.is_symlink()
            and (handle := _held(draft)) is not None
        ):
            shutil.rmtree(draft, ignore_errors=True)
            _let_go(handle)


def _held(draft: Path) -> int | None:
    """A hold on the folder that ends with the process; None where another has it, or the system knows no such thing."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        handle = os.open(draft, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _let_go(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)
