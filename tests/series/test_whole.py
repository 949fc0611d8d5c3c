"""A reporter that is the whole of which the others are parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.verdict import Verdict
from plancheck.pipeline import assess
from plancheck.rules.each_year import EachYear
from plancheck.rules.hold import Hold
from plancheck.series.whole import beside, is_whole
from plancheck.sources.folder import Submissions
from tests.checks.submitted import checked, lines, plan, said
from tests.engine import d, loaded, reach, roster, rows, target

PARTS = "2026-Q1 40 entity=甲校\n2026-Q1 60 entity=乙校\n"
WHOLE = "2026-Q1 100 entity=全区\n"


def judged(text: str, goal: object = None, named: tuple[str, ...] = ()) -> tuple[Verdict, tuple[Finding, ...]]:
    made = loaded(goal or reach("1000"))  # type: ignore[arg-type]
    if named:
        own = tuple(replace(one, roster="r") for one in made.plan.targets)
        made = replace(loaded(*own), rosters={"r": roster(*named)})
    given: tuple[Observation, ...] = tuple(rows(text))
    (item,) = assess([(made, Submissions(given, (), ()))], as_of=d("2026-05-01")).plans[0].targets
    return item.verdict, item.findings


@pytest.mark.parametrize("name", ["全区", "全 区", "全市", "全县平均", "全镇汇总", "全国"])
def test_names_of_a_whole(name: str) -> None:
    assert is_whole(name)


@pytest.mark.parametrize("name", ["全州", "全南小学", "全区示范幼儿园", "安全区", "", "甲校"])
def test_names_that_are_none(name: str) -> None:
    assert not is_whole(name)


def test_the_whole_alone_or_beside_nobody_with_a_name_is_the_figure() -> None:
    assert judged(WHOLE)[0].facts["actual"] == 100
    assert beside(["", "全区"]) is None
    assert beside(["全区", "甲校"]) == ("全区", "甲校")


def test_beside_its_parts_neither_is_used() -> None:
    verdict, (found,) = judged(PARTS + WHOLE)
    assert (verdict.status, verdict.reason, verdict.flags) == ("undetermined", "unreadable", ())
    assert "actual" not in verdict.facts
    assert [basis.entity for basis in verdict.basis] == ["乙校", "全区", "甲校"]
    assert (found.code, found.severity, str(found.origin)) == ("R302", "error", "上报.xlsx#指标!C4")
    assert found.facts == {"reason": "whole", "target": "T", "seen": "全区", "other_entity": "乙校"}


def test_in_periods_apart_too_for_nobody_knows_who_is_to_report_the_next() -> None:
    assert judged("2025-Q4 9 entity=甲校\n" + WHOLE)[0].status != "undetermined", "before the plan"
    assert judged(PARTS + "2026-04 30 entity=全区\n")[0].reason == "unreadable"


def test_promises_are_not_broken_by_what_is_counted_twice() -> None:
    kept = target(Hold(at_most=Decimal("99")), measure="increment")
    assert judged(PARTS.replace("60", "9") + WHOLE.replace("100", "49"), kept)[0].status == "undetermined"
    yearly = target(EachYear(at_most=Decimal("150")), measure="increment")
    assert judged(PARTS + WHOLE, yearly)[0].status == "undetermined"


def test_a_roster_says_who_reports() -> None:
    verdict, findings = judged(PARTS + WHOLE, named=("甲校", "乙校", "全区"))
    assert (verdict.facts["actual"], findings) == (200, ())
    verdict, (found,) = judged(PARTS + WHOLE, named=("甲校", "乙校"))
    assert (verdict.facts["actual"], found.code) == (100, "R303")


COUNT = "id: T, unit: 个, measure: increment, rule: {kind: reach, at_least: 90}, report: quarterly"


def test_validate_says_the_same_at_the_same_cell(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("填报单位,目标编号,期间,数值\n甲校,T,2026-Q1,40\n全区,T,2026-Q1,40\n", "utf-8")
    result = checked(plan(tmp_path, COUNT), file)
    assert lines(result, "R302") == ["3:4"]
    (found,) = said(result, "R302")
    assert found.facts == {"reason": "whole", "target": "T", "seen": "全区", "other_entity": "甲校"}
    assert said(checked(plan(tmp_path, COUNT.replace("unit", "roster: r, unit")), file), "R302") == []
