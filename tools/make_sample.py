"""Writes the workbook of the sample district: everything that real submissions hold and a clean table does not.

Run `python tools/make_sample.py` after changing it; the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | datetime | None

OUTPUT = Path(__file__).parent.parent / "data" / "sample" / "2026-Q3-上报.xlsx"
QUARTER = "2026年第三季度"
FIRST, CORRECTED = datetime(2026, 10, 8), datetime(2026, 10, 20)
HEADER = [
    "目标编号",
    "填报单位",
    "期间",
    "事项",
    "本期数",
    "分子",
    "分母",
    "是否完成",
    "完成日期",
    "计量单位",
    "报送日期",
    "备注",
]
SCHOOLS = ("实验小学", "城关小学", "南塘小学", "河口小学", "新城中学", "青山中学")

COUNTS: tuple[tuple[str, Value, str], ...] = (
    ("S1.1", 250, "个"),
    ("S1.2", 60, "个"),
    ("智慧教室数", 40, "间"),
    ("S1.5", 3, "所"),
    ("S1.6", 420, "万元"),
    ("S1.7", 126, "人"),
    ("S1.8", "0.18万", "册"),
    ("S1.9", 21.2, "人"),
    ("骨干教师认定", 42, "名"),
    ("S2.2", 10, "所"),
    ("S2.3", 8, "所"),
    ("S2.4", 5, "所"),
    ("S2.5", 6, "所"),
    ("S2.6", 9, "处"),
    ("S2.8", 84, "%"),
    ("S2.9", 8, "所"),
    ("S2.10", 14, "所"),
    ("S2.11", 89, "%"),
    ("S3.2", 97.2, "%"),
    ("S3.3", 94.1, "%"),
    ("S3.4", "46.0", "%"),
    ("S3.5", 90.8, "%"),
    ("S3.6", 86.5, "%"),
    ("S3.7", 18, "%"),
    ("S3.8", "86.0", "%"),
    ("S3.9", 73, "%"),
    ("S3.10", 16, "间"),
    ("S4.1", 5, "个"),
    ("S4.2", "未开展", "起"),
    ("S4.3", 92, "%"),
    ("S4.4", 80, "人"),
    ("S4.5", 95, "人"),
    ("S4.6", 5350, "个"),
    ("S4.7", 105, "个"),
    ("S4.10", 10, "个"),
    ("S4.11", 25, "个"),
    ("S4.12", 2, "所"),
    ("S6.4", "待统计", "个"),
    ("S6.7", 100, "人"),
    ("S6.7", 130, "人"),
    ("S6.9", 60, "人"),
    ("S6.10", 90, "人"),
    ("S6.12", 0.93, "%"),
)
SHARES = (("S3.13", 4060, 4000), ("S5.7", 60, 120))
BY_PART = (("转", 2), ("并", 2), ("调", 3))
VIDEO_DAYS = (90, 120, 90, 95, 180, 90)
HOURS: tuple[tuple[Value, str], ...] = (
    ("约120", "课时"),
    ("—", "课时"),
    ("=SUM(Z1:Z2)", "课时"),
    ("#DIV/0!", "课时"),
    ("80人", "课时"),
    ("正在核实", "课时"),
)


def workbook() -> Workbook:
    """The submission of the third quarter: one sheet of the district, one of its schools, one of notes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _district(sheet)
    _schools(book.create_sheet("学校填报表"))
    notes = book.create_sheet("填表说明")
    notes["A1"] = "本表为虚构示例。"
    return book


def _district(sheet: Worksheet) -> None:
    sheet.title = "指标填报表"
    _titles(sheet, "示例区2026年第三季度指标填报表", len(HEADER))
    sheet.append(HEADER)
    first = sheet.max_row + 1
    for target, value, unit in COUNTS:
        _row(sheet, target, value=value, unit=unit)
    _parts(sheet)
    _percentage(sheet)
    _weighted(sheet)
    for target, numerator, denominator in SHARES:
        _row(sheet, target, numerator=numerator, denominator=denominator, unit="%")
    _row(sheet, "S5.1", item="河口中学", done="是", done_on=datetime(2026, 10, 12), note="完成日期晚于本季度")
    _row(sheet, "S6.13", item="数据中心启用", done="进行中")
    _row(sheet, "S6.6", value=140, unit="人")
    _row(sheet, "S6.6", value=130, unit="人", submitted=CORRECTED, note="更正")
    _row(sheet, "S6.8", value="#REF!", unit="场")
    last = sheet.max_row
    sheet.cell(first, 3, QUARTER)
    sheet.merge_cells(start_row=first, end_row=last, start_column=3, end_column=3)
    _row(sheet, "S6.8", value=12, unit="场", period="2026.9")
    _row(sheet, "S1.4", value=70, unit="间", period="2026年第四季度", note="本期尚未结束")
    sheet.append(["合计", None, None, None, "=SUM(E4:E60)"])
    sheet.append(["注：本期数为文字的，请填报单位核实后改填数字。"])
    sheet.append(["填表人：示例"])


def _titles(sheet: Worksheet, title: str, columns: int) -> None:
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    sheet.append(["填报单位：示例区教育局（虚构）"])


def _row(
    sheet: Worksheet,
    target: str,
    *,
    value: Value = None,
    unit: str = "",
    entity: str = "",
    period: str = "",
    item: str = "",
    numerator: Value = None,
    denominator: Value = None,
    done: str = "",
    done_on: Value = None,
    submitted: datetime = FIRST,
    note: str = "",
) -> int:
    cells = (target, entity, period, item, value, numerator, denominator, done, done_on, unit, submitted, note)
    sheet.append([None if cell == "" else cell for cell in cells])
    row = int(sheet.max_row)
    for column in (9, 11):
        sheet.cell(row, column).number_format = "yyyy-mm-dd"
    return row


def _parts(sheet: Worksheet) -> None:
    """A breakdown by method, its last row hidden."""
    for part, count in BY_PART:
        row = _row(sheet, "S1.3", item=part, value=count, unit="所")
    sheet.row_dimensions[row].hidden = True


def _percentage(sheet: Worksheet) -> None:
    """Stored as 0.526 and shown as 52.6 %."""
    row = _row(sheet, "S3.11", value=0.526, unit="%")
    sheet.cell(row, 5).number_format = "0.0%"


def _weighted(sheet: Worksheet) -> None:
    for stage, books, pupils in (("小学", 25, 6000), ("初中", 28, 3000)):
        _row(sheet, "S3.12", entity=stage, value=books, denominator=pupils, unit="册")


def _schools(sheet: Worksheet) -> None:
    """Two rows for each school, its name merged over them."""
    header = ["学校名称", "目标", "报告期", "实际值", "单位", "填报日期"]
    _titles(sheet, "示例区2026年第三季度学校填报表", len(header))
    sheet.append(header)
    for school, days, (hours, unit) in zip(SCHOOLS, VIDEO_DAYS, HOURS, strict=True):
        first = sheet.max_row + 1
        sheet.append([school, "S4.8", QUARTER, days, "天", "2026-10-08"])
        sheet.append([None, "心理课时", QUARTER, hours, unit, "2026-10-08"])
        sheet.merge_cells(start_row=first, end_row=first + 1, start_column=1, end_column=1)


def stable_bytes(book: Workbook) -> bytes:
    """The workbook with every clock reading taken out of it."""
    written, out = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-10-20T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main(path: Path = OUTPUT) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stable_bytes(workbook()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
