"""One name on a roster may mean one school before a merger and another after it."""

from __future__ import annotations

import pytest

from plancheck.model.period import Period, parse_period
from plancheck.plans.plan import RosterEntry
from plancheck.series.entities import names
from tests.engine import d, judged, reach

FIRST = RosterEntry(name="一小", to=d("2026-08-31"))
SECOND = RosterEntry(name="二小", to=d("2026-08-31"))
MERGED = RosterEntry(name="二小", aliases=("一小", "实验小学"), from_=d("2026-09-01"))
ROSTER = (FIRST, SECOND, MERGED)


@pytest.mark.parametrize(
    ("written", "period", "bearer"),
    [
        ("一小", "2026-Q2", FIRST),
        ("一小", "2026-Q3", FIRST),  # its last report: part of the quarter was its own
        ("一小", "2026-09", MERGED),
        ("一小", "2026-Q4", MERGED),
        ("二小", "2026-Q2", SECOND),
        ("二小", "2026-Q3", MERGED),
        (" 一 小", "2026-Q4", MERGED),
        (" 一小　", "2026-Q4", MERGED),
        ("实验小学", "2026-Q2", None),
        ("实验小学", "2026-Q3", MERGED),
        ("三小", "2026-Q3", None),
    ],
)
def test_who_is_meant(written: str, period: str, bearer: RosterEntry | None) -> None:
    on = parse_period(period)
    assert isinstance(on, Period)
    assert names(ROSTER).bearer(written, on) == bearer


@pytest.mark.parametrize(
    ("written", "name"),
    [("三小", "三小"), ("第三小学", "三小"), ("第 三 小学", "三小"), ("一小", None), ("二小", None), ("四小", None)],
)
def test_who_is_meant_at_all_times(written: str, name: str | None) -> None:
    assert names((*ROSTER, RosterEntry(name="三小", aliases=("第三小学",)))).always(written) == name


def test_reports_under_the_old_name_are_the_successors_and_what_was_added_before_stays() -> None:
    reports = """
        2026-Q1 10 entity=一小
        2026-Q1 20 entity=二小
        2026-Q2 10 entity=一小
        2026-Q2 20 entity=二小
        2026-Q3 40 entity=二小
        2026-Q4 40 entity=一小
    """
    v, findings = judged(reach("100"), reports, "2026-12-31", reporters=ROSTER)
    assert findings == []
    assert (v.facts["actual"], v.facts["reporters_in"], v.facts["reporters_expected"]) == (140, 1, 1)
    assert [(line.entity, line.value) for line in v.basis][-1] == ("二小", 40)


def test_a_school_that_has_closed_is_not_counted_and_the_finding_says_when_it_was_listed() -> None:
    v, (finding,) = judged(
        reach("100"), "2026-Q1 10 entity=一小\n2026-Q2 10 entity=一小\n2026-Q4 99 entity=一小", "2026-12-31",
        reporters=(FIRST, RosterEntry(name="三小", from_=d("2027-01-01"))),
    )  # fmt: skip
    assert v.facts["actual"] == 20
    assert (finding.code, finding.facts["seen"], finding.facts["listed"]) == ("R303", "一小", "..2026-08-31")
    assert finding.facts["nearest"] == ""


def test_nobody_is_expected_between_a_closure_and_an_opening() -> None:
    gone = RosterEntry(name="一小", to=d("2026-03-31"))
    v, _ = judged(reach("100"), "2026-Q1 30 entity=一小", "2027-02-15", reporters=(gone,))
    assert (v.status, v.facts["actual"], v.facts["data_date"]) == ("no_data", 30, d("2026-03-31"))
