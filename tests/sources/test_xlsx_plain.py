"""Rows as spreadsheet programs write them are told by their bytes, and mean to a parser what they are taken for."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.sources.grid import Cell, Kind, Sheet
from plancheck.sources.limits import UnusualError
from plancheck.sources.xlsx_plain import alike, as_written, pattern, said, says_nothing
from plancheck.sources.xlsx_sheet import SheetReader
from tests.sources.skimming import book, read_alike

EXCEL = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"'
    ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
FORMS = {
    "Excel": '<row r="{n}" spans="1:4" x14ac:dyDescent="0.3"><c r="A{n}" s="1" t="s"><v>0</v></c><c r="B{n}" s="3"/>'
    '<c r="D{n}" s="2"><v>12.5</v></c></row>',
    "Excel, rows of their own height": '<row r="{n}" spans="1:4" s="1" customFormat="1" ht="{n}.5" customHeight="1"'
    ' thickBot="1" x14ac:dyDescent="0.25"><c r="A{n}" s="1" t="s"><v>0</v></c><c r="D{n}" s="2"><v>12.5</v></c></row>',
    "Excel, formulas": '<row r="{n}" spans="1:4" x14ac:dyDescent="0.3"><c r="A{n}" s="1" t="s"><v>0</v></c>'
    '<c r="D{n}" s="2"><f>IF(E{n}&lt;5,SUM(名册!E{n}:F{n}),"未达标")</f><v>12.5</v></c></row>',
    "Excel, a formula filled down": '<row r="{n}" spans="1:4" x14ac:dyDescent="0.3">'
    '<c r="A{n}" t="str"><f t="shared" si="0"/><v>目标</v></c><c r="D{n}" s="2"><f t="shared" ref="D{n}:D90" si="1">'
    "E{n}+1</f><v>12.5</v></c></row>",
    "Excel, a formula that gives no text": '<row r="{n}" spans="1:4"><c r="A{n}" s="1" t="s"><v>0</v></c>'
    '<c r="B{n}" s="2" t="str"><f>IF(D{n}&gt;5,"",1)</f><v></v></c><c r="C{n}" t="str"><f>B{n}</f><v/></c>'
    '<c r="D{n}"><f>E{n}</f><v>12.5</v></c></row>',
    "WPS": '<row r="{n}" ht="14.25" customHeight="1" spans="1:4"><c r="A{n}" s="1" t="s"><v>0</v></c>'
    '<c r="B{n}" s="3"/><c r="D{n}"><v>12.5</v></c></row>',
    "LibreOffice": '<row r="{n}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
    ' collapsed="false"><c r="A{n}" s="0" t="s"><v>0</v></c><c r="D{n}" s="0">'
    '<f aca="false">E{n}</f><v>12.5</v></c></row>',
    "pandas": '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>&#30446;&#26631;</t></is></c>'
    '<c r="D{n}" t="n"><v>12.5</v></c></row>',
    "EasyExcel": '<row r="{n}">\n<c r="A{n}" s="1" t="inlineStr"><is><t>目标</t></is></c>'
    '<c r="D{n}" t="n"><v>12.5</v></c></row>\n',
}


def rows_of(form: str) -> str:
    return "".join(FORMS[form].format(n=n) for n in range(2, 60))


@pytest.mark.parametrize("form", FORMS)
def test_the_parser_sees_no_row_as_programs_write_them(form: str) -> None:
    data = book(rows_of(form), head=EXCEL, declaration=DECLARED)
    with patch.object(SheetReader, "_begin_cell", side_effect=AssertionError), patch.object(SheetReader, "close"):
        from tests.sources.skimming import opened

        opened(data, 0, 256)
    (sheet,) = read_alike(data)
    assert isinstance(sheet, Sheet)
    assert [row.number for row in sheet.rows] == list(range(2, 60))
    calculated = "<f" in FORMS[form]
    assert sheet.rows[7].cells[4] == Cell("12.5", Kind.NUMBER, "", calculated)
    assert sheet.rows[7].cells[1].text == "目标"


def test_the_parser_decides_what_is_declared() -> None:
    """Without its declaration the attribute makes the sheet no XML."""
    assert read_alike(book(rows_of("Excel"))) == ("F001", "xml")
    elsewhere = '<x xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"/>'
    assert read_alike(book(rows_of("Excel"), before=elsewhere)) == ("F001", "xml")
    (sheet,) = read_alike(book(rows_of("Excel").replace("x14ac", "a"), head='xmlns:a="b"'))
    assert isinstance(sheet, Sheet)
    assert len(sheet.rows) == 58


@pytest.mark.parametrize(
    ("attributes", "sound"),
    [
        (b"", True),
        (b' spans="1:4" ht="15.75" customHeight="1"', True),
        (b' ht="15.75" customHeight="1" spans="1:4"', True),
        (b' x14ac:dyDescent="0.25"', True),
        (b' hidden="0" collapsed="false"', True),
        (b' hidden="1"', False),
        (b' hidden="on"', False),
        (b' ht="1" ht="1"', False),
        (b' x14ac:dyDescent="1" y:dyDescent="1"', False),
        (b' z:dyDescent="1"', False),
        (b' x14ac:hidden="1"', False),
        (b' x14ac:x14ac:dyDescent="1"', False),
        (b' r="7"', False),
        (b' xmlns="7"', False),
        (b' other="7"', False),
    ],
)
def test_attributes_of_a_row_that_say_nothing_about_its_cells(attributes: bytes, sound: bool) -> None:
    assert says_nothing(attributes, frozenset({b"x14ac", b"y"})) is sound


NAMES = (
    "spans",
    "s",
    "customFormat",
    "ht",
    "hidden",
    "customHeight",
    "outlineLevel",
    "collapsed",
    "thickBot",
    "thickTop",
)
MORE = ("ph", "x14ac:dyDescent", "b:dyDescent", "c:dyDescent", "x14ac:hidden", "b:r", "other", "xml:space", "b:other")


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """Known and unknown ones in any order, at times twice, at times of a prefix that nobody declared."""
    names = draw(st.lists(st.sampled_from(NAMES) | st.sampled_from(MORE), max_size=6, unique=draw(st.booleans())))
    values = st.sampled_from(("1", "0", "15.75", "1:6", "true", "false", "", " 1", "A:B C", "&#49;", "%", "a'b"))
    quote = st.sampled_from(('"', '"', '"', "'"))
    space = st.sampled_from((" ", " ", " ", "  ", "\n"))
    made = ""
    for name in names:
        mark, value = draw(quote), draw(values)
        made += f"{draw(space)}{name}={mark}{value.replace(mark, '')}{mark}"
    return made


@settings(max_examples=300, deadline=None)
@given(st.lists(attributes() | st.just(' x14ac:dyDescent="0.25"'), min_size=1, max_size=12), st.integers(64, 600))
def test_rows_with_any_attributes_read_the_same_both_ways(given: list[str], piece: int) -> None:
    rows = "".join(
        f'<row r="{n}"{more}><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n, more in enumerate(given * 3, 3)
    )
    read_alike(book(rows, head=EXCEL + ' xmlns:b="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'), piece)


TAGS = ("", ' s="1"', ' t="n"', ' t="str"', ' s="2" t="str"', ' t="s"', ' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"')
INSIDE = (
    "<v>{0}</v>",
    "<f>A{n}+1</f><v>{0}</v>",
    "<f>{1}</f><v>{0}</v>",
    '<f t="shared" ref="A1:A{n}" si="0">A{n}</f><v>{0}</v>',
    '<f t="shared" si="0"/><v>{0}</v>',
    '<f si="0" t="shared"/><v>{0}</v>',
    '<f t="shared" t="shared"/><v>{0}</v>',
    '<f t="array" aca="1" ref="A{n}" ca="1">{1}</f><v>{0}</v>',
    "<f/><v>{0}</v>",
    "<f>A1</f>",
    "<f>A1</f><v/>",
    "<f>A1</f><v></v>",
    "<f>A1</f><v>{0}</v><v></v>",
    "<f>A1</f><v>{0}</v><v>5</v>",
    "<v>{0}</v><f>A1</f>",
    "<is><t>{0}</t></is>",
    "<is><t>{0}</t></is><v>{0}</v>",
    "<f>A1</f><is><t>{0}</t></is>",
    "<is><t></t></is>",
    "<is><t/></is>",
    "<is><r><t>{0}</t></r></is>",
    '<is><t xml:space="preserve">{0}</t></is>',
    "<is><t>{0}</t><rPh><t>ni</t></rPh></is>",
    "<v></t></is>",
    "<is><t></v>",
    "<is><t></is></t>",
    "",
)
WRITTEN = (
    "0",
    "12.50",
    "1e3",
    "#REF!",
    "达标",
    " 1 ",
    "1.2万",
    "a b",
    "字" * 101,
    "x" * 301,
    "_x0041_",
    "{0}",
    "%b",
    "",
)
ENTITIES = ("&#30446;", "&#x76EE;", "&lt;5&gt;", "&amp;amp;", "&#13;", "&#0;", "&#xD800;", "&nope;", "&", ">", "]]>")
INVISIBLE = (
    "\t",
    "a\nb",
    "\r\n",
    "\x00",
    "\x01",
    "\x02",
    "\x03",
    "\x7f",
    "\x85",
    "\u00a0",
    "\u200b",
    "\ufffe",
    "\uffff",
)
BROKEN = ("\udc80", "\udcff")
TEXTS = st.sampled_from(WRITTEN) | st.sampled_from((*ENTITIES, *INVISIBLE, *BROKEN))


@st.composite
def cells(draw: st.DrawFn) -> str:
    """One of a value, a formula or a text in the cell, sound or not."""
    inside = draw(st.sampled_from(INSIDE[:6]) | st.sampled_from(INSIDE))
    inside = inside.replace("{0}", draw(TEXTS)).replace("{1}", draw(TEXTS))
    return f'<c r="X{{n}}"{draw(st.sampled_from(TAGS))}>{inside}</c>'


@settings(max_examples=600, deadline=None)
@given(st.lists(cells(), min_size=1, max_size=3), st.integers(3, 12), st.integers(64, 2000), st.integers(0, 11))
def test_cells_with_formulas_and_texts_read_the_same_both_ways(
    made: list[str], count: int, piece: int, spoilt: int
) -> None:
    """Rows of one make, so that also the look at all of them at once is taken; one may be spoilt."""
    sound = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>字</t></is></c><c r="B{n}"><f>A{n}</f><v>{n}</v></c></row>'
    row = '<row r="{n}">' + "".join(cell.replace("X", "ABC"[at]) for at, cell in enumerate(made)) + "</row>"
    rows = [sound if n % 3 == spoilt else row for n in range(count)]
    read_alike(book("".join(one.replace("{n}", str(n)) for n, one in enumerate(rows, 9))), piece)


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<?xml version="1.0" encoding="utf8"?>', "utf-8"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "utf-8"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "utf-8"),
        ('<?xml version="1.0" encoding="US-ASCII"?>', "utf-8"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-8"),
    ],
)
def test_texts_are_decoded_as_the_sheet_declares(declaration: str, encoding: str) -> None:
    read = read_alike(book(rows_of("EasyExcel"), declaration=declaration, encoding=encoding))
    if declaration == "" or encoding == "utf-16":
        assert isinstance(read[0], Sheet)
        assert read[0].rows[0].cells[1].text == "目标"


@pytest.mark.parametrize("text", [b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xe7\x9b"])
def test_bytes_that_are_no_text_are_left_to_the_parser(text: bytes) -> None:
    assert alike(b'<row r="1"><c r="A1"><f>' + text + b"</f><v>1</v></c></row>") is None


@pytest.mark.parametrize("text", [b"&#0;", b"&nope;", b"&#xD800;", b"&"])
def test_an_entity_that_is_none_is_left_to_the_parser(text: bytes) -> None:
    with pytest.raises(UnusualError):
        said(b' t="inlineStr"><v>\2' + text + b"\3")


def test_what_is_said_in_a_cell() -> None:
    assert said(b' s="4" t="inlineStr"><v>\2a&amp;b&#10;\3') == ("4", "inlineStr", "a&b\n", False)
    assert said(b"><f/><v>12") == ("", "", "12", True)


def test_rows_written_alike_are_written_back() -> None:
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><is><t></v></c><c><v></t></is></c></row>'
    made = alike(row)
    assert made is not None
    assert b"<v>\2a\3</v></c>" in made
    assert as_written(made) == row
    assert alike(row + b"<!-- -->") is None
    assert alike(row + b"\2") is None
    odd = b'<row r="1"><c r="A1" t="s"><v>\2a\3</v></c></row>'
    assert not pattern(frozenset({b"A"}), odd).fullmatch(odd)
