"""What is proposed for a table reads that table."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from plancheck.sources.binding_file import read_bindings
from plancheck.sources.folder import Submissions, read_file
from plancheck.sources.naming import names_of
from plancheck.sources.opening import look
from plancheck.sources.proposal import propose
from plancheck.sources.proposal_yaml import proposal_text, quoted
from tests.sources.conftest import make_plan
from tests.sources.old_books import FIXTURES
from tests.sources.test_bound import DOWNLOAD, PAIRED, book, said

SAY = {"check": "check", "targets": "ids", "near": "near", "missing": "fill in", "factor": "units"}


def proposed(path: Path, *, with_plan: bool = True, period: str | None = None) -> str:
    made = [proposal for sheet in look(path, path.name).sheets for proposal in propose(sheet)]
    return proposal_text(path.name, made, names_of(make_plan()) if with_plan else None, period, SAY)


def again(path: Path, text: str) -> Submissions:
    """The file through its own proposal."""
    bindings = read_bindings(text.encode(), make_plan())
    assert bindings.findings == ()
    return read_file(path, path.name, make_plan(), bindings=bindings)


def test_a_download_of_a_statistics_bureau(tmp_path: Path) -> None:
    path = tmp_path / "分省 (3).csv"
    path.write_text(DOWNLOAD)
    text = proposed(path)
    assert text == textwrap.dedent("""\
        # check
        sources: 1
        tables:
          - file: "分省 (3).csv"
            header: 4
            titles:
              - {row: 2, text: "指标:{target}({unit})"}
            columns: {地区: entity}
            across: period
            targets:  # ids
              教师数: STAFF
            factors:  # units
              万人: 10000
        """)
    assert [o[3] for o in said(again(path, text))] == ["12500", "12000", "20000", "19000"]


def test_an_old_workbook_with_several_indicators() -> None:
    path = FIXTURES / "yearly.xls"
    text = proposed(path)
    assert '    - {row: 2, text: "地区:{entity}"}\n' in text
    assert [o[:2] for o in said(again(path, text))] == [("STAFF", "示例区")] * 2 + [("RATE", "示例区")] * 3


def test_plan_and_actual_in_paired_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(["指标：教师数"], *PAIRED))
    text = proposed(path)
    assert "    columns: {学校: entity}\n" in text
    assert "    fill: [学校]\n    only: {类别: [实际]}\n" in text
    assert [o[1:] for o in said(again(path, text))][:2] == [("甲校", "2026", "9"), ("甲校", "2027", "18")]


def test_periods_over_plan_and_actual(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("指标：教师数\n学校,2026年,,2027年,\n,计划,实际,计划,实际\n甲校,10,9,20,18\n")
    text = proposed(path)
    assert "    header: {rows: 2-3, fill: right}\n" in text
    assert said(again(path, text)) == [("STAFF", "甲校", "2026", "9"), ("STAFF", "甲校", "2027", "18")]


def test_years_down_in_two_tables_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("年份,地区,教师数,地区,教师数\n2027,甲县,5,乙县,7\n2026,甲县,6,乙县,8\n")
    text = proposed(path)
    assert "columns: {年份: period, B: entity}\n    across: {header: target, columns: C}" in text
    assert [o[1:] for o in said(again(path, text))] == [
        ("甲县", "2027", "5"),
        ("甲县", "2026", "6"),
        ("乙县", "2027", "7"),
        ("乙县", "2026", "8"),
    ]


def test_a_table_without_a_period_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("校名,教师总数,班级\n甲校,5,7\n")
    text = proposed(path)
    assert '    fixed:\n      period: "?"  # fill in\n' in text
    assert "      教师总数: STAFF  # near: 教师\n" in text
    assert [f.facts["reason"] for f in read_bindings(text.encode(), make_plan()).findings] == ["date_expected"]
    given = proposed(path, period="2026-Q3")
    assert said(again(path, given)) == [("STAFF", "甲校", "2026-Q3", "5")]


def test_a_period_in_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("示例区2026年第三季度教师数\n校名,教师数\n甲校,5\n")
    text = proposed(path)
    assert '    - {row: 1, text: "示例区{period}教师数"}\n' in text
    assert said(again(path, text)) == [("STAFF", "甲校", "2026-Q3", "5")]


@pytest.mark.parametrize(
    ("title", "template", "unit"),
    [("表3 教师数（单位：万人）", "{*}单位:{unit})", "万人"), ("计量单位：万人", "计量单位:{unit}", "万人")],
)
def test_a_unit_in_the_title(tmp_path: Path, title: str, template: str, unit: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"填报单位：某局\n{title}\n指标,2027,2026\n教师数,5,6\n")
    text = proposed(path)
    assert f'    - {{row: 2, text: "{template}"}}\n' in text
    assert [f.facts["seen"] for f in again(path, text).findings if f.code == "C213"] == [unit]


def test_without_a_plan_the_names_are_listed_to_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("指标,2027,2026\n教师数(人),5,6\n")
    text = proposed(path, with_plan=False)
    assert text.endswith("    # targets:  # ids\n    #   教师数: ?\n")
    assert said(again(path, text)) == [("STAFF", "", "2027", "5"), ("STAFF", "", "2026", "6")]


@pytest.mark.parametrize("content", ["目标编号,期间,数值\nSTAFF,2026,5\n", "只有文字\n", "a,b\nc,d\n"])
def test_what_is_tidy_or_no_table_gets_no_proposal(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    assert [p for sheet in look(tmp_path / "a.csv", "a.csv").sheets for p in propose(sheet)] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [("教师数", "教师数"), ("a: b", '"a: b"'), ("null", '"null"'), ("#x", '"#x"'), ("a\u202eb", '"a\\U0000202Eb"')],
)
def test_what_a_table_says_is_text_and_nothing_else(text: str, written: str) -> None:
    assert quoted(text) == written
