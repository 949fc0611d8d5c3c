"""A form that comes back after the plan has changed, or to the wrong plan."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from plancheck.messages import finding_text
from plancheck.model.observation import Amount, Unread
from plancheck.model.text import Text
from plancheck.plans.plan import LoadedPlan, Programme
from plancheck.sources.folder import read_folder
from tests.forms import ANSWERS, book, columns, filled, plan, read, rows, said
from tests.sources.test_own_template import without

PLAN = plan()


def changed(own: LoadedPlan, name: str, **fields: Any) -> LoadedPlan:
    """The plan with one of its targets otherwise."""
    targets = tuple(replace(t, **fields) if t.id == name else t for t in own.plan.targets)
    programme = Programme(id="P", title=Text(zh="工程"), targets=targets)
    return replace(own, plan=replace(own.plan, programmes=(programme,)))


def test_a_form_of_another_plan_is_not_read(tmp_path: Path) -> None:
    other = replace(PLAN, plan=replace(PLAN.plan, id="other-2026"))
    found = read(filled(book(PLAN, "实验小学"), ANSWERS), other, tmp_path)
    assert found.observations == ()
    assert said(found) == ["S106 plan 上报.xlsx#填报!A2"]
    assert finding_text("zh", found.findings[0])[0] == "这份填报表属于另一个规划“p”，其中的数都没有读取"


def test_what_is_now_counted_otherwise_is_not_used(tmp_path: Path) -> None:
    now = changed(PLAN, "B1", measure="running_total")
    found = read(filled(book(PLAN, "实验小学"), ANSWERS), now, tmp_path)
    assert said(found) == ["S106 target 上报.xlsx#填报!I5"]
    values = {(o.target, o.item): o.value for o in found.observations}
    assert values["B1", ""] == Unread("S106")
    assert values["B4", "生均图书"] == Amount(Decimal(12))


def test_a_change_of_what_the_form_does_not_ask_about_changes_nothing(tmp_path: Path) -> None:
    now = changed(PLAN, "A1", unit="千个")
    assert said(read(filled(book(PLAN, "实验小学"), ANSWERS), now, tmp_path)) == []
    retitled = changed(PLAN, "B1", title=Text(zh="心理健康课时"), aliases=("心理课时",))
    assert said(read(filled(book(PLAN, "实验小学"), ANSWERS), retitled, tmp_path)) == []


def test_where_only_the_row_is_left_it_is_said_that_something_changed(tmp_path: Path) -> None:
    data = without(filled(book(PLAN, "实验小学"), ANSWERS), "docProps/custom.xml")
    assert said(read(data, PLAN, tmp_path)) == []
    found = read(data, changed(PLAN, "B1", measure="running_total"), tmp_path)
    assert said(found) == ["S106 version 上报.xlsx#填报!A2"]
    assert Amount(Decimal(12)) in [o.value for o in found.observations]


def test_a_row_that_speaks_of_another_time_than_the_form_is_named_once(tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(filled(book(PLAN, "实验小学"), ANSWERS)))
    sheet = opened.worksheets[0]
    for row in rows(sheet)[1:]:
        sheet.cell(row, columns(sheet)["报告期"]).value = "2026-Q2"
    opened.save(tmp_path / "改过.xlsx")
    found = read((tmp_path / "改过.xlsx").read_bytes(), PLAN, tmp_path)
    assert said(found) == ["S106 period 上报.xlsx#填报!J6"]
    assert found.findings[0].facts == {"reason": "period", "seen": "2026-Q2", "expected": "2026-Q3"}


def test_a_row_of_another_reporter_than_the_form_is_named_once(tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(filled(book(PLAN, "实验小学"), ANSWERS)))
    sheet = opened.worksheets[0]
    for row in rows(sheet)[2:]:
        sheet.cell(row, columns(sheet)["填报单位"]).value = "城关小学"
    sheet.cell(rows(sheet)[1], columns(sheet)["填报单位"]).value = " 实验 小学"
    opened.save(tmp_path / "改过.xlsx")
    found = read((tmp_path / "改过.xlsx").read_bytes(), PLAN, tmp_path)
    (about,) = (one for one in found.findings if one.code == "S106")
    assert about.facts == {"reason": "entity", "seen": "城关小学", "expected": "实验小学"}
    assert [o.entity for o in found.observations] == ["实验小学", "实验小学", "城关小学", "城关小学"]
    assert str(about.origin) == str(found.observations[2].origin)
    assert "这一行写的是别的填报单位（城关小学）" in finding_text("zh", about)[0]


def test_the_form_for_all_may_name_anybody(tmp_path: Path) -> None:
    assert said(read(filled(book(PLAN), ANSWERS), PLAN, tmp_path)) == []


def test_the_three_months_of_a_quarter_belong_to_its_form(tmp_path: Path) -> None:
    found = read(filled(book(PLAN, "公安分局"), ANSWERS), PLAN, tmp_path)
    assert [o.period.label for o in found.observations if o.period] == ["2026-07", "2026-08", "2026-09"]
    assert said(found) == []


def test_a_form_is_read_as_such_whatever_the_bindings_of_the_folder_say(tmp_path: Path) -> None:
    binding = "{file: '*.xlsx', header: 1, fixed: {target: B1}, across: period}"
    (tmp_path / "sources.yaml").write_text(f"sources: 1\ntables:\n  - {binding}\n", "utf-8")
    (tmp_path / "上报.xlsx").write_bytes(filled(book(PLAN, "实验小学"), ANSWERS))
    found = read_folder(tmp_path, PLAN.plan)
    assert said(found) == []
    assert len(found.observations) == 4
