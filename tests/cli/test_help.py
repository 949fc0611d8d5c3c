"""`--help` in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plancheck.cli.app import COMMANDS
from plancheck.reports.width import width

Cli = Callable[..., tuple[int, str, str]]


def test_the_commands_are_listed(cli: Cli) -> None:
    code, out, _ = cli("--lang", "en", "--help")
    assert code == 0
    assert out.startswith("Usage: plancheck [OPTIONS] COMMAND ...\n")
    assert "  explain   Where one verdict comes from: clause, rule, arithmetic, cells\n" in out
    assert "  plancheck status --period 2026-Q3\n" in out


def test_in_chinese(cli: Cli) -> None:
    _, out, _ = cli("--lang", "zh", "--help")
    assert out.startswith("用法：plancheck [选项] 命令 …\n")
    assert "  lint      检查规划文件：格式、前后矛盾，以及有多少目标可以核查\n" in out


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_2(cli: Cli) -> None:
    code, out, err = cli("--lang", "en")
    assert (code, err) == (2, "")
    assert out.startswith("Usage: plancheck")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_every_page_fits(cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str, lang: str, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    code, out, _ = cli(command, "-h", "--lang", lang)
    assert code == 0
    examples = [line for line in out.splitlines() if line.startswith("  plancheck")]
    assert examples
    assert max(width(line) for line in out.splitlines() if line not in examples) <= int(columns)


def test_options_are_explained_with_their_values(cli: Cli) -> None:
    _, out, _ = cli("status", "--help", "--lang", "en")
    assert "  --by programme|owner|group  Group by programme, responsible office or roster\n" in out
    assert "  -o, --output F              Write to this file" in out
    assert "  PLAN...  A plan id, a file path or part of a file name" in out
