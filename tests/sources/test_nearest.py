"""The known name that an unknown one is most like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.sources.findings import nearest

SCHOOLS = ["示例一中", "示例二中", "示例实验小学", "城关小学", "Sample School"]
NAMES = st.text("示例一二三中小学ab", max_size=8)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("示例一申", "示例一中"),
        ("示例实验小", "示例实验小学"),
        ("实验小学", "示例实验小学"),
        ("城关小学校", "城关小学"),
        ("Smaple School", "Sample School"),
        ("某某幼儿园", ""),
        ("", ""),
    ],
)
def test_a_slip_of_the_pen(written: str, meant: str) -> None:
    assert nearest(written, SCHOOLS) == meant


def test_of_equally_near_names_the_first_in_the_alphabet() -> None:
    assert nearest("示例三中", ["示例二中", "示例一中"]) == "示例一中"


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("示例一中", []) == ""


@given(NAMES, st.lists(NAMES, max_size=6))
def test_the_answer_is_a_known_name_whatever_the_order(written: str, known: list[str]) -> None:
    found = nearest(written, known)
    assert found == "" or found in known
    assert nearest(written, known[::-1]) == found


@given(NAMES.filter(bool), st.lists(NAMES, max_size=6))
def test_a_known_name_is_nearest_to_itself(written: str, known: list[str]) -> None:
    assert nearest(written, [*known, written]) == written


def test_a_text_of_any_length_is_answered_at_once() -> None:
    assert nearest("示例" * 500_000, SCHOOLS) == ""
