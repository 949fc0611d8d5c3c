"""The position of one entity among its peers: 1 is the first, equal figures share the better position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plancheck.model.period import Period
from plancheck.model.series import Standing
from plancheck.model.verdict import Fact
from plancheck.rules.rank import Rank
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.standings import ends, standing_at


def ranks(scope: Scope, who: Reporters, known: Sequence[Track], rule: Rank) -> tuple[Standing, ...]:
    """One for every day on which a reported period ends and the entity is among those who must report."""
    name = roster_name(scope, rule.entity or "")
    made = []
    for period in ends(scope, known):
        expected = [track for track in known if who.expected(track.entity, period.end)]
        if any(track.entity == name for track in expected):
            made.append(_rank(scope, who, rule, expected, period))
    return tuple(made)


def roster_name(scope: Scope, entity: str) -> str:
    """The name on the roster of one who is named by it or by an alias."""
    entries = scope.roster or ()
    return next((e.name for e in entries if entity == e.name or entity in e.aliases), entity)


def _rank(scope: Scope, who: Reporters, rule: Rank, expected: Sequence[Track], period: Period) -> Standing:
    """The rank among `expected`. What is missing or unreadable may be better or worse than anything that is known."""
    whole = standing_at(scope, who, expected, period)
    each = {track.entity: standing_at(scope, who, [track], period) for track in expected}
    own = each.pop(roster_name(scope, rule.entity or ""))
    high = rule.direction == "high"
    sure = [peer for peer, s in each.items() if (s.low > own.high if high else s.high < own.low)]
    maybe = [peer for peer, s in each.items() if (s.high > own.low if high else s.low < own.high)]
    best, worst = Decimal(1 + len(sure)), Decimal(1 + len(maybe))
    terms: dict[str, Fact] = {"peers": len(expected)}
    terms |= {"ahead": tuple(sure)} if sure else {}
    terms |= {} if own.value is None else {"measured": own.value, "measured_unit": scope.target.unit}
    return replace(
        whole, value=best if best == worst else None, low=best, high=worst, parts={}, fell=False, terms=terms
    )
