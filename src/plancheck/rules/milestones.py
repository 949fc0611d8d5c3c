"""`milestones`: dated, weighted nodes are done in time; one node is a yes/no commitment."""

from __future__ import annotations

from datetime import date
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
    """Every node is done. Due `by`, else with the last node, else at the plan's end."""

    kind: Literal["milestones"] = "milestones"
    nodes: tuple[Node, ...]
    by: LastDay | None = None

    def __post_init__(self) -> None:
        names = [node.item for node in self.nodes]
        if not names or len(set(names)) != len(names):
            raise ValueError("items_distinct")
        if any(node.weight <= 0 for node in self.nodes):
            raise ValueError("weight_positive")


def last_node(rule: Milestones) -> date | None:
    """The date of the last node, None where a node has none of its own."""
    dates = [node.by for node in rule.nodes if node.by is not None]
    return max(dates) if len(dates) == len(rule.nodes) else None
