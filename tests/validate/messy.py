"""A submission in which everything goes wrong that does in practice: three title rows, a header of two rows with merged
cells, and a defect in nearly every row. Everything in it is fictional."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

PLAN = """\
plancheck: 1
id: demo
title: {zh: 示例区教育计划, en: Sample plan}
sample: true
period: {start: 2026-01-01, end: 2028-12-31}
owners: {jyj: 示例区教育局}
rosters: {schools: {file: rosters/schools.csv}}
programmes:
  - id: P
    title: {zh: 示例工程, en: Sample programme}
    targets:
      - id: A
        title: {zh: 新增学位, en: New places}
        unit: 个
        measure: increment
        rule: {kind: reach, at_least: 10000, by: 2028}
        pace: linear
        owner: jyj
        roster: schools
        report: quarterly
      - id: B
        title: {zh: 达标率, en: Pass rate}
        unit: '%'
        measure: level
        aggregate: min
        valid: {min: 0, max: 100}
        rule: {kind: reach, at_least: 90, by: 2028}
        pace: linear
        baseline: {value: 80, date: 2026-01-01}
        owner: jyj
        roster: schools
        report: quarterly
      - id: C
        title: {zh: 参训人数, en: Trained}
        unit: 人
        measure: running_total
        rule: {kind: reach, at_least: 500, by: 2028}
        pace: linear
        owner: jyj
        roster: schools
        report: quarterly
"""
ROSTER = """\
名称,别名,镇街
示例一中,一中,东街道
示例二中,,东街道
示例三中,,东街道
示例四中,,东街道
示例五中,,西镇
示例六中,,西镇
示例七中,,西镇
示例小学,,西镇
"""
TITLES = ("示例区教育计划填报表", "填报期间：2026年第三季度", "单位：个、%、人")
UPPER = ("填报单位", "目标编号", "期间", "填报情况", "", "", "佐证", "备注")
LOWER = ("", "", "", "数值", "计量单位", "报送日期", "", "")
Q2, Q3 = "2026年第二季度", "2026年第三季度"
NBSP = "\u00a0"
FORMULA, BROKEN = "=SUM(Z1:Z2)", "#REF!"

ROWS: tuple[tuple[str, str, str, object, str], ...] = (
    ("示例一中", "A", Q2, "１２０", "个"),  # 6: full width
    ("示例二中", "A", Q2, "1.2万", "个"),  # 7
    ("示例一中", "B", Q2, "95 %", "%"),  # 8
    ("示例二中", "B", Q2, 0.95, "%"),  # 9: a share or a percentage?
    ("示例三中", "A", Q2, "约300", "个"),  # 10
    ("示例四中", "A", Q2, "—", "个"),  # 11
    ("示例五中", "A", Q2, "/", "个"),  # 12
    ("示例六中", "A", Q2, "无", "个"),  # 13
    ("示例七中" + NBSP, "A", Q2, 70, "个"),  # 14
    ("一中", "A", Q3, 130, "个"),  # 15: the other name of a school, which is no defect
    ("示例三中", "A", Q3, FORMULA, "个"),  # 16: never calculated
    ("示例四中", "A", Q3, BROKEN, "个"),  # 17
    ("示例小学", "A", Q3, 40, "个"),  # 18: hidden
    ("示例一中", "C", Q3, 12, "人"),  # 19
    ("示例一中", "C", Q3, 12, "人"),  # 20: the same again
    ("示例二中", "C", Q3, 20, "人"),  # 21
    ("示例二中", "C", Q3, 25, "人"),  # 22: something else
    ("示例五中", "A", "2062年第三季度", 50, "个"),  # 23: for 2026
    ("示例六中", "A", Q3, -5, "个"),  # 24
    ("示例三申", "C", Q3, 9, "人"),  # 25: a slip of the pen
    ("示例三中", "C", "2026.9", 9, "人"),  # 26: September, or a number?
    ("示例四中", "C", Q3, "80人", "人"),  # 27
    ("示例五中", "C", Q3, 15, "名额"),  # 28: another unit
    ("示例六中", "C", Q2, 60, "人"),  # 29
    ("示例六中", "C", Q3, 50, "人"),  # 30: fewer than before
    ("示例七中", "A", Q3, 700, "个"),  # 31: ten times as many as before
    ("示例小学", "Z", Q3, 1, "个"),  # 32: no such target
    ("示例小学", "C", Q3, "", "人"),  # 33: blank
    ("示例七中", "B", Q2, 109, "%"),  # 34: more than all
    ("小计", "A", Q3, 500, "个"),  # 35: less than the rows that can be read
    ("注：由各校填报", "", "", "", ""),  # 36
)
FIRST = 6
"""The row of the first of them."""
EVIDENCE = {18: "示例幼儿园", 31: "示例幼儿园"}
"""The same kindergarten, counted by two schools."""

DEFECTS: Mapping[str, str] = {
    "D6": "C204", "D7": "C204", "D8": "C214", "D9": "C206", "D10": "C203", "D11": "C202", "D12": "C202",
    "D13": "C202", "A14": "C214", "D16": "C207", "D17": "C208", "A18": "S107", "D20": "R301", "D22": "R302",
    "C23": "R305", "D24": "C211", "A25": "R303", "C26": "C210", "D27": "C205", "E28": "C213", "D30": "R309",
    "D31": "R308", "B32": "R304", "D33": "C201", "D34": "C211", "A35": "S109", "D35": "R307", "A36": "S109",
    "G31": "R312",
}  # fmt: skip
"""Cell → what is the matter with it."""


def project(folder: Path) -> Path:
    """A project with the plan and its roster; the folder itself."""
    (folder / "plans" / "rosters").mkdir(parents=True)
    (folder / "plans" / "demo.yaml").write_text(PLAN, "utf-8")
    (folder / "plans" / "rosters" / "schools.csv").write_text(ROSTER, "utf-8")
    return folder


def workbook(rows: tuple[tuple[str, str, str, object, str], ...] = ROWS) -> bytes:
    """The submission as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "填报表"
    for number, title in enumerate(TITLES, 1):
        sheet.cell(number, 1, title)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=8)
    for column, (upper, lower) in enumerate(zip(UPPER, LOWER, strict=True), 1):
        for number, text in ((4, upper), (5, lower)):
            if text:
                sheet.cell(number, column, text)
        if upper and not lower:
            sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet.merge_cells("D4:F4")
    for number, row in enumerate(rows, FIRST):
        for column, value in zip((1, 2, 3, 4, 5), row, strict=True):
            if value != "":
                sheet.cell(number, column, value)  # type: ignore[arg-type]
        if number in EVIDENCE:
            sheet.cell(number, 7, EVIDENCE[number])
    sheet.row_dimensions[18].hidden = True
    content = BytesIO()
    book.save(content)
    return _with_error(content.getvalue())


def _with_error(data: bytes) -> bytes:
    """openpyxl keeps an error only where it knows its name: make sure that the cell is one."""
    source, target = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert re.search(rb't="e"', part), "the error is stored as one"
            copy.writestr(name, part)
    return target.getvalue()


def table(rows: tuple[tuple[str, str, str, object, str], ...] = ROWS) -> bytes:
    """The same as text in the encoding of old Chinese programs."""
    lines = [[title] + [""] * 7 for title in TITLES] + [list(UPPER), list(LOWER)]
    lines += [[*map(str, row), "", EVIDENCE.get(number, ""), ""] for number, row in enumerate(rows, FIRST)]
    return "\r\n".join(",".join(line) for line in lines).encode("gb18030") + b"\r\n"
