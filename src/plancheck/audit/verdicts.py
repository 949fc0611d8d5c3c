"""Two records of verdicts side by side: which came out otherwise, and in what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from plancheck.model.frozen import frozen
from plancheck.model.verdict import Flag, Status

Recorded = Mapping[tuple[str, str], "Seen"]


@frozen
class Seen:
    """A verdict as `audit.json` has it; `target` is the whole of its entry, `plan` the plan's without its targets."""

    status: str
    flags: tuple[str, ...]
    reason: str
    facts: Mapping[str, Any]
    basis: tuple[Mapping[str, Any], ...]
    target: Mapping[str, Any]
    plan: Mapping[str, Any]


def recorded(audit: Mapping[str, Any]) -> dict[tuple[str, str], Seen]:
    """Every verdict by plan and target. Raises KeyError, TypeError, ValueError or AttributeError for another thing
    than an `audit.json`."""
    return {
        (str(plan["id"]), str(target["id"])): Seen(
            Status(target["status"]).value,
            tuple(Flag(flag).value for flag in target["flags"]),
            str(target["reason"] or ""),
            dict(target["facts"]),
            _basis(target["basis"]),
            target,
            {name: value for name, value in plan.items() if name != "targets"},
        )
        for plan in audit["plans"]
        for target in plan["targets"]
    }


def _basis(given: Any) -> tuple[Mapping[str, Any], ...]:
    found = tuple(given)
    if not all(isinstance(one, Mapping) and isinstance(one["sources"], list) for one in found):
        raise TypeError
    return found


def changed_verdicts(was: Recorded, now: Recorded) -> Iterator[tuple[str, str, str]]:
    """Plan and target, what was recorded and what comes out now. A fact that is only new is none: later versions may
    say more."""
    for key in dict.fromkeys((*was, *now)):
        what = " ".join(key)
        if key not in now:
            yield what, was[key].status, ""
        elif key not in was:
            yield what, "", now[key].status
        else:
            yield from ((what, before, after) for before, after in differing(was[key], now[key]))


def differing(was: Seen, now: Seen) -> Iterator[tuple[str, str]]:
    """Status, flags and reason, then each fact and the basis, as `name=value` before and after."""
    if (was.status, was.reason) != (now.status, now.reason) or set(was.flags) != set(now.flags):
        yield _label(was), _label(now)
    for name, value in was.facts.items():
        if now.facts.get(name) != value:
            yield f"{name}={value}", f"{name}={now.facts.get(name)}"
    for before, after in zip_longest(was.basis, now.basis):
        if before != after:
            yield _rest(before), _rest(after)


def _rest(basis: Mapping[str, Any] | None) -> str:
    """`2026-Q4=12 上报.xlsx#指标!C7`, one value that the verdict rests on."""
    if basis is None:
        return ""
    key = " ".join(str(basis[name]) for name in ("period", "entity", "item") if basis.get(name))
    return " ".join((f"{key}={basis.get('value')}", *map(str, basis.get("sources", ()))))


def _label(seen: Seen) -> str:
    return " ".join(filter(None, (seen.status, *sorted(seen.flags), seen.reason)))
