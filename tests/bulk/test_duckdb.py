"""The embedded engine: what it reads, what it leaves behind, and how a command takes it."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest

from plancheck.cli import main
from plancheck.sources.limits import Limits
from plancheck.sources.volume import beyond_desk
from tests.bulk.dirty import plan, write

pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
pytest.importorskip("narwhals", reason="the extra plancheck[bulk] is not installed")

import duckdb

from plancheck.series.bulk import Bulk
from plancheck.series.engines.duckdb import DuckDB, share
from tests.bulk.conformance import bare, by_engine, by_reference

PLAN = """\
plancheck: 1
id: p
title: 规划
sample: true
period: {start: 2026-01-01, end: 2026-12-31}
programmes:
  - id: P
    title: 工程
    targets:
      - id: A
        title: 学位
        unit: 个
        measure: increment
        report: monthly
        rule: {kind: reach, at_least: 100, by: 2026-12-31}
"""
ROWS = ["目标编号,学校名称,期间,数值,报送日期"] + [
    f"A,{name},2026-{month:02d},{month + at},2026-{month + 1:02d}-05"
    for month in (1, 2, 3)
    for at, name in enumerate(("一小", "二小", "三小"))
    if (month, at) != (2, 1)
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one plan and no submissions; temporary files go to `tmp`."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data/p").mkdir(parents=True)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("PLANCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*args: str) -> dict[str, object]:
    """The target of the report that a command writes as JSON."""
    assert main([*args, "--format", "json", "-o", "out.json", "--quiet"]) == 0
    report = json.loads(Path("out.json").read_text("utf-8"))
    (target,) = report["plans"][0]["targets"]
    return dict(target)


def test_both_engines_give_one_verdict(project: Path) -> None:
    (project / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    made = [told("status", "--period", "2026-03", "--engine", engine) for engine in ("reference", "duckdb")]
    basis = [one.pop("basis") for one in made]
    assert made[0] == made[1]
    assert made[0]["facts"]["actual"] == "24"  # type: ignore[index]
    assert [line["value"] for line in basis[1]] == ["6", "6", "12"]  # one line a period, with what all added up to
    assert basis[1][0]["sources"] == ["a.csv"]


def test_explain_names_every_cell(project: Path) -> None:
    (project / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    texts = []
    for engine in ("reference", "duckdb"):
        assert main(["explain", "A", "--period", "2026-03", "--engine", engine, "-o", "out.txt", "--quiet"]) == 0
        texts.append(Path("out.txt").read_text("utf-8"))
    assert texts[0] == texts[1]
    assert "a.csv:2:4" in texts[1]


def test_nothing_is_left_behind(project: Path) -> None:
    (project / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    told("status", "--period", "2026-03", "--engine", "duckdb", "--memory", "256MB")
    assert list((project / "tmp").iterdir()) == []


def test_a_wrong_size_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    assert main(["status", "--lang", "en", "--engine", "duckdb", "--memory", "much"]) == 2
    assert "--memory needs a size such as 2GB" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("memory", "given"),
    [("2GB", 500_000_000), ("8 gib", 2 << 30), ("700MB", 256_000_000), ("256MB", 128_000_000), ("0.5KB", 250)],
)
def test_the_command_takes_more_than_duckdb_is_given(memory: str, given: int) -> None:
    assert share(memory) == f"{given}B"
    engine = DuckDB(share("1GB"))
    try:
        assert engine._con.execute("SELECT current_setting('memory_limit')").fetchone() == ("244.1 MiB",)
    finally:
        engine.close()


def test_without_the_extra_the_command_to_install_it_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plancheck.cli.bulk._installed", lambda *names: False)
    assert main(["status", "--lang", "en", "--engine", "duckdb"]) == 2
    assert 'pip install "plancheck[bulk]"' in capsys.readouterr().err


def test_parquet_is_read_without_being_asked(project: Path) -> None:
    (project / "a.csv").write_text("\n".join(ROWS), "utf-8")
    duckdb.sql("COPY (FROM read_csv('a.csv')) TO 'data/p/a.parquet'")  # with numbers and dates of its own types
    assert told("status", "--period", "2026-03")["facts"]["actual"] == "24"  # type: ignore[index]


def test_a_parquet_file_says_what_its_text_table_says(tmp_path: Path) -> None:
    texts, tables, loaded = tmp_path / "csv", tmp_path / "parquet", plan()
    write(texts, 5, dirt=0.02)
    rows = (texts / "a.csv").read_text("utf-8-sig").splitlines()
    whole = [row for row in rows if row.count(",") == rows[0].count(",") and '"说明' not in row]
    (texts / "b/二.csv").unlink()
    (texts / "a.csv").write_text("\n".join(whole), "utf-8")
    tables.mkdir()
    as_texts = f"read_csv('{texts}/a.csv', all_varchar = true, delim = ',', quote = '\"', header = true)"
    duckdb.sql(f"COPY (FROM {as_texts}) TO '{tables}/a.parquet'")
    _, wanted = by_reference(texts, loaded, date(2026, 12, 31), None)
    engine = DuckDB("256MB")
    try:
        _, made = by_engine(engine, tables, loaded, date(2026, 12, 31), None)
    finally:
        engine.close()
    for target, (series, findings) in wanted.items():
        assert bare(made[target][0]) == bare(series), target
        places = [str(finding.origin).replace("a.parquet", "a.csv") for finding in made[target][1]]
        assert places == [str(finding.origin) for finding in findings], target


def test_what_is_beyond_the_desk(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n".join(ROWS), "utf-8")
    assert not beyond_desk(tmp_path)
    assert not beyond_desk(tmp_path / "nowhere")
    assert beyond_desk(tmp_path, Limits(file_bytes=100))
    assert beyond_desk(tmp_path, Limits(unpacked_bytes=100))
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    assert beyond_desk(tmp_path)


def test_a_broken_parquet_file_is_named(project: Path) -> None:
    (project / "data/p/a.parquet").write_bytes(b"PAR1 and nothing else")
    (project / "data/p/b.csv").write_text("\n".join(ROWS), "utf-8")
    assert main(["status", "--period", "2026-03", "--format", "json", "-o", "out.json", "--quiet"]) == 3
    report = json.loads(Path("out.json").read_text("utf-8"))
    assert [finding["code"] for finding in report["findings"]] == ["F001"]
    assert report["plans"][0]["targets"][0]["facts"]["actual"] == "24"


def test_an_earlier_day_and_an_amended_aim_are_judged_from_the_same_sums(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "data/p/a.csv").write_text("\n".join(ROWS), "utf-8")
    amended = "amendments:\n  - {date: 2026-03-01, target: A, set: {rule: {at_least: 90}}, reason: 调整}\n"
    (project / "plans/p.yaml").write_text(PLAN + amended, "utf-8")
    since = ("status", "--period", "2026-03", "--changes-since", "2026-02-28")
    wanted = told(*since, "--engine", "reference")
    prepared: list[date] = []
    prepare = Bulk.prepare
    monkeypatch.setattr(Bulk, "prepare", lambda bulk, as_of, *rest, **more: (
        prepared.append(as_of), prepare(bulk, as_of, *rest, **more))[1])  # fmt: skip
    monkeypatch.setattr(Bulk, "observations", lambda bulk, target: pytest.fail("every row was read"))
    found = told(*since, "--engine", "duckdb")
    assert prepared == [date(2026, 3, 31)]
    assert {name: found[name] for name in found if name != "basis"} == {
        name: wanted[name] for name in wanted if name != "basis"
    }


def test_a_parquet_file_damaged_behind_its_head_is_named(project: Path) -> None:
    many = (
        "SELECT 'A' AS target, '校' || range AS entity, '2026-01' AS period, CAST(range AS VARCHAR) AS value FROM range"
    )
    for name in ("a", "b"):
        duckdb.sql(f"COPY ({many}(5000)) TO 'data/p/{name}.parquet' (FORMAT parquet)")
    file = project / "data/p/b.parquet"
    damaged = bytearray(file.read_bytes())
    damaged[40 : len(damaged) // 2] = bytes(byte ^ 0x5A for byte in damaged[40 : len(damaged) // 2])
    file.write_bytes(damaged)
    assert main(["status", "--period", "2026-01", "--format", "json", "-o", "out.json", "--quiet"]) == 3
    report = json.loads(Path("out.json").read_text("utf-8"))
    assert [(finding["code"], finding["file"]) for finding in report["findings"]] == [("F001", "b.parquet")]
    assert report["plans"][0]["targets"][0]["facts"]["actual"] == str(sum(range(5000)))


def test_memory_is_asked_for_by_what_is_read_at_once_not_by_the_whole_file(project: Path) -> None:
    note = "x" * 1500
    with (project / "data/p/a.csv").open("w", encoding="utf-8") as file:
        file.write("target,entity,period,value,note\n")
        file.writelines(f"A,e{at},2026-03,1,{note}\n" for at in range(90_000))
    made = told("status", "--period", "2026-03", "--engine", "duckdb", "--memory", "200MB")
    assert made["facts"]["actual"] == "90000"  # type: ignore[index]
