"""`plancheck lint`: where, the line, what to write; then how much can be checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Cli = Callable[..., tuple[int, str, str]]


def test_a_good_plan(cli: Cli, project: Path) -> None:
    code, out, _ = cli("lint", "--lang", "zh")
    assert code == 0
    assert "plans/demo-2026-2028.yaml：可以使用" in out
    assert "目标 2 项：可核查 2 项，不可量化 0 项" in out


def test_an_error_has_its_place_its_line_and_what_to_write(cli: Cli, plan_file: Path) -> None:
    plan_file.write_text(plan_file.read_text("utf-8").replace("at_least: 10000", "at_leest: 10000"), "utf-8")
    code, out, _ = cli("lint", "--lang", "en")
    lines = out.splitlines()
    assert code == 2
    assert lines[0].startswith("plans/demo-2026-2028.yaml:15:29: P401 ")
    assert lines[1] == "    rule: {kind: reach, at_leest: 10000, by: 2028-12-31}"
    assert "at_least" in lines[0] + lines[2]
    assert lines[-1].startswith("plans/demo-2026-2028.yaml: cannot be used, errors: ")


def test_json(cli: Cli, plan_file: Path) -> None:
    code, out, _ = cli("lint", "--format", "json", "--lang", "en")
    report = json.loads(out)
    assert code == 0
    assert report["schema"] == "plancheck.lint/1"
    assert report["plans"][0]["file"] == "plans/demo-2026-2028.yaml"
    assert report["plans"][0]["checkable"] == ["R1.1", "R1.2"]
    assert {finding["code"][0] for finding in report["findings"]} <= {"P"}


def test_strict_counts_warnings(cli: Cli, plan_file: Path) -> None:
    level = "measure: level\n        baseline: {value: 12000, date: 2025-12-31}"
    text = plan_file.read_text("utf-8").replace("measure: increment", level, 1)
    plan_file.write_text(text, "utf-8")
    code, out, _ = cli("lint", "--lang", "en")
    assert code == 0
    assert "P404" in out
    assert cli("lint", "--strict")[0] == 1


def test_a_plan_that_is_not_there_and_a_plan_that_is_not_text(cli: Cli, project: Path) -> None:
    code, _, err = cli("lint", "demo-2027", "--lang", "en")
    assert code == 2
    assert err == "There is no plan 'demo-2027'. Did you mean demo-2026-2028?\n"
    (project / "plans" / "broken.yaml").write_bytes(b"\xff\xfe\x00\xd8")
    code, out, _ = cli("lint", "broken", "--lang", "zh")
    assert code == 2
    assert "plans/broken.yaml：错误 1 处，不能使用。" in out
