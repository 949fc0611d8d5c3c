"""A form that came back and no longer fits: made for another plan, for another way of counting, for another time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation, Unread
from plancheck.model.period import Period, parse_period
from plancheck.plans.plan import Plan
from plancheck.sources.cells import clean
from plancheck.sources.findings import finding
from plancheck.sources.grid import Sheet
from plancheck.sources.own_template import Marked, TemplateMark, one_line, target_version, version_of

CODE = "S106"


def of_another_plan(found: Marked, plan: Plan) -> Finding | None:
    """S106 where the form belongs to another plan: nothing in it can be read by this one."""
    if found.mark.plan == plan.id:
        return None
    return finding(CODE, found.origin, plan.id, None, reason="plan", seen=found.mark.plan, expected=plan.id)


def fitting(found: Marked, plan: Plan, observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """What is reported on targets that are now read in another way than the form said cannot be used."""
    changed = _changed(found.mark, plan)
    return tuple(
        replace(o, value=Unread(CODE)) if o.target in changed and not isinstance(o.value, Unread) else o
        for o in observations
    )


def about_form(
    found: Marked, plan: Plan, sheets: Sequence[Sheet], observations: Sequence[Observation]
) -> Iterator[Finding]:
    """S106 for each target that has changed; where the form does not say which, once for the form. And once for a row
    that speaks of another time than the form, and for one that is of another reporter."""
    if found.mark.targets:
        changed = _changed(found.mark, plan)
        first = {o.target: o for o in reversed(observations) if o.target in changed}
        for target in sorted(first):
            yield finding(CODE, first[target].origin, plan.id, target, reason="target", seen=target)
    elif (now := _version_now(plan, sheets)) != found.mark.version:
        yield finding(CODE, found.origin, plan.id, None, reason="version", seen=found.mark.version, expected=now)
    yield from _about_period(found, plan, observations)
    yield from _about_entity(found, plan, observations)


def _changed(mark: TemplateMark, plan: Plan) -> frozenset[str]:
    now = {target.id: target_version(target) for target in plan.targets}
    return frozenset(name for name, version in mark.targets.items() if now.get(name, version) != version)


def _version_now(plan: Plan, sheets: Sequence[Sheet]) -> str:
    """The version of a form on the targets whose ids stand in the sheets."""
    texts = {cell.text for sheet in sheets for row in sheet.rows for cell in row.cells.values()}
    return version_of({target.id: target_version(target) for target in plan.targets if target.id in texts})


def _about_period(found: Marked, plan: Plan, observations: Sequence[Observation]) -> Iterator[Finding]:
    """A report falls to the period in which it ends; cut to the plan, as the form was."""
    whole = parse_period(found.mark.period)
    if not isinstance(whole, Period):
        return
    for o in observations:
        cut = None if o.period is None else o.period.clipped(plan.period.start, plan.period.end)
        if o.period is not None and cut is not None and not whole.start <= cut.end <= whole.end:
            facts = {"seen": o.period.label, "expected": whole.label}
            yield finding(CODE, o.origin, plan.id, o.target, reason="period", **facts)
            return


def _about_entity(found: Marked, plan: Plan, observations: Sequence[Observation]) -> Iterator[Finding]:
    """Of a form for one reporter; a row that names nobody is told of elsewhere."""
    made_for = clean(found.mark.entity)
    if not made_for:
        return
    other = next((o for o in observations if o.entity and clean(one_line(o.entity)) != made_for), None)
    if other is not None:
        facts = {"seen": other.entity, "expected": found.mark.entity}
        yield finding(CODE, other.origin, plan.id, other.target, reason="entity", **facts)
