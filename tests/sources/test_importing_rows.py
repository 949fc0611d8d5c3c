"""Rows are kept so that whoever reads them again finds what the reader of the source found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import chain

from hypothesis import given, settings

from plancheck.model.observation import Observation, Unread
from plancheck.sources.grid import Cell, Row, Sheet, shows
from plancheck.sources.headers import field_of, find_header
from plancheck.sources.importing_rows import UNREAD, Batch, Rows, layout_of
from plancheck.sources.importing_text import Stream
from plancheck.sources.limits import Limits
from plancheck.sources.naming import names_of
from plancheck.sources.tidy import about_header, read_sheet
from tests.sources.conftest import make_plan
from tests.sources.test_quick import as_text, tables

PLAN = make_plan()
NAMES = names_of(PLAN)


def taken(rows: list[list[str]]) -> tuple[tuple[str, ...], list[Batch]]:
    """The names of the columns and the batches of a table that stands in memory."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return taken_text(text.getvalue())


def taken_text(text: str) -> tuple[tuple[str, ...], list[Batch]]:
    stream = Stream(io.BytesIO(text.encode()), "utf-8", lambda field: field_of(field, NAMES.headers) is not None)
    parts = list(stream.parts())
    header = find_header(as_text(list(csv.reader(io.StringIO(text)))), NAMES.headers)
    assert header is not None
    layout = layout_of(header)
    taking = Rows(Sheet("表.csv", None, ()), header, NAMES, layout)
    return tuple(column.name for column in layout.columns), [taking.take(part) for part in parts]


def again(columns: tuple[str, ...], batches: list[Batch]) -> Sheet:
    """What was kept, as a table with these columns, every row on its old line."""
    kept = sorted(
        chain.from_iterable(some for batch in batches for some in batch.rows.values()), key=lambda r: int(r[0])
    )
    rows = [Row(0, {at: Cell(name) for at, name in enumerate(columns, 1)}, len(columns))]
    for number, *texts in kept:
        rows.append(Row(int(number), {at: Cell(t) for at, t in enumerate(texts, 1) if shows(t)}, len(columns)))
    return Sheet("表.parquet", None, tuple(rows))


def said(observation: Observation) -> tuple[object, ...]:
    """What is decided on: why a value cannot be read is not."""
    value = "unread" if isinstance(observation.value, Unread) else observation.value
    period = None if isinstance(observation.value, Unread) else observation.period
    where = getattr(observation.origin, "line", 0)
    return observation.target, observation.entity, period, observation.item, value, observation.submitted, where


@settings(max_examples=400, deadline=None)
@given(tables())
def test_reading_again_finds_the_same(rows: list[list[str]]) -> None:
    read = read_sheet(as_text(rows), NAMES, Limits())
    assert read is not None
    columns, batches = taken(rows)
    reread = read_sheet(again(columns, batches), NAMES, Limits())
    assert reread is not None
    assert list(map(said, reread.observations)) == list(map(said, read.observations))


@settings(max_examples=400, deadline=None)
@given(tables())
def test_the_findings_are_those_of_the_reader(rows: list[list[str]]) -> None:
    sheet = as_text(rows)
    read, header = read_sheet(sheet, NAMES, Limits()), find_header(sheet, NAMES.headers)
    assert read is not None
    assert header is not None
    _, batches = taken(rows)
    findings = [*about_header(sheet, header, NAMES), *(found for batch in batches for found in batch.findings)]
    assert findings == list(read.findings)


def test_nothing_is_converted() -> None:
    columns, (batch,) = taken(
        [
            ["学校", "指标", "年份", "数值（个）", "备注"],
            [" 一小", "PLACES", "２０２６年", "1.2万", "多行\n备注"],
            ["二小", "新增学位", "2026.9", "约300", ""],
        ]
    )
    assert batch.rows.keys() == {"2026", UNREAD}
    (first,), (second,) = batch.rows["2026"], batch.rows[UNREAD]
    assert dict(zip(("row", *columns), first, strict=True)) == {
        **dict.fromkeys(columns, ""),
        "row": "2", "entity": " 一小", "target": "PLACES", "period": "２０２６年", "value": "1.2万", "unit": "个",
        "note": "多行\n备注",
    }  # fmt: skip
    assert second[columns.index("period") + 1] == "2026.9"


def test_a_unit_in_brackets_stays_where_the_row_states_its_own() -> None:
    columns, (batch,) = taken([["目标", "期间", "数值(万人)", "单位"], ["PLACES", "2026", "3", "个"]])
    assert "value(万人)" in columns
    assert [found.code for found in batch.findings] == ["C213"]
    assert batch.rows["2026"][0][columns.index("unit") + 1] == "个"


def test_the_units_of_both_halves_of_a_share_stay() -> None:
    columns, (batch,) = taken([["目标", "期间", "分子(人)", "分母(人)"], ["RATE", "2026", "95人", "100人"]])
    assert {"numerator(人)", "denominator(人)"} <= set(columns)
    assert batch.rows["2026"][0][columns.index("numerator(人)") + 1] == "95人"


def test_a_target_named_twice_keeps_both_names() -> None:
    columns, (batch,) = taken([["目标编号", "指标名称", "期间", "数值"], ["PLACES", "新增学位", "2026", "3"]])
    assert columns[:2] == ("target", "target*")
    assert batch.rows["2026"][0][1:3] == ("PLACES", "新增学位")


def test_a_row_with_too_many_fields_has_no_number() -> None:
    columns, (batch,) = taken([["目标", "期间", "数值"], ["PLACES", "2026", "1", "234"]])
    assert batch.rows["2026"][0][columns.index("value") + 1] == "S110: PLACES,2026,1,234"
    assert [found.code for found in batch.findings] == ["S110"]


def test_a_row_whose_quote_never_closes_has_no_number() -> None:
    columns, batches = taken_text('目标,期间,数值\nPLACES,2026,"7\nSTAFF,2026,8\n')
    kept = {row[0]: row for batch in batches for rows in batch.rows.values() for row in rows}
    assert kept["2"][columns.index("value") + 1] == 'S111: PLACES,2026,"7'
    assert kept["3"][columns.index("value") + 1] == "8"
    assert Counter(found.code for batch in batches for found in batch.findings)["S111"] == 1


def test_totals_notes_and_repeated_headers_are_no_rows() -> None:
    _, (batch,) = taken(
        [
            ["目标", "学校", "期间", "数值"],
            ["PLACES", "合计", "2026", "9"],
            ["PLACES", "示例区义务教育学校合计", "2026", "9"],
            ["目标", "学校", "期间", "数值"],
            ["注：无"],
            [],
        ]
    )
    assert batch.rows == {}
    assert [found.facts["reason"] for found in batch.findings] == ["total", "total", "header", "note"]


def test_a_total_whose_word_stands_before_the_names_is_no_row() -> None:
    _, (batch,) = taken([["序号", "学校", "目标", "期间", "数值"], ["合计", "", "PLACES", "2026", "9"]])
    assert batch.rows == {}
    assert [found.facts["reason"] for found in batch.findings] == ["total"]
