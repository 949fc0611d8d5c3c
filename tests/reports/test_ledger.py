"""The ledger as an office opens it: order of columns, real numbers, words beside colours, links to the sources."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plancheck.model.text import Text
from plancheck.model.verdict import Basis, Status
from plancheck.reports.ledger import workbook
from plancheck.reports.ledger_book import Book, number_format
from plancheck.reports.ledger_rows import shown, way
from tests.reports.build import PACED, demo, judged, target, verdict

HEADS = ["序号", "工程", "目标任务", "责任单位", "完成时限", "口径", "目标值", "实际值", "完成率", "序时进度", "状态",
         "数据截止", "报送情况", "存在问题", "下一步", "依据"]  # fmt: skip


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(workbook(demo(), "zh"))


def row(sheet: Worksheet, target: str) -> dict[str, object]:
    heads = [cell.value for cell in sheet[3]]
    for cells in sheet.iter_rows(min_row=4):
        if str(cells[2].value).startswith(target + " "):
            return {str(head): cell.value for head, cell in zip(heads, cells, strict=True)}
    raise AssertionError(target)


def test_the_order_that_offices_expect(book: openpyxl.Workbook) -> None:
    assert [cell.value for cell in book.worksheets[0][3]] == HEADS


def test_a_row(book: openpyxl.Workbook) -> None:
    found = row(book.worksheets[0], "D1.1")
    assert found["序号"] == 1
    assert found["目标任务"] == "D1.1 新增优质初中学位"
    assert found["完成时限"] == "2028-12-31"
    assert (found["实际值"], found["目标值"]) == (1650, "不低于 10,000 个")
    assert found["完成率"] == pytest.approx(0.165)
    assert found["序时进度"] == "应达 2,490.9 个（进度为应有的 66.2%）"
    assert str(found["状态"]).startswith("滞后")
    assert "部分报送" in str(found["状态"])
    assert found["报送情况"] == "3/4 未报送：乙小学"
    assert found["依据"] == "一 1 数据 3 条"


def test_figures_are_numbers_that_look_as_the_report_says_them(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    cells = {str(cells[2].value)[:4]: cells[7] for cells in sheet.iter_rows(min_row=4)}
    assert (cells["D1.1"].value, cells["D1.1"].number_format) == (1650, '#,##0" 个"')
    assert (cells["D1.2"].value, cells["D1.2"].number_format) == (92, '#,##0.0"%"')


def test_status_has_a_colour_and_a_word(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    fills = {str(cells[10].value)[:2]: cells[10].fill.fgColor.rgb for cells in sheet.iter_rows(min_row=4)}
    assert len(fills) == len(set(fills)) > 5
    assert fills["逾期"] != fills["滞后"]


def test_set_up_for_the_screen_and_for_a3(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == f"A3:P{sheet.max_row}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_a_sheet_for_every_office_then_charts_findings_and_sources(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[-3:] == ["图表", "校验提示", "数据来源"]
    assert len(book.sheetnames) >= 5
    office = book.worksheets[1]
    assert [cell.value for cell in office[3]] == HEADS
    assert {str(cell.value) for cell in office["D"][3:]} == {office["A1"].value.split(" [")[0]}


def test_basis_leads_to_the_cells(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    link = next(cells[15].hyperlink for cells in sheet.iter_rows(min_row=4) if cells[15].hyperlink)
    first = int(re.fullmatch(r"'数据来源'!A(\d+)", link.location)[1])  # type: ignore[index]
    assert [cell.value or "" for cell in book["数据来源"][first]][:5] == [
        "D1.1 (示例数据)",
        "2026-Q1",
        "",
        "450",
        "上报.xlsx#指标!C5",
    ]


def test_findings_say_what_to_do(book: openpyxl.Workbook) -> None:
    rows = [[cell.value for cell in cells] for cells in book["校验提示"].iter_rows(min_row=2)]
    assert [row[:4] for row in rows] == [
        ["警告", "C205", "上报.xlsx#指标!C7", "D1.1"],
        ["错误", "C203", "上报.xlsx#指标!C7", "D1.3"],
    ]
    assert all(row[5] for row in rows)


def test_charts_are_drawn_by_the_spreadsheet(book: openpyxl.Workbook) -> None:
    data = workbook(demo(), "zh")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 2


@pytest.mark.parametrize("count", [1, 22, 23, 50, 61])
def test_no_page_break_cuts_a_chart(count: int) -> None:
    """Every chart lies between two breaks, and no page is longer than the paper."""
    items = tuple(
        judged(target(f"D{n}", "学位", "Places"), verdict(Status.AT_RISK, "pace", **PACED)) for n in range(count)
    )
    plan = replace(demo().plans[0], targets=items)
    parts = zipfile.ZipFile(io.BytesIO(workbook(replace(demo(), plans=(plan,) * 3), "zh")))
    drawing = parts.read(next(name for name in parts.namelist() if "drawings/drawing" in name and "rels" not in name))
    sheet = next(text for name in parts.namelist() if b"<drawing" in (text := parts.read(name)) and "sheets/" in name)
    anchors = re.findall(
        r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing.decode()
    )
    spans = [(int(top), int(bottom)) for top, bottom in anchors]
    breaks = [int(row) for row in re.findall(r'<brk id="(\d+)"', sheet.decode())]
    assert len(spans) == 3 * (1 + -(-min(count, 60) // 22))
    for top, bottom in spans:
        page = max((row for row in breaks if row <= top), default=0)
        assert not any(top < row <= bottom for row in breaks)
        assert bottom < page + 57
    assert "fitToPage" not in sheet.decode()  # with it breaks would be passed over


def test_nothing_is_a_formula() -> None:
    bad = '=HYPERLINK("http://x")'
    item = judged(target("D1.1", bad, bad), verdict(Status.AT_RISK, "pace", **PACED))
    given = demo()
    plan = replace(given.plans[0], targets=(item,))
    data = workbook(replace(given, plans=(plan,)), "zh")
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert row(opened(data).worksheets[0], "D1.1")["目标任务"] == f"D1.1 {bad}"


def test_the_same_bytes_again() -> None:
    assert len({hashlib.sha256(workbook(demo(), "en")).hexdigest() for _ in range(2)}) == 1


def test_in_english() -> None:
    book = opened(workbook(demo(), "en"))
    assert [cell.value for cell in book.worksheets[0][3]][:4] == ["No.", "Programme", "Target", "Responsible office"]
    assert book.sheetnames[-3:] == ["Charts", "Findings", "Sources"]


def test_a_cap_or_a_floor_has_no_way_to_go() -> None:
    cap = judged(
        target("D1", "支出", "Spending"), verdict(Status.ON_TRACK, "within_cap", **{**PACED, "comparator": "at_most"})
    )
    floor = judged(
        target("D2", "巩固率", "Retention"),
        verdict(
            Status.ON_TRACK,
            "floor_kept",
            actual=Decimal(97),
            baseline=Decimal(96),
            target=Decimal(95),
            comparator="at_least",
        ),
    )
    down = judged(
        target("D3", "近视率", "Myopia"),
        verdict(
            Status.AT_RISK, "pace", actual=Decimal(45), baseline=Decimal(50), target=Decimal(40), comparator="less_than"
        ),
    )
    assert (way(cap), way(floor), way(down)) == (None, None, Decimal("0.5"))


def test_figures_keep_their_unit_and_decimals() -> None:
    assert number_format(shown("1,250.5 个", Decimal("1250.5"))) == '#,##0.0" 个"'
    assert number_format(shown("-3%", Decimal(-3))) == '#,##0"%"'
    assert shown("没有", None).number is None
    assert number_format(shown("1,650.25 m2", Decimal("1650.25"))) == '#,##0.00" m2"'
    assert number_format(shown("35 PM2.5", Decimal(35))) == '#,##0" PM2.5"'


def test_names_of_sheets_are_made_to_fit() -> None:
    book = Book(demo().as_of, "x")
    names = [
        book.sheet(name).get_name()
        for name in ("区教育局", "区教育局", "a/b:c*[d]?", "x" * 40, "X" * 40, "History", "")
    ]
    assert names == ["区教育局", "区教育局 2", "a b c d", "x" * 31, "X" * 29 + " 2", "History 2", "-"]


def test_a_plan_without_figures_still_has_its_sheets() -> None:
    given = demo()
    plan = replace(given.plans[0], targets=())
    book = opened(workbook(replace(given, plans=(plan,), findings=()), "zh"))
    assert book["校验提示"]["A2"].value == "数据校验：没有问题"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(workbook(demo(), "zh"))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "台账.xlsx")], check=True, capture_output=True, timeout=180
    )
    (text,) = [path.read_text("utf-8") for path in tmp_path.glob("*.csv")]
    assert '"D1.1 新增优质初中学位"' in text or "D1.1 新增优质初中学位" in text
    assert "1,650 个" in text


def titled(*titles: str) -> bytes:
    """A workbook of plans with these titles."""
    given = demo()
    plans = []
    for number, title in enumerate(titles):
        loaded = given.plans[0].loaded
        plan = replace(loaded.plan, id=f"p{number}", title=Text(zh=title, en=title))
        plans.append(replace(given.plans[0], loaded=replace(loaded, plan=plan)))
    return workbook(replace(given, plans=tuple(plans)), "zh")


def test_a_plan_with_the_name_of_one_of_our_sheets() -> None:
    made = opened(titled("数据来源", "图表"))
    assert made.sheetnames[:2] == ["数据来源 2", "图表 2"]
    assert made.sheetnames[-3:] == ["图表", "校验提示", "数据来源"]
    link = next(cells[15].hyperlink for cells in made.worksheets[0].iter_rows(min_row=4) if cells[15].hyperlink)
    assert link.location.startswith("'数据来源'!A")
    assert made["数据来源"]["A2"].value == "D1.1 (示例数据)"


@pytest.mark.parametrize("title", ["=SUM!A1", "示例!B2 规划", "='图表'!$A$1"])
def test_the_title_of_a_chart_is_never_a_formula_of_its_own(title: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(titled(title)))
    charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    for chart in charts:
        assert re.findall(r"<c:title><c:tx><c:strRef><c:f>(.*?)</c:f>", chart) in (["图表!$A$1"], ["图表!$A$19"])
        shown = re.search(r"<c:title>.*?<c:v>(.*?)</c:v>", chart)
        assert shown is not None
        assert shown[1].startswith(title)


def test_texts_longer_than_a_cell_can_hold_say_that_they_are_cut() -> None:
    item = judged(target("D1.1", "😀" * 20_000, "x"), verdict(Status.AT_RISK, "pace", **PACED))
    given = demo()
    found = opened(workbook(replace(given, plans=(replace(given.plans[0], targets=(item,)),)), "zh"))
    text = str(found.worksheets[0]["C4"].value)
    assert text.endswith("😀 [...]")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_shown_whole() -> None:
    facts = {**PACED, "actual": Decimal("1234567890123456789.5"), "baseline": Decimal(-50), "expected": Decimal(-20)}
    item = judged(target("D1.1", "量", "x"), verdict(Status.ON_TRACK, "pace", **facts))
    given = demo()
    found = opened(workbook(replace(given, plans=(replace(given.plans[0], targets=(item,)),)), "zh"))
    assert row(found.worksheets[0], "D1.1")["实际值"] == "1,234,567,890,123,456,789.5 个"


def test_a_unit_too_long_for_a_number_format_and_more_units_than_a_workbook_may_have() -> None:
    long = judged(target("D0", "量", "x"), verdict(Status.AT_RISK, "pace", **{**PACED, "unit": "单位" * 150}))
    many = [
        judged(target(f"D{n}", "量", "x"), verdict(Status.AT_RISK, "pace", **{**PACED, "unit": f"单位{n}"}))
        for n in range(1, 300)
    ]
    given = demo()
    data = workbook(replace(given, plans=(replace(given.plans[0], targets=(long, *many)),)), "zh")
    sheet = opened(data).worksheets[0]
    assert str(row(sheet, "D0")["实际值"]) == "1,650 " + "单位" * 150
    assert (row(sheet, "D1")["实际值"], row(sheet, "D299")["实际值"]) == (1650, "1,650 单位299")
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml").decode()
    assert styles.count("<numFmt ") < 200


def test_yes_and_no_among_the_sources() -> None:
    basis = (Basis("2026", True, (), "甲校"), Basis("2026", False, (), "乙校"), Basis("2026", None, (), "丙校"))
    item = judged(target("D1.1", "量", "x"), verdict(Status.AT_RISK, "pace", (), basis, **PACED))
    given = demo()
    found = opened(workbook(replace(given, plans=(replace(given.plans[0], targets=(item,)),)), "zh"))
    assert [cells[3].value for cells in found["数据来源"].iter_rows(min_row=2)] == ["是", "否", "缺"]


def test_more_rows_than_a_sheet_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plancheck.reports.ledger.MOST_ROWS", 1)
    sheet = opened(workbook(demo(), "zh"))["校验提示"]
    assert sheet.max_row == 3
    assert sheet["A3"].value == "另有 1 行写不下，见 audit.json"
