"""How every kind of rule is judged. A plan is read without any of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from plancheck.model.case import Case
from plancheck.model.period import whole_years
from plancheck.model.verdict import Fact, Status, Verdict
from plancheck.rules import Rule
from plancheck.rules.attain import attain
from plancheck.rules.change import Change
from plancheck.rules.checklist import Checklist
from plancheck.rules.composite import Composite
from plancheck.rules.coverage import Coverage
from plancheck.rules.derived import as_level
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.hold import Hold
from plancheck.rules.items import Node, judge_items
from plancheck.rules.judge_change import judge_change
from plancheck.rules.judge_composite import judge_composite
from plancheck.rules.judge_monotone import judge_monotone
from plancheck.rules.judge_outpaces import judge_outpaces
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.milestones import Milestones, last_node
from plancheck.rules.monotone import Monotone
from plancheck.rules.narrative import Narrative
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.promise import keep, keep_required, terms
from plancheck.rules.rank import UNIT, Rank
from plancheck.rules.reach import Reach


def judge(rule: Rule, case: Case) -> Verdict:
    """The verdict of a rule of any kind on a case."""
    return _JUDGES[type(rule)](rule, case)


def _attained(rule: Reach | Coverage | Eliminate, case: Case) -> Verdict:
    """`standings` are what is compared: of a coverage the shares in percent."""
    return attain(case, rule.comparator, rule.by or case.plan_end, case.series.standings)


def _checklist(rule: Checklist, case: Case) -> Verdict:
    due = rule.by or case.plan_end
    return judge_items(case, [Node(item, due) for item in rule.items], due)


def _dispersion(rule: Dispersion, case: Case) -> Verdict:
    """`standings` are the coefficients; a period that has none says so in its terms."""
    verdict = attain(as_level(case, ""), rule.comparator, rule.by or case.plan_end, case.series.standings)
    if verdict.reason != "unreadable" or "undefined_periods" not in verdict.facts:
        return verdict
    known = {name: fact for name, fact in verdict.facts.items() if name != "unread_periods"}
    return replace(verdict, reason="dispersion_undefined", facts=known)


def _each_entity(rule: EachEntity, case: Case) -> Verdict:
    """`standings` and `flows` are the shares in percent of entities that satisfy the comparator."""
    share = rule.share_comparator
    if rule.promised:
        first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
        verdict = keep(case, share, first, until, case.series.flows)
    else:
        verdict = attain(case, share, rule.by or case.plan_end, case.series.standings)
    return replace(verdict, facts={**verdict.facts, "unit": "%", **_each(rule, case)})


def _each(rule: EachEntity, case: Case) -> dict[str, Fact]:
    """What every entity is held to."""
    c = rule.comparator
    facts: dict[str, Fact] = {"each_comparator": c.word, "each_unit": case.unit}
    stated = (("each_target", c.stated), ("each_low", c.low), ("each_high", c.high))
    shown = stated if c.word in ("about", "between") else stated[:1]
    return facts | {name: x for name, x in shown if x is not None}


def _each_year(rule: EachYear, case: Case) -> Verdict:
    """`years` are the own values of the years."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    required = whole_years(case.cadence, first, until)
    inside = [s for s in case.series.years if s.end in {p.end for p in required}]
    return keep_required(case, rule.comparator, required, inside, terms(case, rule.comparator, first, until))


def _hold(rule: Hold, case: Case) -> Verdict:
    """`flows` are the own values of the report periods."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    return keep(case, rule.comparator, first, until, case.series.flows)


def _k_of_n(rule: KOfN, case: Case) -> Verdict:
    """`standings` are the shares in percent of entities that meet enough."""
    verdict = attain(as_level(case, "%"), rule.comparator, rule.by or case.plan_end, case.series.standings)
    return replace(verdict, facts={**verdict.facts, "k": rule.k, "n": len(rule.indicators)})


def _milestones(rule: Milestones, case: Case) -> Verdict:
    """Due `by`, else with the last node, else (with an undated node) at the plan's end."""
    due = rule.by or last_node(rule) or case.plan_end
    return judge_items(case, [Node(n.item, n.by or due, n.weight) for n in rule.nodes], due)


def _narrative(rule: Narrative, case: Case) -> Verdict:
    return Verdict(Status.NOT_CHECKABLE, rule.kind)


def _rank(rule: Rank, case: Case) -> Verdict:
    """`standings` are positions, 1 the first."""
    return attain(as_level(case, UNIT), rule.comparator, rule.by or case.plan_end, case.series.standings)


_JUDGES: dict[type[Any], Callable[[Any, Case], Verdict]] = {
    Reach: _attained,
    Hold: _hold,
    EachYear: _each_year,
    Coverage: _attained,
    Checklist: _checklist,
    Milestones: _milestones,
    Eliminate: _attained,
    Monotone: judge_monotone,
    EachEntity: _each_entity,
    KOfN: _k_of_n,
    Dispersion: _dispersion,
    Change: judge_change,
    Outpaces: judge_outpaces,
    Rank: _rank,
    Composite: judge_composite,
    Narrative: _narrative,
}
