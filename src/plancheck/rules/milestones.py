"""`milestones`: dated, weighted nodes are done in time; one node is a yes/no commitment."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from plancheck.model.record import LastDay, Number, record


@record
class Node:
    """Without `by` the node is due with the whole."""

    item: str
    by: LastDay | None = None
    weight: Number = Decimal(1)


@record
class Milestones:
    kind: Literal["milestones"] = "milestones"
    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        names = [node.item for node in self.nodes]
        if not names or len(set(names)) != len(names):
            raise ValueError("items_distinct")
        if any(node.weight <= 0 for node in self.nodes):
            raise ValueError("weight_positive")
