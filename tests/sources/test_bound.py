"""Tables in the layouts of statistics bureaus and old reports, read through bindings."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plancheck.sources.binding_file import read_bindings
from plancheck.sources.folder import Submissions, read_file, read_folder
from tests.sources.conftest import make_plan
from tests.sources.old_books import FIXTURES
from tests.sources.test_xlsx import saved
from tests.sources.workbooks import pack, parts, text_row

Bound = Callable[..., Submissions]


@pytest.fixture
def bound(tmp_path: Path) -> Bound:
    """bound(content, binding, name): a file read through one binding, given without its `file`."""

    def run(content: str | bytes, binding: str, name: str = "a.csv") -> Submissions:
        lines = textwrap.indent(textwrap.dedent(binding).strip(), "    ")
        text = f'sources: 1\ntables:\n  - file: "*"\n{lines}\n'
        plan = make_plan()
        bindings = read_bindings(text.encode(), plan)
        assert bindings.findings == (), bindings.findings
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, name, plan, bindings=bindings)

    return run


def book(*rows: list[Any], merges: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    for area in merges:
        made.worksheets[0].merge_cells(area)
    return saved(made)


def said(submitted: Submissions) -> list[tuple[str, str, str, str]]:
    """Target, entity, period and value of everything that was read."""
    return [
        (o.target, o.entity, o.period.label if o.period else "", str(getattr(o.value, "value", o.value)))
        for o in submitted.observations
    ]


def codes(submitted: Submissions) -> list[str]:
    return [".".join(filter(None, (f.code, f.facts.get("reason", "")))) for f in submitted.findings]


DOWNLOAD = """\
数据库：分省年度数据
指标：教师数(万人)
时间：最近3年
地区,2028年,2027年,2026年
甲县,,1.25,1.2
乙县,,2,1.9
注：1.示例数据，并非真实数字。
　　　2.不含民办学校。
数据来源：示例区
"""


def test_a_download_with_the_indicator_in_its_title_and_years_newest_first(bound: Bound, found: Any) -> None:
    submitted = bound(
        DOWNLOAD,
        """
        header: {has: [地区]}
        titles: [{row: 2, text: "指标：{target}({unit})"}]
        columns: {地区: entity}
        across: period
        factors: {万人: 10000}
        """,
    )
    assert said(submitted) == [
        ("STAFF", "甲县", "2027", "12500"),
        ("STAFF", "甲县", "2026", "12000"),
        ("STAFF", "乙县", "2027", "20000"),
        ("STAFF", "乙县", "2026", "19000"),
    ]
    assert str(submitted.observations[0].origin) == "a.csv:5:3"
    assert submitted.observations[0].raw == "1.25"
    converted = next(finding for finding in submitted.findings if finding.code == "C217")
    assert (converted.facts["seen"], converted.facts["used"]) == ("1.25 万人", "12500 人")
    assert codes(submitted).count("C217") == 1


def test_a_unit_without_a_factor_is_not_converted(bound: Bound) -> None:
    submitted = bound(
        DOWNLOAD,
        """
        header: 4
        titles: [{text: "指标：{target}({unit})"}]
        columns: {地区: entity}
        across: period
        """,
    )
    assert {o.value.code for o in submitted.observations} == {"C213"}
    assert [str(f.origin) for f in submitted.findings if f.code == "C213"] == ["a.csv:2:1"]


def test_the_blank_newest_year_of_an_old_workbook_is_no_data(bound: Bound) -> None:
    submitted = bound(
        (FIXTURES / "yearly.xls").read_bytes(),
        """
        sheet: 年度数据
        header: {has: [指标]}
        titles: [{text: "地区：{entity}"}]
        columns: {指标: target}
        across: period
        """,
        "年度数据.xls",
    )
    assert said(submitted) == [
        ("STAFF", "示例区", "2027", "210"),
        ("STAFF", "示例区", "2026", "200"),
        ("RATE", "示例区", "2028", "96.5"),
        ("RATE", "示例区", "2027", "95.25"),
        ("RATE", "示例区", "2026", "94"),
    ]
    assert str(submitted.observations[0].origin) == "年度数据.xls#年度数据!C5"
    assert codes(submitted) == ["F007.xls", "S109.note", "S109.note", "S109.sheet"]


def test_years_down_and_indicators_across_with_a_nameless_first_column(bound: Bound) -> None:
    submitted = bound(
        ",教师数,入学率,床位数\n2026年,20,94.5,7\n2027年,,95,\n2028年,,,\n",
        """
        header: 1
        columns: {A: period}
        across: target
        targets: {教师数: STAFF, 入学率: RATE}
        """,
    )
    assert said(submitted) == [
        ("STAFF", "", "2026", "20"),
        ("RATE", "", "2026", "94.5"),
        ("RATE", "", "2027", "95"),
    ]
    assert codes(submitted) == ["S109.unbound"]
    assert submitted.findings[0].facts["seen"] == "床位数×1"


def test_names_that_the_table_no_longer_has_are_missed(bound: Bound) -> None:
    binding = "header: 1\ncolumns: {指标: target}\nacross: period\ntargets: {教师数: STAFF, 旧名: RATE}"
    submitted = bound("指标,2026\n教师数(人),5\n", binding)
    assert said(submitted) == [("STAFF", "", "2026", "5")]
    assert [(f.code, f.target, f.facts["expected"]) for f in submitted.findings] == [("S103", "RATE", "旧名")]


def test_without_a_list_unknown_names_are_findings(bound: Bound) -> None:
    submitted = bound("指标,2026,2027\n教师人数,5,6\n", "header: 1\ncolumns: {指标: target}\nacross: period")
    assert said(submitted) == []
    assert codes(submitted) == ["R304.unknown"]
    assert submitted.findings[0].facts["nearest"] == "教师数"


PAIRED = [
    ["学校", "类别", "2026年", "2027年"],
    ["甲校", "计划", 10, 20],
    [None, "实际", 9, 18],
    ["乙校", "计划", 10, 20],
    [None, "实际", 8, None],
    ["合计", "实际", 17, 18],
]


@pytest.mark.parametrize("merges", [(), ("A2:A3", "A4:A5")])
def test_plan_and_actual_in_paired_rows(bound: Bound, merges: tuple[str, ...]) -> None:
    submitted = bound(
        book(*PAIRED, merges=merges),
        """
        header: 1
        fixed: {target: STAFF}
        columns: {学校: entity}
        across: period
        fill: [学校]
        only: {类别: [实际]}
        skip: [合计]
        """,
        "a.xlsx",
    )
    assert said(submitted) == [
        ("STAFF", "甲校", "2026", "9"),
        ("STAFF", "甲校", "2027", "18"),
        ("STAFF", "乙校", "2026", "8"),
    ]
    assert "S109.note" in codes(submitted)
    assert [f.facts["seen"] for f in submitted.findings if f.facts["reason"] == "other"] == ["计划×2"]


def test_a_header_of_two_levels_with_merged_cells(bound: Bound) -> None:
    table = book(
        ["学校", "2026年", None, "2027年", None],
        [None, "计划", "实际", "计划", "实际"],
        ["甲校", 10, 9, 20, 18],
        merges=("A1:A2", "B1:C1", "D1:E1"),
    )
    binding = 'header: 1-2\nfixed: {target: STAFF}\ncolumns: {学校: entity}\nacross: "{period}/实际"'
    submitted = bound(table, binding, "a.xlsx")
    assert said(submitted) == [("STAFF", "甲校", "2026", "9"), ("STAFF", "甲校", "2027", "18")]
    assert str(submitted.observations[1].origin) == "a.xlsx#Sheet!E3"
    assert [(f.code, f.facts["header"]) for f in submitted.findings] == [("S105", "2026年/计划、2027年/计划")]


def test_the_same_header_in_text_continues_to_the_right(bound: Bound) -> None:
    binding = """
        header: {has: [学校], levels: 2, fill: right}
        columns: {学校: entity}
        across: "{target}/{period}"
        """
    submitted = bound("学校,教师数,,入学率,\n,2026,2027,2026,2027\n甲校,5,6,94,95\n", binding)
    assert said(submitted) == [
        ("STAFF", "甲校", "2026", "5"),
        ("STAFF", "甲校", "2027", "6"),
        ("RATE", "甲校", "2026", "94"),
        ("RATE", "甲校", "2027", "95"),
    ]


def test_two_tables_one_below_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("一、教师数\n学校,2026,2027\n甲校,5,6\n\n二、入学率\n学校,2026,2027\n甲校,94,95\n")
    (tmp_path / "sources.yaml").write_text(
        "sources: 1\ntables:\n"
        "  - {file: a.csv, header: 2, rows: 3, fixed: {target: STAFF}, columns: {学校: entity}, across: period}\n"
        "  - {file: a.csv, header: 6, rows: 7-, fixed: {target: RATE}, columns: {学校: entity}, across: period}\n"
    )
    submitted = read_folder(tmp_path, make_plan())
    assert [o[0] + o[3] for o in said(submitted)] == ["STAFF5", "STAFF6", "RATE94", "RATE95"]
    assert submitted.findings == ()
    assert [file.name for file in submitted.files] == ["sources.yaml", "a.csv"]


def test_two_tables_side_by_side(bound: Bound) -> None:
    rows = "年份,地区,教师数,地区,教师数\n2026,甲县,5,乙县,7\n2027,甲县,6,乙县,8\n"
    binding = "header: 1\ncolumns: {年份: period, %s: entity}\nacross: {header: target, columns: %s}"
    left, right = bound(rows, binding % ("B", "C")), bound(rows, binding % ("D", "E"))
    assert [o[1:] for o in said(left)] == [("甲县", "2026", "5"), ("甲县", "2027", "6")]
    assert [o[1:] for o in said(right)] == [("乙县", "2026", "7"), ("乙县", "2027", "8")]


def test_one_row_per_record_with_other_headers_and_a_period_in_the_title(bound: Bound) -> None:
    submitted = bound(
        "示例区2026年第三季度达标情况\n校名,达标人数,应测人数,填表日\n甲校,23,40,2026-10-08\n合计,23,40,\n",
        """
        header: 2
        titles: [{row: 1, text: "示例区{period}达标情况"}]
        fixed: {target: SHARE}
        columns: {校名: entity, 达标人数: numerator, 应测人数: denominator, 填表日: submitted}
        """,
    )
    (seen,) = submitted.observations
    assert (seen.entity, seen.period.label, str(seen.submitted)) == ("甲校", "2026-Q3", "2026-10-08")  # type: ignore[union-attr]
    assert (str(seen.value.numerator), str(seen.value.denominator)) == ("23", "40")  # type: ignore[union-attr]
    assert "S109.total" in codes(submitted)


@pytest.mark.parametrize("name", ["合计", "示例区义务教育学校合计", "共计", "合计（人）", "District total", "汇总"])
def test_a_row_of_totals_is_nobody_who_reports(bound: Bound, name: str) -> None:
    binding = "header: 1\nfixed: {period: 2026}\ncolumns: {校名: entity}\nacross: {header: target, columns: B}"
    submitted = bound(f"校名,教师数\n甲校,5\n乙校,7\n{name},12\n", binding)
    assert [o[1] for o in said(submitted)] == ["甲校", "乙校"]
    assert codes(submitted) == ["S109.total"]


def test_a_row_of_averages_is_nobody_either_and_no_sum(bound: Bound) -> None:
    binding = "header: 1\nfixed: {period: 2026}\ncolumns: {校名: entity}\nacross: {header: target, columns: B}"
    submitted = bound("校名,教师数\n甲校,5\n乙校,7\n平均,6\n合计,12\n", binding)
    assert [o[1] for o in said(submitted)] == ["甲校", "乙校"]
    assert codes(submitted) == ["S109.total", "S109.total"]
    assert [total.row for total in submitted.totals] == [5]


def test_what_submitters_write_for_nothing(bound: Bound) -> None:
    binding = 'header: 1\ncolumns: {指标: target}\nacross: period\nplaceholders: {"null": missing}'
    submitted = bound("指标,2026,2027,2028\n教师数,null,…,5\n", binding)
    assert said(submitted) == [("STAFF", "", "2027", "Unread(code='C202')"), ("STAFF", "", "2028", "5")]
    assert codes(submitted) == ["C202"]


def test_a_longer_row_is_not_used_and_a_shorter_one_is_named(bound: Bound) -> None:
    submitted = bound(
        "指标,2026,2027\n教师数,1,234,5\n入学率,94\n", "header: 1\ncolumns: {指标: target}\nacross: period"
    )
    assert [o[3] for o in said(submitted)] == ["Unread(code='S110')", "Unread(code='S110')", "94"]
    assert [(f.code, str(f.origin)) for f in submitted.findings] == [
        ("S105", "a.csv:1:4"),  # a column without a header
        ("S110", "a.csv:2"),
        ("S110", "a.csv:3"),
    ]


def test_a_column_whose_period_can_be_read_two_ways_is_a_gap(bound: Bound) -> None:
    submitted = bound("指标,2026.9,备注\n教师数,5,无\n", "header: 1\ncolumns: {指标: target}\nacross: period")
    assert [o[3] for o in said(submitted)] == ["Unread(code='C210')"]
    assert [(f.code, str(f.origin)) for f in submitted.findings] == [("S105", "a.csv:1:3"), ("C210", "a.csv:1:2")]


def test_a_value_of_nobody_is_named_and_not_used(bound: Bound) -> None:
    submitted = bound(
        "学校,2026\n甲校,5\n,6\n", "header: 1\nfixed: {target: STAFF}\ncolumns: {学校: entity}\nacross: period"
    )
    assert said(submitted) == [("STAFF", "甲校", "2026", "5")]
    assert [(f.code, str(f.origin)) for f in submitted.findings] == [("C201", "a.csv:3:1")]


@pytest.mark.parametrize(
    ("binding", "code"),
    [
        ("header: {has: [区县]}\nfixed: {target: STAFF}\nacross: period", "S102.bound"),
        ("header: 9\nfixed: {target: STAFF}\nacross: period", "S102.bound"),
        ("header: 1\nfixed: {target: STAFF}\ncolumns: {校名: entity}\nacross: period", "S103.column"),
        ("header: 1\nfixed: {target: STAFF}\ncolumns: {学校: entity}\nacross: '{period}年度'", "S103.across"),
        ("header: 1\ntitles: [{text: '指标：{target}'}]\ncolumns: {学校: entity}\nacross: period", "S103.title"),
        ("header: 1\nfixed: {target: STAFF}\ncolumns: {备注: entity}\nacross: period", "S104.bound"),
    ],
)
def test_a_table_that_is_not_as_bound_says_what_is_missing(bound: Bound, binding: str, code: str) -> None:
    submitted = bound("学校,2026,备注,备注\n甲校,5,,\n", binding)
    assert submitted.observations == ()
    assert codes(submitted) == [code]


def test_a_sheet_that_is_not_there_is_named(bound: Bound) -> None:
    binding = "sheet: 一季度\nheader: 1\nfixed: {target: STAFF}\nacross: period"
    assert codes(bound(book(["2026", "2027"], [1, 2]), binding, "a.xlsx")) == ["S101", "S109.sheet"]


def test_a_merged_value_belongs_to_none_of_its_rows(bound: Bound) -> None:
    table = book(["学校", "2026年"], ["甲校", 9], ["乙校", None], merges=("B2:B3",))
    submitted = bound(table, "header: 1\nfixed: {target: STAFF}\ncolumns: {学校: entity}\nacross: period", "a.xlsx")
    assert [o[3] for o in said(submitted)] == ["Unread(code='S108')"] * 2
    assert codes(submitted) == ["S108.value"]


def test_what_real_files_have_all_at_once(bound: Bound) -> None:
    """Tab-separated GB18030 text under the name of a workbook, line breaks in headers, numbers above 100 %."""
    text = '\r\n年份\t地区\t"入学率\r\n(%)"\t备注\r\n2027\t甲县\t109.2\t"一\r\n二"\r\n\r\n2026\t甲县\t 108 \t\r\n'
    binding = "header: {has: [年份]}\ncolumns: {年份: period, 地区: entity, 备注: note}\nacross: target"
    submitted = bound(text.encode("gb18030"), binding, "导出.xlsx")
    assert said(submitted) == [("RATE", "甲县", "2027", "109.2"), ("RATE", "甲县", "2026", "108")]
    assert [str(o.origin) for o in submitted.observations] == ["导出.xlsx:4:3", "导出.xlsx:7:3"]
    assert codes(submitted) == ["F003.text", "F004.gb18030", "C214"]


def test_the_stated_size_of_a_sheet_is_not_believed(bound: Bound) -> None:
    sheet = text_row(1, "2026", "2027") + text_row(2, "5", "6")
    content = pack(parts(sheet, before='<dimension ref="A1"/>'))
    submitted = bound(content, "header: 1\nfixed: {target: STAFF}\nacross: period", "a.xlsx")
    assert [o[3] for o in said(submitted)] == ["5", "6"]


def test_a_value_merged_over_two_years_belongs_to_neither(bound: Bound) -> None:
    table = book(["学校", "2026年", "2027年"], ["甲校", 9, None], ["乙校", 7, 8], merges=("B2:C2",))
    submitted = bound(table, "header: 1\nfixed: {target: STAFF}\ncolumns: {学校: entity}\nacross: period", "a.xlsx")
    assert [o[3] for o in said(submitted)] == ["Unread(code='S108')", "7", "8"]
    assert [(f.code, str(f.origin)) for f in submitted.findings] == [("S108", "a.xlsx#Sheet!B2")]


def test_two_columns_of_one_year_are_both_read_so_that_they_can_be_held_against_each_other(bound: Bound) -> None:
    """Readers that key a row by its headers keep the last of the two, or give the second another name."""
    table = book(["指标", "2027年", "2026年", "2026年"], ["教师数", 7, 5, 6])
    submitted = bound(table, "header: 1\ncolumns: {指标: target}\nacross: period", "a.xlsx")
    assert said(submitted) == [("STAFF", "", "2027", "7"), ("STAFF", "", "2026", "5"), ("STAFF", "", "2026", "6")]
    assert [str(o.origin) for o in submitted.observations][1:] == ["a.xlsx#Sheet!C2", "a.xlsx#Sheet!D2"]
