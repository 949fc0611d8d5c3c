"""Texts with named places: `指标：{target}({unit})` says what stands where in a title or a header.

A template is matched whole, full width and half width alike, without regard to white space. `{*}` stands for anything.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from plancheck.model.record import FieldError

DIMENSIONS = ("target", "entity", "period", "item", "unit", "submitted")
"""What a title, a header or a fixed text can say about a value."""
_LONGEST = 500
_PLACE = re.compile(r"\{([^{}]*)\}")


def squeezed(text: str) -> str:
    """Text as templates and labels compare it: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def checked(text: str) -> str:
    """The template with braces around a bare name. Raises FieldError for one that says nothing or twice the same."""
    template = f"{{{text}}}" if text in DIMENSIONS else text
    places = _PLACE.findall(template)
    named = [place for place in places if place != "*"]
    sound = named and len(set(named)) == len(named) and all(place in DIMENSIONS for place in named)
    if not sound or re.search(r"\}\{", template) or len(template) > _LONGEST:
        raise FieldError("template_expected", text)
    return template


def places(template: str) -> tuple[str, ...]:
    """The names in the template."""
    return tuple(place for place in _PLACE.findall(template) if place != "*")


def captured(template: str, text: str) -> dict[str, str] | None:
    """What the text has at the named places; None when it does not fit, or leaves one of them empty."""
    if len(text) > _LONGEST:
        return None
    found = _pattern(template).fullmatch(squeezed(text))
    return found.groupdict() if found else None


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    """Between two places stands a fixed text, so no template can be slow on a text of bounded length."""
    pieces = _PLACE.split(template)
    made = [re.escape(squeezed(pieces[0]))]
    for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
        made += [".*?" if name == "*" else f"(?P<{name}>.+?)", re.escape(squeezed(after))]
    return re.compile("".join(made))
