"""The two catalogues of the command line say the same things."""

from __future__ import annotations

import string

from plancheck.cli.app import COMMANDS
from plancheck.cli.words import en, zh


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_both_languages_have_every_text() -> None:
    assert set(zh.WORDS) == set(en.WORDS)


def test_both_languages_have_the_same_places() -> None:
    differing = [
        key
        for key, text in zh.WORDS.items()
        if not key.startswith("examples.") and places(text) != places(en.WORDS[key])
    ]
    assert differing == []


def test_every_command_has_a_line_and_examples() -> None:
    for command in COMMANDS:
        assert f"cmd.{command}" in zh.WORDS
        assert f"plancheck {command}" in zh.WORDS[f"examples.{command}"]


def test_chinese_texts_can_be_shown_on_a_gbk_console() -> None:
    for text in zh.WORDS.values():
        text.encode("gbk")


def test_english_texts_can_be_shown_there_too() -> None:
    for text in en.WORDS.values():
        text.encode("gbk")
