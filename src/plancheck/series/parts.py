"""A value reported by its parts (转, 并, 调): the parts of one report become one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from plancheck.model.finding import Finding
from plancheck.model.observation import Amount
from plancheck.model.series import Entry, Gap, Point
from plancheck.series.scope import Scope
from plancheck.series.select import as_gap, finding_on


def joined(scope: Scope, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """One entry per reporter and period. A part that is not reported is missing, not zero; a stated total must equal
    the sum of all parts (R307)."""
    if not scope.target.by_part:
        return list(entries), []
    reports: dict[tuple[str, date, date], list[Entry]] = {}
    for entry in entries:
        reports.setdefault((entry.entity, entry.period.start, entry.period.end), []).append(entry)
    made = [_joined(scope, report) for _, report in sorted(reports.items())]
    return [entry for entry, _ in made], [finding for _, found in made for finding in found]


def _joined(scope: Scope, report: Sequence[Entry]) -> tuple[Entry, list[Finding]]:
    unread = [entry for entry in report if isinstance(entry, Gap)]
    if unread:
        return as_gap(unread[0], unread[0].reason), []
    points = {entry.item: entry for entry in report if isinstance(entry, Point)}
    parts = {item: _amount(points[item]) for item in scope.target.by_part if item in points}
    missing = tuple(item for item in scope.target.by_part if item not in points)
    total, added = points.get(""), sum(parts.values(), Decimal(0))
    if total is not None and _contradicts(_amount(total), added, missing):
        facts = {"total": str(_amount(total)), "sum": str(added)}
        return as_gap(total, "R307"), [finding_on(scope, "R307", total, **facts)]
    value = added if total is None else _amount(total)
    first = total or next(iter(points.values()))
    origins = tuple(dict.fromkeys(origin for point in points.values() for origin in point.origins))
    revised = any(point.revised for point in points.values())
    lacking = missing if total is None else ()
    return Point(first.entity, "", first.period, Amount(value), origins, revised, parts, lacking), []


def _contradicts(total: Decimal, added: Decimal, missing: Iterable[str]) -> bool:
    return added > total if any(True for _ in missing) else added != total


def _amount(point: Point) -> Decimal:
    return point.value.value if isinstance(point.value, Amount) else Decimal(0)
