"""The command line's own texts: help, usage errors, notices. What findings and verdicts say stands in `messages`."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]


def words(lang: Lang) -> dict[str, str]:
    """The catalogue of one language; only that one is loaded."""
    if lang == "zh":
        from plancheck.cli.words.zh import WORDS
    else:
        from plancheck.cli.words.en import WORDS
    return WORDS


def say(lang: Lang, key: str, **facts: str) -> str:
    """The text named `key` with its placeholders filled."""
    return words(lang)[key].format(**facts)
