"""Observations that count as they are: told in one look, with the same outcome as looking closely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.model.observation import Amount, Observation, Share, Unread
from plancheck.model.origin import CellRef
from plancheck.model.period import Period, parse_period
from plancheck.plans.plan import RosterEntry
from plancheck.series.called import called
from plancheck.series.plain import Plain
from plancheck.series.scope import Scope
from plancheck.series.select import select
from tests.sources.conftest import make_plan

PLAN = make_plan()
ROSTER = (
    RosterEntry(name="一小", aliases=("第一小学",)),
    RosterEntry(name="二小", to=date(2026, 6, 30)),
    RosterEntry(name="三小", aliases=("二小",), from_=date(2026, 7, 1)),
)
LABELS = ("2026-Q1", "2026-Q2", "2026-03-31", "2026-03", "2025-Q4", "2025", "2029", "2026")
PERIODS = {label: period for label in LABELS if isinstance(period := parse_period(label), Period)}


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    """Some rows of one column, few of them about different things."""
    made = []
    for row in range(draw(st.integers(0, 14))):
        number = Decimal(draw(st.sampled_from(("1", "2", "-5", "1E+9"))))
        values = (Amount(number), Amount(number), Amount(number, Decimal(2)), Share(number, Decimal(4)), Unread("C203"))
        made.append(
            Observation(
                "PLACES",
                draw(st.sampled_from(("一小", "第一小学", "二小", "三小", "四小", "", " 一小", "A小", "Ａ小"))),
                PERIODS.get(draw(st.sampled_from((*LABELS, "")))),
                draw(st.sampled_from(("", "", "", "甲"))),
                draw(st.sampled_from(values)),
                draw(st.sampled_from((None, date(2026, 7, 1), date(2026, 7, 2)))),
                CellRef("表.xlsx", "数据", f"D{row + 2}"),
                str(number),
            )
        )
    return made


@settings(max_examples=300, deadline=None)
@given(
    observations(),
    st.sampled_from(("increment", "running_total", "level", "ratio")),
    st.booleans(),
    st.sampled_from((None, date(2026, 7, 1))),
    st.sampled_from(((), ("甲", "乙"))),
)
def test_the_same_counts_and_the_same_is_said(
    given_rows: list[Observation], measure: str, listed: bool, known_at: date | None, parts: tuple[str, ...]
) -> None:
    target = replace(PLAN.targets[0], measure=measure, by_part=parts)  # type: ignore[arg-type]
    scope = Scope(PLAN, target, ROSTER if listed else None, date(2026, 7, 15), known_at, called(given_rows))
    quickly = select(scope, given_rows)
    with patch.object(Plain, "key", lambda *_: None):
        assert select(scope, given_rows) == quickly


def test_what_has_a_key_needs_no_second_look() -> None:
    scope = Scope(PLAN, PLAN.targets[0], ROSTER, date(2026, 7, 15), None)
    plain = Plain(scope, ())
    row = Observation(
        "PLACES", "第一小学", PERIODS["2026-Q1"], "", Amount(Decimal(3)), None, CellRef("f", "s", "A1"), "3"
    )
    assert plain.key(row) == ("一小", "", date(2026, 1, 1), date(2026, 3, 31))
    assert plain.period(row) == PERIODS["2026-Q1"]
    assert plain.key(replace(row, entity="二小")) is None  # two bear the name in turn
    assert plain.key(replace(row, value=Amount(Decimal(-3)))) is None
    assert plain.key(replace(row, period=PERIODS["2029"])) is None
