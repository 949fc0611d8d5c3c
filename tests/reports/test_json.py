"""JSON: the documented shape, exact numbers as strings, nothing unprintable raw."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from plancheck import __version__
from plancheck.model.text import Text
from plancheck.model.verdict import Status
from plancheck.reports import FORMATS, Options
from plancheck.reports.json import fact
from plancheck.reports.report import Report
from tests.reports.build import demo, judged, plan_report, report, target, targets, verdict
from tests.reports.golden import check


def made(given: Report, lang: str = "zh") -> Any:
    return json.loads(FORMATS["json"](given, Options(lang=lang)))


def test_whole_report() -> None:
    check("report-zh.json", FORMATS["json"](demo(), Options()).replace(f'"{__version__}"', '"VERSION"'))


def test_the_head_of_the_report() -> None:
    head = made(demo())
    assert (head["schema"], head["plancheck"], head["as_of"]) == ("plancheck.report/1", __version__, "2026-10-20")
    assert head["known_at"] is None
    assert list(head)[-2:] == ["plans", "findings"]


def test_a_target() -> None:
    first = made(demo(), "en")["plans"][0]["targets"][0]
    assert (first["id"], first["status"], first["flags"], first["reason"]) == ("D1.1", "at_risk", ["partial"], "pace")
    assert first["facts"]["needed_per_period"] == "927.7777777777777777777777777777778"
    assert first["facts"]["missing"] == ["乙小学"]
    assert first["facts"]["pace_assumed"] is False
    assert first["basis"][2] == {"period": "2026-Q3", "value": "500", "sources": ["上报.xlsx#指标!C7"]}
    assert first["sample"] is True


def test_findings_name_the_cell_and_stand_with_their_target_too() -> None:
    whole = made(demo(), "en")
    assert whole["findings"][1] == {
        "code": "C203",
        "severity": "error",
        "file": "上报.xlsx",
        "sheet": "指标",
        "cell": "C7",
        "message": "an approximate figure: “约300”",
        "hint": "write the exact number",
        "target": "D1.3",
        "plan": "demo",
    }
    assert whole["plans"][0]["targets"][2]["findings"] == [whole["findings"][1]]


def test_a_finding_that_only_a_target_carries_is_listed_as_well() -> None:
    assert len(made(replace(demo(), findings=()))["findings"]) == 2


def test_no_number_is_a_json_number() -> None:
    def walk(value: Any) -> None:
        assert isinstance(value, str | bool | None | list | dict)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)

    walk(made(demo()))


def test_facts_are_exact_and_without_exponent() -> None:
    assert fact(Decimal("1E+6")) == "1000000"
    assert fact(Decimal("1E-7")) == "0.0000001"
    assert fact(Decimal("92.0")) == "92.0"
    assert fact({"a": ("x",), "b": True}) == {"a": ["x"], "b": True}


def test_every_status_is_counted_zeros_included() -> None:
    counts = made(report(plan_report(targets()[:1])))["plans"][0]["counts"]
    assert counts == {status.value: "1" if status is Status.AT_RISK else "0" for status in Status}


def test_bidirectional_and_control_characters_are_written_by_their_codes() -> None:
    evil = judged(target("X", "a\u202eb\x1b\x7f\U000e0001", "x"), verdict(Status.NOT_CHECKABLE, "narrative"))
    text = FORMATS["json"](report(plan_report((evil,), title=Text(zh="t"))), Options())
    assert "a\\u202eb\\u001b\\u007f\\udb40\\udc01" in text
    assert json.loads(text)["plans"][0]["targets"][0]["title"] == "a\u202eb\x1b\x7f\U000e0001"


def test_without_plans() -> None:
    empty = made(report())
    assert empty["plans"] == []
    assert empty["findings"] == []
