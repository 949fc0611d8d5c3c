"""Spark through Connect: what is its own beside what every engine is held to."""

from __future__ import annotations

import json
import math
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
pytest.importorskip("pyspark", reason="the extra plancheck[spark] is not installed")
pytest.importorskip("pyarrow", reason="the extra plancheck[spark] is not installed")

import duckdb
import pyarrow
from pyarrow import parquet

from plancheck.cli import main
from plancheck.series.engines import spark
from plancheck.series.engines.duckdb import DuckDB
from plancheck.series.engines.spark import Spark
from plancheck.series.engines.spark_session import SparkError, open_session
from tests.bulk.conformance import compare
from tests.bulk.dirty import plan
from tests.bulk.server import environment
from tests.bulk.test_duckdb import PLAN, ROWS

pytestmark = pytest.mark.spark
Open = Callable[[], Spark]


LINES = ("", "一小,2026-01,5", ",,", "a", '"x, y"', "é", "学校" * 9, " ")


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    files=st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=60), min_size=1, max_size=3), end=st.booleans()
)
def test_lines_are_numbered_however_files_are_split(
    opened: Open, monkeypatch: pytest.MonkeyPatch, files: list[list[str]], end: bool
) -> None:
    """Splits of 16 bytes end within lines, characters and line ends."""
    monkeypatch.setitem(spark._SETTINGS, "spark.sql.files.maxPartitionBytes", "16")
    engine = opened()
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{at}.csv" for at in range(len(files))]
            wanted = set()
            for at, (path, lines) in enumerate(zip(paths, files, strict=True)):
                lines = [*lines, "."]
                path.write_bytes(("\r\n" if at % 2 else "\n").join([*lines, ""] if end else lines).encode())
                wanted |= {(at, number, line or None) for number, line in enumerate(lines, 1)}
            found = [tuple(row) for row in engine.fetch(engine.lines(paths).select("f", "n", "text"))]
        assert len(found) == len(wanted)
        assert set(found) == wanted
    finally:
        engine.close()


NAMES = ("a b.csv", "期[1]*?.csv", "a%41{1,2}.csv", "year=2026/x.csv", "back\\slash.csv", "_hidden.csv", "it's.csv")


def test_any_file_name(opened: Open, tmp_path: Path) -> None:
    """What Hadoop cannot name, and passes over, is read at the desk."""
    for at, name in enumerate(NAMES):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"目标编号,学校名称,期间,数值\nA1,学校{at},2026-01,{at}\n", "utf-8")
    compare(opened, tmp_path, plan(), date(2026, 3, 31), None)


def test_a_folder_in_which_nothing_can_be_named(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "_a.csv").write_text("目标编号,学校名称,期间,数值\nA1,一小,2026-01,7\n", "utf-8")
    compare(opened, tmp_path, plan(), date(2026, 3, 31), None)


def test_a_line_of_many_quoted_fields(opened: Open, tmp_path: Path) -> None:
    many = ",".join(['""'] * 20_000)
    (tmp_path / "a.csv").write_text(f"目标编号,学校名称,期间,数值\nA1,一小,2026-01,7\n{many}\n", "utf-8")
    compare(opened, tmp_path, plan(), date(2026, 3, 31), None)


def test_long_sums_are_exact(opened: Open, tmp_path: Path) -> None:
    rows = [f"A1,{at},2026-01,{value}" for at, value in enumerate(["999999999999.999999"] * 40 + ["0.000001", "-0.1"])]
    (tmp_path / "a.csv").write_text("\n".join(["目标编号,学校名称,期间,数值", *rows]), "utf-8")
    compare(opened, tmp_path, plan(), date(2026, 3, 31), None)


def floats(random: Random) -> list[float]:
    """Of every size, with few digits and with many."""
    common = [round(random.uniform(-1, 1) * 10 ** random.randrange(12), random.randrange(5)) for _ in range(2000)]
    any_size = [random.uniform(-1, 1) * 10.0 ** random.randrange(-30, 30) for _ in range(500)]
    return [*common, *any_size, 0.1, 1e7, 1e15, 1e16, 1e-4, 1e-5, 12.0, -0.0, math.inf, -math.inf, math.nan]


def test_a_parquet_column_is_the_same_text_on_every_engine(opened: Open, tmp_path: Path) -> None:
    numbers = floats(Random(7))
    file = tmp_path / "a.parquet"
    columns = {
        "数值(个)": pyarrow.array(numbers, pyarrow.float64()),
        "a`b.c": pyarrow.array(range(len(numbers)), pyarrow.int32()),
        "d": pyarrow.array([date(2026, 1, 2)] * len(numbers)),
        "t": pyarrow.array([b % 2 == 0 or None for b in range(len(numbers))]),
    }
    parquet.write_table(pyarrow.table(columns), file)
    told = []
    for engine in (DuckDB("256MB"), opened()):
        try:
            assert engine.columns(file) == list(columns)
            rows = engine.fetch(engine.parquet([file], list(columns)).select("f", "n", "c1", "c2", "c3", "c4"))
            told.append(sorted(tuple(row) for row in rows))
        finally:
            engine.close()
    for one, other in zip(*told, strict=True):
        if "e" in one[2]:  # Java 17 does not always find the shortest digits
            one, other = ((*row[:2], float(row[2]), *row[3:]) for row in (one, other))
        assert one == other


def test_parquet_files_of_other_types_are_read_apart(opened: Open, tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"c": [1, 2]}), tmp_path / "a.parquet")
    parquet.write_table(pyarrow.table({"c": ["x", None]}), tmp_path / "b.parquet")
    engine = opened()
    try:
        frame = engine.parquet([tmp_path / "b.parquet", tmp_path / "a.parquet"], ["c"])
        found = sorted(tuple(row) for row in engine.fetch(frame.select("f", "n", "c1")) if row[2] is not None)
    finally:
        engine.close()
    assert found == [(0, 2, "x"), (1, 2, "1"), (1, 3, "2")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data/p").mkdir(parents=True)
    (tmp_path / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    duckdb.sql(f"COPY (FROM read_csv('{tmp_path}/data/p/a.csv')) TO '{tmp_path}/a.parquet'")
    monkeypatch.setenv("PLANCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*args: str) -> dict[str, object]:
    """The target of the report that a command writes as JSON."""
    assert main([*args, "--period", "2026-03", "--format", "json", "-o", "out.json", "--quiet"]) == 0
    (target,) = json.loads(Path("out.json").read_text("utf-8"))["plans"][0]["targets"]
    return dict(target)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_command_says_what_it_says_with_duckdb(project: Path, master: str, form: str) -> None:
    if form == "parquet":
        (project / "data/p/a.csv").unlink()
        (project / "a.parquet").rename(project / "data/p/a.parquet")
    made = told("status", "--engine", "spark", "--master", master)
    assert made == told("status", "--engine", "duckdb")
    assert made["facts"]["actual"] == "24"  # type: ignore[index]


def refused(capsys: pytest.CaptureFixture[str], *args: str, lang: str = "en") -> tuple[int, str]:
    """The exit code, and all that is said."""
    code = main(["status", "--lang", lang, "--period", "2026-03", *args])
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return code, err


def test_a_server_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"sc://127.0.0.1:{free.getsockname()[1]}"
        code, said = refused(capsys, "--engine", "spark", "--master", nowhere)
        assert (code, "Spark cannot be reached: failed to connect" in said) == (2, True)
        code, said = refused(capsys, "--engine", "spark", "--master", nowhere, lang="zh")
        assert (code, "连不上 Spark：" in said) == (2, True)


def test_an_address_that_is_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "--engine", "spark", "--master", "sc://")
    assert (code, "--master is no address of Spark" in said) == (2, True)
    code, said = refused(capsys, "--engine", "spark")
    assert (code, "--engine spark needs --master" in said) == (2, True)
    code, said = refused(capsys, "--engine", "duckdb", "--master", "sc://localhost")
    assert (code, "--master goes with --engine spark only" in said) == (2, True)


def test_an_older_server(
    project: Path, master: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plancheck.series.engines.spark_session.OLDEST", 99)
    with pytest.raises(SparkError):
        open_session(master)
    code, said = refused(capsys, "--engine", "spark", "--master", master)
    assert (code, "Spark 4 or later is needed; the server is 4." in said) == (2, True)


def test_files_that_the_cluster_does_not_see(
    project: Path, master: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "_url", lambda file: f"file:///elsewhere{file}")
    code, said = refused(capsys, "--engine", "spark", "--master", master)
    assert (code, "Spark does not see the submissions" in said, "/elsewhere" in said) == (3, True, True)


def test_a_query_that_fails(
    project: Path, master: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(spark._SETTINGS, "spark.sql.shuffle.partitions", "none")
    code, said = refused(capsys, "--engine", "spark", "--master", master)
    assert (code, "Spark did not finish: " in said) == (3, True)


@pytest.mark.skipif(find_spec("py4j") is None, reason="pyspark itself is not installed")
def test_the_driver_in_the_command(project: Path) -> None:
    """Without a server: by its own process, so that no Java stays in this one."""
    words = ["status", "--period", "2026-03", "--format", "json", "-o", "out.json", "--quiet"]
    asked = [sys.executable, "-m", "plancheck", *words, "--engine", "spark", "--master", "local[2]"]
    done = subprocess.run(asked, cwd=project, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (target,) = json.loads((project / "out.json").read_text("utf-8"))["plans"][0]["targets"]
    assert target == told("status", "--engine", "duckdb")
