"""The tree to a typed plan; every error of the types becomes a problem with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import ValidationError

from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.plans.known_keys import names_at
from plancheck.plans.marks import UNREAD
from plancheck.plans.plan import Plan, Span, Target
from plancheck.plans.problem import MAX_PROBLEMS, Problem, at_key, at_path, nearest
from plancheck.plans.shapes import validator
from plancheck.plans.tree import Hole, Items, Node, Place, Step, Table, locate
from plancheck.rules import KINDS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

_REASONS = {
    "string_type": "text_expected",
    "dataclass_type": "table_expected",
    "dict_type": "table_expected",
    "model_attributes_type": "table_expected",
    "tuple_type": "list_expected",
    "too_long": "pair_expected",
    "literal_error": "not_in_list",
}


_GRAVE = {"note": INFO, "notice": INFO, "hint": INFO, "提示": INFO, "警告": WARNING, "错误": ERROR}
"""What other programs, and our own reports in Chinese, call how grave a finding is."""

T = TypeVar("T")


_VALIDATORS: dict[Any, SchemaValidator] = {}


def _validator(cls: type[object]) -> SchemaValidator:
    """Made once for every type: describing one takes longer than reading a file."""
    if cls not in _VALIDATORS:
        _VALIDATORS[cls] = validator(cls)
    return _VALIDATORS[cls]


def read_tree(root: Node) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan, or everything in it that cannot be typed."""
    return read_as(Plan, root)


def read_as(cls: type[T], root: Node) -> tuple[T | None, tuple[Problem, ...]]:
    """The tree as a record of this type, or everything in it that cannot be typed. What was refused while reading is
    not named again."""
    try:
        typed: T = _validator(cls).validate_python(root)
        return typed, ()
    except ValidationError as e:
        errors = e.errors(include_url=False, include_input=False)
    problems = [problem for error in errors[:MAX_PROBLEMS] if (problem := _problem(cls, root, error))]
    if len(errors) > MAX_PROBLEMS:
        facts = {"seen": str(len(errors)), "expected": str(MAX_PROBLEMS)}
        problems.append(Problem("P401", "too_many_errors", (1, 1), facts=facts))
    return None, tuple(problems)


TARGET_PATH: tuple[Step, ...] = ("programmes", 0, "targets", 0)
"""Where `alone` puts the target."""


def alone(target: Node, at: Place) -> Table:
    """A plan with only this target, so that one target can be typed by itself and its errors keep their places."""
    programme, plan, period = Table(), Table(), Table()
    for table, texts in ((programme, {"id": "x", "title": "x"}), (plan, {"plancheck": "1", "id": "x", "title": "x"})):
        for key, text in texts.items():
            table.put(key, at, text, at)
    for key in ("start", "end"):
        period.put(key, at, "2000", at)
    plan.put("period", at, period, at)
    programme.put("targets", at, Items.of((target, at)), at)
    plan.put("programmes", at, Items.of((programme, at)), at)
    return plan


def read_target(node: Node, at: Place) -> tuple[Target | None, tuple[Problem, ...]]:
    """One target by itself."""
    plan, problems = read_tree(alone(node, at))
    return (None, problems) if plan is None else (plan.targets[0], ())


def read_period(root: Table) -> Span | None:
    """The plan's period by itself, None when it is not sound."""
    node, at = root.get("period"), root.values_at.get("period", (1, 1))
    if node is None:
        return None
    bare = alone(Table(), at)
    bare.put("programmes", at, Items(), at)
    bare.put("period", at, node, at)
    plan, _ = read_tree(bare)
    return None if plan is None else plan.period


def _problem(cls: type[object], root: Node, error: ErrorDetails) -> Problem | None:
    path = _path(error["loc"])
    if isinstance(locate(root, path).node, Hole):
        return None
    if error["type"] == "unexpected_keyword_argument":
        return _unknown(cls, root, path)
    return _READERS.get(error["type"], _plain_error)(root, path, error)


def _path(loc: tuple[Step, ...]) -> tuple[Step, ...]:
    """The error's location without what is not in the file: the tag of the rule union and the mark of a key."""
    path: list[Step] = []
    for before, step in zip((None, *loc), loc, strict=False):
        if step != "[key]" and not (before == "rule" and step in KINDS):
            path.append(step)
    return tuple(path)


def _missing(root: Node, path: tuple[Step, ...], error: ErrorDetails) -> Problem | None:
    if isinstance(path[-1], int):
        return at_path(root, path[:-1], "P401", "pair_expected", seen=_seen(root, path[:-1]))
    return at_path(root, path, "P401", "missing_key", expected=str(path[-1]), seen="")


def _unknown(cls: type[object], root: Node, path: tuple[Step, ...]) -> Problem:
    names = names_at(cls, root, path[:-1])
    facts = nearest(str(path[-1]), names) | {"expected": ", ".join(names)}
    return at_key(root, path, "P401", "unknown_key", **facts)


def _kind(root: Node, path: tuple[Step, ...], error: ErrorDetails) -> Problem | None:
    if error["type"] == "union_tag_not_found":
        return at_path(root, (*path, "kind"), "P401", "missing_key", expected="kind", seen="")
    seen = str(error["ctx"]["tag"])
    facts = nearest(seen, KINDS) | {"expected": ", ".join(KINDS), "seen": seen}
    if isinstance(locate(root, (*path, "kind")).node, Hole):
        return None
    return at_path(root, (*path, "kind"), "P401", "kind_unknown", **facts)


def _choice(root: Node, path: tuple[Step, ...], error: ErrorDetails) -> Problem | None:
    choices = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    on_key = error["loc"][-1] == "[key]"
    seen = str(path[-1]) if on_key else _seen(root, path)
    meant = seen
    if path[0] == "severities" and not on_key:
        choices = [grave for grave in choices if path[-1] not in UNREAD or grave in (ERROR, WARNING)]
        meant = _GRAVE.get(seen.casefold(), seen)
    facts = nearest(meant, choices) | {"expected": ", ".join(choices), "seen": seen}
    return (at_key if on_key else at_path)(root, path, "P401", "not_in_list", **facts)


def _rule_error(root: Node, path: tuple[Step, ...], error: ErrorDetails) -> Problem | None:
    return at_path(root, path, "P401", str(error["ctx"]["error"]), seen=_seen(root, path))


def _plain_error(root: Node, path: tuple[Step, ...], error: ErrorDetails) -> Problem | None:
    reason = _REASONS.get(error["type"], error["type"])
    if error["loc"][-1] == "[key]":
        return at_key(root, path, "P401", reason)
    return at_path(root, path, "P401", reason, seen=_seen(root, path))


_READERS = {
    "missing": _missing,
    "union_tag_not_found": _kind,
    "union_tag_invalid": _kind,
    "literal_error": _choice,
    "value_error": _rule_error,
}


def _seen(root: Node, path: tuple[Step, ...]) -> str:
    """The text that stands there; of a table its keys, of a list its texts."""
    node = locate(root, path).node
    if isinstance(node, str):
        return node
    parts = [part if isinstance(part, str) else "…" for part in node or ()]
    return f"[{', '.join(parts)}]" if isinstance(node, Items) else ", ".join(parts)
