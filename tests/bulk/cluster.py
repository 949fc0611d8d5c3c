"""A real cluster on this machine: a master, two workers, a Connect server. Run as a program it shows that a report is
the same to the byte when both workers compute it, and when one of them is killed while it does.

    SPARK_HOME=… python -m tests.bulk.cluster
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bulk.server import Process, connect_server, spark_home
from tests.bulk.test_duckdb import PLAN

_MASTER = re.compile(r"Starting Spark master at (spark://\S+)")
_REGISTERED = re.compile(r"Successfully registered with master")
_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Told:
    """What the log says of each executor: how many tasks it began, how many ended, how many were lost with it."""

    folder: Path
    began: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    _read: int = 0

    def running(self, executor: str) -> int:
        return self.began[executor] - self.ended[executor] - self.lost[executor]

    def update(self) -> None:
        """Reads what is new. A line that is still being written is left for the next time."""
        (file,) = self.folder.iterdir()
        with file.open("rb") as log:
            log.seek(self._read)
            while (line := log.readline()).endswith(b"\n"):
                self._read += len(line)
                self._take(json.loads(line))

    def _take(self, event: dict[str, Any]) -> None:
        kind = event["Event"]
        if kind == "SparkListenerTaskStart":
            self.began[event["Task Info"]["Executor ID"]] += 1
        elif kind == "SparkListenerTaskEnd":
            lost = event["Task End Reason"]["Reason"] == "ExecutorLostFailure"
            (self.lost if lost else self.ended)[event["Task Info"]["Executor ID"]] += 1


@dataclass
class Cluster:
    """`workers` by their names; each keeps a folder for every executor that it starts. `begin` starts one more."""

    folder: Path
    address: str
    workers: dict[str, Process]
    told: Told
    begin: Callable[[str], Process]

    def executor_of(self, worker: str) -> str | None:
        """The number of the executor that runs on a worker."""
        found = sorted((self.folder / worker).glob("app-*/*/stderr"))
        return found[-1].parent.name if found else None


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """All its processes are gone in the end, whatever happens."""
    (folder / "events").mkdir()
    with ExitStack() as running:

        def start(pattern: re.Pattern[str], *words: str) -> tuple[Process, re.Match[str]]:
            process = Process([str(spark_home() / "bin/spark-class"), *words], folder)
            running.callback(process.stop)
            return process, process.wait_for(pattern)

        here = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        _, told = start(_MASTER, "org.apache.spark.deploy.master.Master", *here)

        def begin(name: str) -> Process:
            limits = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / name)]
            return start(_REGISTERED, "org.apache.spark.deploy.worker.Worker", *here, *limits, told[1])[0]

        workers = {name: begin(name) for name in ("one", "two")}
        settings = {
            "spark.executor.memory": "700m",
            "spark.executor.cores": "1",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": f"file://{folder}/events",
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.compress": "false",
            "spark.eventLog.buffer.kb": "1",
            "spark.sql.shuffle.partitions": "4",
        }
        address = running.enter_context(connect_server(folder, told[1], settings))
        yield Cluster(folder, address, workers, Told(folder / "events"), begin)


def project(folder: Path, reporters: int) -> None:
    """A year of monthly reports, some of them missing, some corrected, a few beyond reading."""
    (folder / "plans").mkdir(parents=True)
    (folder / "plans/p.yaml").write_text(PLAN.replace("at_least: 100,", f"at_least: {reporters * 500},"), "utf-8")
    (folder / "data/p").mkdir(parents=True)
    with (folder / "data/p/a.csv").open("w", encoding="utf-8") as file:
        file.write("目标编号,学校名称,期间,数值,报送日期\n")
        for at in range(reporters):
            for month in range(1, 13):
                value = (at * 31 + month * 17) % 97
                if value == 0:
                    continue
                text = f"{value}.{at % 10}" if value % 7 == 0 else "约9" if (at, month) == (3, 5) else str(value)
                file.write(f"A,学校{at:06d},2026-{month:02d},{text},2026-{month:02d}-28\n")
                if at % 997 == month:
                    file.write(f"A,学校{at:06d},2026-{month:02d},{value + 1},2027-01-05\n")


def command(folder: Path, name: str, *options: str) -> list[str]:
    words = ["status", "--period", "2026-12", "--lang", "en", "--quiet", "--format", "json", "-o", name, *options]
    return [sys.executable, "-m", "plancheck", *words]


@contextmanager
def reporting(folder: Path, name: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that writes a report."""
    env = {**os.environ, "PLANCHECK_CACHE": str(folder / "cache"), "TZ": "UTC"}
    with subprocess.Popen(command(folder, name, *options), cwd=folder, env=env) as process:
        try:
            yield process
        finally:
            process.kill()


def report(folder: Path, name: str, process: subprocess.Popen[bytes]) -> bytes:
    """What it wrote."""
    assert process.wait() == 0, f"{name}: exit {process.returncode}"
    return (folder / name).read_bytes()


def by_duckdb(folder: Path) -> bytes:
    with reporting(folder, "duckdb.json", "--engine", "duckdb") as process:
        return report(folder, "duckdb.json", process)


def both_work(running: Cluster, folder: Path, wanted: bytes) -> None:
    with reporting(folder, "both.json", "--engine", "spark", "--master", running.address) as process:
        assert report(folder, "both.json", process) == wanted
    running.told.update()
    for worker in running.workers:
        executor = running.executor_of(worker)
        assert executor is not None
        assert running.told.ended[executor] > 0, f"worker {worker} did nothing"
        print(f"worker {worker}: executor {executor} did {running.told.ended[executor]} tasks", flush=True)


def one_is_lost(running: Cluster, folder: Path, wanted: bytes) -> None:
    """The task that was seen running may have ended by the time its worker is killed: then another is tried."""
    for worker in ("two", "three", "four", "five", "six"):
        if worker not in running.workers:
            running.workers[worker] = running.begin(worker)
        if lost_with(running, worker, folder, wanted):
            return
    raise AssertionError("five workers were killed, and no task was lost with any of them")


def lost_with(running: Cluster, worker: str, folder: Path, wanted: bytes) -> int:
    """How many tasks are lost when this worker is killed while one seems to run on it; the report is the same."""
    with reporting(folder, "lost.json", "--engine", "spark", "--master", running.address) as process:
        executor = task_on(running, worker, process)
        running.workers[worker].stop(signal.SIGKILL)
        assert report(folder, "lost.json", process) == wanted
    running.told.update()
    lost = running.told.lost[executor]
    print(
        f"worker {worker} was killed, {lost} task of executor {executor} was lost; the bytes are the same", flush=True
    )
    return lost


def task_on(running: Cluster, worker: str, process: subprocess.Popen[bytes]) -> str:
    """Returns as soon as the log has a task that has begun on this worker and not ended: its executor."""
    while process.poll() is None:
        running.told.update()
        executor = running.executor_of(worker)
        if executor is not None and running.told.running(executor) > 0:
            return executor
    raise AssertionError(f"the report was there before a task was seen on worker {worker}")


def conform(running: Cluster) -> None:
    """The conformance suite on the whole cluster."""
    env = {**os.environ, "PLANCHECK_SPARK_MASTER": running.address, "PLANCHECK_REQUIRE_SPARK": "1"}
    suite = [
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "spark",
        "tests/bulk/test_spark_suite.py",
        "-k",
        "dirty",
    ]
    subprocess.run([sys.executable, *suite], cwd=_ROOT, env=env, check=True)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reporters", type=int, default=120_000, help="how many report, each for twelve months")
    parser.add_argument("--no-suite", action="store_true", help="leave out the conformance suite")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="plancheck-cluster-") as name:
        folder = Path(name)
        project(folder / "project", given.reporters)
        wanted = by_duckdb(folder / "project")
        with cluster(folder) as running:
            both_work(running, folder / "project", wanted)
            if not given.no_suite:
                conform(running)
            one_is_lost(running, folder / "project", wanted)
    print("the cluster gives what DuckDB gives")
    return 0


if __name__ == "__main__":
    sys.exit(main())
