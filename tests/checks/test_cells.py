"""`status` and `validate` say of a row the same at the same cell, whichever engine reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plancheck.checks.submission import check
from plancheck.model.finding import Finding
from plancheck.pipeline import assess
from plancheck.plans.load import load_plan
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import read_folder
from plancheck.sources.given import expand, read_given

PLAN = """\
plancheck: 1
id: p
title: 示例
period: {start: 2026, end: 2028}
rosters: {r: {file: r.csv}}
programmes:
  - id: P
    title: 示例
    targets:
      - {id: A, title: 甲项, measure: increment, report: quarterly, rule: {kind: reach, at_least: 9}, roster: r}
      - {id: B, title: 乙项, rule: {kind: checklist, items: [方案, 机构]}, report: quarterly}
"""
ROWS = """\
填报单位,目标编号,期间,数值,报送日期,事项,是否完成,完成日期
甲校,A,2026-Q1,5,2026-04-01,,,
丙校,A,2026-Q1,5,2026-04-01,,,
,A,2026-Q1,5,2026-04-01,,,
甲校,A,2031,5,2026-04-01,,,
甲校,A,2026-Q4,5,2026-04-01,,,
甲校,A,2026-08-31,5,2026-04-01,,,
甲校,A,2026-Q2,5,,,,
,B,2026-Q1,,2026-04-01,方安,是,
,B,2026-Q1,,2026-04-01,机构,是,2027-05-05
"""
TOLD = {
    ("R303", 3, 1), ("C201", 4, 1), ("R305", 5, 3), ("R313", 6, 3), ("C209", 7, 3), ("R314", 8, 5), ("C212", 9, 6),
    ("C215", 10, 8),
}  # fmt: skip
AS_OF, KNOWN_AT = date(2026, 9, 30), date(2026, 9, 30)


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedPlan:
    (tmp_path / "r.csv").write_text("名称\n甲校\n乙校\n", "utf-8")
    (tmp_path / "p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data" / "p").mkdir(parents=True)
    (tmp_path / "data" / "p" / "a.csv").write_text(ROWS, "utf-8")
    found = load_plan(tmp_path / "p.yaml", "p.yaml").loaded
    assert found is not None
    return found


def places(findings: Iterator[Finding]) -> set[tuple[str, int, int]]:
    """Code, line and column."""
    return {(one.code, one.origin.line, one.origin.column) for one in findings if hasattr(one.origin, "line")}  # type: ignore[union-attr]


def test_status_names_the_cell_that_a_finding_is_about(loaded: LoadedPlan, tmp_path: Path) -> None:
    read = read_folder(tmp_path / "data" / "p", loaded.plan)
    report = assess([(loaded, read)], as_of=AS_OF, known_at=KNOWN_AT)
    assert places(one for item in report.plans[0].targets for one in item.findings) == TOLD


def test_validate_names_the_same_cells(loaded: LoadedPlan, tmp_path: Path) -> None:
    given = read_given(expand([tmp_path / "data" / "p" / "a.csv"]), loaded.plan)
    assert places(iter(check(loaded, given, as_of=AS_OF, known_at=KNOWN_AT).findings)) == TOLD


def test_the_bulk_engine_names_the_same_cells(loaded: LoadedPlan, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
    pytest.importorskip("narwhals", reason="the extra plancheck[bulk] is not installed")
    from plancheck.series.bulk import open_bulk
    from plancheck.series.engines.duckdb import DuckDB

    folder = tmp_path / "data" / "p"
    (folder / "b.csv").write_text("期间,数值,报送日期,目标编号,学校\n2026-Q2,3,2026-07-01,A,丁校\n", "utf-8")
    wanted = assess([(loaded, read_folder(folder, loaded.plan))], as_of=AS_OF, known_at=KNOWN_AT)
    bulk = open_bulk(DuckDB("512MB", threads=1), folder, loaded)
    try:
        bulk.prepare(AS_OF, KNOWN_AT, lambda label: None)
        made = assess([(loaded, bulk)], as_of=AS_OF, known_at=KNOWN_AT)
    finally:
        bulk.close()
    for mine, other in zip(made.plans[0].targets, wanted.plans[0].targets, strict=True):
        assert mine.findings == other.findings
    told = places(one for item in made.plans[0].targets for one in item.findings)
    assert told == {*TOLD, ("R303", 2, 5)}


def test_a_workbook_has_letters(loaded: LoadedPlan, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in ROWS.splitlines():
        sheet.append([text or None for text in line.split(",")])
    (tmp_path / "data" / "p" / "a.csv").unlink()
    book.save(tmp_path / "data" / "p" / "a.xlsx")
    read = read_folder(tmp_path / "data" / "p", loaded.plan)
    report = assess([(loaded, read)], as_of=AS_OF, known_at=KNOWN_AT)
    told = {(one.code, str(one.origin)[-2:]) for item in report.plans[0].targets for one in item.findings}
    assert {("R303", "A3"), ("C201", "A4"), ("R305", "C5"), ("C212", "F9")} <= told
