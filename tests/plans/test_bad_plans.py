"""Every example under bad/ says in its first lines which errors it has, where, and with which facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.plans.load import load_plan
from plancheck.plans.reasons import REASONS

BAD = Path(__file__).parent / "bad"
EXAMPLES = sorted(BAD.glob("*.yaml"))
NOT_IN_A_TEXT_FILE = {"file_too_large", "not_utf8", "gb18030", "file_unreadable", "too_many_errors"}
"""Reasons whose examples are made of bytes; see test_load and test_roster."""
NO_ERROR = {"P404", "P406", "P407", "P409", "P410", "P411", "P412", "P413"}
"""Codes of a plan that loads; see test_amend and the tests of the checks."""


def expected(example: Path) -> list[str]:
    lines = example.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def shown(finding: Finding, name: str) -> str:
    place = str(finding.origin).removeprefix(f"{name}:")
    facts = [f"{key}={value}" for key, value in finding.facts.items() if value and key not in ("line_text", "reason")]
    short = [fact for fact in facts if len(fact.partition("=")[2]) < 80]
    return f"{place} {finding.code} {finding.facts['reason']} | " + " | ".join(short)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_error_is_found_at_its_place(example: Path) -> None:
    name = f"plans/{example.name}"
    result = load_plan(example, name)
    assert result.loaded is None
    assert [shown(finding, name) for finding in result.findings] == expected(example)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_offending_line_is_shown(example: Path) -> None:
    lines = example.read_text(encoding="utf-8").split("\n")
    for finding in load_plan(example, "plans/x.yaml").findings:
        found = re.fullmatch(r"plans/x\.yaml:(\d+):\d+", str(finding.origin))
        if found:
            assert finding.facts["line_text"] == lines[int(found[1]) - 1].strip()[:120]
            assert finding.severity == SEVERITY[finding.code]


def test_every_reason_has_an_example() -> None:
    seen = {tuple(line.split(" | ")[0].split(" ")[1:3]) for example in EXAMPLES for line in expected(example)}
    stated = {(code, reason) for code, reasons in REASONS.items() for reason in reasons}
    apart = {(code, reason) for code, reason in stated if reason in NOT_IN_A_TEXT_FILE or code in NO_ERROR}
    assert seen == stated - apart - {("F001", "file_missing")}
