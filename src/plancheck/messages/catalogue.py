"""Looking texts up and filling them in. Only the language in use is loaded, and of it only what a report needs.

A catalogue is the file of that name in the folder of the language, with a dict of its name in capitals. A new one: a
file in either folder, its name in `_RARER` here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

LANGUAGES = ("zh", "en")
_COMMON = ("words", "verdicts", "kinds", "reports")
_RARER = (
    "findings",
    "cases",
    "ci",
    "plans",
    "explain",
    "misuse",
    "sources",
    "page",
    "audits",
    "template",
    "annotated",
    "checking",
    "bulk",
)
_OF_CODES = ("findings", "cases", "misuse", "sources", "checking", "bulk", "template")
_OF_PLANS = ("plans",)
"""Where the texts of codes are; those of P codes are in more places."""
_OPTIONAL = re.compile(r"\[([^\[\]{]*\{\w+\}[^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def common(lang: str) -> Mapping[str, str]:
    """What every report says, by its key: all words, units, reasons and clauses of verdicts."""
    return _catalogues(lang, _COMMON)


@cache
def texts(lang: str) -> Mapping[str, str]:
    """Every text of `lang` by its key."""
    return {**common(lang), **_catalogues(lang, _RARER)}


@cache
def of_codes(lang: str, plans: bool) -> Mapping[str, str]:
    """The texts of all codes of findings; those of plan files only with `plans`."""
    return _catalogues(lang, (*_OF_CODES, *(_OF_PLANS if plans else ())))


def _catalogues(lang: str, names: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= getattr(import_module(f"plancheck.messages.{lang}.{name}"), name.upper())
    return found


def term(lang: str, key: str) -> str:
    """A text without placeholders: `status.missed`, `flag.late`, `word.target` …"""
    return common(lang).get(key) or texts(lang)[key]


def fill(template: str, values: Mapping[str, str]) -> str | None:
    """The template with its `{places}` filled. A part in `[…]` falls away when one of its places has no value;
    None when a place outside such a part has none."""

    def optional(part: re.Match[str]) -> str:
        return part[1] if _filled(part[1], values) else ""

    body = _OPTIONAL.sub(optional, template)
    return _PLACE.sub(lambda place: values[place[1]], body) if _filled(body, values) else None


def _filled(template: str, values: Mapping[str, str]) -> bool:
    return all(name in values for name in _PLACE.findall(template))


def phrase(lang: str, key: str, **values: str) -> str:
    """A text of the interface with all its places given."""
    filled = fill(term(lang, key), values)
    assert filled is not None, key  # the caller gives every place; a test reads them all
    return filled


def join(lang: str, items: tuple[str, ...] | list[str], most: int | None = None) -> str:
    """A list in words; beyond `most` items it says how many there are in all."""
    if most is None or len(items) <= most:
        return term(lang, "join.list").join(items)
    head = term(lang, "join.list").join(items[:most])
    return phrase(lang, "join.more", head=head, count=str(len(items)))
