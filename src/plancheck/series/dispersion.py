"""The weighted coefficient of variation of a ratio over entities.

Source of the formula: the method by which China's national inspections of balanced compulsory education compute the
differences between the schools of a county (县域义务教育校际均衡指标计算方法):

    CV = sqrt( Σ w_i/W · (x_i - X)² ) / X,  x_i = numerator_i/denominator_i,  w_i = denominator_i,  W = Σ w_i,
    X = Σ numerators / Σ denominators

The variance is that of the whole roster, divided by W: the published example of five schools (pupils 45, 37, 89, 76,
55; books 279, 137, 935, 160, 402) gives 0.515. Every school counted alike, it would be 0.489; with a divisor for
samples, 0.576.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from plancheck.methods import DIGITS, WIDE, to_decimal
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Amount, Share
from plancheck.model.period import Period
from plancheck.model.series import INFINITY, Entry, Point, Standing
from plancheck.model.verdict import Fact
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.select import as_gap, finding_on
from plancheck.series.standings import ends, standing_at
from plancheck.series.state import state


def with_denominators(scope: Scope, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """Percentages of several reporters cannot be put together without their denominators: gaps (C201)."""
    kept: list[Entry] = []
    findings: list[Finding] = []
    for entry in entries:
        bare = isinstance(entry, Point) and isinstance(entry.value, Amount)
        kept.append(as_gap(entry, "C201") if bare else entry)
        if bare:
            findings.append(finding_on(scope, "C201", entry, reason="denominator", header="denominator"))
    return kept, findings


def dispersions(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[Standing, ...]:
    """One for every day on which a reported period ends; over all who must report, or without a value."""
    made = []
    for period in ends(scope, known):
        expected = [track for track in known if who.expected(track.entity, period.end)]
        if expected:
            made.append(_dispersion(scope, who, expected, period))
    return tuple(made)


def _dispersion(scope: Scope, who: Reporters, expected: Sequence[Track], period: Period) -> Standing:
    """Never over a part of the roster: a missing report leaves no value at all, an unreadable one any. One entity
    alone, or a mean of 0, has no coefficient either; `terms` then say so."""
    whole = replace(standing_at(scope, who, expected, period), parts={})
    if whole.missing and not whole.unread:
        return replace(whole, value=None, low=-INFINITY, high=INFINITY)
    states = [(track.entity, state(scope, who, track, period.end).share) for track in expected]
    shares = {name: share for name, share in states if share is not None and share.denominator}
    found = None if whole.unread else variation(tuple(shares.values()))
    if found is None:
        unread = whole.unread or (period.label,)
        terms: dict[str, Fact] = {} if whole.unread else {"undefined_periods": unread}
        return replace(whole, value=None, low=Decimal(0), high=INFINITY, unread=unread, terms=terms)
    scale = Fraction(scope.scale)
    terms = {"mean": to_decimal(found.mean * scale), "deviation": DIGITS.multiply(found.deviation, scope.scale)}
    by_entity = {name: to_decimal(_ratio(share) * scale) for name, share in shares.items()}
    cv = found.coefficient
    return replace(whole, value=cv, low=cv, high=cv, terms={**terms, "by_entity": by_entity})


@frozen
class Variation:
    """`mean` is exact; `deviation`, in its unit, and `coefficient` are roots, to 34 digits."""

    mean: Fraction
    deviation: Decimal
    coefficient: Decimal


def variation(shares: Sequence[Share]) -> Variation | None:
    """None for fewer than two entities, or where the mean is 0. Exact up to the root."""
    weight = sum((Fraction(share.denominator) for share in shares), Fraction(0))
    if len(shares) < 2:
        return None
    mean = sum((Fraction(share.numerator) for share in shares), Fraction(0)) / weight
    if not mean:
        return None
    variance = (
        sum((Fraction(share.denominator) * (_ratio(share) - mean) ** 2 for share in shares), Fraction(0)) / weight
    )
    return Variation(mean, _root(variance), _root(variance / mean**2))


def _ratio(share: Share) -> Fraction:
    return Fraction(share.numerator) / Fraction(share.denominator)


def _root(x: Fraction) -> Decimal:
    return DIGITS.sqrt(WIDE.divide(Decimal(x.numerator), Decimal(x.denominator)))
