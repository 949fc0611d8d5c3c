"""What the types cannot see: dates against the plan's period, names against their tables, fields against the kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from plancheck.model.codes import ERROR, WARNING
from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Status
from plancheck.plans.marks import UNREAD
from plancheck.plans.plan import Owner, Pace, Plan, Span, Target
from plancheck.plans.problem import Problem, at_key, at_path, nearest
from plancheck.plans.tree import Node, Step
from plancheck.rules.change import Change
from plancheck.rules.each_entity import EachEntity

_COUNTED = ("increment", "running_total")
_PACED = ("reach", "coverage", "k_of_n", "dispersion", "change", "rank")
_NEEDS_NO_MEASURE = ("narrative", "checklist", "milestones", "composite")
_MEASURES = {
    "dispersion": ("ratio",),
    "k_of_n": ("level", "ratio"),
    "rank": ("level", "ratio"),
    "outpaces": ("increment", "level", "ratio"),
}
"""Kinds that fit some measures only."""


@frozen
class Scope:
    """What the plan gives its targets. `period` is None while it cannot be read; a set is None while unknown."""

    root: Node
    period: Span | None
    owners: frozenset[str]
    rosters: frozenset[str]


@frozen
class _At:
    """Makes problems under one path."""

    root: Node
    path: tuple[Step, ...]

    def __call__(self, code: str, reason: str, *steps: Step, **facts: str) -> Problem:
        return at_path(self.root, (*self.path, *steps), code, reason, **facts)


def check_target(target: Target, scope: Scope, root: Node, path: tuple[Step, ...]) -> Iterator[Problem]:
    """Everything wrong with one target that was typed without error; `path` leads to it in `root`."""
    at = _At(root, path)
    yield from _names(target, scope, at)
    yield from _measure(target, at)
    yield from _bounds(target, at)
    if isinstance(target.rule, Change):
        yield from _baseline(target, target.rule, at)
    if scope.period is not None and scope.period.start <= scope.period.end:
        yield from _dates(target, scope.period, at)
        if target.pace is not None:
            yield from _pace(target, target.pace, scope.period, at)


def _names(target: Target, scope: Scope, at: _At) -> Iterator[Problem]:
    if target.owner is not None:
        yield from _owner(target.owner, scope, at)
    for steps, name in (
        (("roster",), target.roster),
        (("rule", "roster"), getattr(target.rule, "roster", None)),
        (("rule", "among"), getattr(target.rule, "among", None)),
    ):
        if name is not None and name not in scope.rosters:
            yield at("P408", "roster_unknown", *steps, **nearest(name, scope.rosters))


def _owner(owner: Owner, scope: Scope, at: _At) -> Iterator[Problem]:
    named: list[tuple[tuple[Step, ...], str]] = [(("owner", "lead"), owner.lead)]
    named += [(("owner", "with", index), name) for index, name in enumerate(owner.with_)]
    for steps, name in named:
        if name not in scope.owners:
            yield at("P408", "owner_unknown", *steps, **nearest(name, scope.owners))


def _measure(target: Target, at: _At) -> Iterator[Problem]:
    kind, measure = target.rule.kind, target.measure
    if measure is None and kind not in _NEEDS_NO_MEASURE:
        yield at("P401", "missing_key", "measure", expected="measure", seen="")
    elif kind in ("checklist", "milestones") and measure != "done":
        yield at("P401", "measure_unfit", "measure", expected="done")
    elif measure is not None and measure not in _MEASURES.get(kind, (measure,)):
        yield at("P401", "measure_unfit", "measure", expected=", ".join(_MEASURES[kind]))
    elif measure == "done" and kind not in (*_NEEDS_NO_MEASURE, "coverage"):
        yield at("P401", "measure_unfit", "measure", expected="increment, running_total, level, ratio")
    elif kind == "coverage" and measure == "done" and target.roster_name is None:
        yield at("P401", "missing_key", "roster", expected="roster", seen="")


def _baseline(target: Target, rule: Change, at: _At) -> Iterator[Problem]:
    """A change is measured from a stated value, a relative one from a value above 0."""
    if target.baseline is None:
        yield at("P401", "missing_key", "baseline", expected="baseline", seen="")
    elif rule.as_ != "points" and target.baseline.value <= 0:
        yield at("P401", "baseline_positive", "baseline", "value", expected="> 0")


def _bounds(target: Target, at: _At) -> Iterator[Problem]:
    valid = target.valid
    if valid is not None and valid.min is not None and valid.max is not None and valid.min > valid.max:
        yield at("P401", "bounds_order", "valid", seen=f"{valid.min} > {valid.max}")
    if any(not name.strip() for name in target.aliases):
        yield at("P401", "value_missing", "aliases")
    if len(set(target.by_part)) != len(target.by_part):
        yield at("P402", "items_distinct", "by_part", seen=", ".join(target.by_part))


def _dates(target: Target, period: Span, at: _At) -> Iterator[Problem]:
    rule = target.rule
    for key in ("by", "from", "until"):
        on = getattr(rule, "from_" if key == "from" else key, None)
        if on is not None and not period.start <= on <= period.end:
            yield _outside(at, period, "rule", key)
    for index, node in enumerate(getattr(rule, "nodes", ())):
        if node.by is not None and not period.start <= node.by <= period.end:
            yield _outside(at, period, "rule", "nodes", index, "by")
    start, end = getattr(rule, "from_", None), getattr(rule, "until", None)
    if start is not None and end is not None and start > end:
        yield at("P403", "from_after_until", "rule", "until", expected=f"> {start.isoformat()}")
    if target.baseline is not None and target.baseline.on >= due(target, period):
        key = "date" if target.baseline.date is not None else "period"
        yield at("P403", "baseline_after_due", "baseline", key, expected=f"< {due(target, period).isoformat()}")


def _outside(at: _At, period: Span, *steps: Step) -> Problem:
    expected = f"{period.start.isoformat()}..{period.end.isoformat()}"
    return at("P403", "date_outside_plan", *steps, expected=expected)


def due(target: Target, period: Span) -> date:
    """The last day on which the target may be met: its own, else the plan's end."""
    rule = target.rule
    own = getattr(rule, "by", None) or getattr(rule, "until", None)
    return own if isinstance(own, date) else period.end


def _pace(target: Target, pace: Pace, period: Span, at: _At) -> Iterator[Problem]:
    if pace.points is None:
        return
    start = period.start if target.baseline is None else target.baseline.on
    end = due(target, period)
    for on in pace.points:
        if not start <= on <= end:
            yield at("P405", "point_outside", "pace", "points", seen=on.isoformat(), expected=f"{start}..{end}")
    comparator = _paced(target)
    if comparator is not None and not _monotone(target, pace, comparator):
        seen = ", ".join(f"{on.isoformat()}: {value}" for on, value in sorted(pace.points.items()))
        yield at("P405", "points_not_monotone", "pace", "points", seen=seen)


def _paced(target: Target) -> Comparator | None:
    """What the pace runs to: of entities held to a date one by one, the share of them."""
    if isinstance(target.rule, EachEntity):
        return None if target.rule.promised else target.rule.share_comparator
    return getattr(target.rule, "comparator", None) if target.rule.kind in _PACED else None


def _monotone(target: Target, pace: Pace, comparator: Comparator) -> bool:
    """The points never turn back on the way from the baseline (where known) to the target."""
    values = [value for _, value in sorted((pace.points or {}).items())]
    start = target.baseline.value if target.baseline else Decimal(0) if target.measure in _COUNTED else values[0]
    if isinstance(target.rule, Change):
        start = target.rule.origin
    elif isinstance(target.rule, EachEntity) and target.measure in _COUNTED:
        start = Decimal(100 if target.rule.comparator.satisfied(start) else 0)
    way = [start, *values, comparator.aim(start)]
    return way in (sorted(way), sorted(way, reverse=True))


def check_plan(plan: Plan, root: Node) -> Iterator[Problem]:
    """Everything wrong with the plan as a whole that was typed without error, targets left aside."""
    at = _At(root, ())
    if plan.period.start > plan.period.end:
        yield at("P403", "period_order", "period", "end", expected=f">= {plan.period.start.isoformat()}")
    if plan.thresholds.off_track > plan.thresholds.on_track:
        yield at("P401", "thresholds_order", "thresholds", seen=f"{plan.thresholds.off_track}")
    statuses = tuple(status.value for status in Status)
    for status in plan.colours or {}:
        if status not in statuses:
            facts = nearest(status, statuses) | {"expected": ", ".join(statuses)}
            yield at_key(root, ("colours", status), "P401", "unknown_key", **facts)
    for code, grave in (plan.severities or {}).items():
        if code in UNREAD and grave not in (ERROR, WARNING):
            yield at("P401", "severity_too_low", "severities", code, expected=f"{ERROR}, {WARNING}")
