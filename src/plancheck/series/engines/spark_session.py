"""A session on Spark, and what is the matter when there is none."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkException

from plancheck.series.engines.trouble import Trouble

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT = "sc://"
OLDEST = 4
"""The first version of Spark that gives all that is asked of it."""
_TRIES = 6
"""With growing pauses, a minute in all: so long may a server be away that was there before."""
_DETAILS = re.compile(r'details = "(.*?)"\n', re.DOTALL)
_UNSEEN = ("PATH_NOT_FOUND", "FAILED_READ_FILE.FILE_NOT_EXIST")


class SparkError(Exception):
    """There is no session."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.said)
        self.trouble = trouble


def open_session(master: str) -> SparkSession:
    """A new session: by Connect (sc://host:port), or with the driver in this process (local[2], spark://…, yarn).
    SparkError where there is none."""
    try:
        session = _connected(master) if master.startswith(CONNECT) else _driven(master)
    except PySparkException as error:
        raise SparkError(Trouble("address", _line(error))) from None
    except RuntimeError as error:  # Java did not start
        raise SparkError(Trouble("refused", _line(error))) from None
    try:
        version = session.version
        if int(version.split(".")[0]) < OLDEST:
            raise SparkError(Trouble("old", version))
    except PySparkException as error:
        session.stop()
        raise SparkError(Trouble("refused", _line(error))) from None
    except SparkError:
        session.stop()
        raise
    patient(session)
    return session


def _connected(master: str) -> SparkSession:
    from pyspark.sql.connect.session import SparkSession as Remote

    warnings.filterwarnings("ignore", "\\[RETRIES_EXCEEDED\\]")  # the error that follows says it
    session = Remote.builder.remote(master).create()
    impatient(session)
    return session


def _driven(master: str) -> SparkSession:
    from pyspark.sql import SparkSession as Local

    builder = Local.builder.master(master).appName("plancheck").config("spark.log.level", "ERROR")
    return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()


def impatient(session: SparkSession) -> None:
    """From now on the first failure of a call to the server counts."""
    _retry(session, 0)


def patient(session: SparkSession) -> None:
    """From now on a server may be away for a minute."""
    _retry(session, _TRIES)


def _retry(session: Any, times: int) -> None:
    if ".connect." not in type(session).__module__:  # there is no server
        return
    from pyspark.sql.connect.client.retries import DefaultPolicy

    session.client.set_retry_policies([DefaultPolicy(max_retries=times)] if times else [])


def trouble(error: BaseException) -> Trouble | None:
    """What Spark says by this error; None if it does not come from Spark."""
    if isinstance(error, SparkError):
        return error.trouble
    if isinstance(error, PySparkException):
        condition = error.getCondition() or ""
        return Trouble("unseen" if condition in _UNSEEN else "failed", _line(error))
    if type(error).__module__.split(".")[0] in ("grpc", "py4j"):
        return Trouble("failed", _line(error))
    return None


def _line(error: BaseException) -> str:
    text = str(error)
    found = _DETAILS.search(text)
    return " ".join((found[1] if found else text.split("\n", 1)[0]).split())
