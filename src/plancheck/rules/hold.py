"""`hold`: every period in force satisfies the comparator."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import FirstDay, LastDay, record
from plancheck.rules.goal import Goal


@record
class Hold(Goal):
    """In force from `from` until `until`; without them, over the whole plan."""

    kind: Literal["hold"] = "hold"
    from_: FirstDay | None = None
    until: LastDay | None = None
