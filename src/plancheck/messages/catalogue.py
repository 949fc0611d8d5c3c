"""Looking texts up and filling them in. Only the catalogue of the language in use is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

LANGUAGES = ("zh", "en")
_OPTIONAL = re.compile(r"\[([^\[\]{]*\{\w+\}[^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def texts(lang: str) -> Mapping[str, str]:
    """Every text of `lang` by its key."""
    found: Mapping[str, str] = import_module(f"plancheck.messages.{lang}").TEXTS
    return found


def term(lang: str, key: str) -> str:
    """A text without placeholders: `status.missed`, `flag.late`, `word.target` …"""
    return texts(lang)[key]


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
