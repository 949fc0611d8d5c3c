"""Only a form of ours in which nobody has written may be replaced."""

from __future__ import annotations

import pytest

from plancheck.sources.blank_form import is_blank_form
from tests.forms import ANSWERS, book, filled, plan

FORM = book(plan(), "实验小学")


def test_a_form_as_it_was_made_is_blank() -> None:
    assert is_blank_form(FORM, "上报.xlsx")
    assert is_blank_form(filled(FORM, {}), "上报.xlsx")  # opened and saved


@pytest.mark.parametrize("header", ["数值", "分母", "是否完成", "报送日期", "备注", "佐证材料"])
def test_a_single_entry_makes_it_somebody_s_work(header: str) -> None:
    assert not is_blank_form(filled(FORM, {header: ANSWERS[header]}), "上报.xlsx")


def test_any_other_file_is_not_ours_to_replace() -> None:
    assert not is_blank_form(b"", "上报.xlsx")
    assert not is_blank_form(FORM[:2000], "上报.xlsx")
    assert not is_blank_form("目标编号,数值\nA1,\n".encode(), "上报.csv")
