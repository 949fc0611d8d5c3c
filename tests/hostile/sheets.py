"""Attacks by what a worksheet says: places, merges, hidden parts, links, shared strings, formulas."""

from __future__ import annotations

from tests.hostile.attack import read, refused
from tests.hostile.books import HEAD, LINKS, VALUE, WORKBOOK, added, book, changed, linked, row, rows, text
from tests.sources.workbooks import MAIN, pack, parts, text_row


@read(VALUE, say=["S109 note"])
def cells_at_both_ends() -> bytes:
    """A1 and XFD1048576: two cells, and whoever fills a grid between them needs all memory there is."""
    return book(rows() + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>注：完</t></is></c></row>')


@read(VALUE)
def dimension_that_lies() -> bytes:
    """A sheet that claims to end at A1, and one that claims to be full."""
    named = parts(rows(), before='<dimension ref="A1"/>', sheet_names="数据 大")
    named["xl/worksheets/sheet2.xml"] = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/></worksheet>'
    return pack(named)


@read(VALUE)
def merge_over_the_whole_sheet() -> bytes:
    """Seventeen billion cells for whoever expands it."""
    return book(rows(), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


@read(VALUE)
def a_hundred_thousand_merges_over_each_other() -> bytes:
    """Every one covers the whole sheet."""
    return book(rows(), after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>")


@refused("F005 merges")
def merges_that_fill_the_same_rows_again_and_again() -> bytes:
    """Filling each of 700 merges over each of 3,000 rows is two million steps."""
    body = HEAD + "".join(row(at) for at in range(2, 3002))
    return book(body, after="<mergeCells>" + '<mergeCell ref="A2:A3001"/>' * 700 + "</mergeCells>")


@refused("F001 reference")
def merge_of_nothing() -> bytes:
    """A merge without an area."""
    return book(rows(), after='<mergeCells><mergeCell ref=""/></mergeCells>')


@refused("F006 duplicate_cell")
def same_cell_twice() -> bytes:
    """One program shows the first, another the last."""
    return book(HEAD + '<row r="2"><c r="D2"><v>5</v></c><c r="D2"><v>99999</v></c></row>')


@refused("F006 duplicate_cell")
def same_cell_in_two_rows() -> bytes:
    """The row itself comes twice."""
    return book(HEAD + row(2) + row(2, '<c r="D2"><v>99999</v></c>'))


@refused("F001 reference")
def cell_of_another_row() -> bytes:
    """A cell that says it stands elsewhere."""
    return book(HEAD + '<row r="2"><c r="D9"><v>5</v></c></row>')


@refused("F001 reference")
def cell_outside_of_any_row() -> bytes:
    """A value that belongs to no row."""
    return book("<c><v>5</v></c>" + HEAD)


@refused("F001 reference")
def row_zero() -> bytes:
    """There is no row before the first."""
    return book('<row r="0"><c><v>1</v></c></row>')


@refused("F001 reference")
def row_after_the_last() -> bytes:
    """Nor one after the last."""
    return book('<row r="1048577"><c><v>1</v></c></row>')


@refused("F001 reference")
def row_below_zero() -> bytes:
    """A row number with a sign."""
    return book('<row r="-1"><c><v>1</v></c></row>')


@refused("F001 reference")
def column_after_the_last() -> bytes:
    """XFE is one too far."""
    return book('<row r="1"><c r="XFE1"><v>1</v></c></row>')


@refused("F006 twice")
def value_given_twice() -> bytes:
    """One program shows 5, another 99999."""
    return book(HEAD + row(2, "<c><v>5</v><v>99999</v></c>"))


@refused("F006 twice")
def formula_given_twice() -> bytes:
    """Which of them the value comes from, nobody can tell."""
    return book(HEAD + row(2, "<c><f>1+1</f><f>9*9</f><v>5</v></c>"))


@refused("F006 twice")
def value_and_text_that_differ() -> bytes:
    """A cell with a value and a text in itself: which of them counts depends on the program."""
    return book(HEAD + row(2, '<c t="inlineStr"><v>5</v><is><t>99999</t></is></c>'))


@read(VALUE)
def value_and_text_that_agree() -> bytes:
    """The same said in two ways is no contradiction."""
    return book(HEAD + row(2, '<c t="n"><v>700</v><is><t>700</t></is></c>'))


@refused("F001 xml")
def number_around_an_element() -> bytes:
    """1, an element with a 5 in it, 00: read as 1500 by whoever joins all text."""
    return book(HEAD + row(2, "<c><v>1<x>5</x>00</v></c>"))


@refused("F001 reference")
def cell_of_a_kind_there_is_not() -> bytes:
    """A kind that a later version may bring is not taken for a number that it may not be."""
    return book(HEAD + row(2, '<c t="zz"><v>5</v></c>'))


@refused("F006 twice")
def link_given_twice() -> bytes:
    """One name for two sheets: the first has 5, the other 99999."""
    link = '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    return changed(LINKS, lambda was: was.replace("</Relationships>", link))


@refused("F006 twice")
def two_lists_of_shared_texts() -> bytes:
    """Cells name their text by its number: in which list?"""
    both = "".join(f'<Relationship Id="r{at}" Type="http://x/sharedStrings" Target="texts{at}.xml"/>' for at in (1, 2))
    return changed(LINKS, lambda was: was.replace("</Relationships>", both + "</Relationships>"))


@refused("F006 twice")
def two_workbooks_in_one() -> bytes:
    """Which of the two is opened depends on the program."""
    link = '<Relationship Id="r9" Type="http://x/officeDocument" Target="xl/other.xml"/></Relationships>'
    return changed("_rels/.rels", lambda was: was.replace("</Relationships>", link))


@refused("F006 twice")
def two_lists_of_cell_formats() -> bytes:
    """Cells name their format by its number: in which list?"""
    lists = '<cellXfs><xf numFmtId="9"/></cellXfs><cellXfs><xf numFmtId="1"/></cellXfs>'
    return linked("styles", "styles9.xml", f'<styleSheet xmlns="{MAIN}">{lists}</styleSheet>')


@refused("F001 reference")
def address_of_a_million_letters() -> bytes:
    """An address nobody can mean."""
    return book(f'<row r="1"><c r="{"A" * 1_000_000}1"><v>1</v></c></row>')


@refused("F001 reference")
def address_in_full_width() -> bytes:
    """Digits that are digits to some programs only."""
    return book('<row r="1"><c r="A１"><v>1</v></c></row>')


@refused("F006 duplicate_sheet")
def two_sheets_of_one_name() -> bytes:
    """An address would mean two cells."""
    return book(sheet_names="数据 数据")


@refused("F006 duplicate_sheet")
def two_sheets_of_one_name_in_other_letters() -> bytes:
    """Spreadsheet programs tell no upper from lower case."""
    return book(sheet_names="Data DATA")


@refused("F006 duplicate_part")
def two_sheets_of_one_part() -> bytes:
    """The same cells under two names would count twice."""
    return changed(LINKS, lambda was: was.replace("sheet2.xml", "sheet1.xml"), sheet_names="甲 乙")


@refused("F006 duplicate_part")
def more_sheets_than_anyone_opens() -> bytes:
    """A hundred thousand sheets in the list, all of one part: reading it again for each takes minutes."""
    listed = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="rId1"/>' for at in range(2, 100_000))
    return changed(WORKBOOK, lambda was: was.replace("</sheets>", listed + "</sheets>"))


@refused("F001 missing_part")
def sheet_with_no_link() -> bytes:
    """A sheet that leads nowhere."""
    return changed(WORKBOOK, lambda was: was.replace("rId1", "rId99"))


@refused("F001 missing_part")
def link_out_of_the_container() -> bytes:
    """A part somewhere in the file system."""
    return changed(LINKS, lambda was: was.replace("worksheets/sheet1.xml", "../../../../etc/passwd"))


@refused("F001 missing_part")
def link_to_a_file() -> bytes:
    """An address of a file on this machine."""
    return changed(LINKS, lambda was: was.replace("worksheets/sheet1.xml", "file:///etc/passwd"))


@refused("F001 missing_part")
def link_to_an_address() -> bytes:
    """An address on the network, marked as outside: nothing is ever fetched."""
    outside = 'http://127.0.0.1:9/sheet.xml" TargetMode="External'
    return changed(LINKS, lambda was: was.replace("worksheets/sheet1.xml", outside))


@refused("F001 missing_part")
def link_to_an_address_without_saying_so() -> bytes:
    """The same without the mark."""
    return changed(LINKS, lambda was: was.replace("worksheets/sheet1.xml", "http://127.0.0.1:9/sheet.xml"))


@refused("F001 missing_part")
def link_with_a_share() -> bytes:
    """A share on a server, which some systems log in to when they merely look at it."""
    return changed(LINKS, lambda was: was.replace("worksheets/sheet1.xml", "\\\\127.0.0.1\\share\\x.xml"))


@read(VALUE)
def links_of_other_kinds() -> bytes:
    """Pictures, external workbooks, connections and queries are never looked at."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = "".join(
        f'<Relationship Id="z{kind}" Type="{space}/{kind}" Target="http://127.0.0.1:9/" TargetMode="External"/>'
        for kind in ("externalLink", "connections", "image", "attachedTemplate", "oleObject")
    )
    return changed(LINKS, lambda was: was.replace("</Relationships>", more + "</Relationships>"))


@refused("F001 reference")
def shared_string_that_is_not_there() -> bytes:
    """An index past the end of the table."""
    return linked("sharedStrings", "s.xml", _strings("a"), rows('<c t="s"><v>1</v></c>'))


@refused("F001 reference")
def shared_string_of_huge_index() -> bytes:
    """An index no machine can count to."""
    return linked("sharedStrings", "s.xml", _strings("a"), rows(f'<c t="s"><v>{"9" * 5000}</v></c>'))


@refused("F001 reference")
def shared_string_of_negative_index() -> bytes:
    """-1 is the last one in some languages."""
    return linked("sharedStrings", "s.xml", _strings("700"), rows('<c t="s"><v>-1</v></c>'))


def _strings(*said: str) -> str:
    return f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295">' + (
        "".join(f"<si><t>{one}</t></si>" for one in said) + "</sst>"
    )


@refused("F005 cells", heavy=True)
def shared_strings_without_end() -> bytes:
    """More strings than there may be cells."""
    return linked("sharedStrings", "s.xml", f'<sst xmlns="{MAIN}">' + "<si/>" * 2_000_001 + "</sst>")


@read("R1.1 2026-Q1 !C216", say=["C216"])
def text_longer_than_a_cell_can_hold() -> bytes:
    """Ten megabytes in one cell, where a spreadsheet holds 32,767 characters."""
    return book(rows(text("长" * 3_000_000)))


@refused("F001 reference")
def style_that_is_no_number() -> bytes:
    """A style of another kind."""
    return book(rows('<c s="-1"><v>1</v></c>'))


@read("R1.1 2026-Q1 5")
def style_that_is_not_there() -> bytes:
    """A style beyond the table is none."""
    return book(rows('<c s="4000000"><v>5</v></c>'))


@refused("F005 cells", heavy=True)
def styles_without_end() -> bytes:
    """Two million cell styles."""
    body = f'<styleSheet xmlns="{MAIN}"><cellXfs>' + "<xf/>" * 2_000_001 + "</cellXfs></styleSheet>"
    return linked("styles", "styles.xml", body)


@read("R1.1 2026-Q1 5", say=["S107 columns"])
def hidden_columns() -> bytes:
    """All columns hidden, in sixteen thousand runs."""
    runs = "".join(f'<col min="{at}" max="{at}" hidden="1"/>' for at in range(1, 16_385))
    return book(rows("<c><v>5</v></c>"), before=f"<cols>{runs}</cols>")


@refused("F005 columns")
def hidden_columns_without_end() -> bytes:
    """More runs of columns than a sheet has columns."""
    return book(rows(), before="<cols>" + '<col min="1" max="1" hidden="1"/>' * 1_000_000 + "</cols>")


@read(*[f"R1.1 2026-Q1 {at}" for at in range(2, 2002)], say=["S107 rows"])
def hidden_rows() -> bytes:
    """Every second row hidden: said once, with their numbers."""
    body = "".join(row(at, f"<c><v>{at}</v></c>").replace("<row", '<row hidden="1"') for at in range(2, 2002))
    return book(HEAD + body)


@read(VALUE, say=["S107 sheet"])
def very_hidden_sheet() -> bytes:
    """A sheet that no menu shows."""
    return changed(WORKBOOK, lambda was: was.replace("<sheet ", '<sheet state="veryHidden" '))


@read("R1.1 2026-Q1 5", say=[])
def formulas_that_reach_out() -> bytes:
    """DDE, a link, a web service: text that is not looked at where a result is stored."""
    calls = 'WEBSERVICE("http://127.0.0.1:9/")+cmd|\'/c calc\'!A1+HYPERLINK("http://127.0.0.1:9/")'
    return book(rows(f"<c><f>{calls}</f><v>5</v></c>"))


@read("R1.1 2026-Q1 !C207", say=["C207"])
def formula_never_calculated() -> bytes:
    """Nothing is calculated here."""
    return book(rows("<c><f>1+1</f></c>"))


@read("R1.1 2026-Q1 !C208", say=["C208"])
def error_in_a_cell() -> bytes:
    """An error is no number."""
    return book(rows('<c t="e"><v>#REF!</v></c>'))


@read(VALUE, file="x.xlsm")
def macros() -> bytes:
    """A macro project is one unread part."""
    return added({"xl/vbaProject.bin": b'\xd0\xcf\x11\xe0 Sub Auto_Open() Shell "calc"'})


@read(VALUE)
def macro_sheet() -> bytes:
    """A sheet of old macros holds no values."""
    space = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    named = parts(rows(), sheet_names="数据 宏")
    before, second = named[LINKS].split('Id="rId2"')
    named[LINKS] = before + 'Id="rId2"' + second.replace(second.split('"')[1], space, 1)
    return pack(named)


@refused("F001 reference")
def attributes_of_the_wrong_kind() -> bytes:
    """A row number in words."""
    return book('<row r="一"><c><v>1</v></c></row>')


@refused("S102")
def header_of_sixteen_thousand_words() -> bytes:
    """A row as wide as a sheet, of words that are no headers: what they resemble is not looked up for ever."""
    return book(text_row(1, *(f"目标数值列{at}" for at in range(16_384))))


@read(VALUE, say=["S105"])
def header_with_a_tail_of_unknown_columns() -> bytes:
    """The same behind a sound header."""
    tail = "".join(text(f"未知列{at}") for at in range(16_000))
    return book(HEAD.replace("</row>", tail + "</row>") + row(2))


@read(say=["R304 unknown"] * 3000)
def targets_that_nobody_knows() -> bytes:
    """A guess at what was meant costs time for every row."""
    return book(HEAD + "".join(row(at, target=f"新增学位数第{at}项") for at in range(2, 3002)))


@read(say=["R304 unknown"])
def target_of_a_million_letters() -> bytes:
    """A guess at what was meant costs time for every letter."""
    return book(rows(target="新增" * 500_000))
