"""From observations to the series a rule judges, in exact decimals: the reference for every other engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.series import Entry, Gap, Series, Standing
from plancheck.rules.coverage import Coverage
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.rank import Rank
from plancheck.series.counting import BY_ITEM, by_item, settled
from plancheck.series.reporters import Reporters, Track, reporters, tracks
from plancheck.series.scope import TOTALS, Scope
from plancheck.series.standings import timelines, years


@frozen
class Built:
    """The series of one target on one day, and what was found on the way; `selected` are the entries that count,
    `entries` the same after those that cover one another were settled."""

    scope: Scope
    selected: Sequence[Entry]
    entries: Sequence[Entry]
    series: Series
    findings: list[Finding]


def build(scope: Scope, observations: Iterable[Observation]) -> tuple[Series, list[Finding]]:
    """The series of one target on one day, and what was found on the way."""
    made = built(scope, observations)
    return made.series, made.findings


def built(scope: Scope, observations: Iterable[Observation]) -> Built:
    """The same with the entries that it was made from."""
    selected, entries, findings = settled(scope, observations)
    return Built(scope, selected, entries, _series(scope, entries), findings)


def _series(scope: Scope, entries: Sequence[Entry]) -> Series:
    unread = bool(entries) and all(isinstance(entry, Gap) for entry in entries)
    last = max((entry.period.end for entry in entries), default=None)
    if by_item(scope):
        from plancheck.series.items import item_states

        return Series(items=item_states(scope, entries), unread=unread, last_end=last)
    known = tracks(scope, entries)
    standing, flowing, yearly = _timelines(scope, reporters(scope, known), known)
    return Series(standing, flowing, yearly, (), unread, last)


_DERIVED = (EachEntity, Dispersion, KOfN, Rank)


def by_days_alone(scope: Scope) -> bool:
    """The series has nothing but what had been reported by each day, as numbers that are not worked out further."""
    return scope.measure in (*TOTALS, "level") and not isinstance(scope.target.rule, (*BY_ITEM, *_DERIVED, EachYear))


Timelines = tuple[tuple[Standing, ...], tuple[Standing, ...], tuple[Standing, ...]]


def _timelines(scope: Scope, who: Reporters, known: Sequence[Track]) -> Timelines:
    """Standings, flows and years, those the rule asks for."""
    rule = scope.target.rule
    if isinstance(rule, EachYear):
        return (), (), years(scope, who, known)
    if isinstance(rule, _DERIVED) or (isinstance(rule, Coverage) and scope.measure == "done"):
        from plancheck.series.derived import derived  # few plans have any of these

        return (*derived(scope, who, known), ())
    return (*timelines(scope, who, known), ())
