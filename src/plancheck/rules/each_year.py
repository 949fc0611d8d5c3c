"""`each_year`: the own sum of every year satisfies the comparator; years are calendar years, or school years where the
target reports by them."""

from __future__ import annotations

from typing import Literal

from plancheck.model.case import Case
from plancheck.model.period import whole_years
from plancheck.model.record import FirstDay, LastDay, record
from plancheck.model.verdict import Verdict
from plancheck.rules.goal import Goal
from plancheck.rules.promise import keep_required, terms


@record
class EachYear(Goal):
    """Years wholly inside `from`–`until`; without them, over the whole plan."""

    kind: Literal["each_year"] = "each_year"
    from_: FirstDay | None = None
    until: LastDay | None = None


def judge(rule: EachYear, case: Case) -> Verdict:
    """`years` are the own values of the years."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    required = whole_years(case.cadence, first, until)
    inside = [s for s in case.series.years if s.end in {p.end for p in required}]
    return keep_required(case, rule.comparator, required, inside, terms(case, rule.comparator, first, until))
