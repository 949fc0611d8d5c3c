"""The steps from the bytes of a plan file to a `LoadedPlan`: text, tree, types, consistency, rosters, amendments."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from plancheck.model.codes import ERROR, SEVERITY
from plancheck.model.finding import Finding
from plancheck.plans.amend import Amender
from plancheck.plans.consistency import Scope, check_plan, check_target
from plancheck.plans.decode import decode
from plancheck.plans.files import read_beside
from plancheck.plans.links import check_cycles, check_entities, check_links
from plancheck.plans.naming import check_names, placed_targets, written_targets
from plancheck.plans.places import Places
from plancheck.plans.plan import LoadedPlan, Plan, Roster, Span
from plancheck.plans.problem import Problem, at_path, findings
from plancheck.plans.roster import read_roster
from plancheck.plans.tree import Items, Node, Table, locate
from plancheck.plans.typed import read_period, read_target, read_tree
from plancheck.plans.yaml import read_yaml

Result = tuple[LoadedPlan | None, tuple[Finding, ...]]


def build(path: Path, name: str, data: bytes) -> Result:
    """The plan, None when it cannot be typed as a whole; the findings say whether it may be used."""
    text, problems = decode(data)
    lines = text.split("\n")
    if problems:
        return None, findings(problems, name, lines)
    document = read_yaml(text)
    if not isinstance(document.root, Table):
        return None, findings(document.problems or (_no_plan(document.root, text),), name, lines)
    return _Build(path, name, data, lines, document.root, document.problems).result()


def _no_plan(root: Node | None, text: str) -> Problem:
    """Nothing at all, a list, or lines whose colons are not YAML's."""
    if root is None:
        return Problem("P401", "plan_empty", (1, 1))
    reason = "fullwidth_colon" if isinstance(root, str) and "：" in text else "table_expected"
    return Problem("P401", reason, (1, 1), facts={"expected": "plancheck: 1"})


class _Build:
    """One plan file that is a table."""

    def __init__(
        self, path: Path, name: str, data: bytes, lines: list[str], root: Table, problems: Iterable[Problem]
    ) -> None:
        self._path, self._name, self._data, self._lines, self._root = path, name, data, lines, root
        self._problems = list(problems)
        self._roster_findings: list[Finding] = []
        self._roster_files: dict[str, str] = {}

    def result(self) -> Result:
        """Whole when the types are right, target by target when they are not."""
        plan, problems = read_tree(self._root)
        self._problems += problems
        self._problems += check_names(self._root)
        if plan is None:
            self._check_parts()
            return None, self._findings()
        scope = _scope(plan.period, self._root)
        self._problems += check_plan(plan, self._root)
        targets = {target.id: target for target in plan.targets}
        for target, (path, _) in zip(plan.targets, written_targets(self._root), strict=True):
            self._problems += check_target(target, scope, self._root, path)
            self._problems += check_links(target, targets, self._root, path)
        return self._loaded(plan, scope), self._findings()

    def _check_parts(self) -> None:
        """Targets that are sound by themselves are checked although the plan as a whole is not."""
        scope = _scope(read_period(self._root), self._root)
        for path, node in written_targets(self._root):
            at = locate(self._root, path).value_at
            target, _ = read_target(node, at)
            if target is not None:
                self._problems += check_target(target, scope, self._root, path)

    def _loaded(self, plan: Plan, scope: Scope) -> LoadedPlan:
        rosters = {key: self._roster(key, roster.file) for key, roster in (plan.rosters or {}).items()}
        amender = Amender(plan, scope)
        if not any(SEVERITY[problem.code] == ERROR for problem in self._problems):
            amender.run()
        self._problems += amender.problems
        paths = {str(node["id"]): path for path, node in written_targets(self._root)}
        self._problems += check_cycles(plan, amender.versions, self._root, paths)
        self._problems += check_entities(amender.versions, rosters, self._root, paths)
        return LoadedPlan(
            plan=plan,
            file=self._name,
            digest=sha256(self._data).hexdigest(),
            rosters=rosters,
            versions=amender.versions,
            roster_files=self._roster_files,
            places=_places(self._root),
        )

    def _roster(self, key: str, file: str) -> Roster:
        found = read_beside(self._path, self._name, file)
        if found.reason:
            problem = at_path(self._root, ("rosters", key, "file"), "P408", found.reason, seen=file)
            self._problems.append(problem)
            return ()
        self._roster_files[found.name] = sha256(found.data).hexdigest()
        result = read_roster(found.data, found.name)
        self._roster_findings += result.findings
        return result.roster

    def _findings(self) -> tuple[Finding, ...]:
        name = self._root.get("id")
        plan = name if isinstance(name, str) and name else None
        return (*findings(self._problems, self._name, self._lines, plan), *self._roster_findings)


def _scope(period: Span | None, root: Table) -> Scope:
    return Scope(root, period, _keys(root.get("owners")), _keys(root.get("rosters")))


def _keys(node: Node | None) -> frozenset[str]:
    return frozenset(node if isinstance(node, Table) else ())


def _places(root: Table) -> Places:
    """The places of targets, of their keys and of amendments, under the names that findings use."""
    spots = {str(node["id"]): (at, node.keys_at) for at, node in placed_targets(root)}
    amendments = root.get("amendments")
    if isinstance(amendments, Items):
        spots |= {f"amendments[{index}]": (at, {}) for index, at in enumerate(amendments.values_at)}
    return Places(spots)
