"""Two records of verdicts → what changed between them, and the cause of each change, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plancheck.audit.grounds import data_causes
from plancheck.audit.verdicts import Seen, recorded
from plancheck.reports.diff import KINDS, Cause, Change, Comparison, Kind, Side


def compare(before: Mapping[str, Any], after: Mapping[str, Any], labels: tuple[str, str]) -> Comparison:
    """`before` and `after` are two `audit.json`. Raises KeyError, TypeError or AttributeError for something else."""
    sides = _side(before, labels[0]), _side(after, labels[1])
    was, now = recorded(before), recorded(after)
    keys = list(dict.fromkeys((*now, *was)))
    moved = {key for key in keys if key in was and key in now and _verdict(was[key]) != _verdict(now[key])}
    changes = [change for key in keys if (change := _change(key, was.get(key), now.get(key), sides, moved)) is not None]
    return Comparison(*sides, tuple(changes), len(keys) - len(changes))


def _side(audit: Mapping[str, Any], label: str) -> Side:
    return Side(label, str(audit["as_of"]), str(audit["known_at"] or ""), str(audit["plancheck"]))


def _verdict(seen: Seen) -> tuple[str, frozenset[str], str]:
    return seen.status, frozenset(seen.flags), seen.reason


def _change(
    key: tuple[str, str], was: Seen | None, now: Seen | None, sides: tuple[Side, Side], moved: set[tuple[str, str]]
) -> Change | None:
    """None where neither the verdict nor what it rests on changed."""
    if was is None or now is None:
        causes: tuple[Cause, ...] = (Cause("target_added" if was is None else "target_removed"),)
        verdict = True
    else:
        verdict = key in moved
        causes = _causes(key, was, now, sides, moved)
    if not causes:
        return None
    one = now or was
    assert one is not None
    return Change(
        plan=key[0],
        target=key[1],
        title=str(one.target["title"]),
        was=was.status if was else "",
        now=now.status if now else "",
        was_flags=was.flags if was else (),
        now_flags=now.flags if now else (),
        verdict=verdict,
        causes=causes,
        sample=bool(one.plan.get("sample")),
    )


def _causes(
    key: tuple[str, str], was: Seen, now: Seen, sides: tuple[Side, Side], moved: set[tuple[str, str]]
) -> tuple[Cause, ...]:
    """What differs in the plan and in the data; only where nothing does and the verdict still changed, the days, the
    parts and the tool."""
    found = [*_plan_causes(was, now), *data_causes(was, now)]
    if key in moved:
        found += _due(was, now, sides)
    if key in moved and not found:
        found = [*_other(key, was, now, sides, moved)] or [Cause("unknown")]
    return tuple(sorted(found, key=lambda cause: KINDS.index(cause.kind)))


def _plan_causes(was: Seen, now: Seen) -> Iterator[Cause]:
    """Fields of the target's definition that differ, thresholds, rosters."""
    before, after = was.target["definition"], now.target["definition"]
    amendments = [one for one in now.target["amendments"] if one not in was.target["amendments"]]
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            kind: Kind = "method" if name == "method" else "amended" if amendments else "plan_edited"
            reasons = "; ".join(f"{one['date']} {one['reason']}" for one in amendments)
            yield Cause(kind, name, _shown(before.get(name)), _shown(after.get(name)), (reasons,) if reasons else ())
    for name in ("thresholds", "grace_days"):
        if was.plan[name] != now.plan[name]:
            yield Cause("thresholds", name, _shown(was.plan[name]), _shown(now.plan[name]))
    roster = _roster(after)
    if was.plan["rosters"].get(roster) != now.plan["rosters"].get(roster):
        names = [[one["name"] for one in seen.plan["rosters"].get(roster) or []] for seen in (was, now)]
        gone, new = ([n for n in names[a] if n not in names[b]] for a, b in ((0, 1), (1, 0)))
        yield Cause("roster", roster, ", ".join(gone), ", ".join(new))


def _roster(definition: Mapping[str, Any]) -> str:
    rule = definition.get("rule") or {}
    return str(rule.get("roster") or rule.get("among") or definition.get("roster") or "")


def _due(was: Seen, now: Seen, sides: tuple[Side, Side]) -> Iterator[Cause]:
    """The due date has passed between the two days."""
    due = str(now.facts.get("due", ""))
    if due and sides[0].as_of < due <= sides[1].as_of:
        yield Cause("due_passed", "due", "", due)


def _other(
    key: tuple[str, str], was: Seen, now: Seen, sides: tuple[Side, Side], moved: set[tuple[str, str]]
) -> Iterator[Cause]:
    before, after = sides
    parts = (now.target["definition"].get("rule") or {}).get("of") or ()
    if changed := [part for part in parts if (key[0], part) in moved]:
        yield Cause("parts", ", ".join(changed))
    if before.known_at != after.known_at:
        yield Cause("known_at", "", before.known_at, after.known_at)
    if before.as_of != after.as_of and not changed:
        yield Cause("time", "as_of", before.as_of, after.as_of)
    elif before.version != after.version and not changed:
        yield Cause("tool", "", before.version, after.version)


def _shown(value: Any) -> str:
    """A part of a plan in one line: `kind=reach at_least=10000 by=2028-12-31`."""
    if isinstance(value, Mapping):
        return " ".join(f"{name}={_shown(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)
