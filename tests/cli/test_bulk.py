"""Which engine is taken, and what is said where it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plancheck.cli import main
from plancheck.cli.bulk import stopped
from tests.bulk.test_duckdb import PLAN


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data/p").mkdir(parents=True)
    monkeypatch.setenv("PLANCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("installed", "options", "en", "zh"),
    [
        ((), "--master sc://localhost", 'pip install "plancheck[spark]"', "--engine spark 尚未安装"),
        (("pyspark", "pyarrow"), "", "--engine spark needs --master", "--engine spark 须用 --master"),
        (("pyspark", "pyarrow"), "--master yarn", 'pip install "pyspark[connect]', "尚未安装 pyspark"),
    ],
)
def test_what_spark_needs_is_named(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    installed: tuple[str, ...],
    options: str,
    en: str,
    zh: str,
) -> None:
    monkeypatch.setattr("plancheck.cli.bulk._installed", lambda *names: set(names) <= set(installed))
    for lang, said in (("en", en), ("zh", zh)):
        assert main(["status", "--lang", lang, "--engine", "spark", *options.split()]) == 2
        out, err = capsys.readouterr()
        assert (out, said in err) == ("", True)


@pytest.mark.parametrize("engine", ["auto", "reference", "duckdb"])
def test_an_address_for_another_engine(project: Path, capsys: pytest.CaptureFixture[str], engine: str) -> None:
    assert main(["brief", "--lang", "en", "--engine", engine, "--master", "sc://localhost"]) == 2
    assert "--master goes with --engine spark only" in capsys.readouterr().err


def test_an_error_is_not_looked_into_where_no_cluster_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "plancheck.series.engines.spark_session", raising=False)
    assert stopped(ValueError("ours")) is None


@pytest.fixture
def rows(project: Path) -> Path:
    """So many reports that DuckDB keeps two megabytes of them on disk."""
    pytest.importorskip("duckdb")
    lines = (f"R1.1,学校{at:06},2026-Q{at % 4 + 1},{at}\n" for at in range(120_000))
    (project / "data/p/x.csv").write_text("target,entity,period,value\n" + "".join(lines), "utf-8")
    return project


@pytest.mark.parametrize(
    ("lang", "said", "to_do"),
    [("en", "needs more memory than --memory allows", "Give it more"), ("zh", "内存不够", "请给得多一些")],
)
def test_too_little_memory_is_said(
    rows: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str, to_do: str
) -> None:
    assert main(["status", "--lang", lang, "--engine", "duckdb", "--memory", "1MB"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert to_do in err
    assert "Internal" not in err


_LITTLE_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
from plancheck.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_full_disk_is_said(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    argv = ["status", "--lang", "en", "--engine", "duckdb"]
    env = {**os.environ, "TMPDIR": str(temporary)}
    ran = subprocess.run([sys.executable, "-c", _LITTLE_DISK, *argv], env=env, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (3, b"")
    said, to_do = ran.stderr.decode().splitlines()
    assert said.startswith("DuckDB could not write or read a file: ")
    assert "stored.db" in said
    assert "make room there, or let TMPDIR name a folder with more" in to_do
    assert list(temporary.iterdir()) == []
