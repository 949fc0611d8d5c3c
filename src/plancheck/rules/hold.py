"""`hold`: every period in force satisfies the comparator."""

from __future__ import annotations

from typing import Literal

from plancheck.model.case import Case
from plancheck.model.record import FirstDay, LastDay, record
from plancheck.model.verdict import Verdict
from plancheck.rules.goal import Goal
from plancheck.rules.promise import keep


@record
class Hold(Goal):
    """In force from `from` until `until`; without them, over the whole plan."""

    kind: Literal["hold"] = "hold"
    from_: FirstDay | None = None
    until: LastDay | None = None


def judge(rule: Hold, case: Case) -> Verdict:
    """`flows` are the own values of the report periods."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    return keep(case, rule.comparator, first, until, case.series.flows)
