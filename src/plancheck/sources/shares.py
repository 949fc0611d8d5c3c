"""Percentages: beside the counts that they come from, and without a sign."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from plancheck.model.numeral import Reading, Refusal, plain_decimal
from plancheck.model.observation import Share
from plancheck.sources.cells import WIDE


def agrees(beside: Reading | Refusal | None, seen: str, share: Share, scale: Decimal) -> bool:
    """What was read beside the counts is nothing, or their share times `scale` to its last digit; `seen` is the cell.
    Nothing is said of counts that have no share."""
    if beside is None or (isinstance(beside, Refusal) and beside.code == "C202") or share.denominator <= 0:
        return True
    said = [beside.value] if isinstance(beside, Reading) else _either_percentage(beside, seen)
    return any(_is_share(value, share.numerator * scale, share.denominator) for value in said)


def _is_share(value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """The value is the one over the other, whichever way its last digit was rounded."""
    digit = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0), WIDE)
    apart = WIDE.subtract(WIDE.multiply(value, denominator), numerator)
    return abs(apart) <= WIDE.multiply(denominator, digit)


def _either_percentage(refused: Refusal, seen: str) -> list[Decimal]:
    """0.95 where a percentage is asked for: 0.95 % or 95 %. Nothing for what is no number."""
    value = plain_decimal(seen) if refused.code == "C206" else None
    return [] if value is None else [value, value.scaleb(2, WIDE)]


def both_percentages(seen: str) -> str:
    """0.95 → 0.95% / 95%: the two things it may mean."""
    try:
        number = Decimal(seen.strip())
    except InvalidOperation:
        return f"{seen.strip()}%"
    return f"{number:f}% / {(number * 100).normalize():f}%"
