"""`plancheck validate --annotate`: the workbook goes back marked, is corrected, and passes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

Ran = tuple[int, str, str]
Cli = Callable[..., Ran]
HEAD = ["目标编号", "填报单位", "期间", "数值", "报送日期"]
ROWS = [
    ["R1.1", "区教育和体育局", "2026-Q1", "1.2万", "2026-04-05"],
    ["R1.1", "区教育和体育局", "2026-Q2", "约9000", "2026-07-05"],
    ["R1.9", "区教育和体育局", "2026-Q2", 0, "2026-07-05"],
    ["R1.2", "区教育和体育局", "2026-Q2", None, "2026-07-05"],
]
BY_THEN = ("--as-of", "2026-07-20")


@pytest.fixture(autouse=True)
def _in_chinese(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANCHECK_LANG", "zh")


@pytest.fixture
def messy(project: Path) -> Path:
    """A filled workbook with four mistakes, a comment, a colour and a sheet of notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "指标填报表"
    sheet.append(["示例区上半年报表"])
    sheet.append(HEAD)
    for row in ROWS:
        sheet.append(row)
    sheet["D4"].comment = Comment("科室：待核", "张三")
    sheet["D4"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["F1"] = "=1+1"
    book.create_sheet("说明").append(["填报说明"])
    file = project / "上报.xlsx"
    book.save(file)
    return file


def corrected(copy: Path) -> Path:
    """What the office types into its copy."""
    book = openpyxl.load_workbook(copy)
    sheet = book["指标填报表"] if "指标填报表" in book.sheetnames else book["Sheet1"]
    for row in sheet.iter_rows():
        for cell in row:
            new = {"1.2万": 12000, "约9000": 9000, "R1.9": "R1.2"}.get(str(cell.value))
            cell.value = new if new is not None else cell.value
    blank = next(row for row in sheet.iter_rows() if row[0].value == "R1.2" and row[3].value is None)
    blank[2].value, blank[3].value = "2026-Q1", 0
    if sheet["F1"].value is not None:
        sheet["F1"] = 2
    book.save(copy)
    return copy


def test_the_copy_is_corrected_and_passes(messy: Path, cli: Cli) -> None:
    before = messy.read_bytes()
    code, out, _ = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", "退回.xlsx")
    assert code == 1
    assert "D4" in out
    assert messy.read_bytes() == before
    corrected(Path("退回.xlsx"))
    code, out, err = cli("validate", "退回.xlsx", *BY_THEN)
    assert code == 0, out + err
    assert "错误清单" not in out


def test_the_copy_says_where_it_is_and_marks_the_places(messy: Path, cli: Cli) -> None:
    _, _, err = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", "退回.xlsx")
    assert "带标记的副本：退回.xlsx（标出 " in err
    book = openpyxl.load_workbook("退回.xlsx")
    assert book.sheetnames == ["错误清单", "指标填报表", "说明"]
    sheet = book["指标填报表"]
    assert sheet["D4"].comment is not None
    assert sheet["D4"].comment.text.startswith("科室：待核\n【plancheck 校验】\nC203 错误：")
    assert sheet["D4"].fill.fgColor.rgb == "FFFFC9CC"
    assert sheet["F1"].value == "=1+1"
    listed = [[cell.value for cell in row] for row in book["错误清单"].iter_rows(min_row=1)]
    assert ["位置", "级别", "代码", "看到的情况", "怎么改"] in listed
    places = {row[0]: row[2] for row in listed if row[2]}
    assert places["指标填报表!D4"] == "C203"
    assert places["指标填报表!A5"] == "R304"
    link = next(row[0] for row in book["错误清单"].iter_rows() if row[0].value == "指标填报表!D4").hyperlink
    assert link is not None
    assert link.location == "'指标填报表'!D4"


def test_the_copy_in_english(messy: Path, cli: Cli) -> None:
    _, _, err = cli("--lang", "en", "validate", "上报.xlsx", *BY_THEN, "--annotate", "back.xlsx")
    assert "Annotated copy: back.xlsx (cells marked: " in err
    book = openpyxl.load_workbook("back.xlsx")
    assert book.sheetnames[0] == "Findings"
    assert book["Findings"]["A1"].value == "plancheck findings (this sheet is not read as a submission)"
    note = book["指标填报表"]["D4"].comment
    assert note is not None
    assert "\n[plancheck]\nC203 error: " in note.text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_copy_passes_when_libreoffice_saved_it(messy: Path, cli: Cli, tmp_path: Path) -> None:
    cli("validate", "上报.xlsx", *BY_THEN, "--annotate", "退回.xlsx")
    corrected(Path("退回.xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*convert, "退回.xlsx"], check=True, capture_output=True, timeout=120)
    shutil.copy(tmp_path / "saved" / "退回.xlsx", "保存.xlsx")
    code, out, err = cli("validate", "保存.xlsx", *BY_THEN)
    assert code == 0, out + err
    cli("validate", "保存.xlsx", *BY_THEN, "--annotate", "再退.xlsx")
    book = openpyxl.load_workbook("再退.xlsx")
    assert book.sheetnames == ["错误清单", "指标填报表", "说明"]
    note = book["指标填报表"]["D4"].comment
    assert note is not None
    assert note.text == "科室：待核"


def test_a_csv_file_becomes_a_workbook_with_the_same_addresses(project: Path, cli: Cli) -> None:
    lines = [",".join("" if value is None else str(value) for value in row) for row in (HEAD, *ROWS)]
    Path("上报.csv").write_text("\n".join(lines), "gb18030")
    code, _, err = cli("validate", "上报.csv", *BY_THEN, "--annotate", "退回.xlsx")
    assert code == 1
    assert "与原件不同：文本文件无法标记" in err
    sheet = openpyxl.load_workbook("退回.xlsx")["Sheet1"]
    assert sheet["D3"].value == "约9000"
    assert sheet["D3"].comment is not None
    assert "C203" in sheet["D3"].comment.text
    corrected(Path("退回.xlsx"))
    code, out, err = cli("validate", "退回.xlsx", *BY_THEN)
    assert code == 0, out + err


def test_a_folder_gets_a_copy_of_each(messy: Path, cli: Cli) -> None:
    Path("sub").mkdir()
    shutil.copy(messy, "sub/上报.xlsx")
    Path("表.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,700\n", "utf-8")
    cli("validate", "上报.xlsx", "sub/上报.xlsx", "表.csv", *BY_THEN, "--annotate", "退回/")
    assert sorted(file.name for file in Path("退回").iterdir()) == ["上报-2.xlsx", "上报.xlsx", "表.xlsx"]


def test_never_over_an_input(messy: Path, cli: Cli) -> None:
    os.link("上报.xlsx", "同一份.xlsx")
    Path("链接.xlsx").symlink_to("上报.xlsx")
    before = messy.read_bytes()
    for name in ("上报.xlsx", "./上报.xlsx", "同一份.xlsx", "链接.xlsx"):
        code, _, err = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", name)
        assert code == 2
        assert "是要检查的文件，不能用副本覆盖" in err
    code, _, _ = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", ".")
    assert code == 2
    assert messy.read_bytes() == before


def test_never_over_corrections(messy: Path, cli: Cli) -> None:
    asked = ("validate", "上报.xlsx", *BY_THEN, "--annotate", "退回.xlsx")
    cli(*asked)
    first = Path("退回.xlsx").read_bytes()
    assert cli(*asked)[0] == 1
    assert Path("退回.xlsx").read_bytes() == first
    worked_in = corrected(Path("退回.xlsx")).read_bytes()
    code, _, err = cli(*asked)
    assert code == 2
    assert "可能有人在其中改过" in err
    assert Path("退回.xlsx").read_bytes() == worked_in


def test_usage_errors(messy: Path, cli: Cli) -> None:
    Path("表.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,700\n", "utf-8")
    code, _, err = cli("validate", "上报.xlsx", "表.csv", *BY_THEN, "--annotate", "退回.xlsx")
    assert (code, "要检查的文件有 2 个，请写文件夹" in err) == (2, True)
    code, _, err = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", "退回.xlsm")
    assert (code, "退回.xlsm：副本的扩展名应为 .xlsx。" in err) == (2, True)
    code, _, err = cli("validate", "data", *BY_THEN, "--annotate", "data/退回/")
    assert (code, "副本会被当作填报数据" in err) == (2, True)
    code, _, err = cli("validate", "上报.xlsx", *BY_THEN, "--annotate", "a.xlsx", "-o", "a.xlsx")
    assert (code, "已用于另一项输出" in err) == (2, True)
    assert not Path("退回.xlsx").exists()


def test_what_cannot_be_read_has_no_copy(project: Path, cli: Cli) -> None:
    Path("坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, _, err = cli("validate", "坏.xlsx", *BY_THEN, "--annotate", "退回.xlsx")
    assert code == 3
    assert "坏.xlsx：文件没有读出，未生成副本" in err
    assert not Path("退回.xlsx").exists()
