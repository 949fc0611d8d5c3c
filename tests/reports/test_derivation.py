"""What `explain` says of the kinds with a derived value, on the sample district."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plancheck.pipeline import assess
from plancheck.plans.load import load_plan
from plancheck.reports.explain import render
from plancheck.reports.options import Options
from plancheck.reports.report import Report
from plancheck.sources.folder import read_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report() -> Report:
    loaded = load_plan(ROOT / "plans" / "sample.yaml", "plans/sample.yaml").loaded
    assert loaded is not None
    return assess([(loaded, read_folder(ROOT / "data" / "sample", loaded.plan))], as_of=date(2026, 9, 30))


def explained(report: Report, target: str, lang: str) -> str:
    return render(report, Options(lang=lang, width=400), target)


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (
            "S7.1",
            (
                "要求：3 项指标中至少 2 项达标，其余各项不破底线",
                "达标单位数：生均图书册数 4、百生计算机台数 4、最大班额 5",
            ),
            (
                "asks for: at least 2 of 3 indicators, and of each of the rest its floor",
                "最大班额 at most 45 people, floor 50 people",
            ),
        ),
        (
            "S7.2",
            ("推算：加权标准差/平均值 = 4.75 册/23.12 册 = 0.206", "各单位：南塘小学 15"),
            ("worked out: weighted standard deviation/mean = 4.75 册/23.12 册 = 0.206",),
        ),
        (
            "S7.3",
            ("推算：(x/b - 1) × 100 = (208,000 册/200,000 册 - 1) × 100 = 4%",),
            ("asks for: change in percent against the baseline: at least 15%",),
        ),
        (
            "S7.4",
            ("要求：同比增速高于 S7.5", "推算：2026-H1：本指标增长 6%，S7.5 增长 4%", "2025-H1 S7.5  6,000"),
            ("worked out: 2026-H1: own growth 6%, S7.5 4%",),
        ),
        (
            "S7.6",
            ("推算：本单位 61%；5 家中有 1 家在前", "排在前面的：示例甲区", "排位单位：示例区"),
            ("worked out: own figure 61%; 1 of 5 ahead",),
        ),
        (
            "S7.7",
            ("组成目标：S7.1 达到序时进度、S7.2 滞后、S7.3 达到序时进度",),
            ("the worst of the parts: S7.1, S7.2, S7.3",),
        ),
        (
            "S7.8",
            ("要求：完成的权重不低于 75%：S5.3（权重 2）、S2.5、S2.3", "推算：已完成权重/总权重 = 75%"),
            ("parts: S5.3 achieved, S2.5 achieved, S2.3 missed",),
        ),
    ],
)
def test_explained(report: Report, target: str, zh: tuple[str, ...], en: tuple[str, ...]) -> None:
    for lang, parts in (("zh", zh), ("en", en)):
        text = explained(report, target, lang)
        assert [part for part in parts if part not in text] == [], text
