"""Amendments: each is merged into the target as written and typed anew; from its date on that version holds."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.model.numeral import same_unit
from plancheck.plans.consistency import Scope, check_target
from plancheck.plans.links import check_links
from plancheck.plans.plan import Amendment, Plan, Target, Version
from plancheck.plans.problem import Problem, at_key, at_path, nearest
from plancheck.plans.tree import Node, Place, Table, locate
from plancheck.plans.typed import TARGET_PATH, alone, read_target
from plancheck.rules.goal import WORDS
from plancheck.rules.k_of_n import KOfN

_REPLACED = {
    "rule": (frozenset({*WORDS, "all"}), frozenset({*WORDS, "all", "tolerance", "side"})),
    "pace": (frozenset({"shape", "points"}), frozenset({"shape", "points"})),
    "baseline": (frozenset({"date", "period"}), frozenset({"date", "period"})),
}
"""Per table: when one of the first keys comes in that was not there, the old ones of the second are gone."""


class Amender:
    """Builds the versions of every target, oldest first; `problems` grows on the way."""

    def __init__(self, plan: Plan, scope: Scope) -> None:
        self.problems: list[Problem] = []
        self._plan, self._scope = plan, scope
        self._nodes: dict[str, tuple[Table, Place]] = {}
        self.versions: dict[str, tuple[Version, ...]] = {
            target.id: (Version(amendment=None, target=target),) for target in plan.targets
        }

    def run(self) -> None:
        """Apply all amendments by date; those of one date in the order of the file."""
        if self._plan.amendments:
            self._nodes = {target.id: node for target, node in _written(self._plan, self._scope.root)}
        for index, amendment in sorted(enumerate(self._plan.amendments), key=lambda pair: pair[1].date):
            self._apply(index, amendment)

    def _apply(self, index: int, amendment: Amendment) -> None:
        root, path = self._scope.root, ("amendments", index)
        if amendment.target not in self._nodes:
            facts = nearest(amendment.target, self._nodes)
            self.problems.append(at_path(root, (*path, "target"), "P408", "target_unknown", **facts))
            return
        if not self._plan.period.start <= amendment.date <= self._plan.period.end:
            span = f"{self._plan.period.start.isoformat()}..{self._plan.period.end.isoformat()}"
            self.problems.append(at_path(root, (*path, "date"), "P410", "amendment_outside_plan", expected=span))
        change = locate(root, (*path, "set")).node
        if isinstance(change, Table) and "id" in change:
            self.problems.append(at_key(root, (*path, "set", "id"), "P401", "amend_id"))
        elif isinstance(change, Table):
            self._merge(index, amendment, change)

    def _merge(self, index: int, amendment: Amendment, change: Table) -> None:
        node, at = self._nodes[amendment.target]
        merged = merge(node, change)
        target, problems = read_target(merged, at)
        if target is not None:
            root, targets = alone(merged, at), {t.id: t for t in self._plan.targets}
            problems = (
                *self._otherwise_read(index, target),
                *check_target(target, self._scope, root, TARGET_PATH),
                *check_links(target, targets, root, TARGET_PATH),
            )
        if target is None or problems:
            self.problems.extend(problems)
            return
        self._nodes[amendment.target] = (merged, at)
        before = self.versions[amendment.target]
        if target != before[-1].target or amendment.waives:
            self.versions[amendment.target] = (*before, Version(amendment=amendment, target=target))
        else:
            path = ("amendments", index, "set")
            self.problems.append(at_path(self._scope.root, path, "P410", "amendment_changes_nothing"))

    def _otherwise_read(self, index: int, target: Target) -> Iterator[Problem]:
        """What was reported before the amendment, and what is to be compared with it, would be read in another unit or
        count in another way."""
        before = self.versions[target.id][-1].target
        path = ("amendments", index, "set")
        if not same_unit(before.unit, target.unit):
            yield at_path(
                self._scope.root, (*path, "unit"), "P401", "amend_unit", seen=target.unit, expected=before.unit
            )
        if before.measure != target.measure:
            facts: dict[str, str] = {"seen": target.measure or "", "expected": before.measure or ""}
            yield at_path(self._scope.root, (*path, "measure"), "P401", "amend_measure", **facts)
        now, then = _item_units(target), _item_units(before)
        for item in now.keys() & then.keys():
            if not same_unit(then[item], now[item]):
                facts = {"seen": f"{item} {now[item]}", "expected": then[item]}
                yield at_path(self._scope.root, (*path, "rule"), "P401", "amend_unit", **facts)


def _item_units(target: Target) -> dict[str, str]:
    """The unit of each indicator that has one of its own, else the target's."""
    return (
        {one.item: one.unit or target.unit for one in target.rule.indicators} if isinstance(target.rule, KOfN) else {}
    )


def _written(plan: Plan, root: Node) -> Iterator[tuple[Target, tuple[Table, Place]]]:
    for i, programme in enumerate(plan.programmes):
        for j, target in enumerate(programme.targets):
            spot = locate(root, ("programmes", i, "targets", j))
            assert isinstance(spot.node, Table)  # it was typed
            yield target, (spot.node, spot.value_at)


def merge(old: Table, change: Table, name: str = "") -> Table:
    """A new table: `change` laid over `old`, tables within tables too. A new kind of rule replaces the whole rule."""
    if name == "rule" and change.get("kind", old.get("kind")) != old.get("kind"):
        old = Table()
    triggers, gone = _REPLACED.get(name, (frozenset(), frozenset()))
    dropped = gone if triggers & change.keys() - old.keys() else frozenset()
    merged = Table()
    for key, value in old.items():
        if key not in dropped:
            merged.put(key, old.keys_at[key], value, old.values_at[key])
    for key, value in change.items():
        before = merged.get(key)
        if isinstance(before, Table) and isinstance(value, Table):
            value = merge(before, value, key)
        merged.put(key, change.keys_at[key], value, change.values_at[key])
    return merged
