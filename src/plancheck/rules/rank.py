"""`rank`: the position among peers satisfies the comparator by the due date."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import LastDay, record
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
