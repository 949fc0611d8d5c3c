"""From observations to what counts of them, each reporter's own: selected, joined, and settled where they cover one
another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from plancheck.model.finding import Finding
from plancheck.model.observation import Amount, Observation
from plancheck.model.series import Entry, Point
from plancheck.rules.checklist import Checklist
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.milestones import Milestones
from plancheck.series.overlap import disjoint
from plancheck.series.parts import joined
from plancheck.series.scope import Scope
from plancheck.series.select import finding_on, select

BY_ITEM = (Checklist, Milestones)


def by_item(scope: Scope) -> bool:
    """The series has the state of every named item, whoever reports it."""
    return isinstance(scope.target.rule, BY_ITEM)


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
