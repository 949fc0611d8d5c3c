"""`change`: by how much the value has changed against the baseline satisfies the comparator by the due date."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.record import LastDay, record
from plancheck.rules.goal import Goal

As = Literal["percent", "points", "times"]


@record
class Change(Goal):
    """Against the stated baseline b: `percent` (x/b - 1) · 100, `points` x - b, `times` x/b. The comparator and the
    points of a pace are in that unit; the baseline itself is 0, of `times` 1."""

    kind: Literal["change"] = "change"
    as_: As = "percent"
    by: LastDay | None = None

    @property
    def origin(self) -> Decimal:
        """The change that the baseline itself stands for."""
        return Decimal(1 if self.as_ == "times" else 0)


def unit_of_change(rule: Change, unit: str) -> str:
    """The unit of the change of a value in `unit`."""
    if rule.as_ == "points":
        return "个百分点" if unit in ("%", "％") else unit
    return "%" if rule.as_ == "percent" else "倍"
