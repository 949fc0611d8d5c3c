from __future__ import annotations

import csv
import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.sources.csv import decode, read_text
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError

ROW = "PLACES,2026-Q1,5\n"
HEADER = "target,period,value\n"


def table(text: str, known: tuple[str, ...] = ("target", "period", "value")) -> Sheet:
    return read_text(text, "a.csv", known.__contains__, Limits())


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for _, cell in sorted(row.cells.items())] for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_told_by_their_marks(encoding: str) -> None:
    assert decode("指标,数值".encode(encoding))[0] == "指标,数值"


def test_gb18030_is_taken_only_when_it_decodes_whole(read: Any, found: Any) -> None:
    table_text = "目标编号,期间,数值\nPLACES,2026年一季度,5\n"
    submitted = read(table_text.encode("gb18030"))
    assert found(submitted) == [("F004", "a.csv")]
    assert submitted.observations[0].value.value == 5
    assert found(read(b"target,period,value\n\xff\xff\xff,1\n")) == [("F001", "a.csv")]


def test_zero_bytes_are_no_text() -> None:
    with pytest.raises(RefusedError, match="F001: binary"):
        decode(b"target,period\x00,value\n")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_one_that_yields_headers(delimiter: str) -> None:
    text = (HEADER + 'PLACES,2026-Q1,"a,b;c,d;e"\n').replace(
        "target,period,value", delimiter.join(HEADER[:-1].split(","))
    )
    assert texts(table(text))[0] == ["target", "period", "value"]


def test_excel_may_state_its_delimiter_in_the_first_line() -> None:
    sheet = table("sep=;\ntarget;period;value\nPLACES;2026-Q1;5\n")
    assert [row.number for row in sheet.rows] == [2, 3]
    assert texts(sheet)[1] == ["PLACES", "2026-Q1", "5"]


def test_line_numbers_are_those_of_the_file_even_after_line_breaks_in_cells(read: Any) -> None:
    submitted = read(HEADER.replace("\n", ",note\n") + 'PLACES,2026-Q1,5,"two\nlines"\n\nPLACES,2026-Q2,x,\n')
    assert [str(seen.origin) for seen in submitted.observations] == ["a.csv:2:3", "a.csv:5:3"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(newline: str) -> None:
    assert [row.number for row in table((HEADER + ROW * 2).replace("\n", newline)).rows] == [1, 2, 3]


def test_an_unclosed_quote_costs_its_own_row_and_no_other(read: Any, found: Any) -> None:
    submitted = read(HEADER + ROW + 'PLACES,2026-Q2,"5\n' + "".join(f"STAFF,2026-{m:02d},7\n" for m in range(1, 13)))
    assert found(submitted) == [("S111", "a.csv:3")]
    assert [type(seen.value).__name__ for seen in submitted.observations] == ["Amount", "Unread"] + ["Amount"] * 12
    assert submitted.observations[1].value.code == "S111"
    assert submitted.observations[1].target == "PLACES"


def test_an_unclosed_quote_in_the_second_row_of_five_thousand_loses_none_of_the_others(read: Any, found: Any) -> None:
    """Python's own reader takes all that follows for one field and returns two rows without a word."""
    sound = [f"{school}校,2026-Q{quarter},{quarter},STAFF\n" for school in range(1250) for quarter in (1, 2, 3, 4)]
    text = 'entity,period,value,target\n甲校,2026-Q1,"5,PLACES\n' + "".join(sound)
    assert len(list(csv.reader(io.StringIO(text)))) == 2
    submitted = read(text)
    assert found(submitted) == [("S111", "a.csv:2")]
    assert len(submitted.observations) == 5001
    assert (submitted.observations[0].entity, submitted.observations[0].value.code) == ("甲校", "S111")
    assert [seen.raw for seen in submitted.observations[1:]] == ["1", "2", "3", "4"] * 1250
    assert str(submitted.observations[-1].origin) == "a.csv:5002:3"


def test_text_in_an_encoding_of_another_country_is_refused_and_not_guessed(read: Any, found: Any) -> None:
    text = "target,period,value,note\nPLACES,2026-Q1,5,{}\n"
    for encoding, note in (("cp1250", "žluťoučký kůň\xa0"), ("shift_jis", "教育ｶﾞｲｼｬ"), ("latin-1", "déjà vu é")):
        assert found(read(text.format(note).encode(encoding))) == [("F001", "a.csv")], encoding


def test_text_after_a_closing_quote_is_the_same_mistake(read: Any, found: Any) -> None:
    assert found(read(HEADER + 'PLACES,2026-Q2,"5"0\n' + ROW)) == [("S111", "a.csv:2")]


def test_a_file_of_nothing_but_broken_quotes_is_no_table() -> None:
    with pytest.raises(RefusedError, match="F001: table"):
        table(HEADER + 'PLACES,"2026"Q1,5\n' * 200)


def test_a_row_longer_than_the_header_is_not_used(read: Any, found: Any) -> None:
    submitted = read("target,period,value,note\nPLACES,2026-Q1,1,234,\n")
    assert found(submitted) == [("S110", "a.csv:2")]
    assert dict(submitted.findings[0].facts) == {"seen": "5", "expected": "4"}
    assert submitted.observations[0].value.code == "S110"


def test_a_row_that_leaves_out_its_last_fields_is_used_and_named(read: Any, found: Any) -> None:
    submitted = read("target,period,value,note\nPLACES,2026-Q1,5\n")
    assert found(submitted) == [("S110", "a.csv:2")]
    assert submitted.observations[0].value.value == 5


def test_too_many_cells_are_refused_by_name() -> None:
    with pytest.raises(RefusedError, match="F005: cells 5"):
        read_text(HEADER + ROW, "a.csv", lambda _: True, Limits(cells=5))


def test_a_field_beyond_any_table_is_refused_with_its_line() -> None:
    for text in (HEADER + "x" * 200_000, "x" * 200_000):
        with pytest.raises(RefusedError, match="F001: table"):
            table(text)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4), max_size=6))
def test_what_a_csv_writer_wrote_comes_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["target", "period", "value"], *rows])
    back = table(file.getvalue())
    assert texts(back)[1:] == [kept for row in rows if (kept := [field for field in row if _shows(field)])]


def _shows(field: str) -> bool:
    return bool(field.strip().strip("\ufeff\u200b\u200c\u200d\u2060"))


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with suppress(RefusedError):
        table(decode(data)[0])


@pytest.mark.parametrize("quoted", ["", '"a"'])
def test_a_field_beyond_all_measure_is_named_by_its_line(quoted: str) -> None:
    """Whether lines are taken apart many at once or, where something is quoted, record by record."""
    with pytest.raises(RefusedError) as refused:
        table(HEADER + ROW * 5000 + "x" * (csv.field_size_limit() + 1) + "\n" + quoted)
    assert refused.value.facts == {"reason": "table", "seen": "5002"}
    sheet = table(HEADER + ROW * 5000 + quoted)
    assert [row.number for row in sheet.rows][4998:] == [4999, 5000, 5001, 5002][: 3 + bool(quoted)]
