"""The command line: parse, call, render, exit code. Commands are imported when they are called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main", "program"]

_MANY = 2_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    gc.set_threshold(_MANY)  # a short run makes no cycles worth looking for; a long one still has them collected
    from plancheck.cli.app import run

    return run(sys.argv[1:] if argv is None else list(argv), os.environ)


def program() -> NoReturn:
    """The whole program. What was asked to be done at its end is done; then it is gone, without giving back piece by
    piece what the system takes at once."""
    code = main()
    if _written() and not _at_work():
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def _written() -> bool:
    """Nothing waits to be written. What cannot be is said on the usual way out."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (AttributeError, OSError, ValueError):  # no stream, a full disk, a closed stream
        return False
    return True


def _at_work() -> bool:
    """Some thread has still something to do."""
    threading = sys.modules.get("threading")
    if threading is None:
        return False
    return any(not one.daemon and one is not threading.main_thread() for one in threading.enumerate())
