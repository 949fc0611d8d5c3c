from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.record import FieldError
from plancheck.sources.template import captured, checked, places


@pytest.mark.parametrize(
    ("template", "text", "found"),
    [
        ("period", "2026年", {"period": "2026年"}),
        ("指标：{target}({unit})", "指标:城镇人口（万人）", {"target": "城镇人口", "unit": "万人"}),
        ("{period}/实际", "2026年 / 实际", {"period": "2026年"}),
        ("{*}单位：{unit}", "表3 计量单位：所", {"unit": "所"}),
        ("指标：{target}", "时间：最近3年", None),
        ("指标：{target}", "指标：", None),
        ("{period}", "x" * 501, None),
    ],
)
def test_what_stands_where_in_a_text(template: str, text: str, found: dict[str, str] | None) -> None:
    assert captured(checked(template), text) == found


@pytest.mark.parametrize("text", ["年份", "{foo}", "{period}{unit}", "{unit} x {unit}", "{*}", "{value}", ""])
def test_what_is_no_template(text: str) -> None:
    with pytest.raises(FieldError):
        checked(text)


@given(st.text(max_size=30).filter(lambda text: "{" not in text and "}" not in text))
def test_any_text_may_stand_around_a_field(text: str) -> None:
    assert places(checked(f"{text}{{unit}}{text}")) == ("unit",)
    assert captured(f"{text}{{unit}}{text}", f"{text}万人{text}") is not None
