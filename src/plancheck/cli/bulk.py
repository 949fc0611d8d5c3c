"""Which engine reads the submissions to a plan, and what it may use."""

from __future__ import annotations

import atexit
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plancheck.cli.errors import UNREADABLE, USAGE, CommandError
from plancheck.model.pattern import Pattern

if TYPE_CHECKING:
    from plancheck.cli.gather import Request
    from plancheck.plans.plan import LoadedPlan
    from plancheck.series.bulk import Bulk
    from plancheck.series.engines import Engine as Opened
    from plancheck.series.engines.trouble import Trouble
    from plancheck.sources.folder import Submissions

Engine = Literal["auto", "reference", "duckdb", "spark"]
MEMORY = "2GB"
INSTALL = 'pip install "plancheck[bulk]"'
_INSTALL_SPARK = 'pip install "plancheck[spark]"'
_INSTALL_DRIVER = 'pip install "pyspark[connect]>=4.1,<5" "pandas<3"'
_CONNECT = "sc://"
_SIZE = Pattern(r"\d+(\.\d+)? ?([KMGT]i?B)", re.ASCII | re.IGNORECASE)


def is_bulk(folder: Path, engine: Engine) -> bool:
    """The submissions are read by a bulk engine: where it is asked for, or where they are beyond the limits of the
    desk and DuckDB is installed."""
    if engine == "reference":
        return False
    if engine != "auto":
        return True
    from plancheck.sources.volume import beyond_desk

    return beyond_desk(folder) and _installed("duckdb")


def _installed(*modules: str) -> bool:
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in (*modules, "narwhals"))


@contextmanager
def submitted(
    folder: Path, loaded: LoadedPlan, request: Request, say: Callable[[str], None]
) -> Iterator[Submissions | Bulk]:
    """What was submitted to the plan, for as long as it is being judged."""
    if request.master is not None and request.engine != "spark":
        raise CommandError("engine.no_master")
    if not is_bulk(folder, request.engine):
        from plancheck.sources.folder import read_folder

        yield read_folder(folder, loaded.plan)
        return
    engine = _spark(request) if request.engine == "spark" else _duckdb(request)
    atexit.register(engine.close)  # what fails later may leave this unfinished
    try:
        from plancheck.series.bulk import open_bulk

        bulk = open_bulk(engine, folder, loaded)
        days = request.dates
        bulk.prepare(days.as_of, days.known_at, lambda label: say(f"{loaded.plan.id} {label}"), whole=request.whole)
        yield bulk
    finally:
        engine.close()
        atexit.unregister(engine.close)


def _duckdb(request: Request) -> Opened:
    if not _installed("duckdb"):
        raise CommandError("engine.missing", engine="duckdb", install=INSTALL)
    if not _SIZE.fullmatch(request.memory):
        raise CommandError("engine.memory", seen=request.memory)

    from plancheck.series.engines.duckdb import DuckDB, share

    return DuckDB(share(request.memory))


def _spark(request: Request) -> Opened:
    """By Connect without any Java here, by anything else with the driver in this process."""
    if not _installed("pyspark", "pyarrow"):
        raise CommandError("engine.missing", engine="spark", install=_INSTALL_SPARK)
    if request.master is None:
        raise CommandError("engine.master")
    if not request.master.startswith(_CONNECT) and not _installed("py4j"):
        raise CommandError("engine.driver", master=request.master, install=_INSTALL_DRIVER)

    from plancheck.series.engines.spark import Spark
    from plancheck.series.engines.spark_session import open_session

    return Spark(open_session(request.master))


def stopped(error: Exception) -> CommandError | None:
    """What an engine said in place of an answer; None for any other error."""
    for engine in ("duckdb", "spark_session"):
        module = sys.modules.get(f"plancheck.series.engines.{engine}")
        found: Trouble | None = module.trouble(error) if module else None
        if found is not None:
            code = USAGE if found.kind in ("address", "refused", "old") else UNREADABLE
            return CommandError(f"engine.{found.kind}", code, said=found.said)
    return None
