"""Encoding, colour and width of the output."""

from __future__ import annotations

import io
import os

import pytest

from plancheck.cli.streams import Color, coloured, emit, width


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(os.name == "nt", reason="the console decides there")
@pytest.mark.parametrize(
    ("choice", "terminal", "env", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "0"}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"GITHUB_ACTIONS": "true"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(choice: Color, terminal: bool, env: dict[str, str], expected: bool) -> None:
    assert coloured(choice, Terminal() if terminal else io.StringIO(), env) is expected


@pytest.mark.parametrize(
    ("columns", "expected"), [("120", 120), ("7", 40), ("", 80), ("0", 80), ("wide", 80), ("１２０", 80)]
)
def test_width_in_a_pipe(columns: str, expected: int) -> None:
    assert width(io.StringIO(), {"COLUMNS": columns}) == expected


def test_a_byte_order_mark_is_for_unicode_only(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="gbk"))
    emit("\ufeff目标\n")
    assert raw.getvalue().decode("gbk").splitlines() == ["目标"]
