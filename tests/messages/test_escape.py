"""Nothing of an input reaches the terminal raw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages.escape import escape


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("乙小学", "乙小学"),
        ("甲\u3000小学", "甲\u3000小学"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\u202eabc", "\\u202eabc"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b1m", "\\u009b1m"),
        ("a\u200bb\u00a0c", "a\\u200bb\\u00a0c"),
        ("\U000e0001", "\\U000e0001"),
        ("::error ::甲.csv", "\\u003a:error ::甲.csv"),
        (" \u3000::error::x", " \u3000\\u003a:error::x"),
        ("a::b", "a::b"),
        ("第##[error]x", "第#\\u0023[error]x"),
        ("###[x", "##\\u0023[x"),
    ],
)
def test_what_does_not_print_is_shown_by_its_code(raw: str, shown: str) -> None:
    assert escape(raw) == shown


@given(st.text())
def test_the_result_prints_and_stays(raw: str) -> None:
    once = escape(raw)
    assert once.replace("\u3000", "").isprintable()
    assert escape(once) == once


@given(st.text(alphabet=st.sampled_from(":#[ \u3000\n\x1ba")))
def test_no_text_begins_a_command_in_the_log_of_a_build(raw: str) -> None:
    once = escape(raw)
    assert not once.lstrip().startswith("::")
    assert "##[" not in once
    assert escape(once) == once
