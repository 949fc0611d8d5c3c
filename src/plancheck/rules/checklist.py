"""`checklist`: every named item is done by one date."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import LastDay, record


@record
class Checklist:
    """Every one of `items` is done `by` a date; without one, by the plan's end."""

    kind: Literal["checklist"] = "checklist"
    items: tuple[str, ...]
    by: LastDay | None = None

    def __post_init__(self) -> None:
        if not self.items or len(set(self.items)) != len(self.items):
            raise ValueError("items_distinct")
