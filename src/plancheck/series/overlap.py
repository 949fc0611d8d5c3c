"""Each day counts once: increments reported for periods that cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from plancheck.model.finding import Finding
from plancheck.model.observation import Amount
from plancheck.model.period import Period
from plancheck.model.series import Entry, Gap, Point
from plancheck.series.scope import Scope
from plancheck.series.select import as_gap, finding_on


def disjoint(scope: Scope, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """One reporter's increments since the baseline, without overlap and in order.

    A whole that its parts tile and add up to gives way to the parts; any other overlap is R310 and one Gap. Periods
    that end by the baseline belong to it; one that straddles it is a Gap.
    """
    start = scope.start
    t0 = scope.plan.period.start if start is None else start.on
    if _apart(entries, t0):
        return list(entries), []
    since = [_after(entry, t0) for entry in entries if entry.period.end > t0]
    kept: list[Entry] = []
    findings: list[Finding] = []
    for cluster in _clusters(sorted(since, key=lambda e: (e.period.start, -e.period.end.toordinal()))):
        tiles = _tiled(cluster)
        if tiles is None:
            kept.append(_overlap(cluster))
            others, places = ", ".join(_labels(cluster[1:])), "; ".join(str(entry.origins[0]) for entry in cluster[1:])
            findings.append(finding_on(scope, "R310", cluster[0], others=others, places=places))
        else:
            kept += tiles
    return kept, findings


def _apart(entries: Sequence[Entry], t0: date) -> bool:
    """They are in order, all after the baseline, and no day belongs to two of them: as nearly all reports are."""
    last = t0
    for entry in entries:
        if not last < entry.period.start and not last == t0 == entry.period.start < entry.period.end:
            return False
        last = entry.period.end
    return True


def _after(entry: Entry, t0: date) -> Entry:
    """A period that begins before the baseline cannot be divided at it."""
    return entry if entry.period.start >= t0 else as_gap(entry, "baseline")


def _clusters(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Runs of entries whose periods overlap."""
    clusters: list[list[Entry]] = []
    last = date.min
    for entry in entries:
        if clusters and entry.period.start <= last:
            clusters[-1].append(entry)
        else:
            clusters.append([entry])
        last = max(last, entry.period.end)
    return clusters


def _tiled(cluster: Sequence[Entry]) -> list[Entry] | None:
    """The finest entries where every whole equals its parts; None where any overlap does not agree."""
    whole, *parts = cluster
    if not parts:
        return [whole]
    tiles: list[Entry] = []
    for inner in _clusters(parts):
        finer = _tiled(inner)
        if finer is None:
            return None
        tiles += finer
    return tiles if _covers(whole.period, tiles) and _agree(whole, tiles) else None


def _covers(period: Period, tiles: Sequence[Entry]) -> bool:
    ends_meet = all(a.period.end + timedelta(days=1) == b.period.start for a, b in pairwise(tiles))
    return ends_meet and (tiles[0].period.start, tiles[-1].period.end) == (period.start, period.end)


def _agree(whole: Entry, tiles: Sequence[Entry]) -> bool:
    total, added = _sum([whole]), _sum(tiles)
    return total is not None and total == added


def _sum(entries: Sequence[Entry]) -> Decimal | None:
    """None when any of them cannot be read."""
    total = Decimal(0)
    for entry in entries:
        if not isinstance(entry, Point) or not isinstance(entry.value, Amount):
            return None
        total += entry.value.value
    return total


def _overlap(cluster: Sequence[Entry]) -> Gap:
    first = cluster[0]
    end = max(entry.period.end for entry in cluster)
    period = Period(first.period.start, end, first.period.kind, first.period.label)
    origins = tuple(dict.fromkeys(origin for entry in cluster for origin in entry.origins))
    return Gap(first.entity, first.item, period, "R310", origins)


def _labels(entries: Sequence[Entry]) -> list[str]:
    return [entry.period.label for entry in entries]
