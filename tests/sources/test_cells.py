from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.numeral import Reading, Refusal
from plancheck.model.period import Period
from plancheck.sources.cells import (
    clean,
    date_parts,
    read_amount,
    read_day,
    read_done,
    read_period,
    stored_number,
    stray,
    tidied,
)
from plancheck.sources.grid import UNSEEN, Cell, Kind

CHINESE_MONTH = 'yyyy"年"m"月"'


def number(text: str, number_format: str = "") -> Cell:
    return Cell(text, Kind.NUMBER, number_format)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("92", "92"),
        ("92.0", "92.0"),
        ("0.30000000000000004", "0.3"),
        ("0.28999999999999998", "0.29"),
        ("94.960000000000008", "94.96"),
        ("1.2E+4", "12000"),
        ("1E-3", "0.001"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_stored_numbers_are_taken_to_fifteen_digits(stored: str, value: str) -> None:
    assert str(stored_number(stored)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=4))
def test_the_nearest_binary_fraction_of_a_number_reads_back_as_the_number(value: Decimal) -> None:
    assert stored_number(format(float(value), ".17g")) == value


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1e999", "--1"])
def test_what_is_stored_as_a_number_and_is_none(text: str) -> None:
    assert stored_number(text) is None
    assert read_amount(number(text), "个", {}) == Refusal("C216")


@pytest.mark.parametrize(
    ("cell", "unit", "read"),
    [
        (number("0.95", "0.00%"), "%", Reading(Decimal(95))),
        (number("0.95", "0%"), "％", Reading(Decimal(95))),
        (number("0.005", "0.0%"), "%", Reading(Decimal("0.5"))),
        (number("0.95"), "%", Refusal("C206")),
        (number("0.95", "0.00"), "%", Refusal("C206")),
        (number("95"), "%", Reading(Decimal(95))),
        (number("10", "0%"), "%", Reading(Decimal(1000))),
        (number("95", "0.00%"), "%", Refusal("C206")),  # 95 pasted where 95 % is stored as 0.95
        (number("1.035"), "%", Reading(Decimal("1.035"))),
        (number("1.035", UNSEEN), "%", Refusal("C206")),  # it may be shown as 103.5 %
        (number("95", UNSEEN), "%", Reading(Decimal(95))),
        (number("1.035", UNSEEN), "个", Reading(Decimal("1.035"))),
        (number("0.95", "0%"), "个", Refusal("C213")),
        (number("12", '0"人"'), "人", Reading(Decimal(12))),
        (number("1.2", '0.0"万人"'), "人", Refusal("C213")),
        (number("5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '), "元", Reading(Decimal(5))),
        (number("46203", "yyyy/m/d"), "个", Refusal("C216")),
        (number("0.95", "[Red]" * 300 + "0%"), "%", Refusal("C216")),  # longer than any program writes
        (number("12", "[" * 900_000), "个", Refusal("C216")),
        (Cell("=SUM(A1)", Kind.UNCALCULATED, "", True), "个", Refusal("C207")),
        (Cell("#DIV/0!", Kind.ERROR), "个", Refusal("C208")),
        (Cell("TRUE", Kind.BOOL), "个", Refusal("C216")),
        (Cell("30", Kind.MERGED), "个", Refusal("S108")),
        (Cell("1,200"), "个", Reading(Decimal(1200), ("C204",))),
        (None, "个", None),
    ],
)
def test_a_cell_is_its_text_and_its_format(cell: Cell | None, unit: str, read: Reading | Refusal | None) -> None:
    assert read_amount(cell, unit, {}) == read


def test_a_plan_says_what_its_placeholders_mean() -> None:
    meant = {"无": "0", "/": "missing", "—": "unclear"}
    assert read_amount(Cell(" 无 "), "个", meant) == Reading(Decimal(0))
    assert read_amount(Cell("/"), "个", meant) is None
    assert read_amount(Cell("—"), "个", meant) == Refusal("C202")
    assert read_amount(Cell("暂无"), "个", meant) == Refusal("C202")


@pytest.mark.parametrize(
    ("number_format", "parts"),
    [
        ("", ""),
        ("General", ""),
        ("0.00", ""),
        ("0.00E+00", ""),
        ("@", ""),
        ("yyyy-mm-dd", "ymd"),
        ("[$-804]yyyy/m/d;@", "ymd"),
        (CHINESE_MONTH, "ym"),
        ("mmm-yy", "ym"),
        ("yyyy", "y"),
        ("h:mm:ss", ""),
        ("yyyy-mm-dd hh:mm", "ymd"),
        ('0"d"', ""),
        ("[" * 1000 + "d", "d"),
        ("[" * 900_000 + "yyyy", ""),
    ],
)
def test_which_parts_of_a_date_a_format_shows(number_format: str, parts: str) -> None:
    assert date_parts(number_format) == parts


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        (number("46295", "yyyy-mm-dd"), "2026-09-30"),
        (number("46266", CHINESE_MONTH), "2026-09"),
        (number("46266", "yyyy"), "2026"),
        (number("2026"), "2026"),
        (number("2026.0"), "2026"),
        (number("1", "yyyy-mm-dd"), "1900-01-01"),
        (number("59", "yyyy-mm-dd"), "1900-02-28"),
        (number("61", "yyyy-mm-dd"), "1900-03-01"),
        (Cell("2026-09-30T00:00:00", Kind.DATE), "2026-09-30"),
        (Cell("2026-09-01", Kind.DATE, "yyyy-mm-dd"), "2026-09-01"),
        (Cell("2026-09-01", Kind.DATE, "mmm-yy"), "2026-09"),
        (Cell("2026-01-01", Kind.DATE, "yyyy"), "2026"),
        (Cell("2026-09-30", Kind.DATE, UNSEEN), "2026-09-30"),
        (Cell("2026年第三季度"), "2026-Q3"),
    ],
)
def test_a_period_is_what_the_cell_shows(cell: Cell, label: str) -> None:
    period = read_period(cell, date1904=False)
    assert isinstance(period, Period)
    assert period.label == label


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert read_day(number("0", "yyyy-mm-dd"), date1904=True) == date(1904, 1, 1)
    assert read_day(number("44833", "yyyy-mm-dd"), date1904=True) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, "C201"),
        (number("46295"), "C210"),
        (number("2026.9"), "C210"),
        (number("46295.5", "yyyy-mm-dd"), "C209"),
        (number("60", "yyyy-mm-dd"), "C209"),
        (number("-1", "yyyy-mm-dd"), "C209"),
        (number("99999999", "yyyy-mm-dd"), "C209"),
        (Cell("2026-09-01", Kind.DATE, UNSEEN), "C210"),  # it may be shown as September 2026
        (Cell("去年"), "C209"),
        (Cell("=TODAY()", Kind.UNCALCULATED, "yyyy-mm-dd", True), "C207"),
        (Cell("#REF!", Kind.ERROR), "C208"),
    ],
)
def test_no_period_is_guessed(cell: Cell | None, code: str) -> None:
    assert read_period(cell, date1904=False) == Refusal(code)


def test_a_day_may_carry_a_time_and_must_be_a_day() -> None:
    assert read_day(number("46295.75", "yyyy-mm-dd hh:mm"), date1904=False) == date(2026, 9, 30)
    assert read_day(Cell("2026-09-30 18:00"), date1904=False) == date(2026, 9, 30)
    assert read_day(number("46266", CHINESE_MONTH), date1904=False) == Refusal("C210")
    assert read_day(Cell("2026-09-01", Kind.DATE, CHINESE_MONTH), date1904=False) == Refusal("C210")
    assert read_day(Cell("2026-09-01", Kind.DATE, "yyyy-mm-dd"), date1904=False) == date(2026, 9, 1)
    assert read_day(None, date1904=False) is None


@pytest.mark.parametrize("word", ["是", "已完成", "√", "TRUE", "1", "Done"])
def test_yes_in_the_words_that_people_use(word: str) -> None:
    assert read_done(Cell(word)) is True


@pytest.mark.parametrize("word", ["否", "未完成", "×", "no", "FALSE", "0"])
def test_no_in_the_words_that_people_use(word: str) -> None:
    assert read_done(Cell(word)) is False


@pytest.mark.parametrize("word", ["进行中", "基本完成", "部分完成", "50%", "2"])
def test_anything_between_yes_and_no_is_refused(word: str) -> None:
    assert read_done(Cell(word)) == Refusal("C212")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("示例\u00a0一小", "示例一小"),
        ("示 例　一 小", "示例一小"),
        ("\u200b示例\u200b一小 ", "示例一小"),
        ("School  A", "School A"),
        ("示例 No. 1", "示例 No. 1"),
    ],
)
def test_names_have_no_stray_spaces(written: str, meant: str) -> None:
    assert (tidied(written), clean(written)) == (meant, meant)
    assert stray(written) == (written != meant)
    assert not stray(meant)
