from __future__ import annotations

import datetime
import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import to_excel

from plancheck.sources import xlsx
from plancheck.sources.cells import stored_number
from plancheck.sources.grid import Area, Cell, Kind, Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.xlsx import read_workbook
from plancheck.sources.xlsx_zip import Container
from tests.sources.workbooks import STRICT, pack, parts, text_row


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheets(data: bytes, limits: Limits | None = None) -> tuple[Sheet, ...]:
    return read_workbook(data, "a.xlsx", limits or Limits())


def cells(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    return {(row.number, column): cell for row in sheet.rows for column, cell in row.cells.items()}


def one_sheet(rows: str, **more: str) -> Sheet:
    return sheets(pack(parts(rows, **more)))[0]


def sample_book() -> openpyxl.Workbook:
    """Styles, dates, formulas, errors, merges, hidden things, long and empty texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据"
    sheet.append(["指标", "数值", "日期", "是否", None, "说明"])
    sheet.append(["学位", 1200, datetime.date(2026, 9, 30), True, None, "多行\n文字"])
    sheet.append(["比例", 0.955, datetime.datetime(2026, 9, 30, 12, 30), False, "", " 前后空格 "])
    sheet.append(["算式", "=SUM(B2:B3)", datetime.date(1900, 1, 5), "#DIV/0!", -0.1, "&<>\"'"])
    sheet.append([])
    sheet.append([1, 2.5, 1e21, 1e-7, 123456789012345678, "007"])
    sheet["B3"].number_format = "0.0%"
    sheet["D4"].data_type = "e"
    sheet["F1"].font = Font(bold=True)
    sheet.merge_cells("A8:A12")
    sheet["A8"] = "合并"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    other = book.create_sheet("隐藏")
    other.sheet_state = "hidden"
    other["XFD1048576"] = "far"
    book.create_sheet("空")
    return book


def as_seen_by_openpyxl(data: bytes) -> list[dict[tuple[int, int], Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [
        {(cell.row, cell.column): cell.value for row in sheet.iter_rows(max_row=50) for cell in row if cell.value}
        for sheet in book.worksheets
    ]


def plain(cell: Cell) -> Any:
    """Our cell as the other libraries give it: floats, booleans, texts; an uncalculated formula is nothing."""
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    if cell.kind is Kind.BOOL:
        return cell.text == "TRUE"
    return None if cell.kind is Kind.UNCALCULATED else cell.text


def as_number(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return to_excel(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_it_agrees_with_openpyxl_cell_by_cell() -> None:
    data = saved(sample_book())
    theirs = as_seen_by_openpyxl(data)[0]
    ours = {at: plain(cell) for at, cell in cells(sheets(data)[0]).items()}
    expected = {at: as_number(value) for at, value in theirs.items()}
    assert {at: value for at, value in ours.items() if value} == {
        at: pytest.approx(value, rel=1e-14) if isinstance(value, float) else value for at, value in expected.items()
    }


def test_it_agrees_with_calamine_on_every_value_that_calamine_keeps() -> None:
    data = saved(sample_book())
    theirs = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = cells(sheets(data)[0])
    for at, cell in ours.items():
        other = theirs[at[0] - 1][at[1] - 1]
        if cell.kind in (Kind.TEXT, Kind.BOOL) or isinstance(other, float):
            assert plain(cell) == other
    written = {(r, c) for r, row in enumerate(theirs, 1) for c, value in enumerate(row, 1) if value not in ("", None)}
    assert written <= set(ours)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False, width=32),
            st.integers(-(10**12), 10**12),
            st.booleans(),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: not t.startswith("=")),
        ),
        max_size=8,
    )
)
def test_what_openpyxl_wrote_is_what_is_read(values: list[Any]) -> None:
    book = openpyxl.Workbook()
    for at, value in enumerate(values, 1):
        cell = book.worksheets[0].cell(at, 1, value)
        if isinstance(value, str):
            cell.data_type = "s"
    ours = {at[0]: plain(cell) for at, cell in cells(sheets(saved(book))[0]).items()}
    for at, value in enumerate(values, 1):
        if isinstance(value, str):
            assert ours.get(at, "").strip() == value.strip() or not value.strip().strip(
                "\ufeff\u200b\u200c\u200d\u2060"
            )
        else:
            assert ours[at] == pytest.approx(value, rel=1e-14, abs=0)  # openpyxl writes 16 digits


def test_it_keeps_what_others_drop() -> None:
    first, hidden, empty = sheets(saved(sample_book()))
    kept = cells(first)
    assert kept[3, 2] == Cell("0.955", Kind.NUMBER, "0.0%")
    assert kept[2, 3] == Cell("46295", Kind.NUMBER, "yyyy-mm-dd")
    assert kept[4, 2] == Cell("=SUM(B2:B3)", Kind.UNCALCULATED, "", True)
    assert kept[4, 4].kind is Kind.ERROR
    assert first.merges == (Area(8, 1, 12, 1),)
    assert first.hidden_rows == frozenset({3})
    assert first.column_hidden(6)
    assert not first.column_hidden(5)
    assert (hidden.hidden, empty.rows) == (True, ())
    assert str(hidden.origin(1_048_576, 16_384)) == "a.xlsx#隐藏!XFD1048576"


def test_a_cached_value_is_told_from_a_missing_one() -> None:
    sheet = one_sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    kept = {column: (cell.kind, cell.text) for (_, column), cell in cells(sheet).items()}
    assert kept == {
        1: (Kind.NUMBER, "2"),
        2: (Kind.UNCALCULATED, "=1+1"),
        3: (Kind.UNCALCULATED, "=1+1"),
        5: (Kind.ERROR, "#DIV/0!"),
    }
    assert cells(sheet)[1, 1].formula


def test_stored_number_text_is_kept_and_read_to_fifteen_digits() -> None:
    cell = cells(one_sheet('<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>'))[1, 1]
    assert (cell.text, str(stored_number(cell.text))) == ("0.30000000000000004", "0.3")


def test_rows_and_cells_without_an_address_follow_the_one_before() -> None:
    sheet = one_sheet('<row r="3"><c><v>1</v></c><c><v>2</v></c></row><row><c r="C4"><v>3</v></c><c><v>4</v></c></row>')
    assert sorted(cells(sheet)) == [(3, 1), (3, 2), (4, 3), (4, 4)]


def test_rich_text_is_joined_and_reading_aids_are_left_out() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>学</t></r><r><t>位</t></r>'
        "<rPh><t>xuewei</t></rPh></si><si><t>第一行_x000A_第二行</t></si></sst>"
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    rows += '<c r="C1" t="inlineStr"><is><r><t>内</t></r><rPh><t>nei</t></rPh><r><t>联</t></r></is></c></row>'
    named = parts(rows)
    link = '<Relationship Id="s" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    named["xl/_rels/workbook.xml.rels"] = named["xl/_rels/workbook.xml.rels"].replace("</Relationships>", link)
    named["xl/sharedStrings.xml"] = strings
    kept = cells(sheets(pack(named))[0])
    assert [cell.text for cell in kept.values()] == ["学位", "第一行\n第二行", "内联"]


def test_the_strict_form_is_read_like_any_other() -> None:
    links = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rows = '<row r="1"><c r="A1" t="d"><v>2026-09-30</v></c></row>'
    sheet = one_sheet(rows, main=STRICT, links=links)
    assert cells(sheet)[1, 1] == Cell("2026-09-30", Kind.DATE)


@pytest.mark.parametrize("skimmed_from", [0, 1 << 30])
def test_strict_texts_formats_merges_and_hidden_rows_are_found_too(
    monkeypatch: pytest.MonkeyPatch, skimmed_from: int
) -> None:
    """The parts beside the sheet are in the other namespaces as well; whoever misses them reads an empty sheet."""
    monkeypatch.setattr(xlsx, "SKIMMED_FROM", skimmed_from)
    links = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.95</v></c></row>'
    rows += '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c></row>'
    named = parts(rows, after='<mergeCells><mergeCell ref="B1:B2"/></mergeCells>', main=STRICT, links=links)
    more = "".join(
        f'<Relationship Id="{part}" Type="{links}/{part}" Target="{part}.xml"/>' for part in ("sharedStrings", "styles")
    )
    listed = "xl/_rels/workbook.xml.rels"
    named[listed] = named[listed].replace("</Relationships>", f"{more}</Relationships>")
    named["xl/sharedStrings.xml"] = f'<sst xmlns="{STRICT}"><si><t>学位</t></si><si><t>隐藏</t></si></sst>'
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    named["xl/styles.xml"] = f'<styleSheet xmlns="{STRICT}">{formats}</styleSheet>'
    (sheet,) = sheets(pack(named))
    assert cells(sheet) == {
        (1, 1): Cell("学位", Kind.TEXT),
        (1, 2): Cell("0.95", Kind.NUMBER, "0.00%"),
        (2, 1): Cell("隐藏", Kind.TEXT),
    }
    assert (sheet.merges, sheet.hidden_rows) == ((Area(1, 2, 2, 2),), frozenset({2}))


def test_two_cells_at_the_ends_of_a_sheet_and_a_merge_over_all_of_it_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = one_sheet(
        rows,
        before='<dimension ref="A1:XFD1048576"/>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert len(sheet.rows) == 2
    assert sheet.merges == (Area(1, 1, 1_048_576, 16_384),)


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "code", "reason"),
    [
        ('<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>100</v></c></row>', "F006", "duplicate_cell"),
        (ONE + ONE, "F006", "duplicate_cell"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "F001", "reference"),
        ('<row r="1"><c r="A1" t="s"><v>x</v></c></row>', "F001", "reference"),
        ('<row r="1"><c r="B2"><v>1</v></c></row>', "F001", "reference"),
        ('<row r="0"><c><v>1</v></c></row>', "F001", "reference"),
        ('<row r="x"><c><v>1</v></c></row>', "F001", "reference"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "F001", "reference"),
        ('<row r="1048577"><c><v>1</v></c></row>', "F001", "reference"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "F001", "xml"),
        ('<row r="1"><c r="A1" s="x"><v>1</v></c></row>', "F001", "reference"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(rows: str, code: str, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        one_sheet(rows)
    assert (refused.value.code, refused.value.facts["reason"]) == (code, reason)


def test_parts_that_differ_only_in_case_or_come_twice_are_refused() -> None:
    for name in ("xl/worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"):
        with pytest.raises(RefusedError, match="F006: duplicate_part"):
            sheets(pack(parts(ONE), (name, "<x/>")))


def test_two_sheets_of_one_name_are_refused() -> None:
    with pytest.raises(RefusedError, match="F006: duplicate_sheet"):
        sheets(pack(parts(ONE, sheet_names="data DATA")))


def test_a_document_type_is_refused_wherever_it_stands() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"):
        named = parts(ONE)
        with pytest.raises(RefusedError, match="F006: dtd"):
            sheets(pack({**named, part: bomb + named[part]}))


def test_missing_parts_are_named() -> None:
    for part, reason in (
        ("xl/worksheets/sheet1.xml", "missing_part"),
        ("xl/_rels/workbook.xml.rels", "missing_part"),
        ("xl/workbook.xml", "no_workbook"),
        ("_rels/.rels", "no_workbook"),
    ):
        named = parts(ONE)
        del named[part]
        with pytest.raises(RefusedError, match=f"F001: {reason}"):
            sheets(pack(named))


def test_a_link_out_of_the_file_is_never_followed() -> None:
    named = parts(ONE)
    links = named["xl/_rels/workbook.xml.rels"]
    outside = links.replace('Target="worksheets/sheet1.xml"', 'Target="file:///etc/hostname" TargetMode="External"')
    with pytest.raises(RefusedError, match="F001: missing_part"):
        sheets(pack({**named, "xl/_rels/workbook.xml.rels": outside}))
    upward = links.replace("worksheets/sheet1.xml", "../../../etc/hostname")
    with pytest.raises(RefusedError, match="F001: missing_part etc/hostname"):
        sheets(pack({**named, "xl/_rels/workbook.xml.rels": upward}))


def test_what_unpacks_to_too_much_is_refused_while_it_unpacks() -> None:
    data = pack(parts(ONE + " " * 40_000_000))
    assert len(data) < 100_000
    with pytest.raises(RefusedError, match="F005: unpacked 1000000"):
        sheets(data, Limits(unpacked_bytes=1_000_000))


def test_too_many_cells_strings_merges_or_elements_are_refused() -> None:
    many = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 22))
    merges = "<mergeCells>" + '<mergeCell ref="A1:A2"/>' * 21 + "</mergeCells>"
    for rows, after, reason in ((many, "", "cells"), ("", merges, "cells"), ("<row/>" * 200, "", "elements")):
        with pytest.raises(RefusedError, match=f"F005: {reason}"):
            sheets(pack(parts(rows, after=after)), Limits(cells=20))


def test_damaged_containers_are_refused_whatever_the_damage() -> None:
    whole = saved(sample_book())
    for at in range(0, len(whole), 97):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            sheets(bytes(broken))
        except RefusedError as refused:
            assert refused.code in ("F001", "F002", "F005", "F006")  # noqa: PT017 - most bytes may change unnoticed
        with pytest.raises(RefusedError, match="F001"):
            sheets(whole[: at + 4])


def texts_inside(data: bytes) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
    """The parts that are looked at, and where in them an attribute or a text stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        named = {name: container.read(name).decode() for name in container.namelist()}
    ours = [name for name in named if name.startswith(("xl/w", "xl/s", "xl/_", "_rels"))]
    spots = [(name, *found.span()) for name in ours for found in re.finditer(r'(?<==")[^"]*|(?<=>)[^<]+', named[name])]
    return named, spots


WHOLE, SPOTS = texts_inside(saved(sample_book()))
ODD = (
    "",
    "x",
    "-1",
    "9" * 20,
    "1.5",
    "A0",
    "A1:A1:A1",
    "$B$2",
    "rId9",
    "1e999",
    "nan",
    "１",
    "&#9;",
    "&amp;",
    "é" * 99,
)


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(st.sampled_from(SPOTS), st.sampled_from(ODD), min_size=1, max_size=2), st.sampled_from([0, 1 << 30])
)
def test_whatever_stands_in_an_attribute_or_a_text_there_is_nothing_but_a_refusal(
    changed: dict[tuple[str, int, int], str], skimmed_from: int
) -> None:
    """Other readers answer with KeyError, TypeError, ValueError or IndexError as it comes."""
    named = dict(WHOLE)
    for (name, start, stop), odd in sorted(changed.items(), reverse=True):
        named[name] = named[name][:start] + odd + named[name][stop:]
    with patch.object(xlsx, "SKIMMED_FROM", skimmed_from), suppress(RefusedError):
        sheets(pack(named))


def test_macros_are_left_alone(tmp_path: Path) -> None:
    named = {**parts(ONE), "xl/vbaProject.bin": "AutoOpen"}
    assert len(sheets(pack(named))[0].rows) == 1


def test_a_table_in_a_workbook_reads_like_one_in_text(read: Any, found: Any) -> None:
    rows = text_row(1, "target", "period", "value") + text_row(2, "STAFF", "2026年", "1.2万")
    submitted = read(pack(parts(rows)), "上报.xlsx")
    assert found(submitted) == [("C204", "上报.xlsx#数据!C2")]
    assert str(submitted.observations[0].origin) == "上报.xlsx#数据!C2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_elements_are_counted_alike_in_every_encoding(encoding: str) -> None:
    """A worksheet, its rows, a row, thirty-two cells and as many values, but no end of any of them: 67 elements."""
    named: dict[str, str | bytes] = dict(parts('<row r="1">' + "<c><v>1</v></c>" * 32 + "</row>"))
    text = str(named["xl/worksheets/sheet1.xml"])
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    named["xl/worksheets/sheet1.xml"] = mark + text.encode(encoding)
    container = Container(pack(named), Limits(cells=17))
    container.parse("xl/worksheets/sheet1.xml", lambda *_: None, lambda _: None, lambda _: None)
    short = Container(pack(named), Limits(cells=16))
    with pytest.raises(RefusedError) as refused:
        short.parse("xl/worksheets/sheet1.xml", lambda *_: None, lambda _: None, lambda _: None)
    assert refused.value.facts["reason"] == "elements"


@pytest.mark.parametrize("name", ["x", "丯", "⼀"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_no_name_hides_an_element(encoding: str, name: str) -> None:
    """In UTF-16 the bytes of a bracket and of the first letter may be those that begin an end."""
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    named = {"x.xml": mark + f"<x>{f'<{name}/>' * 300}</x>".encode(encoding)}
    with pytest.raises(RefusedError) as refused:
        Container(pack(named), Limits(cells=16)).parse("x.xml", lambda *_: None, lambda _: None, lambda _: None)
    assert refused.value.facts["reason"] == "elements"
