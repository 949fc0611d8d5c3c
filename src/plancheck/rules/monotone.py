"""`monotone`: the value never moves the wrong way (只增不减: equal is allowed unless `strict`)."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import FirstDay, Flag, LastDay, record


@record
class Monotone:
    """`direction` is up or down, from `from` until `until`; without them, over the whole plan."""

    kind: Literal["monotone"] = "monotone"
    direction: Literal["up", "down"]
    strict: Flag = False
    from_: FirstDay | None = None
    until: LastDay | None = None
