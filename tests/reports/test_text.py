"""The report that a director reads in a minute: whole outputs, and what must hold for every one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plancheck.model.text import Text
from plancheck.model.verdict import Flag, Status
from plancheck.reports import FORMATS, Options
from plancheck.reports.report import Report
from plancheck.reports.text import FIRST_SIGHT
from plancheck.reports.width import width
from tests.reports.build import PACED, UNREAD, demo, judged, plan_report, report, target, targets, verdict
from tests.reports.golden import check


def text(given: Report, **options: object) -> str:
    return FORMATS["text"](given, replace(Options(), **options))


def two_plans() -> Report:
    return report(plan_report(targets()), plan_report(targets()[3:], id="other", sample=False), findings=(UNREAD,))


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("show", ["first", "all", "owner", "group", "several"])
def test_whole_report(lang: str, columns: int, show: str) -> None:
    given = two_plans() if show == "several" else demo()
    by = show if show in ("owner", "group") else "programme"
    made = text(given, lang=lang, width=columns, show_all=show not in ("first", "several"), by=by)
    assert max(map(width, made.splitlines())) <= columns
    check(f"{show}-{lang}-{columns}.txt", made)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_sight_has_at_most_forty_lines(lang: str) -> None:
    long = tuple(
        judged(
            target(f"D1.{n}", "很长的目标名称" * 6, "a very long name of a target " * 4),
            verdict(Status.AT_RISK, "pace", **PACED, missing=tuple("甲乙丙丁戊己庚辛"), missing_periods=("2026-Q3",)),
            verdict(Status.ON_TRACK, "pace"),
        )
        for n in range(30)
    )
    made = text(report(plan_report((*targets(), *long)), findings=(UNREAD,)), lang=lang)
    assert len(made.splitlines()) <= FIRST_SIGHT
    assert max(map(width, made.splitlines())) <= 80


def test_every_status_cell_of_a_sample_says_so() -> None:
    statuses = r"(逾期未完成|滞后|无法判定|未报送|未到节点|已完成|不可量化)"
    for line in text(demo(), show_all=True).splitlines():
        if re.match(rf" *{statuses} ", line):
            pytest.fail(line)
    assert "（示例数据）" not in text(report(plan_report(targets(), sample=False)), show_all=True)


def test_every_row_carries_its_date() -> None:
    lines = text(demo(), show_all=True).splitlines()
    rows = [n for n, line in enumerate(lines) if re.match(r"  \S+（示例数据） +D1\.", line)]
    assert len(rows) == 8
    assert all(re.search(r"20\d\d-\d\d-\d\d", lines[n + 1]) for n in rows)


def test_only_and_owner_leave_targets_out_of_the_list_not_out_of_the_counts() -> None:
    made = text(demo(), show_all=True, only=("no_data",), owner="dev")
    assert "D1.4 特色学校创建" in made
    assert "D1.1 新增" not in made.split("D1 学位供给工程")[1]
    assert "可核验 7/8 项" in made
    assert "没有符合条件的目标" in text(demo(), show_all=True, owner="nobody")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("show_all", [False, True])
def test_id_and_title_are_there_however_little_room_the_flags_leave(columns: int, show_all: bool) -> None:
    flags = (Flag.OFF_TRACK, Flag.WRONG_WAY, Flag.PARTIAL, Flag.REVISED, Flag.AMENDED)
    one = judged(target("D1.9", "新增学位", "New places"), verdict(Status.AT_RISK, "pace", flags, **PACED))
    lines = text(report(plan_report((one,))), lang="en", width=columns, show_all=show_all).splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith("at risk (SAMPLE) D1.9 New places"))
    below = " ".join(line.strip() for line in lines[at + 1 : at + 6])
    said = "[far behind] [wrong way] [partly reported] [data revised] [target amended] "
    assert below.startswith(said)
    assert max(map(width, lines[at : at + 6])) <= columns


def test_of_what_changed_the_title_gives_way_never_the_id() -> None:
    before = verdict(Status.ON_TRACK, "pace", **PACED)
    one = judged(target("D1.9", "新增学位", "New places"), verdict(Status.UNDETERMINED, "unreadable"), before)
    assert "    the worst: D1.9: on track → undetermined" in text(report(plan_report((one,))), lang="en", width=50)


def test_what_changed_is_named_only_where_it_was_asked_for() -> None:
    everything = text(demo())
    named = next(line for line in everything.splitlines() if line.startswith("    其中最重："))
    worst = named.split("：")[1].split()[0]
    others = text(demo(), only=("no_data",))
    assert next(line for line in everything.splitlines() if "变差" in line) in others
    assert f"其中最重：{worst}" not in others


def test_no_change_is_said_and_nothing_is_compared_without_a_day() -> None:
    assert "与 2026-06-30 相比：状态没有变化" in text(report(plan_report(targets()[6:])))
    assert "相比" not in text(report(plan_report(targets()), since=None))


def test_colour_only_adds_escape_codes() -> None:
    plain, painted = text(demo()), text(demo(), colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == plain


def test_the_palette_is_the_plans_own() -> None:
    coloured = plan_report(targets(), colours={"missed": "blue", "at_risk": "no such colour"})
    made = text(report(coloured), colour=True)
    assert "\x1b[34m逾期未完成" in made
    assert "\x1b[33m滞后" in made


def test_inputs_are_shown_escaped() -> None:
    evil = judged(
        target("D1.9", "\x1b[31m红\u202e名\n称", "x"), verdict(Status.AT_RISK, "pace", **PACED, missing=("\x07",))
    )
    made = text(report(plan_report((evil,), title=Text(zh="\x9b计划\r"), sample=False)), show_all=False)
    assert "\\u001b[31m红\\u202e名\\n称" in made
    assert "\\u009b计划\\r" in made
    assert made.replace("\n", "").isprintable()


def test_a_gbk_console_can_show_it() -> None:
    for lang in ("zh", "en"):
        for given in (demo(), two_plans()):
            assert text(given, lang=lang, show_all=True).encode("gbk")


def test_nothing_to_judge() -> None:
    assert text(report()) == "没有规划可以评估\n数据校验：没有问题\n"


def test_no_trouble() -> None:
    assert "没有需要督办的目标" in text(report(plan_report(targets()[4:])))


def test_the_worst_of_one_status_is_the_one_with_the_lowest_ratio() -> None:
    def lagging(id: str, ratio: str) -> object:
        return judged(target(id, id, id), verdict(Status.AT_RISK, "pace", **{**PACED, "ratio": Decimal(ratio)}))

    made = text(report(plan_report((lagging("A", "0.8"), lagging("B", "0.3"), lagging("C", "0.8")))))  # type: ignore[arg-type]
    assert re.findall(r"滞后（示例数据） ([ABC]) ", made) == ["B", "A", "C"]


def test_the_same_report_gives_the_same_text() -> None:
    assert text(demo()) == text(demo())
    assert text(replace(demo(), as_of=date(2026, 10, 21))) != text(demo())


def test_with_every_target_every_code_is_counted() -> None:
    assert text(demo(), show_all=True).endswith(
        "数据校验：错误 1、警告 1、提示 0\n    C203 填的是约数 x1\n    C205 数字后带单位 x1\n"
    )
