"""`reach`: the value satisfies the comparator by the due date."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import LastDay, record
from plancheck.rules.goal import Goal


@record
class Reach(Goal):
    """`by`: the last day on which the target may be met; without one, the plan's end."""

    kind: Literal["reach"] = "reach"
    by: LastDay | None = None
