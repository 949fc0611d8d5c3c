"""Values that are worked out over all reporters: shares of those who satisfy something, dispersions, ranks."""

from __future__ import annotations

from collections.abc import Sequence

from plancheck.model.series import Standing
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.rank import Rank
from plancheck.series.dispersion import dispersions
from plancheck.series.k_of_n import enough_shares
from plancheck.series.rank import ranks
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.shares import done_shares, kept_shares, period_shares
from plancheck.series.standings import standings


def derived(scope: Scope, who: Reporters, known: Sequence[Track]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Standings and flows, whichever the rule asks for; a rank that is itself reported stands as it is."""
    rule = scope.target.rule
    if isinstance(rule, EachEntity):
        if rule.promised:
            return (), period_shares(scope, who, known, rule.comparator)
        return kept_shares(scope, who, known, rule.comparator), ()
    if isinstance(rule, Dispersion):
        return dispersions(scope, who, known), ()
    if isinstance(rule, KOfN):
        return enough_shares(scope, who, known, rule), ()
    if isinstance(rule, Rank):
        return (standings(scope, who, known) if rule.among is None else ranks(scope, who, known, rule)), ()
    return done_shares(scope, who, known), ()
