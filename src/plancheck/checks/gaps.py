"""What a plan leaves unsaid: dates, owners, paces, and commitments that no machine decides."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.checkability import has_own_due
from plancheck.checks.remark import remark
from plancheck.model.finding import Finding
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.rules.change import Change
from plancheck.rules.coverage import Coverage
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.rank import Rank
from plancheck.rules.reach import Reach

_COUNTED = ("increment", "running_total")
_PACED = (Reach, Coverage, KOfN, Dispersion, Change, Rank)


def gaps(loaded: LoadedPlan) -> Iterator[Finding]:
    """P406, P407, P409, P411."""
    for target in loaded.plan.targets:
        if target.rule.kind == "narrative":
            yield remark(loaded, target, "P409", "narrative", "rule")
        elif not has_own_due(target):
            reason = "no_due" if target.due_from is None else "due_from_plan"
            yield remark(loaded, target, "P406", reason, "rule", expected=loaded.plan.period.end.isoformat())
        if target.owner is None:
            yield remark(loaded, target, "P407", "no_owner")
        if _pace_assumed(target):
            yield remark(loaded, target, "P411", "pace_assumed")


def _pace_assumed(target: Target) -> bool:
    """A pace will be needed and none is written. Caps on totals and targets met from the start need none, nor does a
    level without a baseline."""
    rule, counted = target.rule, target.measure in _COUNTED
    if target.pace is not None or target.method != "pace" or not isinstance(rule, _PACED):
        return False
    if rule.comparator.low is None and counted:
        return False
    if target.baseline is None:
        return counted
    start = rule.origin if isinstance(rule, Change) else target.baseline.value
    return not rule.comparator.satisfied(start)
