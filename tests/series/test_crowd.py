"""Reporters that are added up together stand as they would one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.model.observation import Amount, Observation, Unread
from plancheck.model.origin import CellRef
from plancheck.model.period import Period, parse_period
from plancheck.plans.plan import Baseline, RosterEntry, Target, Valid
from plancheck.series.counting import entries_of
from plancheck.series.crowd import Crowd, _Shapes
from plancheck.series.reference import build
from plancheck.series.reporters import reporters, tracks
from plancheck.series.scope import Scope
from tests.sources.conftest import make_plan

PLAN = make_plan()
NAMES = ("一小", "二小", "三小", "四小", "五小", "六小")
ROSTER = tuple(RosterEntry(name=name, to=date(2026, 6, 30) if name == "二小" else None) for name in NAMES)
LABELS = ("2026-Q1", "2026-Q1", "2026-Q2", "2026-Q2", "2026-Q3", "2026-H1", "2026", "2026-05", "2026-02-20", "2027-Q1")
PERIODS = {label: period for label in LABELS if isinstance(period := parse_period(label), Period)}


def row(entity: str, label: str, value: Amount | Unread, item: str, number: int) -> Observation:
    origin = CellRef("表.xlsx", "数据", f"D{number}")
    return Observation("PLACES", entity, PERIODS[label], item, value, date(2026, 1, 1 + number % 3), origin, "")


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    """The reports of some schools, most of them on the same periods."""
    usual = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True))
    values = st.sampled_from(("0", "1", "2.50", "7", "7", "-3"))
    made: list[Observation] = []
    for entity in NAMES:
        labels = usual if draw(st.integers(0, 3)) else draw(st.lists(st.sampled_from(LABELS), max_size=4))
        for label in labels:
            readable = draw(st.integers(0, 11))
            value = Amount(Decimal(draw(values))) if readable else Unread("C203")
            item = draw(st.sampled_from(("", "", "", "甲")))
            made.append(row(entity, label, value, item, len(made) + 2))
    return made


@st.composite
def targets(draw: st.DrawFn) -> Target:
    bound = st.sampled_from((None, None, Decimal(-5), Decimal(0), Decimal(9)))
    low, high = draw(bound), draw(bound)
    return replace(
        PLAN.targets[0],
        measure=draw(st.sampled_from(("increment", "increment", "running_total", "level", "ratio"))),
        report=draw(st.sampled_from(("monthly", "quarterly", "yearly"))),
        aggregate=draw(st.sampled_from(("sum", "sum", "sum", "max", "mean"))),
        valid=draw(st.sampled_from((None, Valid(min=low, max=high)))),
        by_part=draw(st.sampled_from(((), (), ("甲", "乙")))),
        baseline=draw(st.sampled_from((None, Baseline(value=Decimal(4), date=date(2026, 3, 31))))),
    )


@settings(max_examples=500, deadline=None)
@given(observations(), targets(), st.booleans(), st.sampled_from((date(2026, 5, 20), date(2026, 10, 1))))
def test_together_as_one_by_one(rows: list[Observation], target: Target, listed: bool, as_of: date) -> None:
    scope = Scope(PLAN, target, ROSTER if listed else None, as_of, None)
    together = build(scope, rows)
    with patch.object(_Shapes, "of", lambda *_: None):
        assert build(scope, rows) == together


def crowd(rows: list[Observation]) -> Crowd:
    scope = Scope(PLAN, replace(PLAN.targets[0], measure="running_total"), ROSTER, date(2026, 10, 1), None)
    known = tracks(scope, entries_of(scope, rows)[0])
    return Crowd(scope, reporters(scope, known), known)


def test_reports_on_the_same_periods_are_added_up() -> None:
    rows = [row(name, "2026-Q1", Amount(Decimal(3)), "", 2) for name in NAMES[2:5]]
    cohorts = {cohort.track.entity: cohort for cohort in crowd(rows).cohorts}
    together = cohorts["三小"]
    assert [track.entity for track in together.members] == ["三小", "五小", "四小"]
    assert [getattr(entry, "value", None) for entry in together.track.entries] == [Amount(Decimal(9))]
    assert len(cohorts) == 3  # those with a report, those without, and the one that closed


def test_a_total_that_fell_stands_alone() -> None:
    first = [row(name, "2026-Q1", Amount(Decimal(3)), "", 2) for name in NAMES[2:5]]
    then = [row(name, "2026-Q2", Amount(Decimal(2 if name == "五小" else 4)), "", 3) for name in NAMES[2:5]]
    sizes = {cohort.track.entity: len(cohort.members) for cohort in crowd(first + then).cohorts}
    assert (sizes["五小"], sizes["三小"]) == (1, 2)
