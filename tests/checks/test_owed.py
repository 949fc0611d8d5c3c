"""R306: which reports are owed, and which of them are there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plancheck.checks.checked import Checked
from plancheck.checks.submission import NOTHING, check
from plancheck.cli.overdue import unmet_before
from plancheck.model.period import Period, parse_period
from plancheck.plans.load import load_plan
from plancheck.reports.template import reported
from plancheck.series.owed import holder, owed
from plancheck.sources.given import expand, read_given
from tests.checks.submitted import checked, plan, rows


def target(
    report: str = "quarterly", rule: str = "kind: reach, at_least: 90", more: str = ", roster: r", id: str = "T"
) -> str:
    return f"id: {id}, unit: 个, measure: increment, rule: {{{rule}}}, report: {report}{more}"


def missing(result: Checked) -> list[str]:
    return [f"{one.entity} {one.target} {one.period}" for one in result.missing]


@pytest.mark.parametrize(
    ("report", "period", "owed"),
    [
        ("monthly", "2026-Q3", ["2026-07", "2026-08", "2026-09"]),
        ("quarterly", "2026-Q3", ["2026-Q3"]),
        ("half_yearly", "2026-Q3", []),
        ("yearly", "2026-Q3", []),
        ("school_yearly", "2026-Q3", ["SY2025-2026"]),
        ("yearly", "2026-Q4", ["2026"]),
        ("quarterly", "2026-08", []),
        ("quarterly", "2025-Q4", []),
    ],
)
def test_the_reports_that_end_in_the_period(tmp_path: Path, report: str, period: str, owed: list[str]) -> None:
    result = checked(plan(tmp_path, target(report), roster="甲校,城区\n"), period=period, whole=True)
    assert missing(result) == [f"甲校 T {label}" for label in owed]


def test_what_is_said_of_each(tmp_path: Path) -> None:
    result = checked(plan(tmp_path, target()), rows(tmp_path, "乙校,T,2026-Q3,1"), period="2026-Q3", whole=True)
    (found,) = [finding for finding in result.findings if finding.code == "R306"]
    assert found.facts == {"entity": "甲校", "group": "城区", "target": "T", "period": "2026-Q3", "due": "2026-10-30"}
    assert result.missing[0].due == date(2026, 10, 30)
    assert result.owed == {"甲校": 1, "乙校": 1}


def test_without_a_period_the_latest_that_has_closed(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(), target("monthly", id="U"), roster="甲校,城区\n")
    assert missing(checked(loaded, rows(tmp_path, "甲校,T,2026-Q3,1"), whole=True)) == [
        "甲校 U 2026-12",
        "甲校 T 2026-Q4",
    ]


def test_of_one_file_the_period_it_speaks_of(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(), target(id="U"))
    assert missing(checked(loaded, rows(tmp_path, "甲校,T,2026-Q2,1", "甲校,T,2026-Q1,1"))) == ["甲校 U 2026-Q2"]


def test_a_period_that_is_not_over_or_a_slip_of_the_pen_is_not_the_one_they_speak_of(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(), target(id="U"), roster="甲校,城区\n")
    early = rows(tmp_path, "甲校,T,2026-Q4,1", "甲校,T,2027-Q1,1", "甲校,T,2062-Q1,1")
    assert missing(checked(loaded, early)) == ["甲校 U 2026-Q4"]
    assert missing(checked(loaded, rows(tmp_path, "甲校,T,2027-Q1,1"))) == []


@pytest.mark.parametrize("row", ["甲校,T,2026-Q3,约5", "甲校,T,2026.9,5", "甲校,T,2026,5", "甲校,T,2026-H2,5"])
def test_whatever_was_sent_is_not_missing(tmp_path: Path, row: str) -> None:
    result = checked(plan(tmp_path, target(), roster="甲校,城区\n"), rows(tmp_path, row), period="2026-Q3", whole=True)
    assert missing(result) == []


def test_a_month_is_not_the_quarter(tmp_path: Path) -> None:
    file = rows(tmp_path, "甲校,T,2026-07,5")
    assert missing(checked(plan(tmp_path, target(), roster="甲校,城区\n"), file, period="2026-Q3", whole=True)) == [
        "甲校 T 2026-Q3"
    ]


def test_only_those_who_are_on_the_roster_that_day(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(), roster="甲校,城区,,2026-08-31\n乙校,城区,2026-09-01,\n")
    assert missing(checked(loaded, period="2026-Q3", whole=True)) == ["乙校 T 2026-Q3"]
    assert missing(checked(loaded, period="2026-Q2", whole=True)) == ["甲校 T 2026-Q2"]


def test_without_a_roster_those_who_have_reported_before(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(more=""), target(more="", id="U"), roster="")
    file = rows(tmp_path, "甲校,T,2026-Q1,1", "乙校,T,2026-Q3,1")
    assert missing(checked(loaded, file, period="2026-Q3", whole=True)) == ["甲校 T 2026-Q3", " U 2026-Q3"]
    assert missing(checked(loaded, file, period="2026-Q3")) == ["甲校 T 2026-Q3"]


WIDE, NARROW = "东湖校（本部）", "东湖校(本部)"


@pytest.mark.parametrize(("before", "now"), [(WIDE, WIDE), (WIDE, NARROW), (NARROW, WIDE)])
@pytest.mark.parametrize("whole", [True, False])
def test_whoever_writes_its_name_in_another_width_has_reported(
    tmp_path: Path, before: str, now: str, whole: bool
) -> None:
    loaded = plan(tmp_path, target(more=""), roster="")
    first = rows(tmp_path, f"{before},T,2026-Q1,1", f"{before},T,2026-Q2,1", "乙校,T,2026-Q2,1")
    second = rows(tmp_path, f"{now},T,2026-Q3,2", "乙校,T,2026-Q3,1", name="b.csv")
    result = checked(loaded, second, before=first, period="2026-Q3", whole=whole)
    assert (missing(result), result.owed) == ([], {before: 1, "乙校": 1})
    silent = checked(
        loaded, rows(tmp_path, "乙校,T,2026-Q3,1", name="b.csv"), before=first, period="2026-Q3", whole=True
    )
    assert missing(silent) == [f"{before} T 2026-Q3"]
    assert silent.missing[0].last == "2026-Q2"


def test_a_form_is_that_of_whoever_writes_its_name_in_another_width(tmp_path: Path) -> None:
    from plancheck.sources.folder import Submissions
    from plancheck.sources.own_template import mark_for

    loaded = plan(tmp_path, target(more=""), target(more="", id="U"), roster="")
    before = [f"{WIDE},{name},2026-Q2,1" for name in ("T", "U")]
    context = read_given(expand([rows(tmp_path, *before, "乙校,T,2026-Q2,1")]), loaded.plan)
    period = parse_period("2026-Q3")
    assert isinstance(period, Period)
    given = Submissions(forms=(mark_for(loaded.plan, ["T"], period, NARROW),))
    result = check(loaded, given, context=context, as_of=date(2026, 12, 31))
    assert missing(result) == [f"{WIDE} T 2026-Q3"]


def test_nothing_is_owed_before_a_target_begins_or_after_it_is_due(tmp_path: Path) -> None:
    loaded = plan(tmp_path, target(rule="kind: hold, at_most: 5, from: 2027, until: 2027"), roster="甲校,城区\n")
    assert missing(checked(loaded, period="2026-Q4", whole=True)) == []
    assert missing(checked(loaded, period="2028-Q1", whole=True)) == []


def test_what_is_done_need_not_be_reported_again(tmp_path: Path) -> None:
    done = "id: T, unit: 项, rule: {kind: checklist, items: [章程, 课表]}, report: quarterly, roster: r"
    loaded = plan(tmp_path, done)
    file = rows(
        tmp_path,
        "甲校,T,2026-Q1,,,,章程,是",
        "甲校,T,2026-Q2,,,,课表,是",
        "乙校,T,2026-Q1,,,,章程,是",
        "乙校,T,2026-Q2,,,,课表,否",
    )
    assert missing(checked(loaded, file, period="2026-Q3", whole=True)) == ["乙校 T 2026-Q3"]


def test_who_leads_is_asked_where_nobody_has_reported(tmp_path: Path) -> None:
    owners = "owners: {jyj: {zh: 区教育局, en: Education bureau}}\n"
    loaded = plan(tmp_path, target(more=", owner: jyj"), target(more="", id="U"), roster="", more=owners)
    assert missing(checked(loaded, period="2026-Q3", whole=True)) == ["区教育局 T 2026-Q3", " U 2026-Q3"]
    by_no_name = rows(tmp_path, ",T,2026-Q2,1")
    assert missing(checked(loaded, by_no_name, period="2026-Q3", whole=True))[0] == "区教育局 T 2026-Q3"
    two = plan(tmp_path, target(more=", owner: jyj"), target(more=", owner: jyj", id="U"), roster="", more=owners)
    for name in ("区教育局", "Education bureau", "jyj"):
        assert missing(checked(two, rows(tmp_path, f"{name},T,2026-Q3,1"))) == ["区教育局 U 2026-Q3"]


def test_what_came_after_the_last_day_is_missing(tmp_path: Path) -> None:
    loaded, late = plan(tmp_path, target(), roster="甲校,城区\n"), tmp_path / "late.csv"
    late.write_text("填报单位,目标编号,期间,数值,报送日期\n甲校,T,2026-Q3,5,2026-11-20\n", "utf-8")
    assert missing(checked(loaded, late, period="2026-Q3", whole=True)) == []
    by_then = checked(loaded, late, period="2026-Q3", whole=True, known_at=date(2026, 11, 10))
    assert missing(by_then) == ["甲校 T 2026-Q3"]


PLANS = sorted(Path("plans").glob("*.yaml"))
EARLIER = [Path("data/sample/2026-Q1.csv"), Path("data/sample/2026-Q2.csv")]


NEW = [(file, [], period) for file in PLANS for period in ("2026-03", "2026-Q3", "2026-H2", "2026", "2028")]


@pytest.mark.parametrize(
    ("file", "before", "period"), [*NEW, *((Path("plans/sample.yaml"), EARLIER, when) for when in ("2026-Q3", "2028"))]
)
def test_whatever_a_form_asks_for_is_missing_until_it_comes_and_nothing_else(
    file: Path, before: list[Path], period: str
) -> None:
    loaded, asked = load_plan(file, file.as_posix()).loaded, parse_period(period)
    assert loaded is not None
    assert isinstance(asked, Period)
    given = read_given(expand(before), loaded.plan)
    unmet = unmet_before(loaded, given, asked)
    forms = owed(loaded, asked, reported(loaded, given.observations, asked.end), unmet)
    told = check(loaded, NOTHING, context=given, as_of=asked.end, period=asked, whole=True, unmet=unmet).missing
    wanted = [(holder(loaded.plan, o.target, o.entity), o.target.id, o.period.label, o.due) for o in forms]
    assert sorted((one.entity, one.target, one.period, one.due) for one in told) == sorted(wanted)


def test_narrative_targets_owe_nothing(tmp_path: Path) -> None:
    assert (
        missing(checked(plan(tmp_path, "id: T, rule: {kind: narrative}, roster: r"), period="2026", whole=True)) == []
    )
