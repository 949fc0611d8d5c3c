"""How much of a plan can be checked at all."""

from __future__ import annotations

from collections.abc import Iterable

from plancheck.model.frozen import frozen
from plancheck.plans.plan import Plan, Target


@frozen
class Checkability:
    """Ids in the order of the plan. `checkable` and `narrative` together are all targets."""

    targets: tuple[str, ...]
    checkable: tuple[str, ...]
    narrative: tuple[str, ...]
    aspirational: tuple[str, ...]
    without_due: tuple[str, ...]
    without_owner: tuple[str, ...]


def checkability(plan: Plan) -> Checkability:
    """Count the plan's targets by what can be said of them."""
    targets = plan.targets
    return Checkability(
        targets=_ids(targets),
        checkable=_ids(t for t in targets if t.rule.kind != "narrative"),
        narrative=_ids(t for t in targets if t.rule.kind == "narrative"),
        aspirational=_ids(t for t in targets if t.aspirational),
        without_due=_ids(t for t in targets if not has_own_due(t)),
        without_owner=_ids(t for t in targets if t.owner is None),
    )


def _ids(targets: Iterable[Target]) -> tuple[str, ...]:
    return tuple(target.id for target in targets)


def has_own_due(target: Target) -> bool:
    """The document gives the target a date of its own; `due_from: plan` says that it does not. A composite has the
    dates of its parts."""
    rule = target.rule
    if rule.kind == "composite":
        return True
    nodes = getattr(rule, "nodes", ())
    own = getattr(rule, "by", None) or getattr(rule, "until", None) or (nodes and all(node.by for node in nodes))
    return bool(own) and target.due_from is None
