"""Which reports are owed: by whom, on what, for which report period and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.observation import Done
from plancheck.model.period import Period
from plancheck.model.series import Entry, Point
from plancheck.plans.plan import LoadedPlan, Plan, Target
from plancheck.rules.milestones import Milestones, last_node
from plancheck.series.entities import names
from plancheck.series.scope import TOTALS, Scope
from plancheck.series.select import part_items
from plancheck.sources.cells import clean

UNREPORTED = ("narrative", "composite")
"""Kinds on which nobody reports: one is never decided by figures, the other is made of other targets."""


@frozen
class Report:
    """One report period of a target, clipped to the plan; `due` is the last day on which it is in time."""

    target: Target
    period: Period
    due: date


@frozen_often
class Owed:
    """One report of one entity. `entity` is named as on the roster and `group` its township or the like; without a
    roster they are an office, or whoever reported before, and ""."""

    entity: str
    group: str
    target: Target
    period: Period
    due: date


Known = Mapping[str, Sequence[Entry]]
"""Target id → what counts of everything submitted on it so far, by reporter, item and period."""


def owed(
    loaded: LoadedPlan, period: Period, known: Known | None = None, unmet: Collection[str] = ()
) -> tuple[Owed, ...]:
    """Every report that falls to `period` and still has something to say, in the order of the plan, of the report
    periods and of the roster. `unmet`: ids of targets that are asked about even after they were due."""
    return tuple(
        Owed(entity, group, report.target, report.period, report.due)
        for target in loaded.plan.targets
        for own in (by_reporter((known or {}).get(target.id, ())),)
        for report in reports(loaded, target.id, period.start, period.end, target.id in unmet)
        for entity, group in reporters_of(loaded, report, reported_by(own, report.period.end))
        if any(True for _ in open_items(report, own.get(entity, ())))
    )


def by_reporter(entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    """The entries of each, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.entity, []).append(entry)
    return found


def reports(loaded: LoadedPlan, target: str, first: date, last: date, unmet: bool = False) -> list[Report]:
    """The reports on a target that end in first..last: of 2026-Q3 the quarterly one or the three monthly ones, a yearly
    one only where the year ends in it. The target as it stands at the end of each; none before it counts, nor after
    it was due, unless it is still `unmet`."""
    found = [
        report
        for version in loaded.versions[target]
        for report in _ending_in(loaded.plan, version.target, first, last, unmet)
        if loaded.in_force(target, report.period.end) is version
    ]
    return sorted(found, key=lambda report: report.period.end)


def _ending_in(plan: Plan, target: Target, first: date, last: date, unmet: bool) -> Iterator[Report]:
    if target.rule.kind in UNREPORTED:
        return
    calendar = Scope(plan, target, None, last, None).calendar
    begins, due = _in_force(plan, target)
    ends = plan.period.end if unmet else due
    for report in calendar.reports(plan.period.start, plan.period.end):
        if first <= report.end <= last and begins <= report.end and report.start <= ends:
            yield Report(target, report, calendar.deadline(report.end))


def _in_force(plan: Plan, target: Target) -> tuple[date, date]:
    """From the first day on which a report may end to the last on which one may begin."""
    rule = target.rule
    begins = getattr(rule, "from_", None) or plan.period.start
    if target.measure in TOTALS and target.baseline is not None:  # what came before is in the baseline
        begins = max(begins, target.baseline.on + timedelta(days=1))
    ends = getattr(rule, "by", None) or getattr(rule, "until", None)
    if ends is None and isinstance(rule, Milestones):
        ends = last_node(rule)
    return begins, ends or plan.period.end


def reporters_of(loaded: LoadedPlan, report: Report, known: Iterable[str]) -> list[tuple[str, str]]:
    """Entity and group of everyone who owes the report: those of the roster in force on its last day; without a roster
    those `known` to have reported by then, else the lead office."""
    name = report.target.roster_name
    if name is not None:
        return [(e.name, e.group) for e in loaded.rosters[name] if e.in_force(report.period.end)]
    return [(entity, "") for entity in known] or [(office(loaded.plan, report.target), "")]


def reported_by(own: Mapping[str, Sequence[Entry]], day: date) -> list[str]:
    """Those who have reported for a period that ended by the day."""
    return [entity for entity, entries in own.items() if any(entry.period.end <= day for entry in entries)]


def open_items(report: Report | Owed, own: Sequence[Entry]) -> Iterator[tuple[str, Entry | None]]:
    """The items ("" for the target itself) that one reporter had not done before the period of the report, each with
    its latest entry."""
    before = [entry for entry in own if entry.period.end < report.period.start]
    for item in part_items(report.target) or ("",):
        last = max((e for e in before if e.item == item), key=lambda e: e.period.end, default=None)
        if not (isinstance(last, Point) and isinstance(last.value, Done) and last.value.done):
            yield item, last


def office(plan: Plan, target: Target) -> str:
    """The lead office of a target under the one name by which it reports, whatever the language; "" for none."""
    if target.owner is None:
        return ""
    named = (plan.owners or {}).get(target.owner.lead)
    return target.owner.lead if named is None else named.get("zh")


def holder(plan: Plan, target: Target, entity: str) -> str:
    """Who is asked for a report: the entity itself; where that has no name, the lead office; "" where there is none."""
    return entity or office(plan, target)


def entity_named(loaded: LoadedPlan, written: str, period: Period) -> str | None:
    """The name by which an entity reports: of a roster, which has its aliases too, or an office, by key or title."""
    for roster in loaded.rosters.values():
        entry = names(roster).bearer(written, period)
        if entry is not None:
            return entry.name
    for key, title in (loaded.plan.owners or {}).items():
        if clean(written) in map(clean, filter(None, (key, title.zh, title.en))):
            return title.get("zh")
    return None
