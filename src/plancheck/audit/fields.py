"""What a plan says about a target, field by field: `rule.at_least` → `100`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Fields = Mapping[str, Any]
"""Lists stay whole, so that what was added to one can be told; everything else is a text."""


def fields_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Tables within tables under the names that lead to them."""
    return dict(_flat("", definition))


def _flat(before: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _flat(f"{before}{name}.", inner)
        else:
            yield f"{before}{name}", inner if isinstance(inner, list) else shown(inner)


def changed(was: Fields, now: Fields) -> dict[str, tuple[Any, Any]]:
    """Every field that differs with what it said and says, None where it says nothing."""
    names = dict.fromkeys((*was, *now))
    return {name: (was.get(name), now.get(name)) for name in names if not same(was.get(name), now.get(name))}


def same(was: Any, now: Any) -> bool:
    """One thing, or one number in two spellings (0.6 and 0.60)."""
    if was == now or not (isinstance(was, str) and isinstance(now, str)):
        return bool(was == now)
    try:
        return Decimal(was) == Decimal(now)
    except InvalidOperation:
        return False


def pair(was: Any, now: Any) -> tuple[str, str]:
    """Both in words; of two lists only what one has and the other has not."""
    if isinstance(was, list) and isinstance(now, list):
        gone, new = [one for one in was if one not in now], [one for one in now if one not in was]
        if gone or new:
            return shown(gone), shown(new)
    return shown(was), shown(now)


def shown(value: Any) -> str:
    """A part of a plan in one line: `name=甲校 to=2027-08-31`."""
    if isinstance(value, Mapping):
        return " ".join(f"{name}={shown(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
