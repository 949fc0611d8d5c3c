"""The command line: parse, call, render, exit code. Commands are imported when they are called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

_MANY = 2_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    gc.set_threshold(_MANY)  # a short run makes no cycles worth looking for; a long one still has them collected
    atexit.register(_leave)
    from plancheck.cli.app import run

    return run(sys.argv[1:] if argv is None else list(argv), os.environ)


def _leave() -> None:
    """The system takes all memory back at once: at the end nothing need be looked through. DuckDB would call what is
    left a leak, on standard error."""
    if "duckdb" not in sys.modules:
        gc.freeze()
