"""The reference of rule kinds is complete, and its examples are plans that load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from textwrap import indent

import pytest

from plancheck.checks.plan import lint
from plancheck.cli.words.kinds import KINDS, PARAMETERS
from plancheck.model.codes import ERROR, WARNING
from plancheck.plans.load import load_plan
from plancheck.rules import KINDS as RULES
from plancheck.rules.goal import Goal

HEAD = """\
plancheck: 1
id: example
title: example
period: {start: 2026-01-01, end: 2028-12-31}
programmes:
  - id: P
    title: programme
    targets:
"""


def test_every_kind_has_a_page() -> None:
    assert list(KINDS) == list(RULES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_names_every_parameter(kind: str) -> None:
    rule = RULES[kind]
    own = {field.name.rstrip("_") for field in fields(rule)} - {"kind"}
    if issubclass(rule, Goal):
        own = own - {field.name for field in fields(Goal)} | {"comparator"}
    assert set(KINDS[kind].parameters) == own
    assert own <= set(PARAMETERS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_a_plan_without_errors_or_warnings(kind: str, tmp_path: Path) -> None:
    plan = tmp_path / "example.yaml"
    plan.write_text(HEAD + indent("\n".join(KINDS[kind].example_lines), "      ") + "\n", "utf-8")
    result = load_plan(plan, "example.yaml")
    assert result.loaded is not None, result.findings
    assert result.loaded.plan.targets[0].rule.kind == kind
    assert [f for f in (*result.findings, *lint(result.loaded)) if f.severity in (ERROR, WARNING)] == []


def test_the_list(cli: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = cli("kinds", "--lang", "en")
    assert code == 0
    assert out.splitlines()[0] == "reach        the value satisfies the comparator by the due date"
    assert [line.split()[0] for line in out.splitlines()[:-1]] == list(RULES)


def test_a_page(cli: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = cli("kinds", "checklist", "--lang", "zh")
    assert out == (
        "checklist: 所列事项在期限前全部完成\n"
        "\n"
        "参数\n"
        "  items          须全部完成的事项\n"
        "  by             完成时限；不写则为规划期末\n"
        "\n"
        "示例\n"
        "  - id: T1.1\n"
        "    title: {zh: 四所新校, en: Four new schools}\n"
        "    measure: done\n"
        "    rule: {kind: checklist, items: [甲校, 乙校, 丙校, 丁校], by: 2027}\n"
        "    report: quarterly\n"
    )
