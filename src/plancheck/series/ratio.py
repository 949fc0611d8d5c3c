"""One ratio over several reporters: summed numerators over summed denominators, never an average of percentages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

from plancheck.model.series import INFINITY
from plancheck.series.bounds import Bounded, exactly
from plancheck.series.scope import Scope
from plancheck.series.state import State

_DIGITS = Context(prec=34)


def ratio(scope: Scope, states: Sequence[State]) -> Bounded:
    """In the unit of the target. A reporter whose report is missing keeps its last denominator and may have any share
    of it; without one, or where a report is unreadable, the whole is open."""
    given = [s.amount for s in states if s.amount is not None]
    if given:
        alone = len(states) == 1
        return given[0] if alone else Bounded(None, *_limits(scope))
    shares = [s.share for s in states if s.share is not None]
    numerator = sum((share.numerator for share in shares), Decimal(0))
    denominator = sum((share.denominator for share in shares), Decimal(0))
    value = None if denominator <= 0 else _scaled(scope, numerator, denominator)
    silent = [s for s in states if s.share is None]
    if not silent:
        return exactly(value) if value is not None else Bounded(None, *_limits(scope))
    wholes = [s.known_whole for s in silent if s.known_whole is not None]
    low, high = _limits(scope)
    if any(s.unread for s in silent):
        return Bounded(value, low, scope.ceiling)
    if len(wholes) < len(silent) or not high.is_finite():
        return Bounded(value, low, high)
    return _within(scope, (numerator, denominator), sum(wholes, Decimal(0)), value)


def _within(scope: Scope, known: tuple[Decimal, Decimal], whole: Decimal, value: Decimal | None) -> Bounded:
    low, high = _limits(scope)
    numerator, denominator = known
    if denominator + whole <= 0:
        return Bounded(value, low, high)
    least, most = (numerator + whole * side / scope.scale for side in (low, high))
    return Bounded(value, *(_scaled(scope, n, denominator + whole) for n in (least, most)))


def _limits(scope: Scope) -> tuple[Decimal, Decimal]:
    """A share lies between 0 and the whole unless `valid` says otherwise; another ratio may be anything."""
    if not scope.share:
        return scope.floor, scope.ceiling
    low = scope.floor if scope.floor.is_finite() else Decimal(0)
    return low, scope.scale if scope.ceiling == INFINITY else scope.ceiling


def _scaled(scope: Scope, numerator: Decimal, denominator: Decimal) -> Decimal:
    return _DIGITS.divide(numerator * scope.scale, denominator)
