"""The workbook as a person meets it, and as a program does."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plancheck.plans.plan import RosterEntry
from plancheck.rules.checklist import Checklist
from tests.forms import HEADER_ROW, book, columns, goal, plan, rows, sheet_of

PLAN = plan()
FORM = book(PLAN)


def open_cells(sheet: Worksheet, row: int) -> list[str]:
    names = {column: name for name, column in columns(sheet).items()}
    return [names[c.column] for c in sheet[row] if not c.protection.locked]


def checks(sheet: Worksheet, header: str) -> dict[int, object]:
    """The checks of the cells of a column, by row."""
    letter = sheet.cell(HEADER_ROW, columns(sheet)[header]).column_letter
    found = {}
    for validation in sheet.data_validations.dataValidation:
        for area in validation.sqref.ranges:
            if area.coord.startswith(letter) and area.min_col == columns(sheet)[header]:
                found[area.min_row] = validation
    return found


def test_the_sheet_says_what_it_is_above_the_table() -> None:
    sheet = sheet_of(book(PLAN, "实验小学"))
    assert sheet["A1"].value == "【示例数据】规划  2026-Q3 填报表    填报单位：实验小学"
    assert str(sheet["A2"].value).startswith("plancheck 模板 | p | 2026-Q3 | 实验小学 | 版本 ")
    assert [cell.value for cell in sheet[HEADER_ROW]][:8] == [
        "目标编号", "目标名称", "填报单位", "报告期", "事项", "计量单位", "口径（只读）", "上期值（只读）",
    ]  # fmt: skip
    assert str(sheet["A3"].value).endswith("最迟 2026-10-30 报送。")
    assert str(sheet_of(book(PLAN, lang="en"))["A1"].value).startswith("[SAMPLE]")


def test_only_what_the_measure_asks_for_is_open() -> None:
    sheet = sheet_of(FORM)
    always = ["报送日期", "备注", "佐证材料"]
    by_target = {sheet.cell(row, 1).value: open_cells(sheet, row) for row in rows(sheet)}
    assert by_target["A1"] == ["数值", *always]
    assert by_target["B2"] == ["分子", "分母", *always]
    assert by_target["B3"] == ["是否完成", "完成日期", *always]
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_columns_that_nobody_needs_are_left_out() -> None:
    assert list(columns(sheet_of(book(PLAN, "公安分局"))))[7:] == ["数值", "报送日期", "备注", "佐证材料"]


def test_numbers_are_held_to_what_can_be_a_value() -> None:
    sheet = sheet_of(FORM)
    by_target = {sheet.cell(row, 1).value: check for row, check in checks(sheet, "数值").items()}
    assert (by_target["A1"].type, by_target["A1"].formula1) == ("decimal", "0")
    assert (by_target["A2"].formula1, by_target["A2"].formula2) == ("0", "1")  # 100 % as it is stored
    assert by_target["A1"].prompt == "只填数字，单位是个。不小于 0。没有数据请空着。最迟 2026-10-30 报送。"
    assert by_target["A1"].promptTitle == "A1 数值"
    assert "不写单位、万、约" in by_target["A2"].error
    (share, *_) = checks(sheet, "分母").values()
    assert (share.type, share.formula1) == ("decimal", "0")


def test_percentages_are_typed_as_such_and_dates_as_dates() -> None:
    sheet = sheet_of(FORM)
    row = next(row for row in rows(sheet) if sheet.cell(row, 1).value == "A2")
    assert sheet.cell(row, columns(sheet)["数值"]).number_format == "0.00%"
    assert sheet.cell(row, columns(sheet)["报送日期"]).number_format == "yyyy-mm-dd"
    check = checks(sheet, "报送日期")[row]
    assert (check.type, check.formula1, check.formula2) == ("date", "46204", "47483")  # 2026-07-01, 2029-12-31


def test_yes_and_no_come_from_a_hidden_sheet() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(FORM))
    sheet, instructions, lists = opened.worksheets
    check = next(iter(checks(sheet, "是否完成").values()))
    assert (check.type, check.formula1) == ("list", "'选项'!$A$1:$A$2")
    assert (lists.sheet_state, [cell.value for cell in lists["A"]]) == ("hidden", ["是", "否"])
    assert instructions.sheet_state == "visible"


def test_no_drop_down_spells_its_choices_out() -> None:
    """A list of more than 255 characters in the cell itself makes spreadsheet programs refuse the file."""
    items = tuple(f"第{number}项重点任务清单" for number in range(40))
    many = goal("C9", "任务清单", Checklist(items=items), unit="", measure=None, roster="schools")
    schools = tuple(RosterEntry(name=f"示例区第{number}小学") for number in range(4))
    data = book(replace(plan(many), rosters={"schools": schools}))
    lists = [
        check
        for sheet in openpyxl.load_workbook(io.BytesIO(data))
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    ]
    assert len(lists) > 1
    assert {check.formula1 for check in lists} == {"'选项'!$A$1:$A$2"}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        sheets = [container.read(name).decode() for name in container.namelist() if "worksheets/sheet" in name]
    assert max(len(said) for sheet in sheets for said in re.findall("<formula1>(.*?)</formula1>", sheet)) < 255


def test_the_instructions_are_in_both_languages_the_form_s_own_first() -> None:
    for lang, first in (("zh", "怎样填"), ("en", "How to fill it in")):
        sheet = openpyxl.load_workbook(io.BytesIO(book(PLAN, lang=lang))).worksheets[1]
        texts = [cell.value for cell in sheet["A"] if cell.value]
        assert texts[0] == first
        assert {"怎样填", "How to fill it in"} <= set(texts)
        assert len(texts) == 22
        assert sum(("“填报”" if lang == "zh" else "sheet Form") in text for text in texts) == 1


def test_it_prints_on_a4_across_with_its_header_on_every_page() -> None:
    sheet = sheet_of(FORM)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"


def test_names_that_look_like_formulas_or_markup_stay_text() -> None:
    name = '=HYPERLINK("http://x")&<b>'
    evil = replace(PLAN, rosters={"schools": (RosterEntry(name=name),)})
    sheet = sheet_of(book(evil, name))
    assert (sheet["C5"].value, sheet["C5"].data_type) == (name, "s")
    assert name in str(sheet["A2"].value)
    assert sheet.oddFooter.left.text is not None


def test_no_text_is_too_long_for_a_spreadsheet_program(recwarn: pytest.WarningsRecorder) -> None:
    targets = tuple(
        replace(t, unit="很长的计量单位" * 40, id="A" * 60 + str(n)) for n, t in enumerate(PLAN.plan.targets[:2])
    )
    named = replace(plan(*targets), rosters={"schools": (RosterEntry(name="&" * 120),)})
    book(named, "")
    book(named, "&" * 120)
    assert [str(w.message) for w in recwarn] == []


def test_the_bytes_are_the_same_whatever_the_time_zone_and_the_hash_seed() -> None:
    code = "import hashlib,sys;from tests.forms import book,plan;print(hashlib.sha256(book(plan())).hexdigest())"
    digests = {hashlib.sha256(FORM).hexdigest()}
    for zone, seed, locale in (("Asia/Shanghai", "1", "C"), ("America/New_York", "77", "C.UTF-8")):
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        made = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
        digests.add(made.stdout.strip())
    assert len(digests) == 1
