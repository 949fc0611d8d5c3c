"""Which engine is taken, and what is said where it cannot be."""

from __future__ import annotations

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
