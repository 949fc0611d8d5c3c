"""The JSON Schema: complete, described, and no narrower than the loader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plancheck.plans.field_docs import FIELD_DOCS
from plancheck.plans.schema import json_schema
from plancheck.rules import KINDS

SCHEMA = json_schema()
DEFS: dict[str, Any] = SCHEMA["$defs"]


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


def test_it_is_json_and_always_the_same() -> None:
    assert json.dumps(SCHEMA) == json.dumps(json_schema())
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$ref"] == "#/$defs/Plan"


def test_every_reference_leads_somewhere() -> None:
    refs = {node["$ref"] for node in walk(SCHEMA) if isinstance(node.get("$ref"), str)}
    assert {ref.removeprefix("#/$defs/") for ref in refs} == set(DEFS)


def test_unknown_keys_are_refused_everywhere() -> None:
    assert all(definition["additionalProperties"] is False for definition in DEFS.values())


def test_every_kind_of_rule_is_a_choice_that_names_itself() -> None:
    choices = DEFS["Target"]["properties"]["rule"]["oneOf"]
    names = [choice["$ref"].removeprefix("#/$defs/") for choice in choices]
    assert [DEFS[name]["properties"]["kind"]["enum"] for name in names] == [[kind] for kind in KINDS]
    assert all("kind" in DEFS[name]["required"] for name in names)


def test_keys_are_written_as_in_yaml() -> None:
    assert {"from", "until"} <= DEFS["Hold"]["properties"].keys()
    assert "with" in DEFS["Owner"]["properties"]
    assert not any(key.endswith("_") for definition in DEFS.values() for key in definition["properties"])


def test_an_editor_may_see_numbers_where_a_plan_has_text() -> None:
    assert DEFS["Plan"]["properties"]["plancheck"]["enum"] == ["1", 1]
    assert DEFS["Reach"]["properties"]["by"]["type"] == ["string", "integer"]
    assert DEFS["Reach"]["properties"]["at_least"]["type"] == ["number", "string"]
    assert DEFS["Source"]["properties"]["page"]["type"] == ["string", "number", "boolean"]


def test_short_forms_are_accepted() -> None:
    for field in ("title", "owner", "pace"):
        short, whole = DEFS["Target"]["properties"][field]["anyOf"]
        assert "string" in short["type"]
        assert "$ref" in whole


def test_required_keys() -> None:
    assert DEFS["Plan"]["required"] == ["plancheck", "id", "title", "period", "programmes"]
    assert DEFS["Target"]["required"] == ["id", "title", "rule"]
    assert DEFS["Baseline"]["required"] == ["value"]


def test_descriptions_belong_to_fields_that_exist() -> None:
    described = {name.split(".")[0] for name in FIELD_DOCS} - {"Goal"}
    assert described <= DEFS.keys()
    for name in FIELD_DOCS:
        owner, field = name.split(".")
        assert field in DEFS["Reach" if owner == "Goal" else owner]["properties"], name


def test_the_main_fields_are_described_in_both_languages() -> None:
    for name in ("Plan", "Target", "Amendment"):
        for field, schema in DEFS[name]["properties"].items():
            text = schema["description"]
            assert any(c.isascii() and c.isalpha() for c in text), (name, field)
            assert any("一" <= c <= "鿿" for c in text), (name, field)
