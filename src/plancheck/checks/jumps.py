"""R308: a value that is far from the last one of the same reporter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from plancheck.checks.compared import Compared
from plancheck.model.finding import Finding
from plancheck.model.numeral import plainly
from plancheck.model.observation import Done, Share
from plancheck.model.series import Entry, Point
from plancheck.plans.plan import Jump
from plancheck.series.scope import Scope
from plancheck.sources.cells import WIDE

_PERCENT = Decimal(100)
_SHOWN = Decimal("0.01")


def jumps(one: Compared) -> Iterator[Finding]:
    """Each value against the one before it. Increments are compared with those of periods of the same kind."""
    scale, far = one.scope.scale, _far(one.scope, one.scope.plan.jump)
    for track in _tracks(one.scope, one.entries):
        values = [_value(scale, point) for point in track]
        for at, (old, new) in enumerate(pairwise(values)):
            if old is not None and new is not None and far(old, new):
                before, now = track[at : at + 2]
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
    increments = scope.increments
    found: dict[tuple[str, str, int], list[Point]] = {}
    for entry in entries:
        if isinstance(entry, Point):
            kind = id(entry.period.kind) if increments else 0  # there is one of each kind
            found.setdefault((entry.entity, entry.item, kind), []).append(entry)
    for track in found.values():
        track.sort(key=lambda point: (point.period.end, point.period.start))
        yield track


def _value(scale: Decimal, point: Point) -> Decimal | None:
    value = point.value
    if isinstance(value, Share):
        return value.numerator * scale / value.denominator if value.denominator else None
    return None if isinstance(value, Done) else value.value


def _far(scope: Scope, bounds: Jump) -> Callable[[Decimal, Decimal], bool]:
    """Percentages by points; other values by the factor, which is not defined from 0 or across it. A total that grows
    is what totals do; that it falls is R309."""
    total, points, factor = scope.measure == "running_total", bounds.points, bounds.factor
    percent = scope.scale == _PERCENT

    def far(old: Decimal, new: Decimal) -> bool:
        if total and new <= old:
            return False
        if percent:
            return abs(new - old) >= points
        if old < 0 or new < 0:
            old, new = -old, -new
        return old > 0 and new > 0 and (new >= factor * old or old >= factor * new)

    return far


def _plain(value: Decimal) -> str:
    """To two places where the division left more."""
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -6
    return f"{plainly(value.quantize(_SHOWN, context=WIDE) if long else value):f}"
