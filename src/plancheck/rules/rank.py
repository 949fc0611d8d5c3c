"""`rank`: the position among peers satisfies the comparator by the due date."""

from __future__ import annotations

from typing import Literal

from plancheck.model.case import Case
from plancheck.model.record import LastDay, record
from plancheck.model.verdict import Verdict
from plancheck.rules.attain import attain
from plancheck.rules.derived import as_level
from plancheck.rules.goal import Goal

UNIT = "位"


@record
class Rank(Goal):
    """The position of `entity` among the roster `among`, all of whom report the same figure; without them, the value
    reported is the position. With `direction: high` the largest figure is first, with `low` the smallest; equal
    figures share the better position."""

    kind: Literal["rank"] = "rank"
    among: str | None = None
    entity: str | None = None
    direction: Literal["high", "low"] = "high"
    by: LastDay | None = None

    def __post_init__(self) -> None:
        Goal.__post_init__(self)
        if (self.among is None) != (self.entity is None):
            raise ValueError("among_and_entity")


def judge(rule: Rank, case: Case) -> Verdict:
    """`standings` are positions, 1 the first."""
    return attain(as_level(case, UNIT), rule.comparator, rule.by or case.plan_end, case.series.standings)
