"""A Spark Connect server on this machine, for as long as the tests need it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

_STARTED = re.compile(r"Spark Connect server started at: (\S+):(\d+)")
SETTINGS = {
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": "0",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}
LIGHT = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""For tables of some rows: nothing is compiled for them."""


class MissingError(Exception):
    """What it takes to start a server is not here."""


def spark_home() -> Path:
    """The folder of Spark: the one that SPARK_HOME names, or that of the package pyspark."""
    named = os.environ.get("SPARK_HOME")
    package = find_spec("pyspark")
    found = [Path(named)] if named else []
    found += [Path(place) for place in (package.submodule_search_locations or ())] if package else []
    for home in found:
        if (home / "jars").is_dir() and (home / "bin/spark-submit").is_file():
            return home
    raise MissingError("no Spark: neither SPARK_HOME nor the package pyspark has its jars")


def environment() -> dict[str, str]:
    """For Spark's own processes; without UTF-8 Java does not find files with Chinese names."""
    if shutil.which("java") is None:
        raise MissingError("no Java")
    return {**os.environ, "SPARK_HOME": str(spark_home()), "LC_ALL": "C.UTF-8", "SPARK_LOCAL_IP": "127.0.0.1"}


class Process:
    """One of Spark's processes with all its children; what it says is kept."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.said: deque[str] = deque(maxlen=200)
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader: Thread | None = None

    @property
    def id(self) -> int:
        return self._process.pid

    def wait_for(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """The first line that says so; what comes after it is read aside."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line)
            found = pattern.search(line)
            if found:
                self._reader = Thread(target=self._read, daemon=True)
                self._reader.start()
                return found
        raise RuntimeError(f"ended with {self._process.wait()}:\n{''.join(self.said)}")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it and its children, and waits until it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._reader is not None:
            self._reader.join()


@contextmanager
def connect_server(folder: Path, master: str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a server of its own, on a port that is free."""
    chosen = {**SETTINGS, **(settings or {})}
    options = [word for name, value in chosen.items() for word in ("--conf", f"{name}={value}")]
    submit = [str(spark_home() / "bin/spark-submit"), "--master", master, "--driver-memory", "1g", *options]
    main = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    process = Process([*submit, *main], folder)
    try:
        started = process.wait_for(_STARTED)
        yield f"sc://{started[1]}:{started[2]}"
    finally:
        process.stop()
