"""`plancheck brief`: paragraphs to paste."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Cli = Callable[..., tuple[int, str, str]]


def test_every_paragraph_is_marked_as_sample(cli: Cli, project: Path) -> None:
    code, out, _ = cli("brief", "--period", "2026-Q2", "--lang", "zh")
    assert code == 0
    assert "《示例区规划》共 2 项目标：滞后 1 项、达到序时进度 1 项" in out
    assert all(line.startswith("【示例数据】") for line in out.splitlines() if line)


def test_into_a_file(cli: Cli, project: Path) -> None:
    code, out, _ = cli("brief", "demo", "--period", "2026-Q2", "--lang", "en", "-o", "brief.txt")
    assert (code, out) == (0, "")
    assert "New places" in (project / "brief.txt").read_text("utf-8")
