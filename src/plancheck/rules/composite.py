"""`composite`: what several other targets come to together, never a mean of their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from plancheck.model.record import LastDay, Number, record


@record
class Composite:
    """`of` are ids of other targets. `worst`: the worst of their statuses. `all`: the same, and achieved only if every
    one is, those that no machine decides included. `weighted`: achieved if at due at least `at_least` percent of the
    weight is; a part has weight 1 unless `weights` says otherwise. Due `by`, else when its last part is."""

    kind: Literal["composite"] = "composite"
    of: tuple[str, ...]
    how: Literal["all", "worst", "weighted"] = "all"
    weights: Mapping[str, Number] | None = None
    at_least: Number | None = None
    by: LastDay | None = None

    def __post_init__(self) -> None:
        if not self.of or len(set(self.of)) != len(self.of):
            raise ValueError("items_distinct")
        if self.how == "weighted" and self.at_least is None:
            raise ValueError("weighted_needs_share")
        if self.how != "weighted" and (self.weights is not None or self.at_least is not None):
            raise ValueError("weights_need_weighted")
        if any(weight <= 0 for weight in (self.weights or {}).values()):
            raise ValueError("weight_positive")
        if not set(self.weights or ()) <= set(self.of):
            raise ValueError("weights_of_parts")
