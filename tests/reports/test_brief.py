"""Paragraphs for a circular: figures, offices in order of lag, who has not reported."""

from __future__ import annotations

import pytest

from plancheck.model.verdict import Fact, Status
from plancheck.reports import FORMATS, Options, brief
from tests.reports.build import Q3, D, demo, judged, plan_report, report, target, targets, verdict
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


def test_between_what_a_value_lies_of_which_a_part_cannot_be_read() -> None:
    facts: dict[str, Fact] = {"actual_low": D("60"), "actual_high": D("93.3"), "unread_periods": ("2026-Q3",)}
    rate = target("B1", "满意度", "Satisfaction", unit="%", measure="level")
    made = report(plan_report((judged(rate, verdict(Status.ACHIEVED, "met", **facts)),)))
    written = brief.render(made, Options(lang="en"))
    assert "Satisfaction (between 60% and 93.3% whatever the unreadable figures are)" in written
    cap = judged(rate, verdict(Status.ON_TRACK, "within_cap", **facts, actual=D(60), target=D(95), data_date=Q3))
    shown = FORMATS["text"](report(plan_report((cap,))), Options(lang="en", width=200, show_all=True))
    assert "2026-09-30  actual between 60% and 93.3% whatever the unreadable figures are / target" in shown
