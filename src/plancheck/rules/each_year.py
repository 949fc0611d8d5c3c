"""`each_year`: the own sum of every year satisfies the comparator; years are calendar years, or school years where the
target reports by them."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import FirstDay, LastDay, record
from plancheck.rules.goal import Goal


@record
class EachYear(Goal):
    """Years wholly inside `from`–`until`; without them, over the whole plan."""

    kind: Literal["each_year"] = "each_year"
    from_: FirstDay | None = None
    until: LastDay | None = None
