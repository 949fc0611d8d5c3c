"""A target's rule in words: what it asks for, from when to when, of whom, and how numbers are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import amount, share
from plancheck.messages.values import goal_words, unit_word
from plancheck.plans.plan import Plan, Target
from plancheck.reports.derivation import asks_lines
from plancheck.rules.checklist import Checklist
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.goal import Goal
from plancheck.rules.milestones import Milestones
from plancheck.rules.monotone import Monotone

Line = tuple[str, str]
_WITHOUT_DUE = ("narrative", "composite")
_PACED = ("reach", "coverage", "eliminate", "k_of_n", "dispersion", "change", "rank")


def rule_lines(lang: str, plan: Plan, target: Target) -> Iterator[Line]:
    """(label, value) for all that decides the verdict, in reading order."""
    yield "kind", term(lang, f"kind.{target.rule.kind}")
    yield from _asks(lang, plan, target)
    yield from _when(lang, plan, target)
    if target.roster_name:
        yield "roster", escape(target.roster_name)
    if target.rule.kind != "narrative":
        yield from _reading(lang, plan, target)


def _asks(lang: str, plan: Plan, target: Target) -> Iterator[Line]:
    rule = target.rule
    derived = list(asks_lines(lang, target))
    if derived:
        yield from derived
        return
    match rule:
        case Checklist():
            yield "items", join(lang, [escape(item) for item in rule.items])
        case Milestones():
            nodes = [(escape(node.item), (node.by or plan.period.end).isoformat()) for node in rule.nodes]
            yield "items", join(lang, [phrase(lang, "explain.node", item=item, by=by) for item, by in nodes])
        case Eliminate():
            zero = phrase(lang, "explain.tolerance", target=amount(rule.tolerance, unit_word(lang, target.unit)))
            yield "goal", zero if rule.tolerance else term(lang, "explain.zero")
            if rule.definition:
                yield "definition", escape(rule.definition)
        case Monotone():
            direction = term(lang, f"direction.{rule.direction}")
            yield "goal", phrase(lang, "explain.strict", direction=direction) if rule.strict else direction
        case Goal():
            yield "goal", goal_words(lang, target, rule.comparator)
            if isinstance(rule, EachEntity):
                yield "share", amount(rule.share, "%")
        case _:
            return


def _when(lang: str, plan: Plan, target: Target) -> Iterator[Line]:
    rule = target.rule
    first, last = getattr(rule, "from_", None), getattr(rule, "until", None)
    if isinstance(first, date) or isinstance(last, date) or rule.kind in ("hold", "each_year", "monotone", "outpaces"):
        start, end = first or plan.period.start, last or plan.period.end
        yield "period", phrase(lang, "explain.span", from_=start.isoformat(), until=end.isoformat())
    elif rule.kind not in _WITHOUT_DUE or getattr(rule, "by", None):
        due = getattr(rule, "by", None) or plan.period.end
        yield "due", due.isoformat()
    if target.due_from == "plan":
        yield "hedge", term(lang, "explain.due_from_plan")


def _reading(lang: str, plan: Plan, target: Target) -> Iterator[Line]:
    """How reported numbers are read and judged on the way."""
    if target.measure:
        yield "measure", term(lang, f"measure.{target.measure}")
    if target.unit:
        yield "unit", escape(target.unit)
    if target.report:
        yield "cadence", term(lang, f"every.{target.report}")
    if target.aggregate != "sum":
        yield "aggregate", term(lang, f"aggregate.{target.aggregate}")
    if target.by_part:
        yield "by_part", join(lang, [escape(part) for part in target.by_part])
    if target.rule.kind in _PACED:
        if target.method == "pace":
            yield "pace", pace_words(lang, target, target.pace is None)
        yield "method", term(lang, f"method.{target.method}")
        bands = plan.thresholds
        said = {"on_track": share(bands.on_track), "off_track": share(bands.off_track)}
        yield "bands", phrase(lang, "explain.thresholds", **said)


def pace_words(lang: str, target: Target, assumed: bool) -> str:
    """The shape of the pace, and that nobody stated it where nobody did."""
    shape = "linear" if target.pace is None else target.pace.shape or "points"
    said = term(lang, f"pace.{shape}")
    return phrase(lang, "explain.assumed", pace=said) if assumed else said
