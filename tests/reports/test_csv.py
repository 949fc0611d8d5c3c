"""CSV: one row a target, complete in itself, and nothing that Excel would run."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from plancheck.model.verdict import Status
from plancheck.reports import FORMATS, Options
from plancheck.reports.csv import inert
from plancheck.reports.report import Report
from tests.reports.build import demo, judged, plan_report, report, target, verdict
from tests.reports.golden import check


def rows(given: Report, **options: object) -> list[dict[str, str]]:
    text = FORMATS["csv"](given, Options(**options))  # type: ignore[arg-type]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whole_table(lang: str) -> None:
    check(f"report-{lang}.csv", FORMATS["csv"](demo(), Options(lang=lang)))


def test_every_row_says_its_plan_its_day_and_that_it_is_a_sample() -> None:
    table = rows(demo(), lang="en")
    assert len(table) == 8
    assert {(row["plan"], row["as of"], row["kind of data"]) for row in table} == {
        ("Demo district three-year plan", "2026-10-20", "SAMPLE")
    }
    assert table[0]["status"] == "at risk (SAMPLE)"
    assert (table[1]["status code"], table[1]["actual"], table[1]["comparator"]) == ("missed", "92.0", "more than")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" +cmd|' /C calc'!A0", "' +cmd|' /C calc'!A0"),
        ("-2.5", "-2.5"),
        ("+3", "+3"),
        ("-2+3", "'-2+3"),
        ("学校", "学校"),
        ("%", "%"),
        ("", ""),
    ],
)
def test_formulas_become_text_and_numbers_stay_numbers(text: str, written: str) -> None:
    assert inert(text) == written


def test_titles_are_made_harmless() -> None:
    evil = judged(target("X", "=HYPERLINK(1)\n", "x"), verdict(Status.NOT_CHECKABLE, "narrative"))
    assert rows(report(plan_report((evil,))))[0]["目标"] == "'=HYPERLINK(1)\\n"


def test_only_some_statuses() -> None:
    assert [row["编号"] for row in rows(demo(), only=("missed", "no_data"))] == ["D1.2", "D1.4"]
