"""The yearly growth of two series side by side, with what missing reports leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import to_decimal
from plancheck.methods.spans import years_before
from plancheck.model.case import Case, Start
from plancheck.model.frozen import frozen
from plancheck.model.period import Period, day
from plancheck.model.series import INFINITY, Series, Standing

Bound = Fraction | None
"""None: nothing bounds it on this side."""


@frozen
class Race:
    """One report period. `standing` is bounded by the lead in growth, own minus other, in percentage points; its value
    is the own growth. `own` and `other` are the growths in percent, None where open or (`undefined`) from no more than
    zero."""

    standing: Standing
    own: Decimal | None
    other: Decimal | None
    undefined: bool


@frozen
class Run:
    """`required` are the report periods that can be judged once they are in: not those with nothing a year before."""

    required: tuple[Period, ...]
    races: tuple[Race, ...]


@frozen
class _Growth:
    low: Bound
    high: Bound
    undefined: bool
    parts: tuple[Standing, Standing]

    @property
    def exact(self) -> Decimal | None:
        same = self.low is not None and self.low == self.high and not self.undefined
        return to_decimal(self.low) if same and self.low is not None else None


def races(case: Case, required: Sequence[Period]) -> Run:
    """Every required period that both have reported, against the same period a year before."""
    own = _values(case.series, case.start, case.as_of)
    other = {} if case.other is None else _values(case.other.series, case.other.start, case.as_of)
    name = "" if case.other is None else case.other.target
    left: list[Period] = []
    made: list[Race] = []
    for period in required:
        before = year_before(period.end)
        if period.end not in own or period.end not in other:
            left.append(period)
        elif before in own and before in other:
            left.append(period)
            pair = (_growth(own[period.end], own[before]), _growth(other[period.end], other[before]))
            made.append(_race(period, pair, name))
    return Run(tuple(left), tuple(made))


def year_before(end: date) -> date:
    """The end of the same period a year before: the end of February stays one."""
    return years_before(end + timedelta(days=1), 1) - timedelta(days=1)


def _values(series: Series, start: Start | None, as_of: date) -> Mapping[date, Standing]:
    """Closed periods by their end; a stated baseline stands for a period that ends on its day and has no report."""
    found = {s.end: s for s in series.flows if s.end <= as_of}
    if start is not None and not start.assumed and start.on not in found:
        found[start.on] = Standing(day(start.on), start.value, start.value, start.value)
    return found


def _growth(now: Standing, before: Standing) -> _Growth:
    """(now/before - 1) · 100, within what the bounds of both allow."""
    parts = (now, before)
    if before.high <= 0:
        return _Growth(None, None, True, parts)
    if before.low <= 0:
        return _Growth(None, None, False, parts)
    low = _percent(now.low, before.high if now.low >= 0 else before.low)
    high = _percent(now.high, before.low if now.high >= 0 else before.high)
    return _Growth(low, high, False, parts)


def _percent(now: Decimal, before: Decimal) -> Bound:
    """Growth from no bound is without bound; from a finite value to an infinite base, a loss of all."""
    if not now.is_finite():
        return None
    return Fraction(-100) if not before.is_finite() else (Fraction(now) / Fraction(before) - 1) * 100


def _race(period: Period, pair: tuple[_Growth, _Growth], name: str) -> Race:
    own, other = pair
    low = _difference(own.low, other.high)
    high = _difference(own.high, other.low)
    mine, theirs = own.parts, tuple(_named(standing, name) for standing in other.parts)
    everyone = (*mine, *theirs)
    undefined = own.undefined or other.undefined
    standing = Standing(
        period,
        own.exact,
        -INFINITY if low is None else low,
        INFINITY if high is None else high,
        expected=tuple(dict.fromkeys(n for s in (mine[0], theirs[0]) for n in s.expected)),
        missing=tuple(dict.fromkeys(n for s in everyone for n in s.missing)),
        unread=(period.label,) if undefined else tuple(dict.fromkeys(label for s in everyone for label in s.unread)),
        revised=any(s.revised for s in everyone),
        basis=tuple(basis for s in (mine[1], mine[0], theirs[1], theirs[0]) for basis in s.basis),
    )
    return Race(standing, own.exact, other.exact, undefined)


def _named(standing: Standing, name: str) -> Standing:
    """The other target's cells are told apart by its id."""
    return replace(standing, basis=tuple(replace(basis, item=name) for basis in standing.basis))


def _difference(a: Bound, b: Bound) -> Decimal | None:
    return None if a is None or b is None else to_decimal(a - b)
