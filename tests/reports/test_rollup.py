"""More plans than anyone reads: sums first, then the plans and the targets that stand worst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from plancheck.model.verdict import Status
from plancheck.reports import STREAMS, Options
from plancheck.reports.flow import Flow, Step
from plancheck.reports.width import width
from tests.reports.build import UNIT, plan_report, report, targets

EVERY = targets()
MISSED, EARLY, STEADY = EVERY[1], EVERY[4], EVERY[5]


def country(plans: int, worst: int = 7) -> Iterator[Step]:
    """Plans in which all is well, but for the one numbered `worst`, which missed a target."""
    for number in range(plans):
        items = (MISSED, STEADY) if number == worst else (EARLY, STEADY)
        yield plan_report(items, id=f"plan-{number}", sample=False), (UNIT,) if number == worst else ()


def text(plans: int, **options: object) -> str:
    flow = Flow(report(), plans, country(plans))
    return "".join(STREAMS["text"](flow, replace(Options(width=100), **options)))


def test_sums_come_first_then_the_worst_plan() -> None:
    lines = text(3000).splitlines()
    assert lines[0].split("    ")[0] == "3000 个规划，6000 项目标"
    assert [line.split()[:2] for line in lines[2:5]] == [
        ["逾期未完成", "1"],
        ["达到序时进度", "3000"],
        ["已完成", "2999"],
    ]
    assert lines[5] == "与 2026-06-30 相比：变差 0 项，好转 2999 项"
    assert lines[7] == "最需关注的 10 个规划（共 3000 个）"
    assert "逾期未完成 1" in lines[8]
    assert "逾期未完成" not in lines[9]
    assert lines[18] == "另有 2990 个规划（用 --top 多列几个，用 --all 全部列出）"
    assert lines[20] == "最需关注的 1 项（共 1 项）"
    assert lines[21].startswith("逾期未完成 D1.2")
    assert lines[-3:] == [
        "数据校验：错误 0、警告 1、提示 0",
        "更多：plancheck status plan-7 --period 2026-Q3 --all",
        "      plancheck explain D1.2 --period 2026-Q3",
    ]


def test_in_english() -> None:
    lines = text(12, lang="en", top=3).splitlines()
    assert "The 3 plans that need attention most (of 12)" in lines
    assert "and 9 more plans (--top lists more of them, --all lists every one)" in lines


@pytest.mark.parametrize(
    ("plans", "top", "rolled"), [(10, None, False), (11, None, True), (3, 2, True), (30, 30, False)]
)
def test_as_many_plans_as_are_listed_anyway_need_no_roll_up(plans: int, top: int | None, rolled: bool) -> None:
    assert ("个规划（共" in text(plans, top=top)) is rolled


def test_top_says_how_many_plans_and_targets() -> None:
    flow = Flow(report(), 40, ((plan_report(EVERY, id=f"plan-{n}"), ()) for n in range(40)))
    lines = "".join(STREAMS["text"](flow, Options(width=100, top=25))).splitlines()
    assert "最需关注的 25 个规划（共 40 个）" in lines
    assert "最需关注的 25 项（共 160 项）" in lines
    assert sum(line.startswith("逾期未完成（示例数据） D1.2") for line in lines) == 25


def test_all_lists_every_plan_and_target() -> None:
    made = text(12, show_all=True)
    assert "另有" not in made
    assert made.count("D1.6 智慧教学案例") == 12
    assert made.count("示例区教育三年行动计划") == 24


def test_a_sample_among_them_marks_the_sums() -> None:
    steps = [(plan_report((STEADY,), id=f"plan-{n}", sample=n == 11), ()) for n in range(12)]
    lines = "".join(STREAMS["text"](Flow(report(), 12, steps), Options(width=100))).splitlines()
    assert lines[2].startswith("达到序时进度（示例数据）")


def test_only_narrows_the_targets_never_the_sums() -> None:
    lines = text(12, only=("at_risk",)).splitlines()
    assert lines[2].split()[:2] == ["逾期未完成", "1"]
    assert "所选范围内没有需要督办的目标" in lines


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_too_long(columns: int, lang: str) -> None:
    assert max(map(width, text(50, width=columns, lang=lang).splitlines())) <= columns


def test_the_plans_with_most_missed_come_before_those_with_more_at_risk() -> None:
    risky = tuple(replace(EVERY[0], target=replace(EVERY[0].target, id=f"X{n}")) for n in range(5))
    steps = [(plan_report(risky, id=f"risky-{n}", sample=False), ()) for n in range(11)]
    steps.append((plan_report((MISSED,), id="missed", sample=False), ()))
    lines = "".join(STREAMS["text"](Flow(report(since=None), 12, steps), Options(width=100))).splitlines()
    assert steps[-1][0].counts[Status.MISSED] == 1
    assert "逾期未完成 1" in lines[lines.index("最需关注的 10 个规划（共 12 个）") + 1]
    assert not any("相比" in line for line in lines)
