"""The READMEs show what the program prints, and both tell the same two commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from plancheck.cli import main

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
CAPTURE = re.compile(r"^```console\n\$ plancheck (?P<args>[^\n]*)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
CASES = [
    pytest.param(lang, found["args"], found["shown"], id=f"{file.name}: {found['args']}")
    for lang, file in READMES.items()
    for found in CAPTURE.finditer(file.read_text("utf-8"))
]


@pytest.mark.parametrize(("lang", "args", "shown"), CASES)
def test_the_capture_is_what_is_printed(
    lang: str,
    args: str,
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PLANCHECK_LANG", lang)
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*shlex.split(args), "--no-cache", "--color", "never"]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("lang", READMES)
def test_a_report_is_shown_at_a_pinned_period(lang: str) -> None:
    args = [found["args"] for found in CAPTURE.finditer(READMES[lang].read_text("utf-8"))]
    assert any(shown.startswith("status plans/national-education-2021-2025.yaml --period ") for shown in args)


def test_both_tell_the_same_two_commands() -> None:
    commands = [re.findall(r"^python3 -m venv .*$", file.read_text("utf-8"), re.MULTILINE) for file in READMES.values()]
    assert commands[0] == commands[1]
    look, tests = commands[0]
    assert "plancheck status plans/national-education-2021-2025.yaml --period 2025" in look
    assert tests.endswith("pytest -n auto")


@pytest.mark.parametrize("lang", READMES)
def test_every_link_leads_somewhere(lang: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", READMES[lang].read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
