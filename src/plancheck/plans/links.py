"""Targets that name others: what a composite is made of, what a series is to outpace, and in which order to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plancheck.plans.plan import LoadedPlan, Plan, Roster, Target, Version
from plancheck.plans.problem import Problem, at_path, nearest
from plancheck.plans.tree import Node, Step
from plancheck.rules.composite import Composite
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.rank import Rank

_GROWS = ("increment", "level", "ratio")
_SEVERAL = ("k_of_n", "rank")
"""Kinds that are reported by figures which make no one series."""
Path = tuple[Step, ...]


def named(target: Target) -> tuple[tuple[Path, str], ...]:
    """The targets that this one's rule names, each with its place inside the target."""
    rule = target.rule
    if isinstance(rule, Composite):
        return tuple((("rule", "of", index), name) for index, name in enumerate(rule.of))
    return ((("rule", "than"), rule.than),) if isinstance(rule, Outpaces) else ()


def check_links(target: Target, targets: Mapping[str, Target], root: Node, path: Path) -> Iterator[Problem]:
    """Names that lead nowhere, and a series that cannot be outpaced."""
    for place, name in named(target):
        other = targets.get(name)
        if other is None:
            yield at_path(root, (*path, *place), "P408", "target_unknown", **nearest(name, targets))
        elif isinstance(target.rule, Outpaces) and (other.measure not in _GROWS or other.rule.kind in _SEVERAL):
            facts = {"seen": f"{name}: {other.rule.kind}, {other.measure or '-'}", "expected": ", ".join(_GROWS)}
            yield at_path(root, (*path, *place), "P401", "measure_unfit", **facts)


def check_cycles(
    plan: Plan, versions: Mapping[str, Sequence[Version]], root: Node, paths: Mapping[str, Path]
) -> Iterator[Problem]:
    """Targets that come to depend on themselves, by any of their versions; each is named where it names the next."""
    edges = {target.id: _edges(versions[target.id]) for target in plan.targets}
    for name in (name for name, following in edges.items() if following):
        way = _way_back(name, edges)
        if way:
            place = next((p for p, other in named(_first(versions[name])) if other == way[1]), ("rule",))
            yield at_path(root, (*paths[name], *place), "P408", "target_cycle", seen=" → ".join(way))


def _first(versions: Sequence[Version]) -> Target:
    return versions[0].target


def _edges(versions: Sequence[Version]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for version in versions for _, name in named(version.target)))


def _way_back(name: str, edges: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from a target back to it, both ends included; () when there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for way in ways:
        for following in edges.get(way[-1], ()):
            if following == name:
                return (*way, name)
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def check_entities(
    versions: Mapping[str, Sequence[Version]], rosters: Mapping[str, Roster], root: Node, paths: Mapping[str, Path]
) -> Iterator[Problem]:
    """One that is to be ranked must be on the roster of its peers; of a roster that cannot be read, nothing is said."""
    for name, own in versions.items():
        for rule in (version.target.rule for version in own):
            if not isinstance(rule, Rank) or not rosters.get(rule.among or ""):
                continue
            known = [n for entry in rosters[rule.among or ""] for n in (entry.name, *entry.aliases)]
            if rule.entity not in known:
                facts = {"seen": rule.entity or "", **nearest(rule.entity or "", known)}
                yield at_path(root, (*paths[name], "rule", "entity"), "P408", "entity_unknown", **facts)


def parts_first(loaded: LoadedPlan) -> tuple[str, ...]:
    """Every target once, in the order of the plan, but each after those it is made of; there are no cycles."""
    edges = {target.id: _edges(loaded.versions[target.id]) for target in loaded.plan.targets}
    ordered: dict[str, None] = {}
    for name in edges:
        waiting = [name]
        while waiting:
            open_ = [other for other in edges[waiting[-1]] if other not in ordered]
            if open_:
                waiting += open_
            else:
                ordered.setdefault(waiting.pop())
    return tuple(ordered)
