from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plancheck.plans.plan import Plan
from plancheck.sources.folder import Submissions, read_file, read_folder
from plancheck.sources.limits import Limits
from tests.sources.test_xlsx import saved
from tests.sources.workbooks import pack, parts, text_row

TABLE = "target,period,value\nPLACES,2026-Q1,5\n"
ROWS = text_row(1, "target", "period", "value") + text_row(2, "PLACES", "2026-Q1", "5")


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path: Path, plan: Plan) -> None:
    assert read_folder(tmp_path / "data", plan) == Submissions()


def test_files_are_read_by_name_with_their_digests(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "二季度").mkdir()
    (tmp_path / "b.csv").write_text(TABLE.replace("Q1", "Q2"))
    (tmp_path / "a.csv").write_text(TABLE)
    (tmp_path / "二季度" / "c.tsv").write_text(TABLE.replace(",", "\t").replace("Q1", "Q3"))
    submitted = read_folder(tmp_path, plan)
    assert [file.name for file in submitted.files] == ["a.csv", "b.csv", "二季度/c.tsv"]
    assert [str(seen.origin) for seen in submitted.observations] == ["a.csv:2:3", "b.csv:2:3", "二季度/c.tsv:2:3"]
    assert submitted.files[0].sha256 == hashlib.sha256(TABLE.encode()).hexdigest()
    assert submitted.files[0].size == len(TABLE)
    assert submitted.findings == ()


def test_what_is_no_submission_is_passed_over(tmp_path: Path, plan: Plan) -> None:
    for name in ("~$a.xlsx", ".hidden.csv", "说明.docx", "扫描件.pdf", "README.md", "照片.jpg"):
        (tmp_path / name).write_text("nothing")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.csv").write_text(TABLE)
    assert read_folder(tmp_path, plan) == Submissions()


def test_the_order_in_which_a_folder_lists_its_files_does_not_matter(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "dbac":
        (tmp_path / f"{name}.csv").write_text(TABLE)
    once, scandir = read_folder(tmp_path, plan), os.scandir
    monkeypatch.setattr(os, "scandir", lambda where: sorted(scandir(where), key=lambda e: e.name, reverse=True))
    assert read_folder(tmp_path, plan) == once


def test_links_must_stay_in_the_folder(tmp_path: Path, plan: Plan, found: Any) -> None:
    data, outside = tmp_path / "data", tmp_path / "outside"
    data.mkdir()
    outside.mkdir()
    (outside / "secret.csv").write_text(TABLE)
    (data / "a.csv").write_text(TABLE)
    (data / "b.csv").symlink_to(data / "a.csv")
    (data / "c.csv").symlink_to(outside / "secret.csv")
    (data / "d").symlink_to(outside)
    (data / "e.csv").symlink_to(data / "e.csv")
    submitted = read_folder(data, plan)
    assert [str(seen.origin) for seen in submitted.observations] == ["a.csv:2:3", "b.csv:2:3"]
    assert found(submitted) == [("F006", "c.csv"), ("F006", "d"), ("F001", "e.csv")]
    assert [finding.facts["reason"] for finding in submitted.findings] == ["symlink", "symlink", "unopened"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path, plan: Plan, found: Any) -> None:
    os.mkfifo(tmp_path / "a.csv")
    submitted = read_folder(tmp_path, plan)
    assert found(submitted) == [("F006", "a.csv")]
    assert submitted.findings[0].facts["reason"] == "special"


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path, plan: Plan, found: Any) -> None:
    submitted = read_file(tmp_path / "gone.csv", "gone.csv", plan)
    assert found(submitted) == [("F001", "gone.csv")]
    assert submitted.findings[0].facts == {"reason": "file_missing", "seen": ""}


def test_a_folder_with_the_name_of_a_table_is_just_a_folder(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "2026.xlsx").mkdir()
    (tmp_path / "2026.xlsx" / "a.csv").write_text(TABLE)
    assert [file.name for file in read_folder(tmp_path, plan).files] == ["2026.xlsx/a.csv"]


def test_a_file_over_the_limit_is_refused_by_name(tmp_path: Path, plan: Plan, found: Any) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    submitted = read_folder(tmp_path, plan, Limits(file_bytes=10))
    assert found(submitted) == [("F005", "a.csv")]
    assert dict(submitted.findings[0].facts) == {"reason": "file_bytes", "seen": "10"}


def test_text_in_the_clothes_of_a_workbook_is_read_as_what_it_is(read: Any, found: Any) -> None:
    submitted = read(TABLE.replace(",", "\t"), "上报.xlsx")
    assert found(submitted) == [("F003", "上报.xlsx")]
    assert dict(submitted.findings[0].facts) == {"reason": "text", "seen": ".xlsx"}
    assert len(submitted.observations) == 1


def test_a_workbook_under_an_old_name_is_read_too(read: Any, found: Any) -> None:
    submitted = read(pack(parts(ROWS)), "上报.xls")
    assert found(submitted) == [("F003", "上报.xls")]
    assert len(submitted.observations) == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLE_WORKBOOK = OLE + "Workbook".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "name", "codes", "reason"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", ["F002"], "password"),
        (OLE, "a.xls", ["F003", "F001"], "ole"),
        (OLE_WORKBOOK, "a.xls", ["F001"], "zip"),
        (OLE_WORKBOOK, "a.et", ["F001"], "zip"),
        (OLE_WORKBOOK, "a.xlsx", ["F003", "F001"], "zip"),
        (pack({"content.xml": "<x/>", "mimetype": "x"}), "a.ods", ["F001"], "zip"),
        (pack({"content.xml": "<x/>", "mimetype": "x"}), "a.xlsx", ["F003", "F001"], "zip"),
        (pack({"word/document.xml": "<x/>"}), "a.xlsx", ["F003", "F001"], "docx"),
        (pack({"xl/workbook.bin": "x"}), "a.xlsb", ["F001"], "zip"),
        (pack({"a.txt": "x"}), "a.xlsx", ["F001"], "no_workbook"),
        (b"PK\x03\x04 and no more", "a.xlsx", ["F001"], "zip"),
        (b"<html><table></table></html>", "a.xls", ["F001"], "empty"),
        (b"<html><p>x</p></html>", "a.xls", ["F003", "F001"], "html_tables"),
        (b"%PDF-1.7", "a.xlsx", ["F003", "F001"], "pdf"),
        (b"", "a.csv", ["F001"], "empty"),
        (b" \n", "a.xlsx", ["F001"], "empty"),
        (b"PAR1....", "a.parquet", ["F001"], "parquet"),
    ],
)
def test_what_is_not_read_is_named(read: Any, content: bytes, name: str, codes: list[str], reason: str) -> None:
    submitted = read(content, name)
    assert [finding.code for finding in submitted.findings] == codes
    assert submitted.findings[-1].facts["reason"] == reason
    assert submitted.observations == ()
    assert submitted.files[0].name == name


def test_every_sheet_with_a_header_is_read_and_the_others_are_not_missed(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["填报说明", "请勿修改表头"])
    for name in ("一季度", "二季度"):
        sheet = book.create_sheet(name)
        sheet.append(["目标编号", "期间", "数值"])
        sheet.append(["PLACES", "2026-Q1", 5])
    submitted = read(saved(book), "a.xlsx")
    assert [str(seen.origin) for seen in submitted.observations] == ["a.xlsx#一季度!C2", "a.xlsx#二季度!C2"]
    assert found(submitted) == []


def test_a_workbook_without_any_header_says_what_each_sheet_holds(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["学校", "学生数"])
    book.create_sheet("二").append(["目标编码", "年份", "数字"])
    submitted = read(saved(book), "a.xlsx")
    assert found(submitted) == [("S102", "a.xlsx#Sheet!A1"), ("S102", "a.xlsx#二!A1")]
    assert submitted.findings[1].facts["nearest"] == "目标编号"


def test_hidden_places_are_read_and_said(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["target", "period", "value"],
        ["PLACES", "2026-Q1", 5],
        ["PLACES", "2026-Q2", 6],
        ["PLACES", "2026-Q3", 7],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.sheet_state = "hidden"
    book.create_sheet("封面")
    submitted = read(saved(book), "a.xlsx")
    assert [int(seen.value.value) for seen in submitted.observations] == [5, 6, 7]
    assert [(f.code, f.facts["reason"], f.facts["area"]) for f in submitted.findings] == [
        ("S107", "sheet", "Sheet"),
        ("S107", "rows", "3-4"),
        ("S107", "columns", "value"),
    ]


def test_what_follows_hidden_and_blank_rows_and_columns_keeps_its_address(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, values in ((5, ("period", "value")), (8, ("2026-Q1", "约5")), (12, ("2026-Q2", 6))):
        sheet.cell(row, 2, "target" if row == 5 else "PLACES")
        for column, value in zip((4, 7), values, strict=True):
            sheet.cell(row, column, value)
    for row in (6, 7, 9, 10, 11):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = sheet.column_dimensions["E"].hidden = True
    submitted = read(saved(book), "a.xlsx")
    assert [str(seen.origin) for seen in submitted.observations] == ["a.xlsx#Sheet!G8", "a.xlsx#Sheet!G12"]
    assert ("C203", "a.xlsx#Sheet!G8") in found(submitted)


def test_formulas_and_errors_are_gaps_that_name_their_cell(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    for row in (["target", "period", "value"], ["PLACES", "2026-Q1", "=1+1"], ["PLACES", "2026-Q2", "#DIV/0!"]):
        book.worksheets[0].append(row)
    submitted = read(saved(book), "a.xlsx")
    assert found(submitted) == [("C207", "a.xlsx#Sheet!C2"), ("C208", "a.xlsx#Sheet!C3")]
    assert [seen.value.code for seen in submitted.observations] == ["C207", "C208"]
    assert submitted.findings[0].facts["seen"] == "=1+1"


def test_text_tables_load_no_spreadsheet_library(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    code = (
        "import sys; from pathlib import Path; from tests.sources.conftest import make_plan;"
        "before = set(sys.modules);"
        "from plancheck.sources.folder import read_folder;"
        f"assert read_folder(Path({str(tmp_path)!r}), make_plan()).observations;"
        "print(*sorted(set(sys.modules) - before))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert not {"openpyxl", "python_calamine", "pydantic", "yaml", "zipfile", "difflib"} & set(done.stdout.split())


def test_a_file_has_only_so_many_reporters(tmp_path: Path, plan: Plan) -> None:
    rows = "".join(f"PLACES,第{number}小学,2026-Q1,5\n" for number in (1, 2, 3, 1))
    (tmp_path / "a.csv").write_text("target,entity,period,value\n" + rows, encoding="utf-8")
    assert len(read_folder(tmp_path, plan, Limits(reporters=3)).observations) == 4
    refused = read_folder(tmp_path, plan, Limits(reporters=2))
    assert refused.observations == ()
    assert [(f.code, f.facts["reason"], f.facts["seen"]) for f in refused.findings] == [("F005", "reporters", "2")]
