"""Of several reports of one reporter on one period, the one that counts."""

from __future__ import annotations

from collections.abc import Sequence

from plancheck.model.observation import Observation, Unread
from plancheck.model.period import Period
from plancheck.model.series import Entry, Gap, Point
from plancheck.series.scope import Scope
from plancheck.series.selection import Placed, Selection, place


def latest(selection: Selection, placed: Sequence[Placed]) -> Entry:
    """The latest dated submission supersedes; different values of one date conflict, and so do undated ones."""
    group = sorted(placed, key=lambda p: place(p.observation))
    dated = [p.observation.submitted for p in group if p.observation.submitted is not None]
    newest = max(dated, default=None)
    current = [p for p in group if p.observation.submitted == newest]
    current.sort(key=lambda p: p.observation.period is None)  # what is known to be of the period is held together first
    earlier = [p for p in group if p.observation.submitted != newest]
    last = max((p.observation for p in current), key=place)
    for p in earlier:
        _against(selection, "R315", p.observation, last, by=str(last.origin))
    if len({p.value for p in current}) > 1:
        return _conflict(selection, current)
    kept = current[0]
    for p in current[1:]:
        _against(selection, "R301", p.observation, kept.observation, other=str(kept.observation.origin))
    origins, period = tuple(dict.fromkeys(p.observation.origin for p in current)), _named(selection.scope, current)
    if isinstance(kept.value, Unread):
        return Gap(kept.entity, kept.item, period, kept.value.code, origins)
    revised = any(p.value != kept.value and p.observation.submitted is not None for p in earlier)
    return Point(kept.entity, kept.item, period, kept.value, origins, revised)


def _named(scope: Scope, current: Sequence[Placed]) -> Period:
    """Of the periods of one end under which one value is reported, the report period itself, else the shortest."""
    report = scope.calendar.report_on(current[0].period.end)
    return min((p.period for p in current), key=lambda p: (p.start != report.start, -p.start.toordinal(), p.label))


def _conflict(selection: Selection, current: Sequence[Placed]) -> Gap:
    first, held = current[0], current[0].observation
    for p in current[1:]:
        if p.value == first.value:
            _against(selection, "R301", p.observation, held, other=str(held.origin))
        else:
            _against(selection, "R302", p.observation, held, other=str(held.origin), other_seen=held.raw)
    origins = tuple(dict.fromkeys(p.observation.origin for p in current))
    return Gap(first.entity, first.item, _named(selection.scope, current), "R302", origins)


def _against(selection: Selection, code: str, o: Observation, held: Observation, **facts: str) -> None:
    """One row held against another; not where the period of either could not be read, which is said of its cell."""
    if o.period is not None and held.period is not None:
        selection.note(code, o, **facts)
