"""What `plancheck schema` says of the JSON output is what is written, key for key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from plancheck.audit.inputs import ROLES
from plancheck.audit.verify import Kind
from plancheck.cli.schema import What
from plancheck.reports.shapes import OUTPUTS, SHAPES, output_schema
from plancheck.reports.shapes_audit import DIFFERENCES

Cli = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
DATA = Path("data/demo-2026-2028/上半年.csv")
Q2 = ("--period", "2026-Q2")


def strict(schema: Any) -> Any:
    """The same, with keys that are not described being errors."""
    if isinstance(schema, Mapping):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {name: strict(inner) for name, inner in schema.items()} | closed
    return [strict(inner) for inner in schema] if isinstance(schema, list) else schema


VALIDATORS = {name: Draft202012Validator(strict(output_schema(name))) for name in OUTPUTS}


def fits(name: str, text: str | bytes) -> Any:
    """The JSON, which is as the schema of that name says."""
    found = json.loads(text)
    VALIDATORS[name].validate(found)
    assert found["schema"] == f"plancheck.{name}/1"
    return found


def test_every_schema_is_one_and_can_be_asked_for(cli: Cli) -> None:
    assert set(get_args(What)) - {"plan", "sources"} == set(OUTPUTS)
    for name in OUTPUTS:
        code, printed, _ = cli("schema", name)
        assert (code, json.loads(printed)) == (0, output_schema(name))
        Draft202012Validator.check_schema(output_schema(name))


def test_nothing_is_described_that_no_output_has() -> None:
    assert {shape for name in OUTPUTS for shape in output_schema(name)["$defs"]} == set(SHAPES)


def test_words_of_the_audit_are_all_there() -> None:
    assert get_args(Kind) == DIFFERENCES
    assert output_schema("manifest")["$defs"]["Input"]["properties"]["role"]["enum"] == list(ROLES)


def test_a_report(cli: Cli, project: Path) -> None:
    DATA.write_text(DATA.read_text("utf-8") + "R1.2,2026-Q3,约3,\nR9,2026-Q1,1,\n", "utf-8")
    (DATA.parent / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    found = fits("report", cli("status", *Q2, "--changes-since", "2026-Q1", "--format", "json")[1])
    assert found["plans"][0]["targets"][0]["previous_status"]
    assert {"C203", "R304"} <= {one["code"] for one in found["findings"]}
    fits("report", cli("explain", "R1.1", *Q2, "--format", "json")[1])


def test_a_report_on_plans_that_cannot_be_used(cli: Cli, plan_file: Path) -> None:
    plan_file.write_text("plancheck: 1\nid: demo\n", "utf-8")
    assert fits("report", cli("status", "--format", "json")[1])["plans"] == []
    assert fits("lint", cli("lint", "--format", "json")[1])["findings"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_shipped_plan(cli: Cli, lang: str) -> None:
    given = ("--root", str(ROOT), "--lang", lang)
    assert len(fits("report", cli("status", *given, "--as-of", "2027-01-31", "--format", "json")[1])["plans"]) > 2
    assert fits("lint", cli("lint", *given, "--format", "json")[1])["plans"]


def test_the_golden_report() -> None:
    fits("report", (ROOT / "tests/reports/golden/report-zh.json").read_text("utf-8"))


def test_what_validate_finds(cli: Cli, project: Path) -> None:
    DATA.write_text(DATA.read_text("utf-8") + "R1.2,2026-Q3,约3,\n合计,,9,\n", "utf-8")
    (DATA.parent / "空.xlsx").write_bytes(b"")
    found = fits("findings", cli("validate", "data", "--period", "2026-Q3", "--ignore", "C203", "--format", "json")[1])
    assert found["left_out"] == {"C203": "1"}
    assert found["missing"]
    assert fits("findings", cli("validate", "nowhere.csv", "--format", "json")[1])["findings"]


def test_an_audit_its_verification_and_a_comparison(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    fits("audit", Path("a/audit.json").read_bytes())
    fits("manifest", Path("a/manifest.json").read_bytes())
    assert fits("verify", cli("audit", "--verify", "a", "--format", "json")[1])["differences"] == []
    DATA.write_text(DATA.read_text("utf-8").replace("Q2,800", "Q2,1000"), "utf-8")
    assert fits("verify", cli("audit", "--verify", "a", "--format", "json")[1])["differences"]
    assert fits("diff", cli("diff", "a", "2026-06-30", "--format", "json")[1])["changes"]


@pytest.mark.parametrize("name", ["bundle-0.1.0"])
def test_an_audit_of_an_earlier_version(name: str) -> None:
    folder = ROOT / "tests" / "audit" / name
    for file in folder.rglob("audit.json"):
        fits("audit", file.read_bytes())
        fits("manifest", (file.parent / "manifest.json").read_bytes())


def test_the_record_of_an_import(cli: Cli, project: Path) -> None:
    pytest.importorskip("duckdb")
    assert cli("import", str(DATA), "-o", "imported")[0] == 0
    (record,) = Path("imported").rglob("*.json")
    fits("import", record.read_bytes())
