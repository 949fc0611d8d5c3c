"""What is wrong in a plan file, before it becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import TextRef
from plancheck.plans.tree import Node, Place, Step, Table, locate

MAX_PROBLEMS = 500
"""Errors of one file that are listed one by one; a file with more of them is not a plan."""
UNDER = " › "
"""Stands between a target and what is inside it."""
LINE_SHOWN = 120
"""Characters of an offending line that are shown."""


@frozen
class Problem:
    """`reason` is a code of the message catalogue; `path` names the field; `facts` hold what was seen and expected."""

    code: str
    reason: str
    at: Place
    path: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None


def at_path(root: Node, path: Sequence[Step], code: str, reason: str, **facts: str) -> Problem:
    """A problem with the value that the path leads to; the fact `seen` is its text unless given."""
    spot = locate(root, path)
    if isinstance(spot.node, str):
        facts.setdefault("seen", spot.node)
    return Problem(code, reason, spot.value_at, shown_path(root, path), facts, target_id(root, path))


def at_key(root: Node, path: Sequence[Step], code: str, reason: str, **facts: str) -> Problem:
    """A problem with the key itself that the path ends in."""
    facts.setdefault("seen", str(path[-1]))
    at = locate(root, path).key_at
    return Problem(code, reason, at, shown_path(root, path), facts, target_id(root, path))


def target_id(root: Node, path: Sequence[Step]) -> str | None:
    """The id of the target that the path runs through."""
    if len(path) < 4 or path[0] != "programmes" or path[2] != "targets":
        return None
    target = locate(root, path[:4]).node
    name = target.get("id") if isinstance(target, Table) else None
    return str(name) if isinstance(name, str) and name else None


def shown_path(root: Node, path: Sequence[Step]) -> str:
    """`R1.1 › rule.at_least` inside a target that has an id, else `programmes[0].targets[3].rule.at_least`."""
    target = target_id(root, path)
    steps = path if target is None else path[4:]
    dotted = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    return dotted if target is None else f"{target}{UNDER}{dotted}" if dotted else target


def nearest(word: str, choices: Iterable[str]) -> dict[str, str]:
    """The fact `nearest`, when one of the choices looks like a slip of the word."""
    close = get_close_matches(word.casefold(), list(choices), n=1, cutoff=0.6)
    return {"nearest": close[0]} if close else {}


def findings(
    problems: Iterable[Problem], file: str, lines: Sequence[str], plan: str | None = None
) -> tuple[Finding, ...]:
    """Findings in the order of the file, each once."""
    made: dict[tuple[object, ...], Finding] = {}
    for problem in sorted(problems, key=lambda p: (p.at, p.code, p.reason, p.path)):
        key = (problem.at, problem.code, problem.reason, problem.path)
        made.setdefault(key, _finding(problem, file, lines, plan))
    return tuple(made.values())


def _finding(problem: Problem, file: str, lines: Sequence[str], plan: str | None) -> Finding:
    line, column = problem.at
    facts = {"reason": problem.reason, "path": problem.path, **problem.facts}
    if 1 <= line <= len(lines):
        facts["line_text"] = lines[line - 1].strip()[:LINE_SHOWN]
    where = TextRef(file, line, column)
    return Finding(problem.code, SEVERITY[problem.code], where, facts, problem.target, plan)
