"""Percentages: beside the counts that they come from, and without a sign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from plancheck.model.numeral import Reading, Refusal, plain_decimal
from plancheck.model.observation import Share
from plancheck.plans.plan import Target
from plancheck.rules.coverage import Coverage
from plancheck.sources.cells import WIDE

_HUNDRED = Decimal(100)
_SCALES = {"%": _HUNDRED, "％": _HUNDRED, "百分比": _HUNDRED, "‰": Decimal(1000), "‱": Decimal(10000)}


def share_scale(target: Target) -> Decimal:
    """What a numerator over a denominator is multiplied by: 100 for percent and for every coverage."""
    if isinstance(target.rule, Coverage):
        return _HUNDRED
    return _SCALES.get(target.unit.strip(), Decimal(1))


def agrees(beside: Reading | Refusal | None, seen: str, share: Share, scale: Decimal) -> bool:
    """What was read beside the counts is nothing, or their share times `scale` to its last digit; `seen` is the cell.
    Nothing is said of counts that have no share."""
    if beside is None or (isinstance(beside, Refusal) and beside.code == "C202") or share.denominator <= 0:
        return True
    return any(
        _is_share(value, share.numerator * of, share.denominator) for value, of in _meant(beside, seen.strip(), scale)
    )


def _meant(beside: Reading | Refusal, seen: str, scale: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """The numbers that may be meant, each with what a share is multiplied by to be held against it: 0.95 may be 95 %,
    and 95 % is so whatever the unit. Nothing for what is no number."""
    if isinstance(beside, Reading):
        yield beside.value, scale
    elif seen.endswith(("%", "％")) and (percent := plain_decimal(seen[:-1].rstrip())) is not None:
        yield percent, _HUNDRED
    value = plain_decimal(seen)
    if value is not None and scale == _HUNDRED and abs(value) <= 1:
        yield value, scale
        yield value.scaleb(2, WIDE), scale


def _is_share(value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """The value is the one over the other, whichever way its last digit was rounded."""
    digit = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0), WIDE)
    apart = WIDE.subtract(WIDE.multiply(value, denominator), numerator)
    return abs(apart) <= WIDE.multiply(denominator, digit)


def both_percentages(seen: str) -> str:
    """0.95 → 0.95% / 95%: the two things it may mean."""
    try:
        number = Decimal(seen.strip())
    except InvalidOperation:
        return f"{seen.strip()}%"
    return f"{number:f}% / {(number * 100).normalize():f}%"
