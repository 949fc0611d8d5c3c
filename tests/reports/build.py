"""Small plans and reports made by hand, so that tests of the output need no engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef
from plancheck.model.text import Text
from plancheck.model.verdict import Basis, Fact, Flag, Status, Verdict
from plancheck.plans.plan import (
    Baseline,
    LoadedPlan,
    Owner,
    Pace,
    Plan,
    Programme,
    RosterEntry,
    Source,
    Span,
    Target,
    Version,
)
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.rules.narrative import Narrative
from plancheck.rules.reach import Reach

D = Decimal
AS_OF = date(2026, 10, 20)
Q3 = date(2026, 9, 30)


def target(id: str, zh: str, en: str, **given: Any) -> Target:
    """A running total that is to reach 10,000 个 by the end of 2028, unless told otherwise."""
    fields: dict[str, Any] = {
        "unit": "个",
        "measure": "increment",
        "baseline": Baseline(value=D(0), date=date(2026, 1, 1)),
        "pace": Pace(shape="linear"),
        "rule": Reach(at_least=D(10000), by=date(2028, 12, 31)),
        "owner": Owner(lead="edu"),
        "report": "quarterly",
        "source": Source(section="一", item="1"),
    }
    return Target(id=id, title=Text(zh=zh, en=en), **{**fields, **given})


def verdict(
    status: Status, reason: str, flags: tuple[Flag, ...] = (), basis: tuple[Basis, ...] = (), **facts: Fact
) -> Verdict:
    return Verdict(status, reason, flags, facts, basis)


PACED: Mapping[str, Fact] = {
    "actual": D(1650),
    "target": D(10000),
    "comparator": "at_least",
    "unit": "个",
    "baseline": D(0),
    "baseline_date": date(2026, 1, 1),
    "expected": D("2490.876"),
    "ratio": D("0.66241"),
    "gap": D(8350),
    "elapsed": D("0.2490876"),
    "change": D(500),
    "cadence": "quarterly",
    "remaining_periods": 9,
    "needed_per_period": D("927.7777777777777777777777777777778"),
    "average_pace": D(550),
    "best_pace": D(700),
    "data_date": Q3,
    "reporters_in": 3,
    "reporters_expected": 4,
    "due": date(2028, 12, 31),
    "method": "pace",
    "pace_assumed": False,
}
CELL = CellRef("上报.xlsx", "指标", "C7")
BASIS = (
    Basis("2026-Q1", D(450), (CellRef("上报.xlsx", "指标", "C5"),)),
    Basis("2026-Q2", D(700), (CellRef("上报.xlsx", "指标", "C6"),)),
    Basis("2026-Q3", D(500), (CELL,)),
)
UNREAD = Finding("C203", "error", CELL, {"seen": "约300"}, "D1.3", "demo")
UNIT = Finding("C205", "warning", CELL, {"seen": "500个", "used": "500"}, "D1.1", "demo")


def judged(target: Target, now: Verdict, before: Verdict | None = None, *findings: Finding) -> TargetReport:
    return TargetReport(
        Programme(id="D1", title=Text(zh="学位供给工程", en="School places"), targets=()), target, now, before, findings
    )


def targets() -> tuple[TargetReport, ...]:
    """Every status once, and a few facts of each."""
    slow = judged(
        target("D1.1", "新增优质初中学位", "New junior-middle places", roster="schools"),
        verdict(
            Status.AT_RISK, "pace", (Flag.PARTIAL,), BASIS, **PACED, missing=("乙小学",), missing_periods=("2026-Q3",)
        ),
        verdict(Status.ON_TRACK, "pace"),
        UNIT,
    )
    rate = {"unit": "%", "measure": "level", "rule": Reach(more_than=D(92), by=date(2025, 12, 31)), "report": "yearly"}
    missed = judged(
        target("D1.2", "高中阶段毛入学率", "Senior-secondary enrolment rate", **rate),
        verdict(Status.MISSED, "unmet_at_due", (), (), actual=D("92.0"), target=D(92), comparator="more_than", unit="%",
                due=date(2025, 12, 31), data_date=date(2025, 12, 31), gap=D(0), ratio=D(1)),
        verdict(Status.MISSED, "unmet_at_due"),
    )  # fmt: skip
    unread = judged(
        target("D1.3", "交流轮岗教师", "Teachers rotated", unit="人"),
        verdict(Status.UNDETERMINED, "unreadable", unread_periods=("2026-Q3",), target=D(1500), comparator="at_least"),
        None,
        UNREAD,
    )
    silent = judged(
        target("D1.4", "特色学校创建", "Feature schools", unit="所", owner=Owner(lead="dev")),
        verdict(Status.NO_DATA, "no_observation", target=D(6), comparator="at_least", due=date(2028, 12, 31)),
        verdict(Status.NO_DATA, "no_observation"),
    )
    early = judged(
        target("D1.5", "公办园新增", "New public kindergartens", unit="所", aspirational=True),
        verdict(Status.ACHIEVED, "met_early", (Flag.EARLY,), (), actual=D(3), target=D(3), comparator="at_least",
                data_date=Q3, due=date(2028, 12, 31), ratio=D("4.01")),
        verdict(Status.ON_TRACK, "pace"),
    )  # fmt: skip
    steady = judged(
        target("D1.6", "智慧教学案例", "Smart-teaching cases", unit="个"),
        verdict(Status.ON_TRACK, "pace", actual=D(20), target=D(50), comparator="at_least", expected=D("12.45"),
                ratio=D("1.6064"), data_date=Q3, cadence="quarterly", needed_per_period=D("3.34"), best_pace=D(8)),
        verdict(Status.ON_TRACK, "pace"),
    )  # fmt: skip
    later = judged(
        target("D1.7", "名优教师培养", "Distinguished teachers", unit="人", owner=None),
        verdict(Status.NOT_DUE, "first_report_not_due", report_due=date(2026, 10, 30), target=D(500)),
    )
    words = judged(
        target("D1.8", "学校文化建设", "School culture", rule=Narrative(), unit=""),
        verdict(Status.NOT_CHECKABLE, "narrative"),
        verdict(Status.NOT_CHECKABLE, "narrative"),
    )
    return (slow, missed, unread, silent, early, steady, later, words)


def plan_report(items: tuple[TargetReport, ...], **given: Any) -> PlanReport:
    programme = Programme(
        id="D1", title=Text(zh="学位供给工程", en="School places"), targets=tuple(i.target for i in items)
    )
    fields: dict[str, Any] = {
        "plancheck": "1",
        "id": "demo",
        "title": Text(zh="示例区教育三年行动计划", en="Demo district three-year plan"),
        "period": Span(start=date(2026, 1, 1), end=date(2028, 12, 31)),
        "programmes": (programme,),
        "source": Source(document="示例区教育三年行动计划", publisher="示例区人民政府"),
        "owners": {
            "edu": Text(zh="区教体局", en="Education Bureau"),
            "dev": Text(zh="区发改局", en="Development Bureau"),
        },
        "sample": True,
    }
    plan = Plan(**{**fields, **given})
    rosters = {"schools": (RosterEntry(name="甲小学", group="城区"), RosterEntry(name="乙小学", group="乡镇"))}
    versions = {item.target.id: (Version(amendment=None, target=item.target),) for item in items}
    loaded = LoadedPlan(plan=plan, file="plans/demo.yaml", digest="0" * 64, rosters=rosters, versions=versions)
    counts = {status: sum(i.verdict.status is status for i in items) for status in Status}
    return PlanReport(loaded, items, counts, Q3, 3, 4)


def report(*plans: PlanReport, findings: tuple[Finding, ...] = (), since: date | None = date(2026, 6, 30)) -> Report:
    return Report(AS_OF, None, "2026-Q3", since, plans, findings)


def demo() -> Report:
    return report(plan_report(targets()), findings=(UNIT, UNREAD))
