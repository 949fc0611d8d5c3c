"""A form says whose it is in two ways; either is enough."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.origin import CellRef, FileRef
from plancheck.sources.limits import Limits
from plancheck.sources.opening import look
from plancheck.sources.own_template import TemplateMark, mark_for, mark_line, marked, properties, template_of
from tests.forms import book, period, plan

PLAN = plan()
FORM = book(PLAN, "实验小学")


def without(data: bytes, part: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w") as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
    return into.getvalue()


def without_row(data: bytes) -> bytes:
    opened = openpyxl.load_workbook(io.BytesIO(data))
    opened.worksheets[0]["A2"] = None
    into = io.BytesIO()
    opened.save(into)
    return into.getvalue()


def test_a_form_says_its_plan_period_and_entity_and_how_each_target_is_read() -> None:
    mark = template_of(FORM)
    assert mark == mark_for(PLAN.plan, ["B1", "B2", "B3", "B4"], period("2026-Q3"), "实验小学")
    assert mark is not None
    assert (mark.plan, mark.period, mark.entity) == ("p", "2026-Q3", "实验小学")
    assert list(mark.targets) == ["B1", "B2", "B3", "B4"]


def test_the_row_above_the_table_is_enough() -> None:
    mark = template_of(FORM)
    assert mark is not None
    bare = template_of(without(FORM, "docProps/custom.xml"))
    assert bare == TemplateMark(mark.plan, mark.version, mark.period, mark.entity)


def test_the_properties_are_enough() -> None:
    assert template_of(without_row(FORM)) == template_of(FORM)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_table_with_the_row_is_a_form(encoding: str, lang: str) -> None:
    mark = mark_for(PLAN.plan, ["B1"], period("2026-Q3"), "")
    text = f"示例区 2026-Q3,,\n{mark_line(mark, lang)},,\n目标编号,数值,备注\nB1,3,\n"
    assert template_of(text.encode(encoding)) == TemplateMark("p", mark.version, "2026-Q3", "")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 not a workbook", "目标编号,数值\nA1,3\n".encode(), b"\xd0\xcf\x11\xe0"]
)
def test_any_other_file_is_none(data: bytes) -> None:
    assert template_of(data) is None


def test_the_mark_is_found_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "上报.xlsx").write_bytes(FORM)
    sheets = look(tmp_path / "上报.xlsx", "上报.xlsx").sheets
    found = marked(sheets, FORM, Limits())
    assert found is not None
    assert found.origin == CellRef("上报.xlsx", "填报", "A2")
    assert found.mark == template_of(FORM)


def test_without_the_row_the_place_is_the_file(tmp_path: Path) -> None:
    data = without_row(FORM)
    (tmp_path / "上报.xlsx").write_bytes(data)
    found = marked(look(tmp_path / "上报.xlsx", "上报.xlsx").sheets, data, Limits())
    assert found is not None
    assert found.origin == FileRef("上报.xlsx")


def test_a_table_pasted_into_the_workbook_of_another_form_is_what_its_own_row_says(tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(FORM))
    other = mark_line(TemplateMark("other", "0123abcd", "2026-Q2", "城关小学"), "zh")
    opened.worksheets[0]["A2"] = other
    opened.save(tmp_path / "上报.xlsx")
    data = (tmp_path / "上报.xlsx").read_bytes()
    found = marked(look(tmp_path / "上报.xlsx", "上报.xlsx").sheets, data, Limits())
    assert found is not None
    assert found.mark == TemplateMark("other", "0123abcd", "2026-Q2", "城关小学")


@given(entity=st.text(max_size=300), lang=st.sampled_from(["zh", "en"]))
def test_whatever_an_entity_is_called_the_row_says_the_plan_and_the_period(entity: str, lang: str) -> None:
    mark = mark_for(PLAN.plan, ["A1"], period("2026-Q3"), entity)
    found = template_of(mark_line(mark, lang).encode("utf-8", "replace"))
    assert found is not None
    assert (found.plan, found.period) == ("p", "2026-Q3")


def test_no_property_is_longer_than_spreadsheet_programs_keep() -> None:
    many = {f"target-{number:04}": "0123abcd" for number in range(400)}
    said = properties(TemplateMark("p", "0123abcd", "2026-Q3", "", many))
    assert max(map(len, said.values())) <= 255
    assert " ".join(text for name, text in said.items() if "targets" in name).count(":") == 400


def with_properties(said: str) -> bytes:
    """The form with these properties in the place of its own, and without the row."""
    head = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    into = io.BytesIO(without(without_row(FORM), "docProps/custom.xml"))
    with zipfile.ZipFile(into, "a") as package:
        package.writestr("docProps/custom.xml", f"{head}{said}</Properties>")
    return into.getvalue()


def told(**said: str) -> str:
    return "".join(f'<property name="plancheck.{name}"><v>{text}</v></property>' for name, text in said.items())


GOOD = {"plan": "p", "version": "0123abcd", "period": "2026-Q3", "entity": "*"}


def test_properties_are_read_as_they_are_written() -> None:
    assert template_of(with_properties(told(**GOOD))) == TemplateMark("p", "0123abcd", "2026-Q3", "")


@pytest.mark.parametrize(
    "said",
    [
        told(plan="p"),
        told(**GOOD | {"plan": "../../etc"}),
        told(**GOOD | {"version": "x" * 3_000_000}),
        told(**GOOD | {"period": "2026\u202e"}),
        "<property",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ],
)
def test_properties_that_no_form_of_ours_has_are_none(said: str) -> None:
    assert template_of(with_properties(said)) is None


def test_a_name_cannot_break_the_row_or_steer_how_it_is_shown() -> None:
    mark = mark_for(PLAN.plan, ["A1"], period("2026-Q3"), "实验\n小学\x07\u202e" + "长" * 300)
    assert mark.entity == "实验 小学 " + "长" * 94
    assert template_of(mark_line(mark, "zh").encode()) == TemplateMark("p", mark.version, "2026-Q3", mark.entity)
