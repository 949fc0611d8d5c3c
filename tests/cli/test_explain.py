"""`plancheck explain`: which target is meant, and what is shown of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
NOW = ("--period", "2026-Q2")


def test_from_clause_to_cell(cli: Cli, project: Path) -> None:
    code, out, _ = cli("explain", "R1.1", *NOW, "--lang", "zh")
    assert code == 0
    assert out.startswith("R1.1 新增学位\n")
    assert "0 + (10,000 - 0) × 180/1,095" in " ".join(out.split())
    assert "2026-Q2  800 个  上半年.csv:3:3" in out


@pytest.mark.parametrize("name", ["R1.1", "r1.1", "新增学位", "New places", " new places ", "Ｒ1.1"])
def test_ways_to_name_a_target(cli: Cli, project: Path, name: str) -> None:
    assert cli("explain", name, *NOW) == cli("explain", "R1.1", *NOW)


def test_json(cli: Cli, project: Path) -> None:
    _, out, _ = cli("explain", "R1.1", *NOW, "--format", "json")
    found = json.loads(out)
    assert (found["plan"], found["target"]["status"], found["target"]["facts"]["gap"]) == (
        "demo-2026-2028",
        "at_risk",
        "8500",
    )


def test_an_unknown_target(cli: Cli, project: Path) -> None:
    code, _, err = cli("explain", "新增学额", *NOW, "--lang", "zh")
    assert (code, err) == (2, "没有目标“新增学额”。您是否想写 新增学位？\n")
    _, _, err = cli("explain", "zzzz", *NOW, "--lang", "en")
    assert err == "There is no target 'zzzz'. There is R1.1, R1.2.\n"


def test_a_target_of_two_plans(cli: Cli, project: Path, plan_file: Path) -> None:
    second = plan_file.read_text("utf-8").replace("demo-2026-2028", "second")
    (project / "plans" / "second.yaml").write_text(second, "utf-8")
    code, _, err = cli("explain", "R1.1", *NOW, "--lang", "en")
    assert code == 2
    assert err.splitlines()[1:] == ["  plans/demo-2026-2028.yaml", "  plans/second.yaml"]
    assert cli("explain", "R1.1", *NOW, "--plan", "second")[0] == 0


def test_a_broken_plan_beside_it_does_not_matter(cli: Cli, project: Path) -> None:
    (project / "plans" / "broken.yaml").write_text("plancheck: 2\n")
    assert cli("explain", "R1.1", *NOW)[0] == 0
    code, _, err = cli("explain", "R9.9", *NOW)
    assert code == 2
    assert "plans/broken.yaml" in err
