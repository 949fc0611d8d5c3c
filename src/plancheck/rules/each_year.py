"""`each_year`: the own sum of every calendar year satisfies the comparator."""

from __future__ import annotations

from datetime import date
from typing import Literal

from plancheck.model.case import Case
from plancheck.model.period import Period, year
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
    """`years` are the own values of the calendar years."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    required = _whole_years(first, until)
    inside = [s for s in case.series.years if s.end in {p.end for p in required}]
    return keep_required(case, rule.comparator, required, inside, terms(case, rule.comparator, first, until))


def _whole_years(first: date, until: date) -> list[Period]:
    years = (year(y) for y in range(first.year, until.year + 1))
    return [p for p in years if first <= p.start and p.end <= until]
