"""A Spark server for the tests that ask for one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bulk.server import LIGHT, MissingError, connect_server

if TYPE_CHECKING:
    from plancheck.series.engines.spark import Spark


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server: the one that PLANCHECK_SPARK_MASTER names, else one that is started here."""
    if named := os.environ.get("PLANCHECK_SPARK_MASTER"):
        yield named
        return
    try:
        with connect_server(tmp_path_factory.mktemp("spark"), "local[2]", LIGHT) as address:
            yield address
    except MissingError as missing:
        if os.environ.get("PLANCHECK_REQUIRE_SPARK") == "1":  # a run that is there for Spark does not skip it
            raise
        pytest.skip(str(missing))


@pytest.fixture
def opened(master: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Spark]:
    """Opens an engine; under this name the suite finds it too."""
    from plancheck.series.engines.spark import Spark
    from plancheck.series.engines.spark_session import open_session
    from tests.bulk.test_conformance import ENGINES

    def open_engine() -> Spark:
        return Spark(open_session(master))

    monkeypatch.setitem(ENGINES, "spark", open_engine)
    return open_engine
