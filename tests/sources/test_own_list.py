"""The list in front of an annotated copy is known by what it says, in any format and under any name."""

from __future__ import annotations

import pytest

from plancheck.sources.grid import Cell, Row, Sheet
from plancheck.sources.limits import Limits
from plancheck.sources.opening import open_sheets
from plancheck.sources.own_list import TITLES, is_own_list
from tests.sources.old_books import ods


def sheet(text: str, row: int = 1, column: int = 1, name: str = "Sheet1") -> Sheet:
    return Sheet("上报.xlsx", name, (Row(row, {column: Cell(text)}),))


@pytest.mark.parametrize("title", TITLES.values())
def test_known_by_its_title_whatever_it_is_called(title: str) -> None:
    assert is_own_list(sheet(title, name="错误清单"))
    assert is_own_list(sheet(f" {title} ", name="Sheet9"))


def test_a_sheet_of_that_name_is_not_meant() -> None:
    assert not is_own_list(sheet("目标编号", name="错误清单"))
    assert not is_own_list(Sheet("上报.xlsx", "错误清单", ()))


def test_the_title_counts_only_in_the_first_cell() -> None:
    assert not is_own_list(sheet(TITLES["zh"], row=2))
    assert not is_own_list(sheet(TITLES["zh"], column=2))


def test_known_in_other_formats_too() -> None:
    data = ods([[TITLES["zh"]], ["位置", "级别"]])
    assert open_sheets(data, "退回.ods", "", lambda _: False, Limits()).sheets == ()
