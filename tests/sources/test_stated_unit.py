"""单位：万元 above a table: what it says of the figures below, and of which it says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from plancheck.sources.grid import Cell, Kind, Row
from plancheck.sources.naming import why_otherwise
from plancheck.sources.stated_unit import measures_otherwise, stated_above


def above(*texts: str) -> str:
    return stated_above([Row(1, {at: Cell(text) for at, text in enumerate(texts, 1) if text}, 0)], 3)


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (["单位：亿元"], "亿元"),
        (["单位:亿元"], "亿元"),
        (["示例区三季度上报表（单位：亿元）"], "亿元"),
        (["三季度上报表", "", "", "（单位：万人、％）"], "万人、%"),
        (["计量单位：", "亿元"], "亿元"),
        (["金额单位：人民币万元。"], "人民币万元"),
        (["  单位： 万 "], "万"),
        (["Quarterly report (unit: million yuan)"], "million yuan"),
        (["Units: %"], "%"),
        (["填报单位：示例一中"], ""),
        (["责任单位:示例区教育局"], ""),
        (["示例区教育局"], ""),
        (["单位：万元", "单位：人"], ""),
        (["单位："], ""),
    ],
)
def test_what_a_line_above_the_header_states(texts: list[str], unit: str) -> None:
    assert above(*texts) == unit


def test_a_line_below_the_header_states_nothing() -> None:
    assert stated_above([Row(4, {1: Cell("单位：亿元")}, 0)], 3) == ""


@pytest.mark.parametrize(
    ("stated", "unit"),
    [
        *(("亿元", "万元"), ("元", "万元"), ("万元", "元"), ("人民币亿元", "万元"), ("万人", "人"), ("千克", "克")),
        *(("万", "人"), ("万", "元"), ("‰", "%"), ("%", "‰"), ("million yuan", "10,000 yuan"), ("百万元", "万元")),
        *(("万元、人", "元"), ("万元、万人", "人")),
    ],
)
def test_the_same_thing_in_another_size(stated: str, unit: str) -> None:
    assert measures_otherwise(stated, unit)


@pytest.mark.parametrize(
    ("stated", "unit"),
    [
        *(("万元", "万元"), ("万 元", "万元"), ("人民币万元", "万元"), ("％", "%"), ("百分比", "%"), ("万", "万人")),
        *(("万元", "人"), ("万元", "%"), ("%", "万元"), ("示例一中", "万元"), ("", "万元"), ("万元", ""), ("万", "%")),
        *(("万元、人", "人"), ("万元、人", "万元"), ("万元、人", "%")),
    ],
)
def test_the_same_unit_another_thing_or_no_unit(stated: str, unit: str) -> None:
    assert not measures_otherwise(stated, unit)


TABLE = "单位：{unit},,,\n目标编号,填报单位,期间,数值\nPLACES,示例一中,2026-Q3,100\n"


def test_figures_below_another_unit_are_not_used(read: Any) -> None:
    """100 below 万个 is a million of them; nobody can tell whether the line or the figure is wrong."""
    submitted = read(TABLE.format(unit="万个"))
    (seen,) = submitted.observations
    assert seen.value.code == "C213"
    (found,) = submitted.findings
    assert (found.code, found.origin.line, found.origin.column) == ("C213", 3, 4)
    assert found.facts == {"header": "数值", "seen": "万个", "unit": "个", "reason": "above"}


@pytest.mark.parametrize("unit", ["个", "万元", "%", "示例区教育局"])
def test_figures_below_their_own_unit_or_that_of_others_are(read: Any, unit: str) -> None:
    submitted = read(TABLE.format(unit=unit))
    assert submitted.findings == ()
    assert str(submitted.observations[0].value.value) == "100"


def test_units_of_the_header_or_of_each_row_come_first(read: Any) -> None:
    assert read(TABLE.format(unit="万个").replace("数值", "数值（个）")).findings == ()
    each = "单位：万个\n目标编号,填报单位,期间,数值,计量单位\nPLACES,示例一中,2026-Q3,100,个\n"
    assert read(each).findings == ()


def test_a_unit_in_the_header_is_named_as_such(read: Any) -> None:
    (found,) = read("目标编号,填报单位,期间,数值（万个）\nPLACES,示例一中,2026-Q3,100\n").findings
    assert found.facts == {"header": "数值（万个）", "seen": "万个", "unit": "个", "reason": "header"}


def test_what_makes_the_unit_another_one() -> None:
    shown = Cell("1234", Kind.NUMBER, '0"所"')
    assert why_otherwise(shown, alone=False) == {"reason": "format", "format": '0"所"'}
    assert why_otherwise(Cell("5人"), alone=True) == {"reason": "count"}
    assert why_otherwise(Cell("5人"), alone=False) == {}
