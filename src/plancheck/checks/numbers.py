"""Figures and names of a plan that are legal but look like slips."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.remark import remark
from plancheck.model.comparator import Comparator
from plancheck.model.finding import Finding
from plancheck.plans.naming import same_name
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.rules.change import Change
from plancheck.rules.coverage import Coverage
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.rank import Rank
from plancheck.rules.reach import Reach

_TOTALS = ("increment", "running_total")
_PERCENT = ("%", "％", "百分比", "percent")


def numbers(loaded: LoadedPlan) -> Iterator[Finding]:
    """P404, P412, P413."""
    for target in loaded.plan.targets:
        yield from _already_met(loaded, target)
        yield from _ratio_unit(loaded, target)
    yield from _same_titles(loaded)


def _already_met(loaded: LoadedPlan, target: Target) -> Iterator[Finding]:
    if target.baseline is None:
        return
    if isinstance(target.rule, Change):
        yield from _met_unchanged(loaded, target, target.rule)
        return
    comparator, value = _held_against(target), target.baseline.value
    if comparator is not None and comparator.satisfied(value):
        facts = {"seen": f"{value:f}", "comparator": comparator.word, "expected": f"{comparator.aim(value):f}"}
        yield remark(loaded, target, "P404", "baseline_past_target", "baseline", **facts)


def _held_against(target: Target) -> Comparator | None:
    """What the baseline is held against, in its own unit; None where it may well satisfy it: a cap on what adds up."""
    rule = target.rule
    if isinstance(rule, EachEntity):
        return None if rule.promised else rule.share_comparator
    if not isinstance(rule, (Reach, Coverage, Eliminate, KOfN, Dispersion, Rank)):
        return None
    capped = isinstance(rule, Reach) and target.measure in _TOTALS and rule.comparator.low is None
    return None if capped else rule.comparator


def _met_unchanged(loaded: LoadedPlan, target: Target, rule: Change) -> Iterator[Finding]:
    """A floor that no change at all would meet, as when a fall is written without its sign. A cap is often meant so."""
    comparator, unchanged = rule.comparator, rule.origin
    if comparator.high is None and comparator.satisfied(unchanged):
        facts = {"comparator": comparator.word, "expected": f"{comparator.aim(unchanged):f}"}
        yield remark(loaded, target, "P404", "met_unchanged", "rule", **facts)


def _ratio_unit(loaded: LoadedPlan, target: Target) -> Iterator[Finding]:
    if target.measure == "ratio" and target.unit not in _PERCENT and not isinstance(target.rule, Dispersion):
        yield remark(loaded, target, "P413", "ratio_unit", "unit", seen=target.unit, expected="%")


def _same_titles(loaded: LoadedPlan) -> Iterator[Finding]:
    first: dict[str, Target] = {}
    for target in loaded.plan.targets:
        for title in dict.fromkeys(same_name(text) for text in (target.title.zh, target.title.en) if text):
            other = first.setdefault(title, target)
            if other is not target:
                yield remark(loaded, target, "P412", "same_title", "title", seen=title, other=other.id)
                break
