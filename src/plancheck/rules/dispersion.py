"""`dispersion`: the weighted coefficient of variation of a ratio over entities satisfies the comparator."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from plancheck.model.case import Case
from plancheck.model.record import LastDay, record
from plancheck.model.verdict import Verdict
from plancheck.rules.attain import attain
from plancheck.rules.derived import as_level
from plancheck.rules.goal import Goal


@record
class Dispersion(Goal):
    """Over the entities of `roster`, weighted by their denominators; it has no unit."""

    kind: Literal["dispersion"] = "dispersion"
    roster: str | None = None
    by: LastDay | None = None


def judge(rule: Dispersion, case: Case) -> Verdict:
    """`standings` are the coefficients; a period that has none says so in its terms."""
    verdict = attain(as_level(case, ""), rule.comparator, rule.by or case.plan_end, case.series.standings)
    if verdict.reason != "unreadable" or "undefined_periods" not in verdict.facts:
        return verdict
    known = {name: fact for name, fact in verdict.facts.items() if name != "unread_periods"}
    return replace(verdict, reason="dispersion_undefined", facts=known)
