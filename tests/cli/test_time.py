"""Days on the command line: what was known by then, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
NOW = ("--period", "2026-Q3")
LATER = """\
目标编号,期间,数值,报送日期
R1.1,2026-Q1,100,2026-09-20
R1.1,2026-Q3,900,2026-10-08
R1.2,2026-Q3,1,2026-10-09
R1.1,2026-Q3,950,
"""


@pytest.fixture
def revised(project: Path) -> Path:
    """The first quarter was corrected downwards in September; one row says nothing of when it was submitted."""
    (project / "data" / "demo-2026-2028" / "更正.csv").write_text(LATER, "utf-8")
    return project


def actual(printed: str) -> str:
    found = json.loads(printed)
    target = found["target"] if "target" in found else found["plans"][0]["targets"][0]
    return str(target["facts"]["actual"])


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2026-05-01", "700"), ("2026-09-19", "1500"), ("2026-09-20", "900"), (None, "1800")]
)
@pytest.mark.parametrize("command", [("status",), ("explain", "R1.1")], ids=lambda command: command[0])
def test_only_what_was_submitted_by_then_counts(
    cli: Cli, revised: Path, command: tuple[str, ...], known_at: str | None, expected: str
) -> None:
    days = (*NOW, *(("--known-at", known_at) if known_at else ()))
    assert actual(cli(*command, *days, "--format", "json")[1]) == expected


def test_the_paragraphs_too(cli: Cli, revised: Path) -> None:
    assert "1,500" in cli("brief", *NOW, "--known-at", "2026-09-19", "--lang", "zh")[1]
    assert "1,800" in cli("brief", *NOW, "--lang", "zh")[1]


@pytest.mark.parametrize(
    "command", [("status",), ("status", "--format", "markdown"), ("explain", "R1.1"), ("brief",)], ids=" ".join
)
def test_the_day_is_named_in_every_report(cli: Cli, revised: Path, command: tuple[str, ...]) -> None:
    said = "只计 2026-09-19 及以前报送的数据"
    assert said in cli(*command, *NOW, "--known-at", "2026-09-19", "--lang", "zh")[1]


def test_rows_without_a_day_are_left_out_and_counted(cli: Cli, revised: Path) -> None:
    _, out, _ = cli("status", *NOW, "--known-at", "2026-12-31", "--format", "json")
    undated = [finding for finding in json.loads(out)["findings"] if finding["code"] == "R314"]
    assert [(finding["file"], finding["line"]) for finding in undated] == [("更正.csv", "5")]


def test_a_corrected_past_is_told_apart_from_what_was_known_then(cli: Cli, revised: Path) -> None:
    now, then = (
        cli("status", "--period", "2026-Q1", *known, "--format", "json")[1]
        for known in ((), ("--known-at", "2026-04-30"))
    )
    assert (actual(now), actual(then)) == ("100", "700")


@pytest.mark.parametrize("since", ["2026-Q2", "2026-06-30", "2026年上半年", "2026-06"])
def test_what_changed_since_a_period(cli: Cli, revised: Path, since: str) -> None:
    _, first, _ = cli("status", *NOW, "--changes-since", since, "--lang", "zh")
    assert (
        "与 2026-06-30 相比：变差 1 项，好转 0 项\n    其中最重：R1.2 安全事故，达到序时进度 → 逾期未完成（示例数据）\n"
        in first
    )
    _, every, _ = cli("status", *NOW, "--changes-since", since, "--lang", "zh", "--all")
    assert "相比：变差 1 项，好转 0 项\n    R1.2 安全事故：达到序时进度 → 逾期未完成（示例数据）\n" in every


def test_a_school_year_is_a_period_like_any_other(cli: Cli, revised: Path) -> None:
    _, out, _ = cli("status", "--period", "2025-2026学年", "--lang", "zh")
    assert "期间 SY2025-2026（评估日 2026-08-31）" in out
