"""Findings are as grave as the plan says in every report, and what it leaves out is counted."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl

from plancheck.model.finding import Finding
from plancheck.pipeline import assess
from plancheck.plans.plan import LoadedPlan
from plancheck.reports import FORMATS, Options
from plancheck.reports.json_parts import dump
from plancheck.reports.ledger import workbook
from plancheck.reports.report import Report
from plancheck.sources.folder import Submissions
from tests.engine import d, loaded, reach, rows

GOAL = reach("1000", measure="running_total")
WIDE = Options(lang="en", width=200)


def plan(severities: dict[str, str] | None, name: str = "a") -> LoadedPlan:
    made = loaded(GOAL)
    return replace(made, plan=replace(made.plan, id=name, severities=severities))


def report(*plans: LoadedPlan) -> Report:
    """A value in an unusual form, one with its unit, and one of a period that is not over."""
    given = rows("2026-Q1 90\n2026-Q3 95")
    found = (
        Finding("C204", "warning", given[0].origin, {"seen": "９０"}, "T"),
        Finding("C205", "warning", given[0].origin, {"seen": "90个"}, "T"),
        Finding("F004", "info", None, {"seen": "gb18030"}),
    )
    return assess([(one, Submissions(tuple(given), found, ())) for one in plans], as_of=d("2026-05-01"))


def test_the_plan_says_how_grave_a_finding_is_and_no_verdict_hangs_on_it() -> None:
    plain, strict = report(plan(None)), report(plan({"C204": "error", "C205": "ignore", "R313": "info"}))
    (item,) = strict.plans[0].targets
    assert [(f.code, f.severity) for f in item.findings] == [("C204", "error"), ("R313", "info")]
    assert [(f.code, f.severity) for f in strict.findings] == [("C204", "error"), ("F004", "info")]
    assert strict.plans[0].left_out == {"C205": 1}
    assert item.verdict == plain.plans[0].targets[0].verdict
    assert plain.plans[0].left_out == {}


def test_what_a_plan_leaves_out_is_counted_once_and_in_every_report() -> None:
    made = report(plan({"C205": "ignore", "R313": "ignore"}), plan({"C205": "ignore"}, "b"))
    said = "not listed, as the plan says: C205 x2 R313 x1"
    for form in ("text", "markdown", "html"):
        assert said in FORMATS[form](made, WIDE), form
    assert said in FORMATS["text"](made, replace(WIDE, top=1)), "plan by plan"
    first, second = json.loads(FORMATS["json"](made, WIDE))["plans"]
    assert (first["left_out"], second["left_out"]) == ({"C205": "1", "R313": "1"}, {"C205": "1"})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made, "en")))["Findings"]
    assert [row[4] for row in sheet.iter_rows(values_only=True)][-1] == said
    assert said not in dump(json.loads(FORMATS["json"](report(plan(None)), WIDE)))


def test_where_all_is_left_out_that_is_what_is_said() -> None:
    every = {"C204": "ignore", "C205": "ignore", "F004": "ignore", "R313": "ignore"}
    assert FORMATS["text"](report(plan(every)), WIDE).splitlines()[8:10] == [
        "input checks: nothing found",
        "not listed, as the plan says: C204 x1 C205 x1 F004 x1 R313 x1",
    ]
