"""The series of a target at the end of an earlier day, taken from the one that was built for a later day.

A standing speaks of what was reported up to its own end. So most of what is said of one day is said of any later one
in the same words, unless something that came in between reaches back: a report that begins before the day and ends
after it, one that puts others right, a reporter whose duties follow from its first report. Then nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from plancheck.model.observation import Observation
from plancheck.model.series import Entry, Gap, Series, Standing
from plancheck.series.reference import Built, by_days_alone
from plancheck.series.scope import Scope


def earlier(built: Built, scope: Scope, observations: Iterable[Observation]) -> Series | None:
    """What `build` makes of the same observations on the day of `scope`; None where it must be asked. Which reports
    count, the later day has settled."""
    if not _speaks_of(built.scope, scope) or not by_days_alone(scope):
        return None
    entries = [entry for entry in built.entries if entry.period.end <= scope.as_of]
    standings = _until(scope.as_of, built.series.standings)
    if not _as_reported(built, observations) or not _complete(scope, built.entries, standings):
        return None
    return Series(
        standings,
        _until(scope.as_of, built.series.flows),
        unread=bool(entries) and all(isinstance(entry, Gap) for entry in entries),
        last_end=max((entry.period.end for entry in entries), default=None),
    )


def _until(day: date, standings: Sequence[Standing]) -> tuple[Standing, ...]:
    return tuple(standing for standing in standings if standing.end <= day)


def _speaks_of(later: Scope, scope: Scope) -> bool:
    """The same target in the same words, on an earlier day. They are the same objects where they are the same."""
    same = later.target is scope.target and later.plan is scope.plan and later.roster is scope.roster
    return same and later.known_at == scope.known_at and scope.as_of <= later.as_of


def _as_reported(built: Built, observations: Iterable[Observation]) -> bool:
    """No report was put together with another or taken apart, and each says which period it is about."""
    dated = all(observation.period is not None for observation in observations)
    return dated and set(map(id, built.selected)) == set(map(id, built.entries))


def _complete(scope: Scope, entries: Sequence[Entry], standings: Sequence[Standing]) -> bool:
    """On that day everyone had begun to report, and no sum over a report period is cut by it: those in which something
    had been reported had closed, and what came later reaches into none of them."""
    day, calendar = scope.as_of, scope.calendar
    if scope.roster is None and not _begun(day, entries):
        return False
    if not scope.increments:
        return True
    later = {entry.period.start for entry in entries if entry.period.end > day}
    reaching = any(calendar.report_on(start).end <= day for start in later)
    return not reaching and all(calendar.report_on(standing.end).end <= day for standing in standings)


def _begun(day: date, entries: Sequence[Entry]) -> bool:
    """Everyone who ever reported had done so by then."""
    return {entry.entity for entry in entries} == {entry.entity for entry in entries if entry.period.end <= day}
