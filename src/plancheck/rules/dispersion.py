"""`dispersion`: the weighted coefficient of variation of a ratio over entities satisfies the comparator."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import LastDay, record
from plancheck.rules.goal import Goal


@record
class Dispersion(Goal):
    """Over the entities of `roster`, weighted by their denominators; it has no unit."""

    kind: Literal["dispersion"] = "dispersion"
    roster: str | None = None
    by: LastDay | None = None
