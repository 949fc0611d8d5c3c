from dataclasses import replace
from datetime import date
from decimal import Decimal

from plancheck.model.observation import Amount, Done
from plancheck.model.period import Period, parse_period
from plancheck.model.series import Point
from plancheck.model.text import Text
from plancheck.plans.plan import Amendment, LoadedPlan, Owner, RosterEntry, Span, Version
from plancheck.rules.checklist import Checklist
from plancheck.rules.hold import Hold
from plancheck.rules.milestones import Milestones, Node
from plancheck.rules.narrative import Narrative
from plancheck.series.owed import entity_named, owed
from tests.engine import d, loaded, reach, target
from tests.plan import bare


def period(text: str) -> Period:
    found = parse_period(text)
    assert isinstance(found, Period)
    return found


def was(entity: str, when: str, done: bool | None = None, item: str = "") -> Point:
    value = Amount(Decimal(1)) if done is None else Done(done)
    return Point(entity, item, period(when), value, ())


def labels(plan: LoadedPlan, of: str) -> list[str]:
    return [report.period.label for report in owed(plan, period(of))]


def test_a_quarter_owes_its_quarterly_report_or_its_three_monthly_ones():
    assert labels(loaded(reach("100")), "2026-Q3") == ["2026-Q3"]
    assert labels(loaded(reach("100", report="monthly")), "2026-Q3") == ["2026-07", "2026-08", "2026-09"]


def test_a_yearly_report_is_owed_only_where_the_year_ends():
    plan = loaded(reach("100", report="yearly"))
    assert labels(plan, "2026-Q3") == []
    assert labels(plan, "2026-Q4") == ["2026"]
    assert labels(plan, "2026-H2") == ["2026"]


def test_a_report_is_due_its_days_of_grace_after_its_period():
    (report,) = owed(loaded(reach("100")), period("2026-Q3"))
    assert report.due == date(2026, 10, 30)


def test_everyone_on_the_roster_on_the_last_day_owes_it_in_the_order_of_the_roster():
    plan = loaded(replace(reach("100"), roster="schools"))
    schools = (
        RosterEntry(name="第二小学", group="东街"),
        RosterEntry(name="第一小学", group="西街", to=d("2026-08-31")),
        RosterEntry(name="第三小学", group="东街", from_=date(2026, 9, 1)),
    )
    plan = replace(plan, rosters={"schools": schools})
    assert [(o.entity, o.group) for o in owed(plan, period("2026-Q3"))] == [("第二小学", "东街"), ("第三小学", "东街")]
    assert [o.entity for o in owed(plan, period("2026-Q2"))] == ["第二小学", "第一小学"]


def test_without_a_roster_whoever_reported_before_owes_it_else_the_lead_office():
    plan = loaded(
        replace(reach("100"), owner=Owner(lead="jtj")), owners={"jtj": Text(zh="区教育和体育局", en="Education")}
    )
    assert [o.entity for o in owed(plan, period("2026-Q3"))] == ["区教育和体育局"]
    assert [o.entity for o in owed(plan, period("2026-Q3"), {"T": (was("", "2026-Q2"),)})] == [""]
    streets = {"T": (was("东街", "2026-Q2"), was("西街", "2026-Q3"), was("北街", "2026-Q4"))}
    assert [o.entity for o in owed(plan, period("2026-Q3"), streets)] == ["东街", "西街"]


def test_what_is_done_is_asked_no_more_and_what_was_undone_again_is():
    items = target(Checklist(items=("章程", "课表")), measure=None, owner=Owner(lead="jtj"))
    plan = loaded(items)
    told = [was("局", "2026-Q1", True, "章程"), was("局", "2026-Q1", True, "课表")]
    assert owed(plan, period("2026-Q2"), {"T": told}) == ()
    assert [o.entity for o in owed(plan, period("2026-Q2"), {"T": told[:1]})] == ["局"]
    assert [o.entity for o in owed(plan, period("2026-Q3"), {"T": [*told, was("局", "2026-Q2", False, "课表")]})] == [
        "局"
    ]


def test_nobody_owes_a_report_on_what_takes_none():
    assert labels(loaded(bare("T", Narrative())), "2026-Q4") == []


def test_nothing_is_owed_outside_the_plan_after_the_target_is_due_or_before_its_promise_begins():
    assert labels(loaded(reach("100", by="2026-08-31")), "2026") == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert labels(loaded(reach("100")), "2025") == []
    promise = target(Hold(at_most=Decimal(0), from_=d("2026-08-01"), until=d("2026-10-31")))
    assert labels(loaded(promise), "2026") == ["2026-Q3", "2026-Q4"]
    nodes = Milestones(nodes=(Node(item="开工", by=d("2026-03-31")), Node(item="竣工", by=d("2026-05-31"))))
    assert labels(loaded(target(nodes, measure=None)), "2026") == ["2026-Q1", "2026-Q2"]


def test_increments_before_the_baseline_are_part_of_it():
    assert labels(loaded(reach("100", baseline=("5", "2026-06-30"))), "2026") == ["2026-Q3", "2026-Q4"]


def test_an_amendment_changes_the_reports_from_its_date_on():
    first = reach("100")
    change = Amendment(date=date(2026, 7, 1), target="T", set={}, reason="改为月报")
    versions = (
        Version(amendment=None, target=first),
        Version(amendment=change, target=replace(first, report="monthly")),
    )
    plan = replace(loaded(first), versions={"T": versions})
    assert labels(plan, "2026-H1") == ["2026-Q1", "2026-Q2"]
    assert labels(plan, "2026-Q3") == ["2026-07", "2026-08", "2026-09"]


def test_the_last_report_of_a_plan_that_ends_within_a_period_ends_with_the_plan():
    plan = loaded(reach("100", by="2027-02-10"), span=Span(start=date(2026, 1, 1), end=date(2027, 2, 10)))
    (report,) = owed(plan, period("2027-Q1"))
    assert (report.period.label, report.period.end, report.due) == ("2027-Q1", date(2027, 2, 10), date(2027, 3, 12))


def test_what_was_due_and_is_not_met_is_asked_about_still():
    plan = loaded(reach("100", by="2026-06-30"))
    assert owed(plan, period("2026-Q3")) == ()
    (late,) = owed(plan, period("2026-Q3"), unmet=("T",))
    assert (late.period.label, late.due) == ("2026-Q3", date(2026, 10, 30))


def test_an_entity_is_named_by_its_alias_and_an_office_by_its_key_or_either_title():
    plan = loaded(reach("100"), owners={"jyj": Text(zh="区教育局", en="Education bureau")})
    plan = replace(plan, rosters={"schools": (RosterEntry(name="第一小学", aliases=("一小",)),)})
    named = [
        entity_named(plan, name, period("2026-Q3")) for name in ("一小", "第一小学", "jyj", "Education bureau", "区")
    ]
    assert named == ["第一小学", "第一小学", "区教育局", "区教育局", None]
