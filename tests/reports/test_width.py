"""Columns, cutting and wrapping with Chinese and Latin text mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from plancheck.reports.width import column, fit, pad, width, wrap

plain = st.text(alphabet="ab 12,.-%个人所学（），。“”é—…\u0301", max_size=60)


@pytest.mark.parametrize("text", ["abc", "学校", "学a校b", "（一）", "１２３", "→ “甲”—…", "e\u0301", "ﾃｽﾄ", "한국"])
def test_width_agrees_with_rich(text: str) -> None:
    assert width(text) == cell_len(text)


def test_a_long_name_is_cut_between_characters() -> None:
    assert fit("新增优质初中学位", 9) == "新增优.."
    assert fit("新增优质初中学位", 16) == "新增优质初中学位"
    assert column("学校", 7) == "学校   "
    assert pad("已完成", 3) == "已完成"


def test_a_number_stays_with_its_unit_and_a_mark_with_its_word() -> None:
    assert wrap("至今累计 1,650 个，应达 1,643.8 个（序时进度 100.4%）", 20) == [
        "至今累计 1,650 个，",
        "应达 1,643.8 个（序",
        "时进度 100.4%）",
    ]


def test_words_are_kept_whole() -> None:
    assert wrap("ask the school to report 2026-Q3", 12) == ["ask the", "school to", "report", "2026-Q3"]


@given(plain, st.integers(min_value=8, max_value=40))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(plain, st.integers(min_value=2, max_value=40))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    assert width(fit(text, columns)) <= columns
    assert width(column(text, columns)) == columns
