"""SARIF 2.1.0: valid by the official schema, and fingerprints that survive moved rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from plancheck import __version__
from plancheck.checks.checked import Validation
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, FileRef, TextRef
from plancheck.reports.checked import FORMATS, CheckOptions
from plancheck.reports.checked.sarif import uri
from tests.reports.submitted import (
    ABSENT,
    BOOK,
    LEGACY,
    REPEATED,
    ROUGH,
    SORTS,
    TABLE,
    UNKNOWN,
    WORDS,
    cell,
    found,
    observed,
    validation,
)

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
OFFICIAL = Draft4Validator(SCHEMA)


def run(given: Validation, lang: str = "zh", **options: Any) -> Mapping[str, Any]:
    log = json.loads(FORMATS["sarif"](given, CheckOptions(lang=lang, **options)))
    assert [error.message for error in OFFICIAL.iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only  # type: ignore[no-any-return]


def results(given: Validation) -> list[Mapping[str, Any]]:
    return run(given)["results"]  # type: ignore[no-any-return]


def fingerprints(given: Validation) -> list[str]:
    return [result["partialFingerprints"]["plancheck/v1"] for result in results(given)]


def test_the_schema_is_the_official_one() -> None:
    Draft4Validator.check_schema(SCHEMA)
    assert json.loads(FORMATS["sarif"](validation(), CheckOptions()))["$schema"] == SCHEMA["id"]


def test_every_code_used_is_a_rule_and_every_result_names_its_rule() -> None:
    made = run(validation(*SORTS, ROUGH), "en")
    driver = made["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], driver["language"]) == ("plancheck", __version__, "en-US")
    assert [rule["id"] for rule in driver["rules"]] == sorted({finding.code for finding in SORTS})
    assert driver["rules"][0] == {
        "id": "C203",
        "shortDescription": {"text": "an approximate figure"},
        "fullDescription": {"text": "an approximate figure"},
        "help": {"text": "write the exact number"},
        "defaultConfiguration": {"level": "error"},
    }
    assert all(driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in made["results"])


def test_severities_in_force_are_levels() -> None:
    lowered = Finding("C203", "info", cell("E8"), {}, "D1.1", "demo")
    assert [one["level"] for one in results(validation(ROUGH, WORDS, lowered))] == ["error", "warning", "note"]


def test_a_cell_of_a_workbook_has_an_address_and_no_line() -> None:
    (result,) = results(validation(ROUGH))
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "%E4%B8%8A%E6%8A%A5/%E7%94%B2%20%E9%95%87.xlsx"}},
            "logicalLocations": [{"name": "指标!E8", "fullyQualifiedName": "指标!E8", "kind": "member"}],
        }
    ]
    assert result["message"]["text"] == "填的是约数：“约300” → 请填准确的数字"
    assert result["properties"] == {"plan": "demo", "target": "D1.1", "sample": "示例数据"}


def test_a_place_in_a_table_has_its_line_and_its_field_is_no_character() -> None:
    (location,) = results(validation(REPEATED))[0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 2}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "2:3"


def test_a_place_in_yaml_has_line_and_column() -> None:
    wrong = Finding("P401", "error", TextRef("data/demo/sources.yaml", 4, 7), {"path": "sheet"})
    (location,) = results(Validation((), (wrong,)))[0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 7}


def test_a_whole_file() -> None:
    (file,) = results(validation(LEGACY))
    assert file["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": uri(BOOK)}}}]


def test_what_stands_in_no_file_is_placed_on_the_plan() -> None:
    """GitHub refuses a whole log for one result that has no file."""
    (absent,) = results(validation(ABSENT))
    assert absent["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "plans/demo.yaml"}}}]
    assert all("locations" in one for one in results(validation(*SORTS)))


def test_every_file_looked_at_is_an_artifact_with_its_digest() -> None:
    artifacts = run(validation())["artifacts"]
    assert [unquote(one["location"]["uri"]) for one in artifacts] == [BOOK, TABLE]
    assert artifacts[0]["hashes"] == {"sha-256": f"{1:064x}"}


def moved(origin: CellRef) -> CellRef:
    column, row = origin.cell[:1], int(origin.cell[1:])
    return CellRef(origin.file, origin.sheet, f"{column}{row + 1}")


def test_a_row_inserted_above_changes_no_fingerprint() -> None:
    rows = [("D1.1", "甲小学", cell("E8")), ("D1.3", "甲小学", cell("E9")), ("D1.1", "乙小学", cell("E10"))]
    wrong = [("C203", cell("E8"), "约300"), ("C203", cell("E10"), "约300"), ("C208", cell("F9"), "#REF!")]

    def submitted(shift: bool) -> Validation:
        place = moved if shift else lambda origin: origin
        return validation(
            *(found(code, place(at), None, seen=seen, other=f"{place(at)}") for code, at, seen in wrong),
            observations=[observed(target, entity, place(at)) for target, entity, at in rows],
        )

    before, after = results(submitted(False)), results(submitted(True))
    assert [r["partialFingerprints"] for r in before] == [r["partialFingerprints"] for r in after]
    assert before[0]["locations"] != after[0]["locations"]
    assert len(set(fingerprints(submitted(False)))) == 3


@pytest.mark.parametrize(
    "other",
    [
        found("C204", cell("E8"), "D1.1", seen="约300", header="数值"),
        found("C203", cell("E8", "说明"), "D1.1", seen="约300", header="数值"),
        found("C203", cell("E8"), "D1.2", seen="约300", header="数值"),
        found("C203", cell("E8"), "D1.1", seen="约400", header="数值"),
        found("C203", cell("E8"), "D1.1", seen="约300", header="基数"),
        found("C203", cell("E10"), "D1.1", seen="约300", header="数值"),
        found("C203", TextRef(TABLE, 2, 3), "D1.1", seen="约300", header="数值"),
    ],
)
def test_what_else_differs_differs_in_the_fingerprint(other: Finding) -> None:
    first, second = fingerprints(validation(ROUGH, other))
    assert first.partition(":")[0] != second.partition(":")[0]


def test_equal_findings_are_told_apart_by_their_order() -> None:
    first, second, third = fingerprints(validation(ROUGH, ROUGH, ROUGH))
    assert [first, second, third] == [f"{first[:16]}:{n}" for n in (1, 2, 3)]


def test_code_scanning_uses_our_fingerprint_and_makes_none_from_lines_of_a_workbook() -> None:
    (result,) = results(validation(ROUGH))
    assert set(result["partialFingerprints"]) == {"plancheck/v1", "primaryLocationLineHash"}


def test_options_leave_nothing_out() -> None:
    assert len(run(validation(*SORTS), most=1)["results"]) == len(SORTS)


def test_what_is_left_out_is_counted() -> None:
    assert run(validation(left_out={"C204": 3}))["properties"] == {"leftOut": {"C204": 3}}
    assert run(validation())["properties"] == {"leftOut": {}}


def test_a_cell_makes_no_link_and_no_placeholder() -> None:
    (result,) = results(validation(found("C203", cell("E8"), "D1.1", seen="[see](http://example.org) {0}")))
    assert "\\[see\\](http://example.org) {{0}}" in result["message"]["text"]


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("data/sample/2026-Q3-上报.xlsx", "data/sample/2026-Q3-%E4%B8%8A%E6%8A%A5.xlsx"),
        ("a b#c?d%e:f.csv", "a%20b%23c%3Fd%25e%3Af.csv"),
        ("../上.csv", "../%E4%B8%8A.csv"),
    ],
)
def test_file_names_are_percent_encoded(file: str, written: str) -> None:
    assert uri(file) == written


@given(st.text(), st.text(max_size=20), st.text(min_size=1, max_size=20))
def test_any_text_from_an_input_is_valid(seen: str, sheet: str, file: str) -> None:
    first = found("C203", CellRef(file, sheet, "E8"), "D1.1", seen=seen)
    text = FORMATS["sarif"](validation(first, UNKNOWN, found("F001", FileRef(file))), CheckOptions())
    assert text.replace("\n", "").isprintable() or "\u3000" in text
    text.encode()
    assert OFFICIAL.is_valid(json.loads(text))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert run(validation(*SORTS), "en") == run(validation(*SORTS), "en")
