"""Which of the submitted rows count."""

from dataclasses import replace
from datetime import date

import pytest

from plancheck.messages.findings import finding_text
from tests.engine import judged, reach, roster, rows, target, verdict

COUNT = reach("1500", measure="running_total", baseline=("0", "2026-01-01"))


def codes(reports: str, as_of: str = "2026-08-15", **options: object) -> list[str]:
    return [finding.code for finding in judged(COUNT, reports, as_of, **options)[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reports", "actual", "found"),
    [
        ("2026-Q2 500 on=2026-07-05\n2026-Q1 300 on=2026-08-01", 500, []),
        ("2026-Q2 500 on=2026-07-05\n2026-Q2 520 on=2026-07-09", 520, ["R315"]),
        ("2026-Q2 500 on=2026-07-05\n2026-Q2 520", 500, ["R315"]),
        ("2026-Q2 500\n2026-Q2 500", 500, ["R301"]),
        ("2026-Q2 500 on=2026-07-05\n2026-Q2 700 on=2026-07-05\n2026-Q2 600 on=2026-07-06", 600, ["R315", "R315"]),
        ("2026-Q2 500\n2026-Q3 900", 500, ["R313"]),
    ],
)
def test_the_latest_dated_submission_counts(reports: str, actual: int, found: list[str]) -> None:
    assert verdict(COUNT, reports, "2026-08-15").facts["actual"] == actual
    assert codes(reports) == found


@pytest.mark.parametrize("older", ["2026-Q2 500 on=2026-07-05", "2026-Q2 500"])
def test_an_older_submission_that_comes_in_later_overwrites_nothing(older: str) -> None:
    """The day on which it was submitted decides, not where it stands."""
    newer = "2026-Q2 520 on=2026-07-09"
    v, (finding,) = judged(COUNT, f"{newer}\n{older}", "2026-08-15")
    assert v.facts["actual"] == 520
    assert (finding.code, str(finding.origin)[-2:], finding.facts["by"][-2:]) == ("R315", "C3", "C2")


def test_totals_of_schools_are_added_up_once_each_and_never_over_periods() -> None:
    """Each school counts with its latest total, also where an older one comes in after it."""
    reports = """
        2026-Q1 100 entity=甲校 on=2026-04-05
        2026-Q1 40 entity=乙校 on=2026-04-05
        2026-Q2 250 entity=甲校 on=2026-07-05
        2026-Q2 60 entity=乙校 on=2026-07-05
        2026-Q1 110 entity=甲校 on=2026-08-01
    """
    v = verdict(COUNT, reports, "2026-08-15", reporters=roster("甲校", "乙校"))
    assert (v.facts["actual"], v.facts["data_date"]) == (310, date(2026, 6, 30))
    assert v.facts["change"] == 310 - 110 - 40


def test_a_correction_is_flagged_as_revised() -> None:
    assert verdict(COUNT, "2026-Q2 500 on=2026-07-05\n2026-Q2 520 on=2026-07-09", "2026-08-15").flags == ("revised",)
    assert verdict(COUNT, "2026-Q2 500 on=2026-07-05\n2026-Q2 500 on=2026-07-09", "2026-08-15").flags == ()


def test_two_values_of_one_day_are_both_named_and_neither_used() -> None:
    v, (finding,) = judged(COUNT, "2026-Q2 500 on=2026-07-05\n2026-Q2 700 on=2026-07-05", "2026-08-15")
    assert v.status == "undetermined"
    assert (finding.code, str(finding.origin)) == ("R302", "上报.xlsx#指标!C3")
    assert finding.facts["other"] == "上报.xlsx#指标!C2"
    assert (finding.facts["seen"], finding.facts["other_seen"]) == ("700", "500")


def test_of_three_rows_the_two_that_agree_repeat_each_other() -> None:
    rows = "2026-Q2 500 on=2026-07-05\n2026-Q2 500 on=2026-07-05\n2026-Q2 700 on=2026-07-05"
    v, findings = judged(COUNT, rows, "2026-08-15")
    assert v.status == "undetermined"
    assert [(f.code, str(f.origin)[-2:], f.facts["other"][-2:]) for f in findings] == [
        ("R301", "C3", "C2"),
        ("R302", "C4", "C2"),
    ]


def test_reports_on_one_day_are_held_together_by_row_however_the_period_is_named() -> None:
    """The tenth row is after the ninth; and it makes no difference which of the names comes first."""
    year = target(reach("95").rule, measure="level", report="quarterly", unit="个", baseline=("90", "2025"))
    nine = "2026-Q1 1 entity=x\n" * 7 + "2026 91\n2026-12 92\n2026-Q4 92"
    for reports in (rows(nine), list(reversed(rows(nine)))):
        built, found = judged(year, reports, "2027-02-01")
        assert built.facts["unread_periods"] == ("2026-Q4",)
        assert [(f.code, str(f.origin)[-3:], f.facts["other"][-2:]) for f in found if f.code == "R302"] == [
            ("R302", "C10", "C9"),
            ("R302", "C11", "C9"),
        ]


def test_an_unreadable_correction_leaves_a_gap_rather_than_the_old_value() -> None:
    v = verdict(COUNT, "2026-Q2 500 on=2026-07-05\n2026-Q2 ? on=2026-07-09", "2026-08-15")
    assert (v.status, v.reason) == ("undetermined", "unreadable")


def test_known_at_leaves_out_what_came_later_and_what_is_undated() -> None:
    reports = "2026-Q2 500 on=2026-07-05\n2026-Q2 520 on=2026-08-09\n2026-Q1 300"
    v, findings = judged(COUNT, reports, "2026-08-15", known_at="2026-08-01")
    assert v.facts["actual"] == 500
    assert [f.code for f in findings] == ["R314"]


def test_an_unreadable_period_may_be_the_latest_of_all() -> None:
    v = verdict(COUNT, "2026-Q1 900\n2026.9 950", "2026-08-15")
    assert (v.status, v.reason) == ("undetermined", "unreadable")


def test_an_unreadable_period_is_not_held_against_other_rows() -> None:
    """That is said of its own cell. Rows that are of one period for sure are held against each other all the same."""
    assert codes("2026-Q2 500\n2026.6 5\n2026.9 5") == []
    assert codes("2026-Q2 500 on=2026-07-05\n2026.6 520 on=2026-07-09") == []
    _, (conflict,) = judged(COUNT, "2026.6 5\n2026-Q2 500\n2026-Q2 700", "2026-08-15")
    assert (conflict.code, str(conflict.origin)[-2:], conflict.facts["other"][-2:]) == ("R302", "C4", "C3")


def test_a_period_outside_the_plan_is_said_once_closed_or_not() -> None:
    assert codes("2062-Q3 500") == ["R305"]
    assert codes("2025-Q3 500") == ["R305"]


def test_an_increment_of_one_day_is_of_no_period() -> None:
    _, (finding,) = judged(reach("10"), "2026-06-30 5", "2026-08-15")
    assert (finding.code, finding.facts["reason"], finding.facts["seen"]) == ("C209", "day", "2026-06-30")
    assert finding.facts["expected"] == "2026-Q2"


def test_a_school_is_known_by_its_roster_name_only() -> None:
    v, (finding,) = judged(COUNT, "2026-Q2 500 entity=甲小", "2026-07-10", reporters=roster("甲小学"))
    assert (v.status, finding.code, finding.facts["nearest"]) == ("no_data", "R303", "甲小学")
    assert "actual" not in v.facts


@pytest.mark.parametrize("blank", ["", "\u3000", "\u200b"])
def test_a_row_that_names_nobody_has_a_blank_and_no_unknown_name(blank: str) -> None:
    row = replace(rows("2026-Q2 500")[0], entity=blank)
    v, (finding,) = judged(COUNT, [row], "2026-07-10", reporters=roster("甲小学"))
    assert (v.status, finding.code, finding.facts["reason"]) == ("no_data", "C201", "entity")
    assert finding_text("zh", finding) == ("没有写填报单位，未采用", "请写上名册中的名称")
    assert finding_text("en", finding) == ("no reporter is named; not used", "write the name as in the roster")


def test_values_outside_valid_are_gaps() -> None:
    rate = target(
        reach("95").rule, measure="level", report="yearly", unit="%", valid=("0", "100"), baseline=("90", "2025")
    )
    v, findings = judged(rate, "2026 100.1", "2027-02-01")
    assert (v.reason, [f.code for f in findings]) == ("unreadable", ["C211"])


def test_a_negative_increment_needs_leave() -> None:
    assert verdict(reach("10"), "2026-Q1 -1", "2026-04-10").status == "undetermined"
    net = reach("10", valid=("-100", None))
    assert verdict(net, "2026-Q1 5\n2026-Q2 -1", "2026-07-10").facts["actual"] == 4


def test_rows_in_any_order_give_the_same_series() -> None:
    reports = rows("2026-Q1 300 on=2026-04-05\n2026-Q2 500 on=2026-07-05\n2026-Q2 520 on=2026-07-09")
    forward, backward = (judged(COUNT, some, "2026-08-15") for some in (reports, reversed(reports)))
    assert forward == backward
