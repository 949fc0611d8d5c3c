"""Plain rows are read without the XML parser, and nobody can tell by what is read."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.sources import xlsx, xlsx_skim
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.xlsx import read_workbook
from plancheck.sources.xlsx_plain import said
from plancheck.sources.xlsx_skim import Skimmer
from plancheck.sources.xlsx_zip import Container
from tests.sources.skimming import book, opened

CELLS = (
    '<c r="{at}" t="s"><v>0</v></c>',
    '<c r="{at}" s="1" t="s"><v>2</v></c>',
    '<c r="{at}" t="s"><v>1</v></c>',
    '<c r="{at}" t="s"><v>9</v></c>',
    '<c r="{at}"><v>12.50</v></c>',
    '<c r="{at}" s="0"><v>1.2E+3</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>',
    '<c r="{at}" s="3"/>',
    '<c r="{at}"></c>',
    '<c r="{at}"><v>1&lt;2</v></c>',
    '<c r="{at}"><f>A1</f><v>3</v></c>',
    '<c r="{at}"><f>A1</f></c>',
    '<c r="{at}" t="inlineStr"><is><t>字</t></is></c>',
    '<c r="{at}" t="str"><v>x_x0041_</v></c>',
    "<c><v>5</v></c>",
    '<c r="$B$2"><v>5</v></c>',
    '<c r="{at}" t="s"><v>1.5</v></c>',
    '<c r="{at}"><v>5</v></c><c r="{at}"><v>6</v></c>',
)
BETWEEN = (
    "",
    "",
    "",
    "<!-- </row> -->",
    '<![CDATA[<row r="9"><c r="A9"><v>1</v></c></row>]]>',
    '<row r="{next}"/>',
    '<x xmlns="y"><row r="{next}"><c r="A{next}"><v>8</v></c></row></x>',
    "<?pi </row>?>",
    " ",
)


@st.composite
def sheets_of_rows(draw: st.DrawFn) -> str:
    """Rows of plain cells, here and there something else; numbers that mostly rise."""
    made, number = [], 0
    common = st.sampled_from(CELLS[:3] + CELLS[4:9])
    for _ in range(draw(st.integers(1, 12))):
        number += draw(st.sampled_from((1, 1, 1, 1, 2, 0, -1)))
        cells = ""
        for letter in "ABCBM"[: draw(st.integers(0, 5))] if draw(st.booleans()) else "ABC":
            cell = draw(common if draw(st.integers(0, 9)) else st.sampled_from(CELLS))
            cells += cell.format(at=f"{letter}{max(number, 1)}")
        more = draw(st.sampled_from(("", "", "", ' spans="1:3"', ' hidden="1"', ' ht="15.5"')))
        made.append(f'<row r="{max(number, 1)}"{more}>{cells}</row>')
        if not draw(st.integers(0, 5)):
            made.append(draw(st.sampled_from(BETWEEN)).format(next=number + 1))
    return "".join(made)


@settings(max_examples=300, deadline=None)
@given(sheets_of_rows(), st.integers(20, 400))
def test_both_ways_read_the_same(rows: str, piece: int) -> None:
    data = book(rows)
    assert opened(data, 0, piece) == opened(data, 1 << 30, 1 << 16)


ODD = (
    ("", ""),
    ("", ""),
    ("<v>7</v>", "<v>8<v>"),
    ("<v>7</v></c>", "</v></c>7<v>"),
    ("<v>7</v>", "<v>&#55;</v>"),
    ("<v>7</v>", "<v>\x01</v>"),
    ("<v>7</v>", "<v></v>"),
    ("<v>7</v>", "<v>1%b</v>"),
    ("<v>7</v>", "<v>12.5</v><!-- -->"),
    (' t="s"', ""),
    ('"A', '"B'),
    ('r="1', 'r="2'),
    ("</row>", "</row> "),
    ("</row>", "</row><row/>"),
    ("<c ", "<c s='1' "),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(ODD), min_size=3, max_size=40), st.integers(1, 990), st.integers(100, 3000), st.booleans()
)
def test_rows_of_one_make_read_the_same(odd: list[tuple[str, str]], first: int, piece: int, gap: bool) -> None:
    """All but some are alike; these are spoilt in ways that a hasty look might miss."""
    rows = []
    for number, (sound, spoilt) in enumerate(odd, first):
        blank = f'<c r="C{number}" s="1"/>' if first % 2 else ""
        row = f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c>{blank}<c r="D{number}"><v>7</v></c></row>'
        rows.append(row.replace(sound, spoilt, 1) if sound else row)
    data = book("".join(rows))
    assert opened(data, 0, piece) == opened(data, 1 << 30, 1 << 16)


def test_rows_of_one_make_need_no_matching() -> None:
    """Once one piece of them is known, no row is matched any more; what stands in a cell is asked once."""
    row = '<row r="{0}" spans="1:4"><c r="B{0}" s="2" t="s"><v>0</v></c><c r="D{0}"><v>{1}</v></c></row>'
    text = "<sheetData>" + "".join(row.format(n, n % 3) for n in range(5, 1000))
    keys: list[bytes] = []
    taken: list[tuple[int, list[int]]] = []

    def code(key: bytes) -> int:
        keys.append(key)
        return len(keys)

    skimmer = Skimmer(lambda: 1, code, lambda rows, columns: taken.append((rows[0], [c[0] for c in columns])))
    pieces = [text[at : at + 10_000].encode() for at in range(0, len(text), 10_000)]
    left = skimmer.left_of(pieces)
    assert next(left) == b"<sheetData>"
    with patch("plancheck.sources.xlsx_skim.pattern", wraps=xlsx_skim.pattern) as matched:
        assert b"".join(left) == b""
    assert matched.call_count == 1
    assert set(keys) == {b"", b' s="2" t="s"><v>0', b"><v>0", b"><v>1", b"><v>2"}
    first_rows = [first for first, _ in taken]
    assert first_rows[0] == 5
    assert first_rows == sorted(first_rows)
    assert len(taken) == len(pieces)
    assert all(len(columns) == 4 and columns[0] == columns[2] for _, columns in taken[1:])


@pytest.mark.parametrize(
    "before",
    [
        "<!-- <sheetData> -->",
        "<cols><col min='2' max='2' hidden='1'/></cols>",
        '<x xmlns="y"><sheetData></sheetData></x>',
    ],
)
def test_what_stands_before_the_rows_is_the_parsers(before: str) -> None:
    data = book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', before=before, after="<mergeCells/>")
    assert opened(data, 0, 64) == opened(data, 1 << 30, 64)


def test_the_parser_sees_only_what_is_not_plain() -> None:
    row = '<row r="{0}" spans="1:2"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}"><v>7</v></c></row>'
    odd = '<row r="3"><c r="A3"><f>B2</f><v></v></c></row>'
    sheet = "<worksheet><sheetData>" + row.format(1) + row.format(2) + odd + row.format(4) + "</sheetData></worksheet>"
    taken: list[int] = []
    seen: list[bytes] = []
    skimmer = Skimmer(lambda: 1, lambda key: seen.append(key) or 0, lambda rows, _: taken.extend(rows))
    assert b"".join(skimmer.left_of([sheet.encode()])).decode() == (
        f"<worksheet><sheetData>{odd}</sheetData></worksheet>"
    )
    assert taken == [1, 2, 4]
    assert said(seen[0]) == ("", "s", "0", False)


def test_a_row_that_never_ends_is_left_to_the_parser() -> None:
    sheet = b"<worksheet><sheetData><row>" + b" " * (3 << 20)
    skimmer = Skimmer(lambda: 1, len, lambda rows, columns: None)
    pieces = (sheet[at : at + 65536] for at in range(0, len(sheet), 65536))
    assert b"".join(skimmer.left_of(pieces)) == sheet


PLAIN = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(2, 40))


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ('<row r="40"><c r="A40"><v>5</v></c><c r="A40"><v>100</v></c></row>', ("F006", "duplicate_cell")),
        ('<row r="39"><c r="A39"><v>100</v></c></row>', ("F006", "duplicate_cell")),
        ('<row r="2"><c r="B2"><v>100</v></c></row>', ("F006", "duplicate_cell")),
        ('<row r="40"><c r="A41"><v>5</v></c></row>', ("F001", "reference")),
        ('<row r="40"><c r="A40" t="s"><v>9</v></c></row>', ("F001", "reference")),
        ('<row r="40"><c r="XFE40"><v>5</v></c></row>', ("F001", "reference")),
    ],
)
def test_a_large_sheet_that_contradicts_itself_is_refused_like_a_small_one(last: str, said: tuple[str, str]) -> None:
    assert opened(book(PLAIN + last), 0, 256) == said
    assert opened(book(PLAIN + last), 1 << 30, 1 << 16) == said


def test_the_cells_of_a_large_sheet_are_all_there_whatever_size_it_states() -> None:
    """The stated size may be that of one cell, and the first and the last row may hold one each."""
    first = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    last = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = book(first + PLAIN + last, before='<dimension ref="A1"/>')
    found = opened(data, 0, 256)
    assert found == opened(data, 1 << 30, 1 << 16)
    (sheet,) = found
    assert isinstance(sheet, Sheet)
    assert sum(len(row.cells) for row in sheet.rows) == 2 + 2 * 38
    assert sheet.rows[-1].cells[16_384].text == "2"


def test_cells_and_elements_are_counted_either_way() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 60))
    with patch.object(xlsx, "SKIMMED_FROM", 0), pytest.raises(RefusedError) as refused:
        read_workbook(book(rows), "表.xlsx", Limits(cells=100))
    assert (refused.value.code, refused.value.facts["reason"]) == ("F005", "cells")


def test_a_second_reading_counts_once() -> None:
    """Rows out of order are read again by the parser alone; what was unpacked the first time does not count."""
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    data = book(rows)
    size = sum(Container(data, Limits()).size(part) for part in Container(data, Limits()).names())
    with patch.object(xlsx, "SKIMMED_FROM", 0):
        (sheet,) = read_workbook(data, "表.xlsx", Limits(unpacked_bytes=size))
    assert [row.number for row in sheet.rows] == [1, 2]


@pytest.mark.parametrize(("rows", "readings"), [("<x/>" * 300, 1), (PLAIN + "<x/>" * 300, 2)])
def test_a_refusal_is_looked_for_again_only_where_rows_had_been_taken_out(rows: str, readings: int) -> None:
    parse, parsed = Container.parse, list[str]()

    def counted(self: Container, part: str, *handlers: Any) -> None:
        parsed.append(part)
        parse(self, part, *handlers)

    with (
        patch.object(xlsx, "SKIMMED_FROM", 0),
        patch.object(Container, "parse", counted),
        pytest.raises(RefusedError) as refused,
    ):
        read_workbook(book(rows), "表.xlsx", Limits(cells=80))
    assert (refused.value.code, refused.value.facts["reason"]) == ("F005", "elements")
    assert parsed.count("xl/worksheets/sheet1.xml") == readings
