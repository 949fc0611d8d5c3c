from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.numeral import Reading, Refusal, plain_decimal, read_number, same_unit


@pytest.mark.parametrize(
    ("text", "unit", "value", "notes"),
    [
        ("1234", "人", "1234", ()),
        ("-1.5", "", "-1.5", ()),
        ("92.0", "%", "92.0", ()),
        ("1,234,567.5", "元", "1234567.5", ("C204",)),
        ("1，234", "元", "1234", ("C204",)),
        ("１，２００", "人", "1200", ("C204",)),
        ("−5", "个", "-5", ("C204",)),
        ("1.2万", "人", "12000", ("C204",)),
        ("1.2 万人", "人", "12000", ("C204", "C205")),
        ("3百万", "元", "3000000", ("C204",)),
        ("0.5亿元", "元", "50000000", ("C204", "C205")),
        ("十二", "所", "12", ("C204",)),
        ("三千二百", "人", "3200", ("C204",)),
        ("一万零二百零三", "人", "10203", ("C204",)),
        ("两百", "人", "200", ("C204",)),
        ("叁仟贰佰", "元", "3200", ("C204",)),
        ("三点五", "", "3.5", ("C204",)),
        ("12人", "人", "12", ("C205",)),
        ("5m2", "㎡", "5", ("C205",)),
        ("12万人", "万人", "12", ("C205",)),
        ("3千米", "米", "3000", ("C204", "C205")),
        (" 5", "个", "5", ("C214",)),
        ("12 000", "个", "12000", ("C214",)),
        ("95%", "%", "95", ()),
        ("95 %", "%", "95", ("C214",)),
        ("95％", "％", "95", ()),
        ("0.95%", "%", "0.95", ()),
        ("9‰", "%", "0.9", ("C205",)),
        ("百分之九十五", "百分比", "95", ("C204",)),
        ("0", "%", "0", ()),
        ("109.2", "%", "109.2", ()),
    ],
)
def test_what_people_write_is_read_and_what_was_assumed_is_noted(
    text: str, unit: str, value: str, notes: tuple[str, ...]
) -> None:
    read = read_number(text, unit)
    assert isinstance(read, Reading)
    assert (str(read.value), sorted(read.notes)) == (value, sorted(notes))


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("约4", "所", "C203"),
        ("40左右", "所", "C203"),
        ("近百", "所", "C203"),
        ("二十余", "所", "C203"),
        ("100多人", "人", "C203"),
        ("100+", "人", "C203"),
        ("~5", "人", "C203"),
        ("＞90", "%", "C203"),
        ("≥90%", "%", "C203"),
        ("10~20", "人", "C203"),
        ("1.23E+11", "元", "C203"),
        ("—", "人", "C202"),
        ("－", "人", "C202"),
        ("/", "人", "C202"),
        ("无", "人", "C202"),
        ("未统计", "人", "C202"),
        ("N/A", "人", "C202"),
        ("NaN", "人", "C202"),
        ("……", "人", "C202"),
        ("0.95", "%", "C206"),
        ("1", "%", "C206"),
        ("-0.5", "%", "C206"),
        ("95%", "个", "C213"),
        ("12所", "人", "C213"),
        ("3厘米", "米", "C213"),
        ("1.2万", "万人", "C213"),
        ("1.2万", "%", "C213"),
        ("10²", "个", "C213"),
        ("一百二", "人", "C216"),
        ("一二", "人", "C216"),
        ("1,2345", "人", "C216"),
        ("12 00", "人", "C216"),
        ("1_000", "人", "C216"),
        ("=1+1", "人", "C216"),
        ("①", "人", "C216"),
        ("½", "人", "C216"),
        ("٣", "人", "C216"),
        ("(1,234)", "元", "C216"),
        ("1e5x", "元", "C216"),
        ("Infinity", "元", "C216"),
        ("", "元", "C216"),
        ("9" * 65, "元", "C216"),
        ("个", "个", "C216"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text: str, unit: str, code: str) -> None:
    assert read_number(text, unit) == Refusal(code)


def test_units_are_compared_as_they_are_meant() -> None:
    assert same_unit("％", "%")
    assert same_unit("百分比", "%")
    assert same_unit("平方 米", "平方米")
    assert same_unit("㎡", "m2")
    assert not same_unit("人", "万人")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**18), max_value=10**18))
def test_every_number_written_plainly_reads_back_exactly(value: Decimal) -> None:
    read = read_number(f"{value:f}")
    assert read == Reading(value)
    assert isinstance(read, Reading)
    assert str(read.value) == f"{value:f}"  # the stored decimals too


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_whole_number_with_separators_reads_back(value: int) -> None:
    assert read_number(f"{value:,}") == Reading(Decimal(value), ("C204",) if abs(value) > 999 else ())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("二十", 20),
        ("一百零一", 101),
        ("一百一十", 110),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一万零一", 10001),
        ("一万一千", 11000),
        ("十万零五百", 100500),
        ("一百万", 10**6),
        ("一千零一万零一", 10010001),
        ("一亿零一", 10**8 + 1),
        ("十亿零一万", 10**9 + 10**4),
        ("九千九百九十九亿九千九百九十九万九千九百九十九", 10**12 - 1),
    ],
)
def test_numbers_in_words_are_read_in_their_standard_spelling(words: str, value: int) -> None:
    assert read_number(words) == Reading(Decimal(value), ("C204",))


@pytest.mark.parametrize(
    "words", ["一百二", "一万二", "一二", "百", "零五", "一十百", "一千一", "一百零十", "万", "二零二六"]
)
def test_any_other_spelling_is_refused(words: str) -> None:
    assert isinstance(read_number(words), Refusal)


@given(st.text("0123456789.,，-+ 万亿十百千零一二三约%‰eE²①人", max_size=12), st.sampled_from(["", "%", "人", "万人"]))
def test_no_mixture_is_silently_another_number(text: str, unit: str) -> None:
    read = read_number(text, unit)
    if isinstance(read, Reading) and not read.notes:
        bare = text.replace(",", "").replace("，", "")
        assert plain_decimal(bare.removesuffix("%").strip()) == read.value


@given(st.text(max_size=80), st.sampled_from(["", "%", "人", "万人", "㎡"]))
def test_no_text_raises_and_no_text_is_silently_another_number(text: str, unit: str) -> None:
    read = read_number(text, unit)
    if isinstance(read, Reading) and not read.notes:
        bare = text.replace(",", "").replace("，", "").rstrip("%％ ")
        assert plain_decimal(unicodedata.normalize("NFC", bare)) == read.value
