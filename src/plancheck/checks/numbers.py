"""Figures and names of a plan that are legal but look like slips."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.remark import remark
from plancheck.model.finding import Finding
from plancheck.plans.naming import same_name
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.reach import Reach

_PERCENT = ("%", "％", "百分比", "percent")


def numbers(loaded: LoadedPlan) -> Iterator[Finding]:
    """P404, P412, P413."""
    for target in loaded.plan.targets:
        yield from _already_met(loaded, target)
        yield from _ratio_unit(loaded, target)
    yield from _same_titles(loaded)


def _already_met(loaded: LoadedPlan, target: Target) -> Iterator[Finding]:
    rule, baseline = target.rule, target.baseline
    if isinstance(rule, Reach) and baseline is not None and rule.comparator.satisfied(baseline.value):
        stated = rule.comparator.aim(baseline.value)
        facts = {"seen": f"{baseline.value:f}", "comparator": rule.comparator.word, "expected": f"{stated:f}"}
        yield remark(loaded, target, "P404", "baseline_past_target", "baseline", **facts)


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
