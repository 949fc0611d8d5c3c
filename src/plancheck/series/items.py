"""Named items that are done or not, from every report that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.observation import Done
from plancheck.model.series import Entry, Gap, ItemState, Point
from plancheck.series.scope import Scope
from plancheck.series.select import as_gap, finding_on
from plancheck.series.standings import basis_of


def reopened(scope: Scope, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """是 then 否 contradict each other: the later report becomes a gap (R302)."""
    kept: list[Entry] = []
    findings: list[Finding] = []
    done: dict[tuple[str, str], Point] = {}
    for entry in sorted(entries, key=lambda e: (e.entity, e.item, e.period.end, e.period.start)):
        key = (entry.entity, entry.item)
        said = _says(entry)
        if said is False and key in done:
            facts = {"other": str(done[key].origins[0]), "seen": "否", "other_seen": "是"}
            findings.append(finding_on(scope, "R302", entry, **facts))
            kept.append(as_gap(entry, "R302"))
            continue
        if said and isinstance(entry, Point):
            done.setdefault(key, entry)
        kept.append(entry)
    return kept, findings


def _says(entry: Entry) -> bool | None:
    return entry.value.done if isinstance(entry, Point) and isinstance(entry.value, Done) else None


def item_states(scope: Scope, entries: Sequence[Entry]) -> tuple[ItemState, ...]:
    """One state an item, whoever reports it; ordered by name."""
    items: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.item, e.period.end, e.period.start, e.entity)):
        items.setdefault(entry.item, []).append(entry)
    return tuple(_state(scope, item, own) for item, own in items.items())


def _state(scope: Scope, item: str, own: Sequence[Entry]) -> ItemState:
    state = ItemState(item, done=False, basis=tuple(basis_of(scope, entry) for entry in own))
    if isinstance(own[-1], Gap):
        state = replace(state, unread=True)
    undone = tuple(entry.period.end for entry in own if _says(entry) is False)
    done = [e for e in own if isinstance(e, Point) and isinstance(e.value, Done) and e.value.done]
    if not done:
        return replace(state, undone=undone)
    days = [e.value.done_on for e in done if isinstance(e.value, Done) and e.value.done_on is not None]
    known_by = min(entry.period.end for entry in done)
    return replace(state, done=True, done_on=min(days, default=None), known_by=known_by, undone=undone)
