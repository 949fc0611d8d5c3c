"""What differs in the plan between two verdicts: by amendment or without one, the method, the bounds, the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plancheck.audit.fields import changed, fields_of, pair, shown
from plancheck.audit.verdicts import Seen
from plancheck.reports.diff import Cause, Kind, Side

Amendment = Mapping[str, Any]
_READING = ("placeholders", "headers")
"""What the plan says about reading submissions: of interest only where something came of it."""


def plan_causes(was: Seen, now: Seen, after: Side) -> Iterator[Cause]:
    """Fields of the target's definition that differ, then its roster."""
    new = [one for one in now.target["amendments"] if _key(one) not in map(_key, was.target["amendments"])]
    ahead = [one for one in was.target["amendments"] if str(one["date"]) > after.as_of]
    for name, (before, later) in changed(_fields(was), _fields(now)).items():
        yield from _field(name, before, later, new, ahead)
    yield from roster_causes(was, now)


def _fields(seen: Seen) -> dict[str, Any]:
    return fields_of(seen.target["definition"])


def _key(one: Amendment) -> tuple[str, str]:
    return str(one["date"]), str(one["reason"])


def _field(name: str, was: Any, now: Any, new: Sequence[Amendment], ahead: Sequence[Amendment]) -> Iterator[Cause]:
    """One field: edited up to where the amendments begin, and from there amended."""
    if name == "method":
        yield Cause("method", name, *pair(was, now))
        return
    made, undone = [one for one in new if _sets(one, name)], [one for one in ahead if _sets(one, name)]
    start = _start(made[0], name, was) if made else now
    if undone and not made and _start(undone[0], name, now) == now:
        yield _cause("not_yet_amended", name, was, now, undone)
    elif start != was:
        yield _cause("plan_edited", name, was, start)
    if made and start != now:
        yield _cause("amended", name, start, now, made)


def _cause(kind: Kind, name: str, was: Any, now: Any, made: Sequence[Amendment] = ()) -> Cause:
    reasons = "; ".join(f"{one['date']} {one['reason']}" for one in made)
    return Cause(kind, name, *pair(was, now), (reasons,) if reasons else ())


def _sets(one: Amendment, name: str) -> bool:
    """The amendment changed this field; records of the first version do not say which ones it did."""
    return "changes" not in one or name in one["changes"]


def _start(one: Amendment, name: str, otherwise: Any) -> Any:
    """What the field said before the amendment."""
    return one["changes"][name]["before"] if "changes" in one else otherwise


def roster_causes(was: Seen, now: Seen) -> Iterator[Cause]:
    """Who left the roster, who joined it, and of whom it says something else."""
    name = roster_of(now)
    before, after = entries(was, name), entries(now, name)
    if before == after:
        return
    gone = [*(one for one in before if one not in after), *_other(before, after)]
    new = [*(one for one in after if one not in before), *_other(after, before)]
    yield Cause("roster", name, ", ".join(gone), ", ".join(new))


def _other(here: Mapping[str, Any], there: Mapping[str, Any]) -> list[str]:
    return [shown(one) for name, one in here.items() if name in there and there[name] != one]


def entries(seen: Seen, roster: str) -> dict[str, Any]:
    """The entries of a roster by name."""
    return {str(one["name"]): one for one in seen.plan["rosters"].get(roster) or []}


def roster_of(seen: Seen) -> str:
    """The roster that the target looks at, "" for none."""
    definition = seen.target["definition"]
    rule = definition.get("rule") or {}
    return str(rule.get("roster") or rule.get("among") or definition.get("roster") or "")


def bounds_causes(was: Seen, now: Seen, moved: bool, rests: bool) -> Iterator[Cause]:
    """What the plan says for all its targets, as far as this one can have felt it: its verdict `moved`, or what it
    `rests` on did."""
    report = str(now.target["definition"].get("report") or "")
    parts = {"thresholds": moved or "ratio" in now.facts, "grace_days": moved, "period": moved or rests}
    parts |= dict.fromkeys(_READING, moved or rests)
    if not ("period" in was.plan and "period" in now.plan):
        parts = dict.fromkeys(("thresholds", "grace_days"), moved)  # all that records of the first version say
    for part in (part for part, felt in parts.items() if felt):
        before, after = ({part: seen.plan.get(part)} for seen in (was, now))
        for name, values in changed(fields_of(before), fields_of(after)).items():
            if part != "grace_days" or not report or name == f"grace_days.{report}":
                yield Cause(
                    "thresholds" if part in ("thresholds", "grace_days") else "plan_edited", name, *pair(*values)
                )
