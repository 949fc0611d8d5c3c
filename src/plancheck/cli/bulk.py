"""Which engine reads the submissions to a plan, and what it may use."""

from __future__ import annotations

import atexit
import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plancheck.cli.errors import CommandError
from plancheck.model.pattern import Pattern

if TYPE_CHECKING:
    from plancheck.cli.gather import Request
    from plancheck.plans.plan import LoadedPlan
    from plancheck.series.bulk import Bulk
    from plancheck.sources.folder import Submissions

Engine = Literal["auto", "reference", "duckdb"]
MEMORY = "2GB"
INSTALL = "pip install 'plancheck[bulk]'"
_SIZE = Pattern(r"\d+(\.\d+)? ?([KMGT]i?B)", re.ASCII | re.IGNORECASE)


def is_bulk(folder: Path, engine: Engine) -> bool:
    """The submissions are read by a bulk engine: where it is asked for, or where they are beyond the limits of the
    desk and the engine is installed."""
    if engine == "reference":
        return False
    if engine == "duckdb":
        if not _installed():
            raise CommandError("engine.missing", engine=engine, install=INSTALL)
        return True
    from plancheck.sources.volume import beyond_desk

    return beyond_desk(folder) and _installed()


def _installed() -> bool:
    from importlib.util import find_spec

    return find_spec("duckdb") is not None and find_spec("narwhals") is not None


@contextmanager
def submitted(
    folder: Path, loaded: LoadedPlan, request: Request, say: Callable[[str], None]
) -> Iterator[Submissions | Bulk]:
    """What was submitted to the plan, for as long as it is being judged."""
    if not is_bulk(folder, request.engine):
        from plancheck.sources.folder import read_folder

        yield read_folder(folder, loaded.plan)
        return
    if not _SIZE.fullmatch(request.memory):
        raise CommandError("engine.memory", seen=request.memory)

    from plancheck.series.bulk import open_bulk
    from plancheck.series.engines.duckdb import DuckDB

    atexit.unregister(gc.freeze)  # what the engine made wants to be taken down, or it complains
    engine = DuckDB(request.memory)
    try:
        bulk = open_bulk(engine, folder, loaded)
        days = request.dates
        bulk.prepare(days.as_of, days.known_at, lambda label: say(f"{loaded.plan.id} {label}"), whole=request.whole)
        yield bulk
    finally:
        engine.close()
