"""The submitter's own workbook with the places marked: what changes, what stays, what is said to be lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, FileRef, TextRef
from plancheck.reports.annotated import Annotated, annotate, is_untouched
from plancheck.sources.grid import column_name
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.opening import open_sheets
from plancheck.sources.xlsx import read_workbook
from tests.sources.old_books import ods
from tests.sources.workbooks import STRICT, pack, parts, text_row

RED, YELLOW, BLUE = "FFFFC9CC", "FFFFEBA3", "FFDAE9FA"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def about(cell: str, sheet: str = "数据", code: str = "C203", severity: str = "error", **facts: str) -> Finding:
    return Finding(code, severity, CellRef("上报.xlsx", sheet, cell), facts or {"seen": "约300"})


def copy_of(data: bytes, *findings: Finding, lang: str = "zh") -> Annotated:
    return annotate(data, "上报.xlsx", findings, lang)


def opened(made: Annotated) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.content))


def files_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def made_by_hand(rows: str, **given: str) -> bytes:
    """A workbook of few parts, none of them styles."""
    return pack({"[Content_Types].xml": TYPES, **parts(rows, **given)})


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    fill(book)
    book.close()
    return held.getvalue()


def rich(book: xlsxwriter.Workbook) -> None:
    """A workbook with what other programs lose on the way."""
    book.add_worksheet("说明").write("A1", "填报说明")
    sheet = book.add_worksheet("数据")
    sheet.activate()
    sheet.write_row(0, 0, ["目标", "数值", "公式"])
    sheet.write("B2", "约300", book.add_format({"bg_color": "#FFFF00", "num_format": "0.0%", "locked": False}))
    sheet.write_formula("C2", "=1+1", None, 2)
    sheet.write_comment("B2", "科室：待核", {"author": "张三"})
    sheet.write_comment("A9", "别处的批注")
    sheet.insert_textbox("F5", "文本框")
    sheet.insert_button("F12", {"caption": "按钮"})
    picture = Path(__file__).parent.parent / "sources" / "fixtures" / "dot.png"
    sheet.insert_image("H1", str(picture), {"image_data": io.BytesIO(_PNG)})
    sheet.data_validation("B2:B9", {"validate": "list", "source": ["甲", "乙"]})
    sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()})
    sheet.add_sparkline("G2", {"range": "数据!B2:B9"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$C$2:$C$3"})
    sheet.insert_chart("K1", chart)
    sheet.merge_range("A4:A6", "R2.1")
    sheet.print_area("A1:C9")
    sheet.protect()
    book.add_worksheet("隐藏表").hide()
    book.define_name("数据!局部", "=数据!$A$1")


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccfc0500f000485018084a98c"
    "210000000049454e44ae426082"
)


def test_every_part_that_need_not_change_stays_to_the_byte() -> None:
    data = written(rich)
    before, after = files_in(data), files_in(copy_of(data, about("B2"), about("E3")).content)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
    }
    assert after.keys() - before.keys() == {"xl/worksheets/plancheck1.xml"}
    for kept in ("<drawing ", "<dataValidations ", "<conditionalFormatting ", "sparklineGroup", "<f>1+1</f><v>2</v>"):
        assert kept.encode() in after["xl/worksheets/sheet2.xml"]


def test_drop_downs_of_other_sheets_and_results_of_formulas_stay() -> None:
    """What a program that writes the whole file anew loses: lists kept in an extension, and every stored result."""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    lists = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{space}" xmlns:xm="u">'
        '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>名单!$A$1:$A$99</xm:f>'
        "</x14:formula1><xm:sqref>A2:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    row = '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>3</v></c><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
    made = copy_of(made_by_hand(row, after=lists), about("A1"), about("A2"))
    sheet = files_in(made.content)["xl/worksheets/sheet1.xml"].decode()
    assert lists in sheet
    assert "<f>SUM(B1:C1)</f><v>3</v>" in sheet
    assert made.lost == ()


def test_a_marked_cell_keeps_its_style_and_gets_a_fill() -> None:
    sheet = opened(copy_of(written(rich), about("B2")))["数据"]
    assert sheet["B2"].fill.fgColor.rgb == RED
    assert sheet["B2"].number_format == "0.0%"
    assert not sheet["B2"].protection.locked
    assert sheet["B2"].value == "约300"
    assert sheet["C2"].fill.fill_type is None


@pytest.mark.parametrize(("severity", "colour"), [("error", RED), ("warning", YELLOW), ("info", BLUE)])
def test_the_colour_says_how_grave_it_is(severity: str, colour: str) -> None:
    sheet = opened(copy_of(made_by_hand(text_row(1, "目标")), about("A1", severity=severity)))["数据"]
    assert sheet["A1"].fill.fgColor.rgb == colour


def test_several_findings_on_a_cell_the_worst_first() -> None:
    findings = about("A1", code="C214", severity="warning", seen=" x"), about("A1")
    sheet = opened(copy_of(made_by_hand(text_row(1, "目标")), *findings))["数据"]
    assert sheet["A1"].fill.fgColor.rgb == RED
    assert sheet["A1"].comment is not None
    lines = sheet["A1"].comment.text.split("\n")
    assert lines[0] == "【plancheck 校验】"
    assert lines[1] == "C203 错误：填的是约数：“约300” → 请填准确的数字"
    assert lines[2].startswith("C214 警告：")


def test_what_others_wrote_in_a_comment_stays() -> None:
    sheet = opened(copy_of(written(rich), about("B2")))["数据"]
    assert sheet["B2"].comment is not None
    assert sheet["B2"].comment.text.startswith("科室：待核\n【plancheck 校验】\nC203 错误：")
    assert sheet["A9"].comment is not None
    assert sheet["A9"].comment.text == "别处的批注"


def test_a_cell_that_is_not_there_is_put_in_its_place() -> None:
    rows = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5" spans="1:1"/>'
    made = copy_of(made_by_hand(rows), *(about(cell) for cell in ("A2", "C2", "E2", "B1", "B4", "A5", "C9")))
    sheet = files_in(made.content)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<row r="(\d+)"', sheet) == ["1", "2", "4", "5", "9"]
    assert re.findall(r'<c r="(\w+)"', sheet) == ["B1", "A2", "B2", "C2", "D2", "E2", "B4", "A5", "C9"]
    assert made.marked == 7
    assert all(
        opened(made)["数据"][cell].fill.fgColor.rgb == RED for cell in ("A2", "C2", "E2", "B1", "B4", "A5", "C9")
    )


def test_a_blank_cell_takes_the_style_of_its_row_or_column() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("数据")
        sheet.set_column("C:C", None, book.add_format({"num_format": "0.00"}))
        sheet.set_row(1, None, book.add_format({"num_format": "0%"}))
        sheet.write("A2", 1)
        sheet.write("A3", 1)

    sheet = opened(copy_of(written(fill), about("C2"), about("C3"), about("C9")))["数据"]
    assert [sheet[cell].number_format for cell in ("C2", "C3", "C9")] == ["0%", "0.00", "0.00"]


def test_a_cell_under_a_merge_is_marked_where_the_merge_begins() -> None:
    made = copy_of(written(rich), about("A5"))
    sheet = opened(made)["数据"]
    assert sheet["A4"].fill.fgColor.rgb == RED
    assert sheet["A4"].comment is not None


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
    ],
    ids=["no addresses", "addresses", "some addresses"],
)
def test_rows_and_cells_without_addresses(rows: str) -> None:
    made = copy_of(made_by_hand(rows), about("B1"), about("B2"), about("C4"))
    sheet = opened(made)["数据"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2, max_col=2)] == [[1, 2], [3, None]]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B1", "B2", "C4")] == [RED] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_prefixes_and_encodings(encoding: str) -> None:
    plain = parts('<row r="1"><c r="A1" t="inlineStr"><is><t>目标</t></is></c></row>')
    sheet = re.sub(r"<(/?)(\w)", r"<\1x:\2", plain["xl/worksheets/sheet1.xml"]).replace("xmlns=", "xmlns:x=")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = pack(
        {"[Content_Types].xml": TYPES, **plain, "xl/worksheets/sheet1.xml": (declared + sheet).encode(encoding)}
    )
    made = copy_of(data, about("A1"), about("B3"))
    assert b"<x:legacyDrawing " in files_in(made.content)["xl/worksheets/sheet1.xml"]
    assert opened(made)["数据"]["B3"].fill.fgColor.rgb == RED
    assert made.lost == ()


def test_strict_workbooks_stay_strict() -> None:
    data = made_by_hand(text_row(1, "目标"), main=STRICT, links=STRICT_LINKS)
    after = files_in(copy_of(data, about("A1")).content)
    assert f'<styleSheet xmlns="{STRICT}"'.encode() in after["xl/styles.xml"]
    assert f'Type="{STRICT_LINKS}/vmlDrawing"'.encode() in after["xl/worksheets/_rels/sheet1.xml.rels"]
    sheets = read_workbook(copy_of(data, about("A1")).content, "", Limits())
    assert [sheet.name for sheet in sheets] == ["错误清单", "数据"]


def test_elements_stand_in_the_order_that_programs_demand() -> None:
    after = '<pageMargins/><drawing xmlns:r="u" r:id="a"/><tableParts count="0"/><extLst/>'
    sheet = files_in(copy_of(made_by_hand(text_row(1, "目标"), after=after), about("A1")).content)
    names = re.findall(r"<(\w+)[ />]", sheet["xl/worksheets/sheet1.xml"].decode().partition("</sheetData>")[2])
    assert names == ["pageMargins", "drawing", "legacyDrawing", "tableParts", "extLst"]


def test_the_list_comes_first_and_what_counts_sheets_counts_on() -> None:
    data = written(rich)
    book = opened(copy_of(data, about("B2")))
    assert book.sheetnames == ["错误清单", "说明", "数据", "隐藏表"]
    assert book.active is not None
    assert book.active.title == "错误清单"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["错误清单"]
    assert book["数据"].print_area == "'数据'!$A$1:$C$9"
    assert "局部" in book["数据"].defined_names
    assert book["隐藏表"].sheet_state == "hidden"


def test_a_chart_sheet_is_not_left_selected_beside_the_list() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("数据").write("A1", 1)
        sheet = book.add_chartsheet("图")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$A$1:$A$2"})
        sheet.set_chart(chart)
        sheet.activate()

    data = written(fill)
    assert b"tabSelected" in files_in(data)["xl/chartsheets/sheet1.xml"]
    made = copy_of(data, about("A1"))
    assert b"tabSelected" not in files_in(made.content)["xl/chartsheets/sheet1.xml"]
    assert opened(made).sheetnames == ["错误清单", "数据", "图"]


def test_the_name_of_the_list_is_one_that_is_free() -> None:
    made = copy_of(made_by_hand(text_row(1, "目标"), sheet_names="错误清单 数据"), about("A1"))
    assert opened(made).sheetnames == ["错误清单 2", "错误清单", "数据"]


def test_the_list_is_text_and_links() -> None:
    hostile = about("A1", sheet="a&'b", seen="=1+1<x>\x1b_x000D_‮")
    data = made_by_hand(text_row(1, "目标"), sheet_names="a&amp;'b")
    sheet = opened(copy_of(data, hostile, Finding("F003", "warning", FileRef("上报.xlsx"), {})))["错误清单"]
    rows = {row[2].value: row for row in sheet.iter_rows() if row[2].value}
    shown = rows["C203"][3].value.replace("_x005F_", "_")  # openpyxl leaves this escape to its caller
    assert shown == "填的是约数：“=1+1<x>\\u001b_x000D_\\u202e”"
    assert rows["C203"][0].hyperlink is not None
    assert rows["C203"][0].hyperlink.location == "'a&''b'!A1"
    assert rows["F003"][0].value == "整个文件"
    assert rows["F003"][0].hyperlink is None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_later_round_replaces_the_earlier_one() -> None:
    data = written(rich)
    first = copy_of(data, about("B2"), about("A4"), about("E3"))
    again = copy_of(first.content, about("B2"), about("A4"), about("E3"))
    assert again.content == first.content
    sheet = opened(copy_of(first.content, about("C2", seen="约9")))["数据"]
    assert sheet["B2"].fill.fgColor.rgb == "FFFFFF00"
    assert sheet["B2"].comment is not None
    assert sheet["B2"].comment.text == "科室：待核"
    assert (sheet["A4"].fill.fill_type, sheet["A4"].comment) == (None, None)
    assert (sheet["E3"].fill.fill_type, sheet["E3"].comment) == (None, None)
    assert sheet["C2"].fill.fgColor.rgb == RED
    assert opened(copy_of(first.content)).sheetnames == ["错误清单", "说明", "数据", "隐藏表"]


def test_the_colour_of_before_comes_back_after_another_program_saved_it() -> None:
    held = io.BytesIO()
    opened(copy_of(written(rich), about("B2"), about("A4"))).save(held)
    sheet = opened(copy_of(held.getvalue()))["数据"]
    assert sheet["B2"].fill.fgColor.rgb == "FFFFFF00"
    assert sheet["A4"].fill.fill_type is None
    assert sheet["B2"].comment is not None
    assert sheet["B2"].comment.text == "科室：待核"


def test_the_list_is_no_submission() -> None:
    made = copy_of(made_by_hand(text_row(1, "目标")), about("A1"))
    sheets = open_sheets(made.content, "退回.xlsx", "", lambda _: False, Limits()).sheets
    assert [sheet.name for sheet in sheets] == ["数据"]


def test_a_sheet_that_only_bears_the_name_is_read() -> None:
    data = made_by_hand(text_row(1, "目标"), sheet_names="错误清单")
    assert [sheet.name for sheet in open_sheets(data, "x.xlsx", "", lambda _: False, Limits()).sheets] == ["错误清单"]


def test_conversations_are_left_alone_and_named() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"'
        ' Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../t.xml"/>'
        "</Relationships>"
    )
    threads = (
        '<ThreadedComments xmlns="u"><threadedComment ref="A1"><text>甲</text></threadedComment></ThreadedComments>'
    )
    given = {"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/t.xml": threads}
    made = copy_of(
        pack({"[Content_Types].xml": TYPES, **parts(text_row(1, "目标", "数值")), **given}), about("A1"), about("B1")
    )
    assert made.lost == ("这些单元格上有对话式批注，未再附加批注，只标了颜色：数据!A1",)
    sheet = opened(made)["数据"]
    assert (sheet["A1"].comment, sheet["A1"].fill.fgColor.rgb) == (None, RED)
    assert sheet["B1"].comment is not None


def test_a_signature_is_dropped_and_that_is_said() -> None:
    named = {"[Content_Types].xml": TYPES, **parts(text_row(1, "目标"))}
    signed = (
        '<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/'
        'origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    named["_rels/.rels"] = named["_rels/.rels"].replace("</Relationships>", signed)
    made = copy_of(pack({**named, "_xmlsignatures/origin.sigs": "", "_xmlsignatures/sig1.xml": "<s/>"}), about("A1"))
    after = files_in(made.content)
    assert not [name for name in after if "signature" in name]
    assert b"digital-signature" not in after["_rels/.rels"]
    assert made.lost == ("数字签名只对原件有效，已去掉",)


def test_hidden_sheets_are_marked_and_that_they_are_hidden_is_said() -> None:
    made = copy_of(written(rich), about("B2", sheet="隐藏表"))
    assert made.lost == ("工作表“隐藏表”是隐藏的：取消隐藏后链接才能跳转",)
    book = opened(made)
    assert book["隐藏表"]["B2"].fill.fgColor.rgb == RED
    assert "工作表“隐藏表”是隐藏的：取消隐藏后链接才能跳转" in [row[0].value for row in book["错误清单"].iter_rows()]


def test_macros_stay_and_ask_for_their_suffix() -> None:
    kind = TYPES.replace("spreadsheetml.sheet.main", "spreadsheetml.sheet.macroEnabled.main").replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.macro", "ms-excel.sheet.macro"
    )
    data = pack({"[Content_Types].xml": kind, **parts(text_row(1, "目标")), "xl/vbaProject.bin": b"\0macro"})
    made = copy_of(data, about("A1"))
    assert made.suffix == ".xlsm"
    assert files_in(made.content)["xl/vbaProject.bin"] == b"\0macro"


def test_the_same_input_gives_the_same_bytes() -> None:
    data = written(rich)
    assert copy_of(data, about("B2")).content == copy_of(data, about("B2")).content
    csv = annotate("目标,数值\nR1,约3\n".encode(), "上报.xlsx", [], "zh")
    assert csv.content == annotate("目标,数值\nR1,约3\n".encode(), "上报.xlsx", [], "zh").content


def test_a_workbook_that_cannot_be_edited_safely_is_written_anew() -> None:
    data = pack(
        {"[Content_Types].xml": TYPES, **parts(text_row(1, "目标", "约300")), "xl/revisions/headers.xml": "<h/>"}
    )
    made = copy_of(data, about("B1"))
    assert made.lost[0].startswith("原工作簿是“共享工作簿”")
    sheet = opened(made)["数据"]
    assert sheet["B1"].value == "约300"
    assert sheet["B1"].comment is not None
    assert sheet["B1"].fill.fgColor.rgb == RED


def test_a_workbook_written_anew_keeps_days_merges_and_what_is_hidden() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("数据")
        sheet.write_row("A1", ["目标", "日期", "长"])
        sheet.write_number("B2", 44834, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.merge_range("A2:A4", "R1.1")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write("B3", 5)
        sheet.set_column("D:E", None, None, {"hidden": True})
        book.add_worksheet("隐藏").hide()

    held = files_in(written(fill))
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    data = pack({**held, "xl/revisions/headers.xml": b"<h/>"})
    before = read_workbook(data, "", Limits())
    after = read_workbook(copy_of(data, about("A3")).content, "", Limits())[1:]
    for told, kept in zip(before, after, strict=True):
        assert (kept.name, kept.hidden, kept.date1904, kept.merges) == (told.name, told.hidden, True, told.merges)
        assert (kept.hidden_rows, kept.hidden_columns) == (told.hidden_rows, told.hidden_columns)
        assert [(row.number, {at: cell.text for at, cell in row.cells.items()}) for row in kept.rows] == [
            (row.number, {at: cell.text for at, cell in row.cells.items()}) for row in told.rows
        ]


@pytest.mark.parametrize("more", [{}, {"xl/revisions/headers.xml": "<h/>"}], ids=["marked", "written anew"])
@pytest.mark.parametrize("merge", ["", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'])
def test_a_sheet_as_large_as_there_can_be_makes_no_large_copy(more: dict[str, str], merge: str) -> None:
    """Two cells at the ends, or one merge over all of it: whoever fills in what lies between runs out of memory."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = pack({"[Content_Types].xml": TYPES, **parts(rows, after=merge), **more})
    made = copy_of(data, about("A1"), about("XFD1048576"), about("B7"))
    assert made.marked == (1 if merge else 3)
    assert len(made.content) < 20_000


def test_a_drawing_that_cannot_be_added_to_means_a_new_workbook() -> None:
    held = files_in(written(rich))
    held["xl/drawings/vmlDrawing1.vml"] = b"<xml>cut off"
    made = copy_of(pack(held), about("E3"))
    assert made.lost[0].startswith("原工作簿的结构无法安全改动")
    assert opened(made)["数据"]["E3"].comment is not None


@pytest.mark.parametrize(("stated", "said"), [("A1", "A1:D9"), ("A1:F2", "A1:F9"), ("rubbish", "rubbish")])
def test_the_area_that_a_sheet_states_grows_with_it(stated: str, said: str) -> None:
    data = made_by_hand(text_row(1, "目标"), before=f'<dimension ref="{stated}"/>')
    sheet = files_in(copy_of(data, about("D9")).content)["xl/worksheets/sheet1.xml"]
    assert f'<dimension ref="{said}"/>'.encode() in sheet


def test_text_tables_become_a_workbook_with_the_same_addresses() -> None:
    finding = Finding("C203", "error", TextRef("上报.csv", 3, 2), {"seen": "约300"})
    made = annotate("示例区\n目标,数值\nR1,约300\nR2,=1+1\n".encode("gb18030"), "上报.csv", [finding], "en")
    book = opened(made)
    assert book.sheetnames == ["Findings", "Sheet1"]
    sheet = book["Sheet1"]
    assert sheet["B3"].value == "约300"
    assert sheet["B3"].comment is not None
    assert sheet["B3"].comment.text.startswith("[plancheck]\nC203 error: ")
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=1+1", "s")
    link = next(row[0] for row in book["Findings"].iter_rows() if row[2].value == "C203").hyperlink
    assert link is not None
    assert link.location == "'Sheet1'!B3"
    assert made.lost[0].startswith("A text file cannot be marked")


@pytest.mark.parametrize("kind", ["xls", "ods", "html"])
def test_old_formats_become_a_workbook_with_the_same_cells(kind: str) -> None:
    rows = "<tr><td>目标</td><td>数值</td></tr><tr><td rowspan=2>R1</td><td>1.5</td></tr><tr><td>约2</td></tr>"
    fixture = Path(__file__).parent.parent / "sources" / "fixtures" / "tidy.xls"
    data = {
        "xls": fixture.read_bytes(),
        "ods": ods([["目标", "数值"], ["R1", 1.5]]),
        "html": f"<html><table>{rows}</table></html>".encode(),
    }[kind]
    before = open_sheets(data, f"上报.{kind}", "", lambda _: False, Limits()).sheets
    made = annotate(data, f"上报.{kind}", [about("B2", sheet=before[0].name or "")], "zh")
    after = open_sheets(made.content, "退回.xlsx", "", lambda _: False, Limits()).sheets
    assert [[row.cells[at].text for at in row.cells] for sheet in after for row in sheet.rows] == [
        [row.cells[at].text for at in row.cells] for sheet in before for row in sheet.rows
    ]
    assert [sheet.merges for sheet in after] == [sheet.merges for sheet in before]
    assert (made.marked, made.suffix) == (1, ".xlsx")
    assert "无法原样标记，这是一份新工作簿" in made.lost[0]


def test_more_cells_than_can_have_comments_are_coloured_and_counted() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 5003))
    made = copy_of(made_by_hand(rows), *(about(f"A{n}") for n in range(1, 5003)))
    assert made.lost == ("工作表“数据”中另有 2 个单元格只标了颜色，没有附批注",)
    sheet = opened(made)["数据"]
    assert (sheet["A5000"].comment is None, sheet["A5001"].comment) == (False, None)
    assert sheet["A5002"].fill.fgColor.rgb == RED
    drawing = files_in(made.content)["xl/drawings/plancheck1.vml"]
    assert b'data="1,2,3,4,5"' in drawing
    assert len(set(re.findall(rb'id="(_x0000_s\d+)"', drawing))) == 5000


def test_a_name_that_turns_the_writing_around_is_shown_escaped() -> None:
    named = parts(text_row(1, "目标"), sheet_names="甲\u202e乙")
    named["xl/workbook.xml"] = named["xl/workbook.xml"].replace('sheetId="1"', 'sheetId="1" state="hidden"')
    made = copy_of(pack({"[Content_Types].xml": TYPES, **named}), about("A1", sheet="甲\u202e乙"))
    assert made.lost == ("工作表“甲\\u202e乙”是隐藏的：取消隐藏后链接才能跳转",)


def test_a_copy_is_untouched_until_a_program_saves_it() -> None:
    edited, fresh = copy_of(written(rich)), annotate(b"a,b\n1,2\n", "a.csv", [], "zh")
    assert is_untouched(edited.content)
    assert is_untouched(fresh.content)
    assert not is_untouched(written(rich))
    for made in (edited, fresh):
        held = io.BytesIO()
        opened(made).save(held)
        assert not is_untouched(held.getvalue())


def test_what_cannot_be_read_is_refused_by_name() -> None:
    with pytest.raises(RefusedError, match="F001"):
        copy_of(b"PK\x03\x04 broken")


places = st.tuples(st.integers(1, 12), st.integers(1, 6))


@given(
    cells=st.dictionaries(places, st.integers(0, 99), max_size=20),
    marks=st.sets(places, max_size=8),
    explicit=st.booleans(),
)
def test_marking_changes_no_value_and_marks_exactly_what_was_asked(
    cells: dict[tuple[int, int], int], marks: set[tuple[int, int]], explicit: bool
) -> None:
    def row(number: int) -> str:
        held = sorted((column, value) for (at, column), value in cells.items() if at == number)
        inside = "".join(f'<c r="{column_name(column)}{number}"><v>{value}</v></c>' for column, value in held)
        return f'<row r="{number}">{inside}</row>' if held or explicit else ""

    data = made_by_hand("".join(map(row, range(1, 13))))
    made = copy_of(data, *(about(f"{column_name(column)}{number}") for number, column in sorted(marks)))
    sheet = opened(made)["数据"]
    found = [cell for line in sheet.iter_rows() for cell in line]
    assert {(cell.row, cell.column): cell.value for cell in found if cell.value is not None} == cells
    assert {(cell.row, cell.column) for cell in found if cell.fill.fgColor.rgb == RED} == marks
    assert {(cell.row, cell.column) for cell in found if cell.comment} == marks
    assert (made.marked, made.lost) == (len(marks), ())
