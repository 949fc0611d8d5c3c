"""Markdown: counts, a table, and no input that could pass for markup."""

from __future__ import annotations

import pytest

from plancheck.model.verdict import Status
from plancheck.reports import FORMATS, Options
from plancheck.reports.markdown import text
from tests.reports.build import demo, judged, plan_report, report, target, verdict
from tests.reports.golden import check


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whole_report(lang: str) -> None:
    check(f"report-{lang}.md", FORMATS["markdown"](demo(), Options(lang=lang)))


def test_every_row_of_a_sample_says_so() -> None:
    rows = [line for line in FORMATS["markdown"](demo(), Options()).splitlines() if line.startswith("| ")]
    assert len(rows) == 10
    assert all("（示例数据）" in row and "2026-10-20" in row for row in rows[2:])


def test_input_is_no_markup() -> None:
    assert text("a|b <script> *x* `y` [z](http://e) ![i]") == (
        "a\\|b &lt;script\\> \\*x\\* \\`y\\` \\[z\\](http://e) !\\[i\\]"
    )


def test_a_title_cannot_end_its_cell() -> None:
    evil = judged(target("X", "甲|乙\n| 丙", "x"), verdict(Status.NOT_CHECKABLE, "narrative"))
    made = FORMATS["markdown"](report(plan_report((evil,))), Options())
    assert "甲\\|乙\\\\n\\| 丙" in made


def test_no_target_fits() -> None:
    assert "没有符合条件的目标" in FORMATS["markdown"](demo(), Options(owner="nobody"))
    assert FORMATS["markdown"](report(), Options()).startswith("没有规划可以评估")
