"""Paragraphs for a circular: figures, offices in order of lag, who has not reported."""

from __future__ import annotations

import pytest

from plancheck.reports import Options, brief
from tests.reports.build import demo, plan_report, report, targets
from tests.reports.golden import check


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whole_brief(lang: str) -> None:
    made = brief.render(demo(), Options(lang=lang))
    assert made.encode("gbk")
    check(f"brief-{lang}.txt", made)


def test_each_paragraph_of_a_sample_says_so() -> None:
    paragraphs = brief.render(demo(), Options()).splitlines()
    assert len(paragraphs) == 7
    assert all(paragraph.startswith("【示例数据】") for paragraph in paragraphs)
    assert "示例数据" not in brief.render(report(plan_report(targets(), sample=False)), Options())


def test_offices_come_in_order_of_lag() -> None:
    made = brief.render(demo(), Options())
    assert "区教体局（逾期未完成 1 项、滞后 1 项、无法判定 1 项）、区发改局（未报送 1 项）" in made
    assert "尚未报送的单位：乙小学（D1.1）。" in made


def test_nothing_lagging() -> None:
    made = brief.render(report(plan_report(targets()[4:5])), Options(lang="en"))
    assert "No target is missed or at risk." in made
    assert brief.render(report(), Options()) == "没有规划可以评估\n"
