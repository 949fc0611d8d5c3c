"""A plan without a target, and one whose targets an amendment leaves to people: nothing to judge is no fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
BARE = "plancheck: 1\nid: bare\ntitle: {zh: 空规划, en: Bare plan}\nperiod: {start: 2026-01-01, end: 2028-12-31}\n"
LEFT = """
programmes:
  - id: P
    title: 工程
    targets:
      - {id: T, title: 学位, unit: 个, measure: increment, rule: {kind: reach, at_least: 90}, report: quarterly}
amendments:
  - {date: 2026-03-01, target: T, set: {rule: {kind: narrative}}, reason: 改为文字目标}
"""
DAY = ("--as-of", "2026-05-01")
ROWS = "目标编号,期间,数值\nT,2026-Q1,5\n"


@pytest.fixture(params=["programmes: []\n", "programmes:\n  - {id: P, title: 工程, targets: []}\n"])
def bare(request: pytest.FixtureRequest, project: Path) -> Path:
    (project / "plans" / "demo-2026-2028.yaml").unlink()
    (project / "plans" / "bare.yaml").write_text(BARE + request.param, "utf-8")
    (project / "data" / "bare").mkdir()
    (project / "data" / "bare" / "a.csv").write_text(ROWS, "utf-8")
    return project


def test_status_says_that_there_is_no_target(cli: Cli, bare: Path) -> None:
    code, out, _ = cli("status", *DAY, "--lang", "zh")
    assert code == 0
    assert "规划中没有目标" in out
    assert "R304" in out
    assert "plancheck explain" not in out
    assert "the plan has no targets" in cli("status", *DAY, "--lang", "en")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("status", *DAY, "--all"),
        ("status", *DAY, "--by", "owner"),
        ("status", *DAY, "--format", "json"),
        ("status", *DAY, "--format", "csv"),
        ("status", *DAY, "--format", "markdown"),
        ("report", *DAY, "-o", "页.html"),
        ("audit", "--year", "2026"),
        ("lint",),
    ],
)
def test_every_report_can_be_made(cli: Cli, bare: Path, words: tuple[str, ...]) -> None:
    assert cli(*words)[0] == 0


def test_brief_gives_no_empty_list(cli: Cli, bare: Path) -> None:
    assert "《空规划》共 0 项目标。目前没有" in cli("brief", "--period", "2026-Q1", "--lang", "zh")[1]
    assert "“Bare plan” has 0 targets. Nothing" in cli("brief", "--period", "2026-Q1", "--lang", "en")[1]


def test_validate_says_what_is_wrong_with_the_rows(cli: Cli, bare: Path) -> None:
    code, out, _ = cli("validate", "data/bare/a.csv", *DAY, "--lang", "zh")
    assert (code, out.splitlines()[0][:28]) == (1, "data/bare/a.csv:2:1  R304 错误")


def test_beside_another_plan(cli: Cli, bare: Path) -> None:
    (bare / "plans" / "left.yaml").write_text(BARE.replace("bare", "left") + LEFT, "utf-8")
    code, out, _ = cli("status", *DAY)
    assert code == 0
    assert "plancheck explain T" in out


def test_all_targets_left_to_people(cli: Cli, bare: Path) -> None:
    (bare / "plans" / "bare.yaml").write_text(BARE + LEFT, "utf-8")
    code, out, _ = cli("status", *DAY, "--lang", "en")
    assert code == 0
    assert "checkable: 0 of 1 (0.0%); for people to judge: 1" in out
    assert cli("validate", "data/bare/a.csv", *DAY)[0] == 0
    assert cli("validate", "data/bare", "--period", "2026-Q1", *DAY)[0] == 0
