"""A form that goes out, is filled in, and comes back: what is read is exactly what was written."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.model.observation import Amount, Done, Share
from plancheck.sources.own_template import template_of
from tests.forms import ANSWERS, book, filled, plan, read, said, sheet_of

PLAN = plan()
SUBMITTED = date(2026, 10, 8)
ENGLISH = {
    "Value": 12, "Numerator": 45, "Denominator": 50, "Completed": "yes", "Completion date": date(2026, 9, 1),
    "Submission date": SUBMITTED, "Note": "as before", "Evidence": "p. 3",
}  # fmt: skip
SOFFICE = shutil.which("soffice")
office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

SCHOOL = [
    ("B1", "实验小学", "2026-Q3", "", Amount(Decimal(12))),
    ("B2", "实验小学", "2026-Q3", "", Share(Decimal(45), Decimal(50))),
    ("B3", "实验小学", "2026-Q3", "", Done(True, date(2026, 9, 1))),
    ("B4", "实验小学", "2026-Q3", "生均图书", Amount(Decimal(12))),
]


@pytest.mark.parametrize(("lang", "answers"), [("zh", ANSWERS), ("en", ENGLISH)])
def test_what_was_filled_in_is_read_and_nothing_is_found(lang: str, answers: dict[str, str], tmp_path: Path) -> None:
    found = read(filled(book(PLAN, "实验小学", lang=lang), answers), PLAN, tmp_path)
    assert [(o.target, o.entity, o.period and o.period.label, o.item, o.value) for o in found.observations] == SCHOOL
    assert {o.submitted for o in found.observations} == {SUBMITTED}
    assert said(found) == []


@pytest.mark.parametrize("when", ["2026-Q3", "2026-Q4", "2026", "2026-08"])
def test_everybody_s_form_comes_back_whole(when: str, tmp_path: Path) -> None:
    data = book(PLAN, when=when)
    found = read(filled(data, ANSWERS), PLAN, tmp_path)
    assert len(found.observations) == sheet_of(data).max_row - 4
    assert said(found) == []


def test_a_percentage_is_the_one_that_was_typed(tmp_path: Path) -> None:
    found = read(filled(book(PLAN, "区教育局"), {"数值": 95.5}), PLAN, tmp_path)
    assert {o.target: o.value for o in found.observations} == {
        "A1": Amount(Decimal("95.5")),
        "A2": Amount(Decimal("95.5")),
    }


@settings(max_examples=25, deadline=None)
@given(value=st.decimals(0, 10**9, places=3), percent=st.decimals(0, 100, places=2))
def test_every_number_comes_back_as_it_was_typed(value: Decimal, percent: Decimal) -> None:
    data = filled(book(PLAN, "实验小学"), {"数值": float(value), "分子": 1, "分母": 2})
    office_data = filled(book(PLAN, "区教育局"), {"数值": float(percent)})
    with tempfile.TemporaryDirectory() as name:
        school, own = read(data, PLAN, Path(name)), read(office_data, PLAN, Path(name), "局.xlsx")
    assert {o.value for o in school.observations} == {Amount(value), Share(Decimal(1), Decimal(2))}
    assert {o.target: o.value for o in own.observations} == {"A1": Amount(percent), "A2": Amount(percent)}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_retyped_as_text_it_is_still_known(encoding: str, tmp_path: Path) -> None:
    into = io.StringIO()
    for row in sheet_of(filled(book(PLAN, "实验小学"), ANSWERS)).iter_rows(values_only=True):
        csv.writer(into).writerow(["" if x is None else str(x).removesuffix(" 00:00:00") for x in row])
    found = read(into.getvalue().encode(encoding), PLAN, tmp_path, "上报.csv")
    assert [(o.target, o.entity, o.period and o.period.label, o.item, o.value) for o in found.observations] == SCHOOL
    assert said(found) == ([] if encoding == "utf-8-sig" else ["F004 gb18030 上报.csv"])


def test_a_row_left_blank_is_named_once_and_is_no_zero(tmp_path: Path) -> None:
    found = read(book(PLAN, "实验小学"), PLAN, tmp_path)
    assert found.observations == ()
    assert [f"{f.code} {f.origin}" for f in found.findings] == [
        "C201 上报.xlsx#填报!I5",
        "C201 上报.xlsx#填报!J6",
        "C201 上报.xlsx#填报!L7",
        "C201 上报.xlsx#填报!I8",
    ]


def converted(data: bytes, kind: str, folder: Path) -> bytes:
    """The file opened and saved by LibreOffice."""
    (folder / "in.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    into = folder / "out"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(into),
        str(folder / "in.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(into.iterdir()).read_bytes()


@office
def test_another_spreadsheet_program_saves_all_of_it(tmp_path: Path) -> None:
    before = filled(book(PLAN, "实验小学"), ANSWERS)
    after = converted(before, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    found = read(after, PLAN, tmp_path)
    assert [(o.target, o.entity, o.period and o.period.label, o.item, o.value) for o in found.observations] == SCHOOL
    assert said(found) == []
    assert template_of(after) == template_of(before)
    sheet = sheet_of(after)
    assert sheet.protection.sheet
    kinds = {check.type for check in sheet.data_validations.dataValidation}
    assert kinds == {"decimal", "list", "date"}
    assert "$A$1:$A$2" in {
        check.formula1[-9:] for check in sheet.data_validations.dataValidation if check.type == "list"
    }
    assert openpyxl.load_workbook(io.BytesIO(after)).worksheets[2].sheet_state == "hidden"


@office
def test_saved_as_text_it_is_still_known(tmp_path: Path) -> None:
    after = converted(filled(book(PLAN, "实验小学"), ANSWERS), "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path)
    found = read(after, PLAN, tmp_path, "上报.csv")
    assert [(o.target, o.entity, o.period and o.period.label, o.item, o.value) for o in found.observations] == SCHOOL
    assert said(found) == []
    mark = template_of(after)
    assert mark is not None
    assert (mark.plan, mark.period, mark.entity) == ("p", "2026-Q3", "实验小学")


def test_the_package_holds_nothing_that_runs_or_links() -> None:
    with zipfile.ZipFile(io.BytesIO(book(PLAN))) as package:
        names = package.namelist()
    assert not [name for name in names if "vba" in name or "external" in name or "media" in name]
