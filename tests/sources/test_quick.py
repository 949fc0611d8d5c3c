"""Reading by what cells say comes to the same as reading row by row."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.sources.csv import read_text
from plancheck.sources.grid import Cell, Kind, Row, Sheet
from plancheck.sources.headers import field_of
from plancheck.sources.limits import Limits
from plancheck.sources.naming import names_of
from plancheck.sources.table import Block, Cells, Table, dense, numbers
from plancheck.sources.tidy import read_sheet
from tests.sources.conftest import make_plan

PLAN = make_plan()
NAMES = names_of(PLAN)
HEADERS = ("目标", "填报单位", "期间", "数值", "计量单位", "报送日期", "事项", "分子", "分母", "是否完成", "佐证")
TEXTS = {
    "目标": (
        "PLACES",
        "STAFF",
        "新增学位",
        "RATE",
        "SHARE",
        "LIST",
        "WORDS",
        "PLACS",
        "",
        "合计",
        "注：见附表",
        "目标",
    ),
    "填报单位": ("一小", "二小", " 一小", "", "合计", "全区小计", "全区义务教育学校合计", "平均", "汇总"),
    "序号": ("1", "", "合计", "平均"),
    "期间": ("2026", "2026-Q1", "2026年3月", "2026.9", "", "bad"),
    "数值": ("12", "1,200", "1.2万", "约300", "-5", "", "—", "96.5", "0.5", "95%", "3个"),
    "计量单位": ("个", "人", "%", "", "万元"),
    "报送日期": ("2026-04-01", "", "2026-04", "昨天"),
    "事项": ("", "甲", "丙"),
    "分子": ("", "3", "x"),
    "分母": ("", "4"),
    "是否完成": ("", "是", "也许"),
    "佐证": ("", "张三"),
}


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Dirty tables: some of the columns, in any order, seldom one twice; now and then a row too long or too short."""
    chosen = draw(st.lists(st.sampled_from([*HEADERS[2:], "序号"]), unique=not draw(st.booleans()), max_size=7))
    head = draw(st.permutations([*HEADERS[:2], "数值", *chosen]))
    made = [list(head)]
    for _ in range(draw(st.integers(0, 15))):
        row = [draw(st.sampled_from(TEXTS[name][:3] if draw(st.integers(0, 3)) else TEXTS[name])) for name in head]
        made.append(row if draw(st.integers(0, 12)) else [*row, "x"])
    return made


def as_text(rows: list[list[str]]) -> Sheet:
    """Through the reader of text tables."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return read_text(file.getvalue(), "表.csv", lambda field: field_of(field, NAMES.headers) is not None, Limits())


def one_by_one(sheet: Sheet) -> Sheet:
    """The same sheet as single rows, none of which is read quickly."""
    return replace(sheet, rows=tuple(sheet.rows))


@settings(max_examples=300, deadline=None)
@given(tables())
def test_text_tables(rows: list[list[str]]) -> None:
    sheet = as_text(rows)
    assert isinstance(sheet.rows, Table)
    assert read_sheet(sheet, NAMES, Limits()) == read_sheet(one_by_one(sheet), NAMES, Limits())


KINDS = st.sampled_from(((Kind.TEXT, ""), (Kind.NUMBER, ""), (Kind.NUMBER, "0%"), (Kind.NUMBER, "yyyy/m/d")))


@settings(max_examples=200, deadline=None)
@given(tables(), st.data())
def test_cells_of_every_kind(rows: list[list[str]], data: st.DataObject) -> None:
    width = max(map(len, rows))
    cells = Cells(lambda cell: Cell(*cell) if cell[0] else None)
    columns = []
    for at in range(width):
        kinds = [(Kind.TEXT, "") if number == 0 else data.draw(KINDS) for number in range(len(rows))]
        columns.append([(row[at] if at < len(row) else "", *kind) for row, kind in zip(rows, kinds, strict=True)])
    kept = [numbers(map(cells.__getitem__, column)) for column in columns]
    sheet = Sheet("表.xlsx", "数据", Table([dense(Block(numbers(range(1, len(rows) + 1)), kept))], cells.cells))
    assert read_sheet(sheet, NAMES, Limits()) == read_sheet(one_by_one(sheet), NAMES, Limits())


def test_most_rows_of_a_sound_table_are_read_quickly() -> None:
    """The values of equal cells are one object; rows that need a look keep their place among the others."""
    rows = [["目标", "填报单位", "期间", "数值"], *([["PLACES", f"{n}小", "2026-Q1", "12"] for n in range(5)])]
    rows[3][3] = "1.2万"
    read = read_sheet(as_text(rows), NAMES, Limits())
    assert read is not None
    assert [o.entity for o in read.observations] == ["0小", "1小", "2小", "3小", "4小"]
    assert [f.code for f in read.findings] == ["C204"]
    first, *_, last = read.observations
    assert first.value is last.value
    assert Row(2, {1: Cell("PLACES")}) not in as_text(rows).rows


@settings(max_examples=300, deadline=None)
@given(
    st.from_regex(r"\A[+-]?[0-9]{0,18}(\.[0-9]{0,4})?([eE][+-]?[0-9]{1,3})?\Z")
    | st.sampled_from(("—", "999", "-0", " 7")),
    st.sampled_from(((Kind.TEXT, ""), (Kind.NUMBER, ""), (Kind.NUMBER, "General"), (Kind.NUMBER, "0.00%"))),
    st.sampled_from(("PLACES", "RATE")),
)
def test_numbers_are_read_as_they_always_are(text: str, kind: tuple[Kind, str], target: str) -> None:
    names = names_of(make_plan(placeholders={"999": "missing", "7": "8"}))
    seen = [Cell(text) for text in ("目标", "填报单位", "期间", "数值", target, "一小", "2026")]
    cells = [None, *seen, Cell(text, *kind) if text.strip() else None]
    columns = [numbers(pair) for pair in ((1, 5), (2, 6), (3, 7), (4, 8))]
    sheet = Sheet("表.xlsx", "数据", Table([Block(numbers((1, 2)), columns)], cells))
    assert read_sheet(sheet, names, Limits()) == read_sheet(one_by_one(sheet), names, Limits())
