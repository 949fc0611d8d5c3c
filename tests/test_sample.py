"""The sample district at the end of 2026's third quarter: the verdict meant for each target, worked out by hand.

Time gone by then: 272 of 1,095 days (0.2484) from the plan's start, 273 of 1,096 (0.2491) from a baseline at the end of
2025 to 2028, 273 of 730 (0.3740) to 2027. Each line says how the status follows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plancheck.model.observation import Unread
from plancheck.model.verdict import Flag, Status, Verdict
from plancheck.plans.load import load_plan
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import Submissions, read_folder

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 9, 30)

MEANT = {
    # pace: what is reached over what should be
    "S1.1": "not_due",  # the first point of pace is the end of 2026
    "S1.2": "at_risk",  # 130 of 139.0 on the S-curve: 0.935
    "S1.3": "on_track",  # 6 + 9 + 7 = 22 of 19.9: 1.107
    "S1.4": "at_risk off_track",  # 40 of 74.5: 0.537
    "S1.5": "not_due",  # nothing is asked before the due date
    "S1.6": "on_track",  # 400 + 380 + 420 = 1,200 under a cap of 5,000
    "S1.7": "missed",  # 126 is not less than 120
    "S1.8": "on_track",  # 3 x 1,800 = 5,400 of 4,968, under 22,000
    "S1.9": "at_risk",  # 22 to 21.2 where 21.004 was due: 0.803
    # due dates that have passed
    "S2.1": "achieved early",  # 42 of 40, due at the end of 2027
    "S2.2": "achieved late",  # 9 at the due date, 10 a quarter later
    "S2.3": "missed",  # 7 at the due date, 8 now, of 10
    "S2.4": "missed waived",
    "S2.5": "achieved",
    "S2.6": "achieved",  # 5 before, 9 after, nothing on the due date: met, the day unknown
    "S2.7": "no_data",  # 7 before the due date, nothing since
    "S2.8": "undetermined",  # due on 15 August, inside the third quarter
    "S2.9": "on_track amended",  # 8 of 4.99 by the new date; 7 of 10 at the old one
    "S2.10": "at_risk amended waived",  # 14 of 14.97 by the new date
    "S2.11": "achieved relapse_risk",  # 91 at the due date, 89 now
    # levels and ratios
    "S3.1": "on_track",  # 832/900 = 92.44 where 91.24 was due
    "S3.2": "on_track",  # above 97 at the start and still
    "S3.3": "at_risk wrong_way",  # above 95 at the start, 94.1 now
    "S3.4": "at_risk off_track wrong_way",  # was to fall from 45, rose to 46
    "S3.5": "achieved early relapse_risk",  # 85, then 91.5, now 90.8 of 90
    "S3.6": "undetermined",  # no baseline
    "S3.7": "on_track methods_disagree",  # 40.95 % a year of 41.42 %: 0.989; linear pace says 0.595
    "S3.8": "on_track",  # 80.0 to 84.9 in three years, so 89.8 of 90 at due: 3.9 % short of the way to go
    "S3.9": "undetermined",  # no year-end values to project
    "S3.10": "undetermined",  # no rate of growth leads to zero
    "S3.11": "on_track",  # 52.6 where 52.49 was due: 1.044
    "S3.12": "on_track",  # (25 x 6,000 + 28 x 3,000) / 9,000 = 26 where 25.49 was due
    "S3.13": "achieved early",  # 4,060 of 4,000: a gross rate may pass 100
    # promises, period by period
    "S4.1": "on_track",
    "S4.2": "missed",  # one accident in the second quarter
    "S4.3": "undetermined",  # the second quarter is "about 90"
    "S4.4": "not_due",  # no year is over
    "S4.5": "missed",  # 325 this year, 300 allowed
    "S4.6": "on_track",  # equal is allowed
    "S4.7": "missed",  # equal is not allowed
    "S4.8": "missed",  # one school kept 60 days in the second quarter
    "S4.9": "achieved early",  # 6 of 7 schools: 85.7 of 80
    "S4.10": "on_track",
    "S4.11": "on_track",  # 40 to 25 where 25.04 was due
    "S4.12": "achieved early",  # 2, and 3 are tolerated
    # lists and shares
    "S5.1": "not_due",  # 1 of 3; a school opened after the quarter does not count yet
    "S5.2": "at_risk",  # the second node was due in June and reported undone
    "S5.3": "achieved",
    "S5.4": "missed",
    "S5.5": "achieved late",
    "S5.6": "on_track partial",  # 4 of 7 schools, 1 silent: 57.1 or 71.4 where 43.6 was due
    "S5.7": "on_track",  # 60 of 120 where 49.96 was due
    "S5.8": "not_checkable",
    "S5.9": "not_due",  # its first yearly report is not due
    # reporting
    "S6.1": "no_data",
    "S6.2": "not_due",
    "S6.3": "no_data",  # July and August are overdue
    "S6.4": "on_track stale",  # 9 of 8.1 at the end of March, June is overdue
    "S6.5": "on_track partial",  # 400 of 328.8 without one school
    "S6.6": "on_track revised",  # 140 corrected to 130, of 124.2
    "S6.7": "undetermined",  # 100 and 130 on one day
    "S6.8": "undetermined",
    "S6.9": "undetermined",  # 40 + 50 is not 100
    "S6.10": "undetermined",  # 120, then 90, where 109.3 was due
    "S6.11": "undetermined",  # six schools, six cells that cannot be read
    "S6.12": "undetermined",  # 0.93 is 93 % or 0.93 %
    "S6.13": "undetermined",  # neither yes nor no
    "S6.14": "undetermined partial",  # 3 of 7 schools or 4, and 50 % was due in June
    # worked out from several figures
    "S7.1": "on_track",  # 4 of 6 schools meet two of three and keep the floor: 66.7 where 54.96 was due
    "S7.2": "at_risk off_track",  # sqrt(22.609)/23.125 = 0.2056 where 0.1951 was due: 0.293
    "S7.3": "on_track",  # 208,000 of 200,000 are 4 % more where 3.74 % was due
    "S7.4": "on_track",  # 6 % against 4 %
    "S7.5": "on_track",
    "S7.6": "on_track",  # second of five where 3.504 was due
    "S7.7": "at_risk",  # as S7.2
    "S7.8": "achieved",  # two of three, with 3 of 4 of the weight
}
REASONS = {
    "S1.1": "pace_not_started",
    "S1.6": "within_cap",
    "S1.7": "cap_exceeded",
    "S2.1": "met_early",
    "S2.2": "met_late",
    "S2.3": "unmet_at_due",
    "S2.5": "met",
    "S2.6": "date_met_unknown",
    "S2.7": "final_report_awaited",
    "S2.8": "due_inside_period",
    "S3.2": "floor_kept",
    "S3.3": "floor_broken",
    "S3.6": "no_baseline",
    "S3.7": "compound",
    "S3.8": "recent_trend",
    "S3.9": "too_few_values",
    "S3.10": "compound_undefined",
    "S4.1": "kept_so_far",
    "S4.2": "broken",
    "S5.1": "items_pending",
    "S5.2": "item_overdue",
    "S5.3": "all_done",
    "S5.4": "undone_at_due",
    "S6.1": "no_observation",
    "S6.3": "reports_overdue",
    "S6.8": "unreadable",
    "S6.10": "total_fell",
    "S6.14": "missing_reporters",
    "S7.4": "kept_so_far",
    "S7.7": "parts",
    "S7.8": "share_of_parts",
}
CELLS = {
    "F004",  # a file in GB18030
    "S105",  # a column nobody knows
    "S107",  # a hidden row
    "S108",  # merged cells
    "S109",  # totals and notes
    "S110",  # a row that is too short
    "C201",  # blank
    "C202",  # a dash
    "C203",  # 约90
    "C204",  # 四, ２５, 0.18万
    "C205",  # 1800册
    "C206",  # 0.93 under %
    "C207",  # a formula never calculated
    "C208",  # #DIV/0!
    "C209",  # a day without a year
    "C210",  # 2026.9
    "C211",  # 109.2 where 100 is the most
    "C212",  # 进行中
    "C213",  # 80人 under 课时
    "C214",  # spaces around a number
    "C216",  # 正在核实
    "R304",  # a target that the plan does not have
}
RECORDS = {
    "C215",  # done after the day of the report
    "R301",  # a row twice
    "R302",  # two figures of one day
    "R303",  # a school that is not on the roster
    "R305",  # years before the plan
    "R309",  # a running total that fell
    "R310",  # a half-year that is not the sum of its quarters
    "R311",  # more enrolled than there are children of that age
    "R313",  # a quarter that has not ended
    "R315",  # a figure that a later one replaces
}


@pytest.fixture(scope="module")
def sample() -> LoadedPlan:
    loaded = load_plan(ROOT / "plans" / "sample.yaml", "plans/sample.yaml").loaded
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def submissions(sample: LoadedPlan) -> Submissions:
    return read_folder(ROOT / "data" / "sample", sample.plan)


@pytest.fixture(scope="module")
def report(sample: LoadedPlan, submissions: Submissions) -> Any:
    from plancheck.pipeline import assess

    return assess([(sample, submissions)], as_of=AS_OF, known_at=None, since=date(2026, 6, 30), period="2026-Q3")


@pytest.fixture(scope="module")
def verdicts(report: Any) -> dict[str, Verdict]:
    return {row.target.id: row.verdict for row in report.plans[0].targets}


def test_says_openly_that_it_is_a_sample(sample: LoadedPlan) -> None:
    assert sample.plan.sample
    assert "虚构" in sample.plan.note.get("zh") if sample.plan.note else False


def test_every_target_has_a_verdict_meant_for_it(sample: LoadedPlan) -> None:
    assert [target.id for target in sample.plan.targets] == list(MEANT)


def test_shows_every_status_and_every_flag() -> None:
    words = {word for line in MEANT.values() for word in line.split()}
    assert words == {str(status) for status in Status} | {str(flag) for flag in Flag}


@pytest.mark.parametrize(("target", "meant"), MEANT.items(), ids=MEANT)
def test_verdict(target: str, meant: str, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts[target]
    assert " ".join([verdict.status, *verdict.flags]) == meant, verdict.reason
    assert verdict.reason == REASONS.get(target, verdict.reason)


def test_every_state_of_a_cell_is_found_where_it_stands(submissions: Submissions) -> None:
    """C211 is found with the series: only there is it known which target bounds what."""
    assert {finding.code for finding in submissions.findings} == CELLS - {"C211"}
    places = {(finding.code, str(finding.origin)) for finding in submissions.findings}
    assert ("C203", "2026-Q3-上报.xlsx#学校填报表!D5") in places
    assert ("C207", "2026-Q3-上报.xlsx#学校填报表!D9") in places
    assert ("C204", "2026-Q1.csv:14:5") in places


def test_a_cell_that_cannot_be_read_stays_a_gap(submissions: Submissions) -> None:
    hours = [o.value for o in submissions.observations if o.target == "S6.11" and "xlsx" in str(o.origin)]
    assert hours == [Unread(code) for code in ("C203", "C202", "C207", "C208", "C213", "C216")]


def test_records_that_do_not_agree_are_found(report: Any) -> None:
    found = {finding.code for finding in report.findings}
    found |= {finding.code for row in report.plans[0].targets for finding in row.findings}
    assert found >= RECORDS | {"C211"}


def test_a_target_that_was_moved_still_tells_what_it_was(verdicts: dict[str, Verdict]) -> None:
    adopted = verdicts["S2.9"].facts["as_adopted"]
    assert isinstance(adopted, dict)
    assert adopted["status"] == "missed"
    assert str(adopted["due"]) == "2026-06-30"


def test_the_workbook_is_what_its_script_writes() -> None:
    import runpy

    written = runpy.run_path(str(ROOT / "tools" / "make_sample.py"))
    assert written["stable_bytes"](written["workbook"]()) == written["OUTPUT"].read_bytes()
