"""Ids and other names: each may mean one thing only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from plancheck.plans.problem import Problem, at_path
from plancheck.plans.tree import Items, Node, Place, Step, Table, locate


def same_name(text: str) -> str:
    """What two ways of writing one name have in common: compatibility forms folded, outer spaces gone."""
    return unicodedata.normalize("NFKC", text).strip()


def written_targets(root: Node) -> Iterator[tuple[tuple[Step, ...], Table]]:
    """Every target as it stands in the file, with its path; whatever is not a table is passed over."""
    for i, programme, _ in _tables(root, ("programmes",)):
        for j, target, _ in _tables(programme, ("targets",)):
            yield ("programmes", i, "targets", j), target


def placed_targets(root: Node) -> Iterator[tuple[Place, Table]]:
    """The same with the place of each."""
    for _, programme, _ in _tables(root, ("programmes",)):
        for _, target, at in _tables(programme, ("targets",)):
            yield at, target


def _tables(root: Node, path: tuple[Step, ...]) -> Iterator[tuple[int, Table, Place]]:
    node = locate(root, path).node
    if isinstance(node, Items):
        for index, (item, at) in enumerate(zip(node, node.values_at, strict=True)):
            if isinstance(item, Table):
                yield index, item, at


def check_names(root: Node) -> Iterator[Problem]:
    """Ids given twice, and other names that lead to two targets."""
    yield from _repeated_ids(root, ((("programmes", i), node) for i, node, _ in _tables(root, ("programmes",))))
    yield from _repeated_ids(root, written_targets(root))
    yield from _shared_aliases(root)


def _repeated_ids(root: Node, tables: Iterable[tuple[tuple[Step, ...], Table]]) -> Iterator[Problem]:
    first: dict[str, Table] = {}
    for path, node in tables:
        name = node.get("id")
        if not isinstance(name, str) or not name:
            continue
        if name in first:
            line = str(first[name].values_at["id"][0])
            yield at_path(root, (*path, "id"), "P402", "duplicate_id", seen=name, first_line=line)
        else:
            first[name] = node


def _shared_aliases(root: Node) -> Iterator[Problem]:
    """An alias must not be the id, the title or an alias of another target."""
    owner: dict[str, int] = {}
    targets = list(written_targets(root))
    if not any("aliases" in node for _, node in targets):
        return
    for index, (_, node) in enumerate(targets):
        for name in _own_names(node):
            owner.setdefault(same_name(name), index)
    for index, (path, node) in enumerate(targets):
        for n, alias in enumerate(_texts(node.get("aliases"))):
            other = owner.setdefault(same_name(alias), index)
            if other != index:
                facts = {"seen": alias, "other": str(targets[other][1].get("id", ""))}
                yield at_path(root, (*path, "aliases", n), "P402", "alias_names_two", **facts)


def _own_names(node: Table) -> list[str]:
    title = node.get("title")
    titles = [title] if isinstance(title, str) else list(title.values()) if isinstance(title, Table) else []
    return [name for name in (node.get("id"), *titles) if isinstance(name, str) and name]


def _texts(node: Node | None) -> list[str]:
    return [item for item in node if isinstance(item, str)] if isinstance(node, Items) else []
