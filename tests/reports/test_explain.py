"""One verdict laid open: clause, rule, arithmetic, flags, cells, findings, what to do."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from plancheck.model.verdict import Flag, Status
from plancheck.plans.plan import Baseline, Owner, Plan, Target, Waiver
from plancheck.reports import Options, explain
from plancheck.reports.rule_words import rule_lines
from plancheck.reports.width import width
from plancheck.rules.checklist import Checklist
from plancheck.rules.coverage import Coverage
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.goal import Tolerance
from plancheck.rules.hold import Hold
from plancheck.rules.milestones import Milestones, Node
from plancheck.rules.monotone import Monotone
from plancheck.rules.reach import Reach
from tests.reports.build import PACED, demo, judged, plan_report, report, target, targets, verdict
from tests.reports.golden import check

D = Decimal


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("id", ["D1.1", "D1.2", "D1.3", "D1.8"])
def test_whole_explanation(lang: str, columns: int, id: str) -> None:
    made = explain.render(demo(), Options(lang=lang, width=columns), id)
    assert max(map(width, made.splitlines())) <= columns
    check(f"explain-{id}-{lang}-{columns}.txt", made)


def test_the_formula_is_filled_in() -> None:
    made = explain.render(demo(), Options(width=120), "D1.1")
    assert "b + (T - b) × 已过天数/总天数 = 0 + (10,000 - 0) × 272/1,095 = 2,490.876" in made
    assert "(x - b)/(P(d) - b) = (1,650 - 0)/(2,490.876 - 0) = 66.2%" in made
    assert "所以：66.2% 低于 95%，滞后" in made
    assert "2026-Q3  500 个  上报.xlsx#指标!C7" in made


def test_far_behind_names_the_second_band() -> None:
    item = judged(target("A", "甲", "a"), verdict(Status.AT_RISK, "pace", **{**PACED, "ratio": D("0.5")}))
    made = explain.render(report(plan_report((item,))), Options(), "A")
    assert "所以：50.0% 低于 60%，严重滞后" in made


def test_notes_hedges_and_waivers_are_told() -> None:
    about = target(
        "A",
        "甲",
        "a",
        aspirational=True,
        due_from="plan",
        encoder={"tolerance": "取 5%"},
        owner=Owner(lead="edu", with_=("dev",), person="张三"),
        waived=Waiver(date=date(2026, 7, 1), by="区政府", reason="顺延"),
    )
    item = judged(about, verdict(Status.NO_DATA, "no_observation", (Flag.WAIVED,)))
    made = explain.render(report(plan_report((item,))), Options(), "A")
    for line in (
        "措辞：力争类目标，原文没有承诺必达",
        "编码说明：tolerance: 取 5%",
        "配合单位：区发改局",
        "责任人：张三",
        "调整：2026-07-01 由区政府批准：顺延",
        "措辞：原文没有单独的期限，以规划期末为准",
        "没有采用任何数值",
    ):
        assert f"  {line}\n" in made


def test_the_target_as_first_adopted() -> None:
    adopted = {"status": "missed", "due": "2026-06-30", "target": "12000"}
    item = judged(
        target("A", "甲", "a"), verdict(Status.ON_TRACK, "pace", (Flag.AMENDED,), **PACED, as_adopted=adopted)
    )
    made = explain.render(report(plan_report((item,))), Options(), "A")
    assert "调整：原目标 12,000，原期限 2026-06-30，按原目标：逾期未完成" in made


def plan() -> Plan:
    return plan_report(targets()).loaded.plan


def lines(about: Target) -> dict[str, str]:
    return dict(rule_lines("en", plan(), about))


END = date(2028, 12, 31)


@pytest.mark.parametrize(
    ("rule", "label", "words"),
    [
        (Reach(at_most=D(5)), "goal", "at most 5"),
        (Reach(more_than=D(5)), "goal", "more than 5"),
        (Reach(between=(D(60), D(70))), "goal", "60 to 70"),
        (Reach(about=D(100), tolerance=Tolerance(amount=D(5), percent=True), side="at_least"), "goal",
         "about 100 (judged as at least 95)"),
        (Reach(at_most=D(5)), "due", "2028-12-31"),
        (Hold(at_least=D(4), from_=date(2027, 1, 1)), "period", "2027-01-01 to 2028-12-31"),
        (Coverage(all=True, roster="schools"), "goal", "at least 100%"),
        (Coverage(all=True, roster="schools"), "roster", "schools"),
        (Checklist(items=("a", "b")), "items", "a, b"),
        (Milestones(nodes=(Node(item="a", by=date(2027, 6, 30)), Node(item="b"))), "items",
         "a (by 2027-06-30), b (by 2028-12-31)"),
        (Eliminate(definition="56 pupils"), "goal", "down to 0"),
        (Eliminate(definition="56 pupils"), "definition", "56 pupils"),
        (Eliminate(tolerance=D(3)), "goal", "at most 3"),
        (Monotone(direction="up"), "goal", "never falls"),
        (Monotone(direction="down", strict=True), "goal", "never rises, equal is not enough"),
        (EachEntity(at_least=D(90), share=D(80), by=END), "share", "80%"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: object, label: str, words: str) -> None:
    assert lines(target("A", "甲", "a", rule=rule))[label] == words


def test_the_pace_says_when_it_is_assumed() -> None:
    assert lines(target("A", "甲", "a", pace=None))["pace"] == "evenly by days (not in the plan; assumed)"
    assert lines(target("A", "甲", "a", baseline=Baseline(value=D(1), period=END)))["pace"] == "evenly by days"


def test_the_twin_for_programs() -> None:
    made = json.loads(explain.render_json(demo(), Options(), "D1.1"))
    assert made["target"]["id"] == "D1.1"
    assert made["plan"] == "demo"
    assert made["advice"] == "还需每季度 928 个；至今最快一季 700 个；请 乙小学 补报 2026-Q3"


def test_an_unknown_target() -> None:
    assert explain.find(demo(), "nope") is None
    with pytest.raises(KeyError):
        explain.render(demo(), Options(), "nope")
