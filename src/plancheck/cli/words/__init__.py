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
    """The text named `key` with its placeholders filled. What is filled in acts on no terminal and no build log: names
    of files come from strangers too, as where a shell puts them into the command."""
    return words(lang)[key].format(**{name: _inert(fact) for name, fact in facts.items()})


def _inert(fact: str) -> str:
    """Escaped line by line; a list of files has several."""
    if fact.isprintable() and "::" not in fact and "##[" not in fact:
        return fact
    from plancheck.messages.escape import escape

    return "\n".join(map(escape, fact.split("\n")))
