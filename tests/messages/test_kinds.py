"""What is said of values that were worked out, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plancheck.messages import advice_text, verdict_text
from plancheck.model.text import Text
from plancheck.model.verdict import Verdict
from plancheck.plans.plan import Programme, Target
from plancheck.reports.report import TargetReport
from plancheck.rules.change import Change
from plancheck.rules.composite import Composite
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.k_of_n import Indicator, KOfN
from plancheck.rules.monotone import Monotone
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.rank import Rank
from tests.engine import d, reach, roster, target, verdict
from tests.plan import bare, named, verdicts


def said(goal: Target, found: Verdict) -> tuple[str, str]:
    item = TargetReport(Programme(id="P", title=Text(zh="工程"), targets=(goal,)), goal, found, None, ())
    return verdict_text("zh", item), verdict_text("en", item)


@pytest.mark.parametrize(
    ("as_", "aim", "zh", "en"),
    [
        (
            "percent",
            "15",
            "2026-12-31 变化 4%（208 册，基期 200 册），应达 5%（序时进度 80.1%），目标不低于 15%",
            "On 2026-12-31 changed by 4% (208 册 against 200 册), 5% expected by then (80.1% of the pace),"
            " target at least 15%",
        ),
        (
            "times",
            "1.15",
            "2026-12-31 为基期的 1.04 倍（208 册，基期 200 册），应达 1.05 倍（序时进度 80.1%），目标不低于 1.15 倍",
            "On 2026-12-31 at 1.04 times the baseline (208 册 against 200 册), 1.05 times expected by then"
            " (80.1% of the pace), target at least 1.15 times",
        ),
    ],
)
def test_a_change(as_: str, aim: str, zh: str, en: str) -> None:
    rule = Change(as_=as_, at_least=Decimal(aim), by=d("2028"))  # type: ignore[arg-type]
    goal = target(rule, measure="level", report="yearly", unit="册", baseline=("200", "2025"))
    assert said(goal, verdict(goal, "2026 208", "2027-02-01")) == (zh, en)


def test_a_rank() -> None:
    rule = Rank(at_most=Decimal(1), among="counties", entity="示例区", by=d("2026"))
    goal = target(rule, measure="level", report="yearly", unit="%")
    rows = "2026 61 entity=示例区\n2026 63 entity=甲区"
    assert said(goal, verdict(goal, rows, "2027-02-01", reporters=roster("示例区", "甲区"))) == (
        "期限 2026-12-31，到期未完成，2026-12-31 居第 2 位（共 2 家），目标不超过 1 位，相差 1 位",
        "Due 2026-12-31, not met when due, on 2026-12-31 ranked 2 among 2, target at most 1, off by 1",
    )


def test_a_dispersion() -> None:
    goal = target(Dispersion(at_most=Decimal("0.4"), by=d("2026")), measure="ratio", report="yearly", unit="册")
    assert said(goal, verdict(goal, "2026 1/1 entity=甲\n2026 3/1 entity=乙", "2027-02-01")) == (
        "期限 2026-12-31，到期未完成，2026-12-31 差异系数 0.5，目标不超过 0.4，相差 0.1",
        "Due 2026-12-31, not met when due, on 2026-12-31 coefficient of variation 0.5, target at most 0.4, off by 0.1",
    )


def test_k_of_n() -> None:
    rule = KOfN(k=1, indicators=(Indicator(item="图书", at_least=Decimal(25)),), by=d("2026"))
    goal = target(rule, measure="level", report="yearly", unit="")
    assert said(goal, verdict(goal, "2026 25 entity=甲校 item=图书", "2027-02-01")) == (
        "2026-12-31 达标单位占 100%，目标不低于 100%，已按期完成",
        "On 2026-12-31 enough indicators met by 100% of the entities, target at least 100%, met in time",
    )


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (
            "103",
            "有一期未符合要求，2026 增长 3%，收入 增长 5%",
            "Broken in one period, in 2026 grown by 3%, 收入 by 5%",
        ),
        (
            "106",
            "至今各期均符合要求，已评 1 期（共 3 期），2026 增长 6%，收入 增长 5%",
            "Kept in every period so far, 1 of 3 periods judged, in 2026 grown by 6%, 收入 by 5%",
        ),
        (
            "105.0001",
            "至今各期均符合要求，已评 1 期（共 3 期），2026 增长 5.0001%，收入 增长 5%",
            "Kept in every period so far, 1 of 3 periods judged, in 2026 grown by 5.0001%, 收入 by 5%",
        ),
    ],
)
def test_growths_are_shown_apart(value: str, zh: str, en: str) -> None:
    own = named("投入", target(Outpaces(than="收入"), measure="level", report="yearly", baseline=("100", "2025")))
    than = named("收入", target(Monotone(direction="up"), measure="level", report="yearly", baseline=("100", "2025")))
    found = verdicts([own, than], {"投入": f"2026 {value}", "收入": "2026 105"}, "2027-02-01")["投入"]
    assert said(own, found) == (zh, en)


def test_a_composite_names_what_it_depends_on_and_what_to_do() -> None:
    parts = [named(name, reach("100", measure="running_total")) for name in "AB"]
    whole = bare("W", Composite(of=("A", "B")))
    found = verdicts([whole, *parts], {"A": "2026-Q4 100", "B": "2026-Q4 20"}, "2027-01-20")["W"]
    assert said(whole, found) == (
        "有组成目标滞后，2 个组成目标已完成 1 个，取决于 B",
        "A part is behind, 1 of 2 parts achieved, it depends on B",
    )
    item = TargetReport(Programme(id="P", title=Text(zh="工程"), targets=(whole,)), whole, found, None, ())
    assert (advice_text("zh", item), advice_text("en", item)) == ("请督促 B", "see to B")
