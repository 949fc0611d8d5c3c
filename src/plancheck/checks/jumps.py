"""R308: a value that is far from the last one of the same reporter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from plancheck.checks.compared import Compared
from plancheck.model.finding import Finding
from plancheck.model.numeral import plainly
from plancheck.model.observation import Done, Share
from plancheck.model.series import Entry, Point
from plancheck.plans.plan import Jump
from plancheck.series.scope import Scope

_PERCENT = Decimal(100)
_SHOWN = Decimal("0.01")


def jumps(one: Compared) -> Iterator[Finding]:
    """Each value against the one before it. Increments are compared with those of periods of the same kind."""
    bounds = one.scope.plan.jump
    for track in _tracks(one.scope, one.entries):
        for before, now in pairwise(track):
            old, new = _value(one.scope, before), _value(one.scope, now)
            if old is not None and new is not None and _far(one.scope, bounds, old, new):
                yield one.say(
                    "R308",
                    now.origins[0],
                    entity=now.entity,
                    item=now.item,
                    period=now.period.label,
                    seen=_plain(new),
                    previous=_plain(old),
                    before=before.period.label,
                    other=str(before.origins[0]),
                )


def _tracks(scope: Scope, entries: Sequence[Entry]) -> Iterator[list[Point]]:
    """The values of each reporter and item in the order of their periods."""
    found: dict[tuple[str, str, str], list[Point]] = {}
    for entry in entries:
        if isinstance(entry, Point):
            kind = entry.period.kind.value if scope.increments else ""
            found.setdefault((entry.entity, entry.item, kind), []).append(entry)
    for track in found.values():
        yield sorted(track, key=lambda point: (point.period.end, point.period.start))


def _value(scope: Scope, point: Point) -> Decimal | None:
    value = point.value
    if isinstance(value, Share):
        return value.numerator * scope.scale / value.denominator if value.denominator else None
    return None if isinstance(value, Done) else value.value


def _far(scope: Scope, bounds: Jump, old: Decimal, new: Decimal) -> bool:
    """Percentages by points; other values by the factor, which is not defined from 0 or across it. A total that grows
    is what totals do; that it falls is R309."""
    if scope.measure == "running_total" and new <= old:
        return False
    if scope.scale == _PERCENT:
        return abs(new - old) >= bounds.points
    small, great = sorted((abs(old), abs(new)))
    return old * new > 0 and great >= bounds.factor * small


def _plain(value: Decimal) -> str:
    """To two places where the division left more."""
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -6
    return f"{plainly(value.quantize(_SHOWN) if long else value):f}"
