"""Which reports are owed: by whom, on what, for which periods, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plancheck.checks.checked import Missing
from plancheck.checks.compared import Compared
from plancheck.model.frozen import frozen
from plancheck.model.observation import Done, Observation
from plancheck.model.period import Period, PeriodKind
from plancheck.series.scope import Scope
from plancheck.series.select import part_items
from plancheck.sources.cells import clean

_NEVER_REPORTED = ("narrative", "composite")


_Reported = Mapping[Period | None, Mapping[str, None]]
"""Period → those who reported for it, in the order of their rows."""


@frozen
class Asking:
    """For which reports to ask. `period`: for all that end in it; None: for the latest of each target that has closed.
    `only`: of these entities alone, None for everyone."""

    period: Period | None
    only: frozenset[str] | None = None


@frozen
class Owed:
    """Every report that is owed, and those of them that are not there."""

    reports: tuple[Missing, ...]
    missing: tuple[Missing, ...]


def owed(targets: Sequence[Compared], asking: Asking) -> Owed:
    """All reports by target, period and entity, each in the order of the plan, of time and of the roster; those missing
    by deadline, then by entity: in the order in which they are asked for."""
    reports: list[Missing] = []
    missing: list[Missing] = []
    for one in targets:
        reported = _reported(one)
        for period in _periods(one.scope, asking.period):
            there, late = _present(one, reported, period), one.scope.calendar.deadline(period.end)
            for entity, group in _entities(one.scope, reported, period, asking.only):
                report = Missing(entity, group, one.scope.target.id, period.label, late)
                reports.append(report)
                if entity not in there:
                    missing.append(report)
    rank = {entity: at for at, entity in enumerate(by_entity(reports))}
    return Owed(tuple(reports), tuple(sorted(missing, key=lambda one: (one.due, not one.entity, rank[one.entity]))))


def _periods(scope: Scope, asked: Period | None) -> Iterator[Period]:
    """The report periods that end in the one asked for, while the target runs."""
    if scope.target.rule.kind in _NEVER_REPORTED:
        return
    span, calendar = scope.plan.period, scope.calendar
    first, last = (asked.start, asked.end) if asked else (span.start, scope.as_of)
    first, last = max(first, span.start), min(last, span.end)
    touched = calendar.reports(first, last) if first <= last else ()
    closed = [whole for part in touched if (whole := calendar.report_on(part.end)).end <= last]
    running = [period for period in closed if _runs(scope, period)]
    yield from running if asked else running[-1:]


def _runs(scope: Scope, period: Period) -> bool:
    """The period lies neither before the target's baseline or start nor after its due date."""
    rule = scope.target.rule
    nodes = [node.by for node in getattr(rule, "nodes", ()) if node.by is not None]
    begins = getattr(rule, "from_", None) or scope.plan.period.start
    due = getattr(rule, "by", None) or getattr(rule, "until", None) or max(nodes, default=scope.plan.period.end)
    counted = scope.start is None or scope.start.assumed or scope.start.on < period.end
    return bool(counted and begins <= period.end and period.start <= due)


def _reported(one: Compared) -> _Reported:
    """Who has reported on the target for which period."""
    found: dict[Period | None, dict[str, None]] = {}
    for observation in one.observations:
        found.setdefault(observation.period, {})[one.who(observation)] = None
    return found


def _entities(
    scope: Scope, reported: _Reported, period: Period, only: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """Who owes the report, with the group: the roster in force on its last day; without one, whoever has reported on
    the target by then, nobody in particular if no one has."""
    if scope.roster is not None:
        known = {entry.name: entry.group for entry in scope.roster if entry.in_force(period.end)}
    else:
        before = [found for when, found in reported.items() if when is None or when.start <= period.end]
        known = dict.fromkeys((entity for found in before for entity in found), "") or {"": ""}
    for entity, group in known.items():
        if only is None or (entity and entity in only):
            yield entity, group


def _present(one: Compared, reported: _Reported, period: Period) -> set[str]:
    """Who has reported: for the end of the period, for all of it, on a day in it, for a period that cannot be read;
    or has said before that all is done."""
    there = {entity for when, found in reported.items() if _covers(when, period) for entity in found}
    return there | _finished(one, period) if one.scope.measure == "done" else there


def _covers(reported: Period | None, period: Period) -> bool:
    if reported is None or reported.end == period.end:
        return True
    if reported.kind is PeriodKind.DAY:
        return period.start <= reported.start <= period.end
    return reported.start <= period.start and period.end <= reported.end


def _finished(one: Compared, period: Period) -> set[str]:
    """Those who have nothing more to report: every item is done."""
    items = {clean(item) for item in part_items(one.scope.target)}
    done: dict[str, set[str]] = {}
    for o in one.observations:
        if _says_done(o, period):
            done.setdefault(one.who(o), set()).add(clean(o.item))
    return {entity for entity, finished in done.items() if items <= finished}


def _says_done(one: Observation, period: Period) -> bool:
    value = one.value
    return isinstance(value, Done) and value.done and one.period is not None and one.period.end <= period.end


def spoken_of(targets: Sequence[Compared], observations: Sequence[Observation]) -> frozenset[str]:
    """The entities of the rows, by the names of every roster there is."""
    return frozenset(who(o) for who in {one.who for one in targets} for o in observations)


def latest(observations: Sequence[Observation]) -> Period | None:
    """The latest period that the rows speak of, the longest of those that end together."""
    periods = [o.period for o in observations if o.period is not None]
    return max(periods, key=lambda p: (p.end, -p.start.toordinal()), default=None)


def by_entity(reports: Sequence[Missing]) -> Mapping[str, int]:
    """How many targets each entity owes reports on."""
    found: dict[str, set[str]] = {}
    for report in reports:
        found.setdefault(report.entity, set()).add(report.target)
    return {entity: len(targets) for entity, targets in found.items()}
