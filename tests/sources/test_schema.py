"""The JSON Schema of `sources.yaml`: complete, described, and no narrower than the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plancheck.plans.typed import read_as
from plancheck.plans.yaml import read_yaml
from plancheck.sources.binding import Sources
from plancheck.sources.schema import FIELD_DOCS, sources_schema

ROOT = Path(__file__).parents[2]
SCHEMA = sources_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = "sources: 1\ntables:\n  - "
EVERY_KEY = """
sources: "1"
tables:
  - file: "市/年鉴*.xls"
    sheet: 表1
    header: {has: [地区, 合计], levels: 2, fill: right}
    rows: 5-
    titles: [{row: 2, text: "指标：{target}({unit})"}, {text: "{*}：{period}"}]
    fixed: {submitted: 2026-03-01}
    columns: {地区: entity, B: note}
    across: {header: "{item}/实际", columns: C-J}
    targets: {教师数: STAFF}
    factors: {万人: 10000, 千人: "1000"}
    fill: [地区]
    only: {类别: [实际, 计划]}
    skip: [全区*]
    placeholders: {"null": missing, "—": 0}
    note: 从年鉴抄录
  - {file: a.csv, header: 3-4, across: period, fixed: {target: STAFF}, rows: 5}
"""
NO_HEADER = HEAD + "{file: a, across: period, fixed: {target: A}}"
WRONG = {
    "another version": ("sources: 2\ntables: []", "2"),
    "no tables": ("sources: 1", "tables"),
    "an unknown key": (HEAD + "{fil: a, header: 1}", "fil"),
    "no header": (NO_HEADER, "header"),
    "rows from zero": (HEAD + "{file: a, header: 1, rows: 0}", "minimum"),
    "letters for rows": (HEAD + "{file: a, header: 1, rows: C-J}", "C-J"),
    "rows for columns": (HEAD + "{file: a, header: 1, across: {header: period, columns: 3-4}}", "3-4"),
    "an unknown field": (HEAD + "{file: a, header: 1, columns: {地区: region}}", "region"),
    "a value that is fixed": (HEAD + "{file: a, header: 1, fixed: {value: 3}}", "value"),
    "a factor in words": (HEAD + "{file: a, header: 1, factors: {万人: 一万}}", "一万"),
    "another way to fill": (HEAD + "{file: a, header: {has: [x], fill: left}}", "left"),
}


def documented() -> list[Any]:
    """Every `sources.yaml` that the documentation shows."""
    found = []
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for number, text in enumerate(re.findall(r"^sources: 1\n.*?(?=^```)", page.read_text("utf-8"), re.M | re.S)):
            found.append(pytest.param(text, id=f"{page.parent.name}/{page.name}-{number}"))
    return found


def readable(text: str) -> bool:
    root = read_yaml(text).root
    return root is not None and read_as(Sources, root)[1] == ()


@pytest.mark.parametrize(
    "text", [*documented(), *(path.read_text("utf-8") for path in ROOT.glob("data/*/sources.yaml"))]
)
def test_what_is_documented_and_shipped_fits(text: str) -> None:
    assert readable(text)
    assert list(VALIDATOR.iter_errors(yaml.safe_load(text))) == []


def test_the_documentation_shows_some() -> None:
    assert len(documented()) >= 4


def test_a_file_with_every_key_fits() -> None:
    assert readable(EVERY_KEY)
    given = yaml.load(EVERY_KEY, yaml.BaseLoader) | {"sources": 1}
    assert list(VALIDATOR.iter_errors(given)) == []
    keys = {key for table in given["tables"] for key in table}
    assert keys == SCHEMA["$defs"]["Binding"]["properties"].keys()


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_marked(name: str) -> None:
    text, marked = WRONG[name]
    assert not readable(text)
    errors = list(VALIDATOR.iter_errors(yaml.safe_load(text)))
    assert any(marked in error.message for error in [*errors, *(part for e in errors for part in e.context or ())])


def test_every_field_is_described_in_both_languages() -> None:
    fields = {f"{name}.{key}" for name, made in SCHEMA["$defs"].items() for key in made["properties"]}
    assert set(FIELD_DOCS) == fields
    for text in FIELD_DOCS.values():
        assert any("一" <= char <= "鿿" for char in text)
        assert any(char.isascii() and char.isalpha() for char in text)


def test_it_is_the_one_that_is_shipped() -> None:
    assert json.loads((ROOT / "plans" / "schemas" / "sources-1.json").read_text("utf-8")) == SCHEMA
