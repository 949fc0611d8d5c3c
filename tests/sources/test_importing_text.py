"""A long text gives the records that a short one gives, whatever is in it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.sources.csv import decode, read_text
from plancheck.sources.importing_text import Records, Stream, Unclosed, examine
from plancheck.sources.limits import Limits, RefusedError

Record = tuple[int, tuple[str, ...], bool]
Shown = tuple[int, dict[int, str], int, bool]
_PIECES = ("目标", "期间", ",", ",", ";", "\t", '"', '"', "\n", "\n", "\r\n", "\r", " ", "12", "a", "sep=;\n", "\u2028")


def known(field: str) -> bool:
    return field in ("目标", "期间")


def streamed(data: bytes) -> Iterator[Record]:
    text = examine(io.BytesIO(data))
    for part in Stream(io.BytesIO(data), text.encoding, known).parts():
        if isinstance(part, Unclosed):
            yield part.start, tuple(part.fields), True
        else:
            yield from ((at, tuple(row), False) for at, row in zip(part.starts, part.fields, strict=True))


def shown(records: Iterator[Record]) -> list[Shown]:
    """Without the records and fields that show nothing."""
    rows = [
        (start, {at: text for at, text in enumerate(fields, 1) if text.strip()}, len(fields), unclosed)
        for start, fields, unclosed in records
    ]
    return [row for row in rows if row[1]]


T = TypeVar("T")


def outcome(call: Callable[[], T]) -> T | dict[str, str]:
    """What comes of it, or why it is refused."""
    try:
        return call()
    except RefusedError as refused:
        return refused.facts


def read_whole(text: str) -> list[Shown]:
    rows = read_text(text, "表.csv", known, Limits()).rows
    return [(row.number, {at: cell.text for at, cell in row.cells.items()}, row.fields, row.unclosed) for row in rows]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_the_records_are_those_of_the_reader_of_short_texts(text: str) -> None:
    assert outcome(lambda: shown(streamed(text.encode()))) == outcome(lambda: read_whole(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    data = "目标,期间\n新增学位,2026\n".encode(encoding)
    text = examine(io.BytesIO(data))
    assert text.encoding == decode(data)[1]
    assert text.sha256 == hashlib.sha256(data).hexdigest()
    assert [fields for _, fields, _ in streamed(data)] == [("目标", "期间"), ("新增学位", "2026")]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_what_is_no_text_is_refused_as_everywhere(data: bytes) -> None:
    assert outcome(lambda: examine(io.BytesIO(data)).encoding) == outcome(lambda: decode(data)[1])


def test_a_character_that_is_cut_by_the_end_of_a_piece() -> None:
    data = b"\n" + b"," * ((1 << 20) - 2) + "校\n".encode()
    assert examine(io.BytesIO(data)).encoding == "utf-8"


def test_gb18030_that_shows_late() -> None:
    data = b"a,b\n" * 400_000 + "填报单位".encode("gb18030")
    assert examine(io.BytesIO(data)).encoding == "gb18030"


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(RefusedError) as raised:
        examine(io.BytesIO(b"a,b\n" + b"x" * (3 << 20)))
    assert raised.value.facts == {"reason": "table", "seen": "2"}


def test_a_record_without_end_is_refused() -> None:
    """Quoted fields one after another, none of them long."""
    with pytest.raises(RefusedError) as raised:
        list(streamed(b"a,b\n" + b'"x\n",' * (1 << 20)))
    assert raised.value.facts == {"reason": "table", "seen": "2"}


def test_a_quote_that_never_closes_takes_one_line_only() -> None:
    data = b'a,b\n1,"2\n' + b"3,4\n" * 60_000
    records = list(streamed(data))
    assert records[1] == (2, ("1", '"2'), True)
    assert len(records) == 60_002
    assert records[-1] == (60_002, ("3", "4"), False)


def test_a_file_of_broken_quotes_is_no_table() -> None:
    with pytest.raises(RefusedError) as raised:
        list(streamed(b"a,b\n" + b'1,"2\n' * 300))
    assert raised.value.facts["reason"] == "table"


def test_what_was_read_is_what_was_examined() -> None:
    data = "目标,期间\n".encode() * 9000
    stream = Stream(io.BytesIO(data), "utf-8", known)
    parts = list(stream.parts())
    assert [len(part.starts) for part in parts if isinstance(part, Records)] == [4096, 4096, 808]
    assert stream.sha256 == hashlib.sha256(data).hexdigest()
