"""A plan with every way of reporting, the forms made for it, and a hand that fills them in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from plancheck.model.observation import Observation
from plancheck.model.period import Period, parse_period
from plancheck.model.text import Text
from plancheck.plans.plan import LoadedPlan, Owner, RosterEntry, Target
from plancheck.reports.template import Form, form, reported
from plancheck.reports.template_book import workbook
from plancheck.rules import Rule
from plancheck.rules.checklist import Checklist
from plancheck.rules.coverage import Coverage
from plancheck.rules.k_of_n import Indicator, KOfN
from plancheck.rules.reach import Reach
from plancheck.series.owed import holder, owed
from plancheck.sources.folder import Submissions, read_file
from tests.engine import YEARS, d, loaded, target

HEADER_ROW = 4
Value = str | float | date


def period(text: str) -> Period:
    found = parse_period(text)
    assert isinstance(found, Period)
    return found


def goal(name: str, title: str, rule: Rule, **fields: Any) -> Target:
    made = target(rule, **fields)
    return replace(made, id=name, title=Text(zh=title, en=f"Target {name}"))


def at_least(value: str) -> Reach:
    return Reach(at_least=Decimal(value), by=d("2028"))


def plan(*more: Target) -> LoadedPlan:
    """Two schools and two offices of a fictional district."""
    indicators = (Indicator(item="生均图书", at_least=Decimal(20), unit="册"),)
    targets = (
        goal("A1", "新增学位", at_least("600"), owner=Owner(lead="jyj")),
        goal("A2", "入学率", at_least("95"), unit="%", measure="level", valid=("0", "100"), owner=Owner(lead="jyj")),
        goal("A3", "月度巡查", at_least("90"), unit="次", report="monthly", owner=Owner(lead="gaj")),
        goal("B1", "心理课时", at_least("100"), unit="课时", roster="schools"),
        goal("B2", "达标率", at_least("90"), unit="%", measure="ratio", roster="schools"),
        goal("B3", "无线校园", Coverage(all=True, roster="schools"), unit="%", measure=None),
        goal("B4", "装备达标", KOfN(k=1, indicators=indicators, roster="schools"), unit="%", measure="level"),
        goal("C1", "制度建设", Checklist(items=("章程", "预案")), unit="", measure=None, owner=Owner(lead="jyj")),
    )
    owners = {"jyj": Text(zh="区教育局", en="Education bureau"), "gaj": Text(zh="公安分局", en="Police")}
    made = loaded(*targets, *more, span=YEARS, owners=owners, sample=True)
    schools = (
        RosterEntry(name="实验小学", aliases=("实小",), group="东街"),
        RosterEntry(name="城关小学", group="西街"),
    )
    return replace(made, rosters={"schools": schools})


def made(
    own: LoadedPlan, entity: str = "", when: str = "2026-Q3", lang: str = "zh", before: Iterable[Observation] = ()
) -> Form:
    """The form of an entity, "" for everybody's."""
    over = period(when)
    known = reported(own, before, over.end)
    asked = owed(own, over, known)
    reports = [one for one in asked if not entity or holder(own.plan, one.target, one.entity) == entity]
    return form(own, over, entity, reports, known, lang)


def book(own: LoadedPlan, entity: str = "", when: str = "2026-Q3", lang: str = "zh") -> bytes:
    return workbook(made(own, entity, when, lang), lang)


def sheet_of(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column or 0 for cell in sheet[HEADER_ROW]}


def rows(sheet: Worksheet) -> range:
    return range(HEADER_ROW + 1, sheet.max_row + 1)


def filled(data: bytes, values: Mapping[str, Value]) -> bytes:
    """Every unlocked cell under these headers gets its value; a percentage is typed as one."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    sheet = opened.worksheets[0]
    for row in rows(sheet):
        for header, column in columns(sheet).items():
            cell = sheet.cell(row, column)
            if header in values and not cell.protection.locked:
                percent = cell.number_format == "0.00%"
                cell.value = float(values[header]) / 100 if percent else values[header]
    into = io.BytesIO()
    opened.save(into)
    return into.getvalue()


ANSWERS: Mapping[str, Value] = {
    "数值": 12,
    "分子": 45,
    "分母": 50,
    "是否完成": "是",
    "完成日期": date(2026, 9, 1),
    "报送日期": date(2026, 10, 8),
    "备注": "无变化",
    "佐证材料": "台账第3页",
}


def read(data: bytes, own: LoadedPlan, folder: Path, name: str = "上报.xlsx") -> Submissions:
    (folder / name).write_bytes(data)
    return read_file(folder / name, name, own.plan)


def said(given: Submissions) -> list[str]:
    """Codes, reasons and places of what was found."""
    return [f"{f.code} {f.facts.get('reason', '')} {f.origin}".replace("  ", " ") for f in given.findings]
