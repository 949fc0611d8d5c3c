"""The form to fill in: its rows, what each asks for, and what was reported the last time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from plancheck.messages.catalogue import phrase, term
from plancheck.messages.numbers import amount, plain
from plancheck.model.frozen import frozen
from plancheck.model.observation import Amount, Done, Observation
from plancheck.model.period import Period
from plancheck.model.series import Entry, Point
from plancheck.model.verdict import Status
from plancheck.plans.plan import LoadedPlan, Plan, Target
from plancheck.reports.report import PlanReport
from plancheck.rules.k_of_n import KOfN
from plancheck.series.called import called
from plancheck.series.owed import UNREPORTED, Known, Owed, open_items
from plancheck.series.scope import Scope
from plancheck.series.select import select
from plancheck.sources.gathered import of_targets
from plancheck.sources.naming import asks_done
from plancheck.sources.own_template import TemplateMark, mark_for

ALWAYS = ("submitted", "note", "evidence")
"""What every row may be given beside its figures."""


@frozen
class FormRow:
    """One line to fill in: one report of an entity on a target, or on one named item of it. `target` is in the unit of
    the line; `last` is what was reported before, with where it stands, "" for nothing; `asks` are the tidy fields that
    may be filled."""

    target: Target
    entity: str
    period: Period
    item: str
    due: date
    last: str
    asks: tuple[str, ...]


@frozen
class Form:
    """A workbook to be: whose it is, for which period, and its rows in the order of the plan."""

    plan: Plan
    mark: TemplateMark
    rows: tuple[FormRow, ...]


def reported(loaded: LoadedPlan, observations: Sequence[Observation], until: date) -> Known:
    """What counts of what was submitted for periods that end by `until`."""
    names = called(observations)
    found: dict[str, Sequence[Entry]] = {}
    for name, own in of_targets(observations).items():
        target = loaded.in_force(name, until).target
        roster = loaded.rosters[target.roster_name] if target.roster_name else None
        if target.rule.kind not in UNREPORTED:
            found[name] = select(Scope(loaded.plan, target, roster, until, None, names), own)[0]
    return found


def unmet(report: PlanReport) -> frozenset[str]:
    """Targets that were to be met by a day, and of which that is not known."""
    reached = (Status.ACHIEVED, Status.NOT_CHECKABLE)
    return frozenset(
        item.target.id
        for item in report.targets
        if item.verdict.status not in reached and getattr(item.target.rule, "until", None) is None
    )


def form(loaded: LoadedPlan, period: Period, entity: str, reports: Sequence[Owed], known: Known, lang: str) -> Form:
    """The form on these reports; `entity` is "" where it holds everybody's."""
    rows = tuple(row for one in reports for row in _rows(loaded.plan, one, known.get(one.target.id, ()), lang))
    ids = list(dict.fromkeys(one.target.id for one in reports))
    return Form(loaded.plan, mark_for(loaded.plan, ids, period, entity), rows)


def _rows(plan: Plan, one: Owed, known: Sequence[Entry], lang: str) -> Iterable[FormRow]:
    """A line for each named item, or a single one."""
    own = [entry for entry in known if entry.entity == one.entity]
    for item, last in open_items(one, own):
        target = _in_unit(one.target, item)
        shown = "" if last is None else _last(lang, last, target)
        yield FormRow(target, one.entity, one.period, item, one.due, shown, asks(target))


def _in_unit(target: Target, item: str) -> Target:
    """The target in the unit of the indicator, where that has one of its own."""
    if not isinstance(target.rule, KOfN):
        return target
    own = next((i.unit for i in target.rule.indicators if i.item == item), "")
    return replace(target, unit=own) if own else target


def asks(target: Target) -> tuple[str, ...]:
    """The tidy fields to fill in for a target."""
    if asks_done(target):
        return ("done", "done_on", *ALWAYS)
    if target.measure == "ratio":
        return ("numerator", "denominator", *ALWAYS)
    if target.aggregate == "weighted":
        return ("value", "denominator", *ALWAYS)
    return ("value", *ALWAYS)


def _last(lang: str, entry: Entry, target: Target) -> str:
    """The figure, its period and its place."""
    shown = _value(lang, entry, target)
    return phrase(lang, "form.last", value=shown, period=entry.period.label, place=str(entry.origins[0]))


def _value(lang: str, entry: Entry, target: Target) -> str:
    if not isinstance(entry, Point):
        return phrase(lang, "form.unread", code=entry.reason)
    value = entry.value
    if isinstance(value, Amount):
        return amount(value.value, target.unit)
    if isinstance(value, Done):
        word = term(lang, "word.yes" if value.done else "word.no")
        return f"{word} {value.done_on.isoformat()}" if value.done_on else word
    return f"{plain(value.numerator)} / {plain(value.denominator)}"


def how_to(lang: str, target: Target) -> str:
    """The measure in words: what exactly is to be counted."""
    key = "done" if asks_done(target) else target.measure or "done"
    said = [term(lang, f"form.how.{key}")]
    if target.aggregate == "weighted":
        said.append(term(lang, "form.how.weighted"))
    definition = (target.encoder or {}).get("definition")
    return "\n".join([*said, *([definition] if definition else [])])
