"""The language of every text, and global options before and after the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck import __version__
from plancheck.cli.settings import language


@pytest.mark.parametrize(
    ("argv", "env", "system", "expected"),
    [
        (["--lang", "zh", "status"], {"PLANCHECK_LANG": "en"}, "", "zh"),
        (["status", "--lang=zh"], {}, "", "zh"),
        (["status"], {"PLANCHECK_LANG": "zh", "LANG": "en_US.UTF-8"}, "", "zh"),
        (["status"], {"LANG": "zh_CN.UTF-8"}, "", "zh"),
        (["status"], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "zh_CN", "en"),
        (["status"], {"LC_MESSAGES": "zh_TW"}, "", "zh"),
        (["status"], {}, "Chinese (Simplified)_China", "zh"),
        (["status"], {}, "", "en"),
        (["status", "--lang"], {}, "", "en"),
        (["status", "--lang", "fr"], {"LANG": "zh_CN"}, "", "zh"),
    ],
)
def test_language(argv: list[str], env: dict[str, str], system: str, expected: str) -> None:
    assert language(argv, env, system) == expected


@pytest.mark.parametrize("where", [("--lang", "zh", "kinds"), ("kinds", "--lang", "zh"), ("kinds", "--lang=zh")])
def test_the_language_option_stands_anywhere(cli: Callable[..., tuple[int, str, str]], where: tuple[str, ...]) -> None:
    code, out, _ = cli(*where)
    assert code == 0
    assert "到期时数值满足比较词" in out


def test_root_stands_before_or_after(cli: Callable[..., tuple[int, str, str]], project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    before, after = cli("--root", str(empty), "status"), cli("status", "--root", str(empty))
    assert before == after
    assert before[0] == 2
    assert str(empty / "plans") in before[2]


@pytest.mark.parametrize("argv", [("--version",), ("status", "--version"), ("--lang", "zh", "--version")])
def test_version(cli: Callable[..., tuple[int, str, str]], argv: tuple[str, ...]) -> None:
    assert cli(*argv) == (0, f"plancheck {__version__}\n", "")
