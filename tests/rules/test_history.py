"""What a rule saw, period by period: values, what is open, what is missing, what broke a promise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from plancheck.pipeline import assess
from plancheck.plans.plan import RosterEntry, Target
from plancheck.rules.change import Change
from plancheck.rules.checklist import Checklist
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.history import history
from plancheck.rules.hold import Hold
from plancheck.rules.monotone import Monotone
from plancheck.rules.outpaces import Outpaces
from plancheck.series.reference import build
from plancheck.series.scope import Scope
from plancheck.sources.folder import Submissions
from tests.engine import YEARS, d, loaded, reach, roster, rows, target
from tests.plan import named

D = Decimal


def seen(goal: Target, reports: str, as_of: str, reporters: tuple[RosterEntry, ...] | None = None) -> str:
    """`period=value`, with ? where it is open or unreadable, - where nothing is there, ! where it breaks a promise."""
    scope = Scope(loaded(goal, span=YEARS).plan, goal, reporters, d(as_of), None)
    series, _ = build(scope, rows(reports))
    made = []
    for one in history(goal.rule, scope.case(series)):
        value = "-" if one.value is None else f"{one.value:f}" + ("" if one.exact else "?")
        made.append(f"{one.period.label}={value}{'!' if one.broken else ''}")
    return " ".join(made)


def test_increments_add_up() -> None:
    assert seen(reach("100"), "2026-Q1 10\n2026-Q2 20", "2026-Q2") == "2026-Q1=10 2026-Q2=30"


def test_a_report_past_its_deadline_is_a_period_without_a_value() -> None:
    level = reach("100", measure="level", baseline=("0", "2025"))
    assert seen(level, "2026-Q1 10", "2026-09-30") == "2026-Q1=10 2026-Q2=-"
    assert seen(level, "2026-Q1 10", "2026-07-20") == "2026-Q1=10"


def test_a_hole_before_a_later_report_is_one_whatever_the_deadline() -> None:
    level = reach("100", measure="level", baseline=("0", "2025"))
    assert seen(level, "2026-Q2 10", "2026-Q2") == "2026-Q1=- 2026-Q2=10"


def test_nothing_is_owed_before_the_baseline_or_after_due() -> None:
    level = reach("100", by="2026-Q3", measure="level", baseline=("0", "2026-Q2"))
    assert seen(level, "2026-Q3 10", "2027-12-31") == "2026-Q3=10"


def test_what_cannot_be_read_has_no_value_and_leaves_the_sum_open() -> None:
    assert seen(reach("100"), "2026-Q1 10\n2026-Q2 ?\n2026-Q3 5", "2026-Q3") == "2026-Q1=10 2026-Q2=10? 2026-Q3=15?"


def test_values_before_the_plan_are_kept() -> None:
    level = reach("100", measure="level", report="yearly")
    assert seen(level, "2024 80\n2025 85\n2026 90", "2026") == "2024=80 2025=85 2026=90"


def test_a_change_is_shown_as_change() -> None:
    goal = target(Change(at_least=D(10), as_="percent"), measure="level", baseline=("50", "2025"), report="yearly")
    assert seen(goal, "2026 55", "2026") == "2026=10"


def test_a_broken_period_of_a_promise_is_marked() -> None:
    goal = target(Hold(at_most=D(0)), measure="level")
    assert seen(goal, "2026-Q1 0\n2026-Q2 1\n2026-Q3 0", "2026-Q3") == "2026-Q1=0 2026-Q2=1! 2026-Q3=0"


def test_a_promise_counts_from_its_first_day() -> None:
    goal = target(Hold(at_most=D(0), from_=d("2026-07-01")), measure="level")
    assert seen(goal, "2026-Q2 1\n2026-Q3 0", "2026-Q3") == "2026-Q3=0"


def test_years_are_sums_and_open_until_they_end() -> None:
    goal = target(EachYear(at_most=D(30)))
    assert seen(goal, "2026-Q1 20\n2026-Q2 20", "2026-Q2") == "2026=40?!"


def test_a_fall_breaks_what_may_only_rise() -> None:
    goal = target(Monotone(direction="up"), measure="level")
    assert seen(goal, "2026-Q1 5\n2026-Q2 4\n2026-Q3 4", "2026-Q3") == "2026-Q1=5 2026-Q2=4! 2026-Q3=4"


def test_every_school_is_a_share_of_schools() -> None:
    goal = target(EachEntity(at_least=D(5), from_=d("2026-01-01")), measure="level")
    reports = "2026-Q1 6 entity=甲\n2026-Q1 4 entity=乙"
    assert seen(goal, reports, "2026-Q1", roster("甲", "乙")) == "2026-Q1=50!"


def test_lists_and_words_have_none() -> None:
    assert seen(target(Checklist(items=("甲",)), measure="done"), "2026-Q1 是 item=甲", "2026-Q1") == ""


def test_two_series_are_shown_as_the_lead_of_one() -> None:
    own = target(Outpaces(than="B"), measure="level", report="yearly", baseline=("100", "2025"))
    other = target(Hold(at_least=D(0)), measure="level", report="yearly", baseline=("100", "2025"))
    plan = loaded(named("A", own), named("B", other))
    observations = tuple(
        [replace(o, target="A") for o in rows("2026 110")] + [replace(o, target="B") for o in rows("2026 104")]
    )
    report = assess([(plan, Submissions(observations))], as_of=d("2026"), history=True)
    (lead,) = report.plans[0].targets[0].history
    assert (lead.period.label, lead.value, lead.broken) == ("2026", D(6), False)


def test_a_report_has_none_unless_it_is_asked_for() -> None:
    plan = loaded(named("A", reach("100")))
    assert assess([(plan, Submissions())], as_of=d("2026")).plans[0].targets[0].history == ()
