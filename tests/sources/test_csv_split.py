"""Text without quotes is split by pieces, and reads as it does record by record."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.sources import csv, csv_split
from plancheck.sources.csv import decode, read_bytes, read_text
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.table import Block, Table

FIELDS = st.text(st.sampled_from("甲1.a \u3000\ufeff\x0b\x0c\x1c\u2028"), max_size=4)
ORDINARY = Limits()


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Lines mostly of one width, with one kind of line end and now and then another, a blank line or a quote."""
    width, end, delimiter = (
        draw(st.integers(1, 4)),
        draw(st.sampled_from(("\n", "\r\n"))),
        draw(st.sampled_from(",;\t")),
    )
    lines = []
    for _ in range(draw(st.integers(0, 30))):
        more = draw(st.sampled_from((0, 0, 0, 0, 0, 0, 0, 1, -1)))
        lines.append(delimiter.join(draw(st.lists(FIELDS, min_size=width + more, max_size=width + more))))
    text = draw(st.sampled_from(("", "", "sep=;\n"))) + "".join(line + end for line in lines)
    odd = draw(st.sampled_from(("", "", "", "\n", "\r", '"', '"x\n"')))
    at = draw(st.integers(0, len(text)))
    text = text[:at] + odd + text[at:]
    return text if draw(st.booleans()) else text.removesuffix(end)


def read(text: str, limits: Limits = ORDINARY) -> Sheet | tuple[str, dict[str, str]]:
    try:
        return read_text(text, "表.csv", lambda field: field == "甲", limits)
    except RefusedError as refused:
        return refused.code, refused.facts


def by_records(text: str, limits: Limits = ORDINARY) -> Sheet | tuple[str, dict[str, str]]:
    with (
        patch.object(csv_split.Splitting, "block", return_value=None),
        patch.object(csv_split, "_PIECE", len(text) * 4),
    ):
        return read(text, limits)


@settings(max_examples=500, deadline=None)
@given(texts(), st.integers(1, 60))
def test_pieces_read_as_records_do(text: str, piece: int) -> None:
    with patch.object(csv_split, "_PIECE", piece):
        assert read(text) == by_records(text)


def read_undecoded(data: bytes, limits: Limits = ORDINARY) -> tuple[object, ...]:
    """The table and its encoding, or why there is none."""
    try:
        return read_bytes(data, "表.csv", lambda field: field == "甲", limits)
    except RefusedError as refused:
        return refused.code, refused.facts


def read_decoded(data: bytes, limits: Limits = ORDINARY) -> tuple[object, ...]:
    """The same by decoding all of it first."""
    try:
        text, encoding = decode(data)
    except RefusedError as refused:
        return refused.code, refused.facts
    sheet = by_records(text, limits)
    return (sheet, encoding) if isinstance(sheet, Sheet) else sheet


ODD = st.sampled_from((b"", b"", b"\0", b"\xff", b"\xb0\xa1", b"\xe4\xb8"))


@settings(max_examples=300, deadline=None)
@given(texts(), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")), ODD, st.integers(0, 40))
def test_bytes_read_as_their_text_does(text: str, encoding: str, odd: bytes, at: int) -> None:
    data = text.encode(encoding)
    data = data[:at] + odd + data[at:]
    with patch.object(csv_split, "_PIECE", 20):
        assert read_undecoded(data) == read_decoded(data)


@settings(max_examples=300, deadline=None)
@given(texts(), st.integers(1, 40), st.integers(1, 60))
def test_too_many_lines_or_cells_are_refused_alike(text: str, most: int, piece: int) -> None:
    limits = Limits(cells=most)
    with patch.object(csv_split, "_PIECE", piece):
        assert read(text, limits) == by_records(text, limits)
        assert read_undecoded(text.encode(), limits) == read_decoded(text.encode(), limits)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("last", ["", "1"])
def test_blank_lines_count_too(end: str, last: str) -> None:
    data = ("甲" + end * 9 + last).encode()
    assert isinstance(read_undecoded(data, Limits(cells=9))[0], Sheet)
    assert read_undecoded(data, Limits(cells=8)) == ("F005", {"reason": "lines", "seen": "8"})


@pytest.mark.parametrize("field", ["x" * 131_072, "x" * 131_073])
def test_a_field_beyond_all_measure_is_refused_alike(field: str) -> None:
    text = f"甲,乙\n1,{field}\n"
    assert read(text) == by_records(text)


def test_a_sound_text_is_split() -> None:
    """Rows of other widths stand apart; numbers are those of lines."""
    text = "甲,乙\r\n" + "1,2\r\n" * 9 + "1,2,3\r\n" + "\r\n" + "1,2\r\n" * 9
    with patch.object(csv_split, "_PIECE", 20), patch.object(csv, "_records", wraps=csv._records) as apart:
        sheet = read(text)
    assert isinstance(sheet, Sheet)
    assert isinstance(sheet.rows, Table)
    assert 0 < apart.call_count < 3
    assert [row.number for row in sheet.rows] == [*range(1, 12), *range(13, 22)]
    assert all(isinstance(part, Block) for part in sheet.rows.parts)
