"""Coverage of a roster, and entities each held to a comparator by a date."""

from decimal import Decimal

import pytest

from plancheck.rules.coverage import Coverage
from plancheck.rules.each_entity import EachEntity
from tests.engine import d, roster, said, target, verdict

SCHOOLS = roster("甲校", "乙校", "丙校", "丁校")
ALL = target(Coverage(all=True, by=d("2027")), measure="done", report="yearly", unit="%")


def report(period: str, **answers: str) -> str:
    return "\n".join(f"{period} {said} entity={name}" for name, said in answers.items())


FULL = {"甲校": "是", "乙校": "是", "丙校": "是", "丁校": "是"}


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (FULL, "achieved met"),
        (FULL | {"丁校": "否"}, "missed unmet_at_due"),
        (FULL | {"丁校": "?"}, "undetermined unreadable"),
    ],
)
def test_coverage_at_due(answers: dict[str, str], outcome: str) -> None:
    assert said(ALL, report("2027", **answers), "2028-02-01", reporters=SCHOOLS) == outcome


def test_a_silent_school_is_waited_for_until_the_deadline_then_named() -> None:
    three = report("2027", 甲校="是", 乙校="是", 丙校="是")
    assert said(ALL, three, "2028-03-30", reporters=SCHOOLS) == "no_data final_report_awaited partial"
    v = verdict(ALL, three, "2028-03-31", reporters=SCHOOLS)
    assert (v.status, v.reason, v.facts["missing"]) == ("undetermined", "missing_reporters", ("丁校",))
    assert (v.facts["actual_low"], v.facts["actual_high"]) == (75, 100)


def test_one_no_decides_whatever_the_others_say() -> None:
    one = report("2027", 甲校="是", 乙校="否")
    v = verdict(ALL, one, "2028-02-01", reporters=SCHOOLS)
    assert (v.status, v.flags, v.facts["failing"]) == ("missed", ("partial",), ("乙校",))


def test_what_is_done_stays_done_without_a_new_report() -> None:
    reports = report("2026", 甲校="是", 乙校="是", 丙校="是", 丁校="否") + "\n" + report("2027", 丁校="是")
    assert said(ALL, reports, "2028-02-01", reporters=SCHOOLS) == "achieved met"


def test_coverage_by_numerator_and_denominator_is_in_percent() -> None:
    rooms = target(Coverage(at_least=Decimal(90), by=d("2027")), measure="ratio", report="yearly", unit="%")
    assert said(rooms, "2027 45/50", "2028-02-01") == "achieved met"
    assert said(rooms, "2027 44/50", "2028-02-01") == "missed unmet_at_due"


def test_each_entity_by_a_date_allows_a_share() -> None:
    days = "2027 90 entity=甲校\n2027 60 entity=乙校\n2027 90 entity=丙校\n2027 91 entity=丁校"
    every = target(EachEntity(at_least=Decimal(90), by=d("2027")), measure="level", report="yearly", unit="天")
    most = target(EachEntity(at_least=Decimal(90), share=Decimal(75), by=d("2027")), measure="level", report="yearly")
    v = verdict(every, days, "2028-02-01", reporters=SCHOOLS)
    assert (v.status, v.facts["failing"], v.facts["actual"]) == ("missed", ("乙校",), 75)
    assert (v.facts["each_target"], v.facts["each_unit"]) == (90, "天")
    assert said(most, days, "2028-02-01", reporters=SCHOOLS) == "achieved met"


def test_a_completion_date_in_a_later_report_speaks_of_the_due_date() -> None:
    in_time = report("2028", **dict.fromkeys(FULL, "是@2027-11-30"))
    assert said(ALL, in_time, "2029-02-01", reporters=SCHOOLS) == "achieved met"
    late = report("2028", **dict.fromkeys(FULL, "是@2028-02-01"))
    assert said(ALL, late, "2029-02-01", reporters=SCHOOLS) == "achieved met_late late"
    unmet = report("2026", **FULL | {"丁校": "否"}) + "\n" + report("2028", 丁校="是@2028-02-01")
    assert said(ALL, unmet, "2029-02-01", reporters=SCHOOLS) == "achieved met_late late"


def test_a_share_still_short_after_the_due_date_was_short_on_it() -> None:
    assert said(ALL, report("2028", **FULL | {"丁校": "否"}), "2029-02-01", reporters=SCHOOLS) == "missed unmet_at_due"
