"""Numbers as people read them. Rounding happens here and nowhere else, half to even.

A value is shown as it was stated up to three decimals; longer ones (they come from a division) are rounded by size.
A rounded value never crosses a figure that it is held against: 94.9996 against 95 is shown as 94.9996, not as 95.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal

_WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN)
_STATED = 3
TIGHT_UNITS = ("%", "％", "‰")


def number(x: Decimal | int, against: Iterable[Decimal] = (), derived: bool = False) -> str:
    """`x` with thousands separators, rounded for display but never across a figure in `against`; a `derived` value was
    never stated by anyone, so it is always rounded by size."""
    value = Decimal(x)
    if _decimals(value) <= (0 if derived else _STATED):
        return _grouped(value)
    return _grouped(_apart(value, _places(value), tuple(against)))


def percent(ratio: Decimal, edges: Iterable[Decimal] = ()) -> str:
    """A ratio as a percentage with one decimal, more where it would seem to reach one of `edges` (ratios too)."""
    hundred = Decimal(100)
    value = _WIDE.multiply(ratio, hundred)
    shown = _apart(value, 1, tuple(_WIDE.multiply(edge, hundred) for edge in edges), keep_zeros=True)
    return _grouped(shown) + "%"


def to_places(x: Decimal, places: int) -> Decimal:
    """`x` rounded to so many decimals; one that has no more stays as it was stated."""
    return x if _decimals(x) <= places else _apart(x, places, ())


def share(x: Decimal) -> str:
    """A share that was stated, such as a threshold, as a percentage without needless zeros."""
    return amount(_WIDE.multiply(x, Decimal(100)).normalize(_WIDE), "%")


def whole_up(x: Decimal) -> Decimal:
    """The next whole number away from zero: of a need, less is not enough."""
    size = abs(x).to_integral_value(rounding=ROUND_CEILING)
    return size.copy_sign(x)


def amount(x: Decimal | int, unit: str, against: Iterable[Decimal] = (), derived: bool = False) -> str:
    """A number with its unit; a percent or per-mille sign stands close."""
    text = number(x, against, derived)
    if not unit:
        return text
    return text + unit if unit in TIGHT_UNITS else f"{text} {unit}"


def plain(x: Decimal | int) -> str:
    """`x` exactly, without exponent or separators, for other programs."""
    value = Decimal(x)
    return format(value if value else abs(value), "f")


def _decimals(x: Decimal) -> int:
    exponent = x.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places(x: Decimal) -> int:
    size = x.adjusted()
    if size >= 2:
        return 1
    return 2 if size >= 0 else 2 - size


def _apart(x: Decimal, places: int, others: tuple[Decimal, ...], keep_zeros: bool = False) -> Decimal:
    """`x` rounded to the fewest places, from `places` on, that leave it on its own side of each of `others`."""
    while True:
        rounded = x.quantize(Decimal(1).scaleb(-places), context=_WIDE)
        if places >= _decimals(x) or all(rounded.compare(o) == x.compare(o) for o in others):
            return rounded if keep_zeros else _without_zeros(rounded)
        places += 1


def _without_zeros(x: Decimal) -> Decimal:
    return x.quantize(Decimal(1), context=_WIDE) if x == x.to_integral_value() else x.normalize(_WIDE)


def _grouped(x: Decimal) -> str:
    return format(x if x else abs(x), ",f")
