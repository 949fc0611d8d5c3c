"""From observations to the series a rule judges, in exact decimals: the reference for every other engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Amount, Observation
from plancheck.model.series import Entry, Gap, Point, Series, Standing
from plancheck.rules.checklist import Checklist
from plancheck.rules.coverage import Coverage
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.milestones import Milestones
from plancheck.rules.rank import Rank
from plancheck.series.overlap import disjoint
from plancheck.series.parts import joined
from plancheck.series.reporters import Reporters, Track, reporters, tracks
from plancheck.series.scope import TOTALS, Scope
from plancheck.series.select import finding_on, select
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


def entries_of(scope: Scope, observations: Iterable[Observation]) -> tuple[list[Entry], list[Finding]]:
    """What counts of the reports on one target, each reporter's own, and everything there is to say about them."""
    _, entries, findings = settled(scope, observations)
    return entries, findings


def settled(scope: Scope, observations: Iterable[Observation]) -> tuple[Sequence[Entry], list[Entry], list[Finding]]:
    """The same, with the entries before those that cover one another were settled."""
    selected, findings = _joined(scope, observations)
    entries, more = _cleaned(scope, selected)
    return selected, entries, findings + more


def _joined(scope: Scope, observations: Iterable[Observation]) -> tuple[list[Entry], list[Finding]]:
    selected, findings = select(scope, observations)
    entries, more = joined(scope, selected)
    return entries, findings + more


def _cleaned(scope: Scope, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    if scope.measure == "done":
        from plancheck.series.items import reopened

        return reopened(scope, entries)
    if scope.measure == "ratio" and (isinstance(scope.target.rule, Dispersion) or len({e.entity for e in entries}) > 1):
        from plancheck.series.dispersion import with_denominators

        return with_denominators(scope, entries)
    kept: list[Entry] = []
    findings: list[Finding] = []
    by_reporter: dict[str, list[Entry]] = {}
    for entry in entries:
        by_reporter.setdefault(entry.entity, []).append(entry)
    for own in by_reporter.values():
        clean, found = disjoint(scope, own) if scope.increments else (own, _falls(scope, own))
        kept += clean
        findings += found
    return kept, findings


def _falls(scope: Scope, entries: Sequence[Entry]) -> list[Finding]:
    """A running total that is smaller than an earlier one of the same reporter (R309)."""
    if scope.measure != "running_total":
        return []
    findings = []
    points = [e for e in entries if isinstance(e, Point) and isinstance(e.value, Amount)]
    points.sort(key=lambda e: e.period.end)
    for before, now in pairwise(points):
        old, new = (e.value.value for e in (before, now) if isinstance(e.value, Amount))
        if new < old:
            facts = {"before": str(old), "now": str(new), "other": str(before.origins[0])}
            findings.append(finding_on(scope, "R309", now, **facts))
    return findings


_BY_ITEM = (Checklist, Milestones)
_DERIVED = (EachEntity, Dispersion, KOfN, Rank)


def by_item(scope: Scope) -> bool:
    """The series has the state of every named item, whoever reports it."""
    return isinstance(scope.target.rule, _BY_ITEM)


def by_days_alone(scope: Scope) -> bool:
    """The series has nothing but what had been reported by each day, as numbers that are not worked out further."""
    return scope.measure in (*TOTALS, "level") and not isinstance(scope.target.rule, (*_BY_ITEM, *_DERIVED, EachYear))


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
