"""Two records of verdicts → what changed between them, and the cause of each change, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plancheck.audit.grounds import data_causes, narrowed
from plancheck.audit.plan_grounds import bounds_causes, plan_causes
from plancheck.audit.verdicts import Seen, recorded
from plancheck.model.frozen import frozen
from plancheck.reports.diff import KINDS, Cause, Change, Comparison, Kind, Side

Key = tuple[str, str]
_SILENCE = frozenset({"reports_overdue", "final_report_awaited", "no_observation", "none_reported"})
"""Reasons that come of days going by without a report."""


def compare(before: Mapping[str, Any], after: Mapping[str, Any], labels: tuple[str, str]) -> Comparison:
    """`before` and `after` are two `audit.json`. Raises KeyError, TypeError, ValueError or AttributeError for something
    else."""
    pair = _pair(before, after, labels)
    keys = pair.keys()
    changes = [change for key in keys if (change := _change(pair, key)) is not None]
    return Comparison(*pair.sides, tuple(changes), len(keys) - len(changes))


@frozen
class _Pair:
    """Both records; `moved` are the targets whose verdict changed."""

    sides: tuple[Side, Side]
    was: Mapping[Key, Seen]
    now: Mapping[Key, Seen]
    plans: tuple[frozenset[str], frozenset[str]]
    moved: frozenset[Key]

    def keys(self) -> list[Key]:
        """Every target, in the order of the second record."""
        return list(dict.fromkeys((*self.now, *self.was)))


def _pair(before: Mapping[str, Any], after: Mapping[str, Any], labels: tuple[str, str]) -> _Pair:
    was, now = recorded(before), recorded(after)
    moved = frozenset(key for key in was if key in now and _verdict(was[key]) != _verdict(now[key]))
    plans = _plans(before), _plans(after)
    return _Pair((_side(before, labels[0]), _side(after, labels[1])), was, now, plans, moved)


def _plans(audit: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(plan["id"]) for plan in audit["plans"])


def _side(audit: Mapping[str, Any], label: str) -> Side:
    return Side(label, str(audit["as_of"]), str(audit["known_at"] or ""), str(audit["plancheck"]))


def _verdict(seen: Seen) -> tuple[str, frozenset[str], str]:
    return seen.status, frozenset(seen.flags), seen.reason


def _change(pair: _Pair, key: Key) -> Change | None:
    """None where neither the verdict nor what it rests on changed."""
    was, now = pair.was.get(key), pair.now.get(key)
    if was is not None and now is not None:
        causes = _causes(pair, key, was, now)
    else:
        causes = (Cause(_came_or_went(pair, key[0], was is None)),)
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
        verdict=was is None or now is None or key in pair.moved,
        causes=causes,
        sample=bool(one.plan.get("sample")),
    )


def _came_or_went(pair: _Pair, plan: str, came: bool) -> Kind:
    """The target, or the plan as a whole: a record may be of fewer plans."""
    if came:
        return "target_added" if plan in pair.plans[0] else "plan_added"
    return "target_removed" if plan in pair.plans[1] else "plan_removed"


def _causes(pair: _Pair, key: Key, was: Seen, now: Seen) -> tuple[Cause, ...]:
    """What differs in the plan and in the data, and the days where they tell; only where none of these does and the
    verdict still changed, whatever else differs between the two records."""
    moved = key in pair.moved
    data = [*data_causes(was, now, pair.sides)]
    found = [*plan_causes(was, now, pair.sides[1]), *bounds_causes(was, now, moved, bool(data)), *data]
    if found and narrowed(pair.sides):
        found += [*_time(pair.sides), *_known(pair.sides)]
    elif moved:
        found += [*_parts(pair, key, now), *_due(was, now, pair.sides), *_waived(was, now)]
        if found and _fell_silent(was, now):
            found += _time(pair.sides)
    if moved and not found:
        found = _left(pair.sides)
    return tuple(sorted(found, key=lambda cause: KINDS.index(cause.kind)))


def _parts(pair: _Pair, key: Key, now: Seen) -> Iterator[Cause]:
    """Targets of which the composite is made and whose verdicts changed."""
    parts = (now.target["definition"].get("rule") or {}).get("of") or ()
    for part in (part for part in parts if (key[0], part) in pair.moved):
        yield Cause("parts", str(part), pair.was[key[0], part].status, pair.now[key[0], part].status)


def _due(was: Seen, now: Seen, sides: tuple[Side, Side]) -> Iterator[Cause]:
    """The due date has passed between the two days."""
    due = str(now.facts.get("due", ""))
    if due and sides[0].as_of < due <= sides[1].as_of:
        yield Cause("due_passed", "due", "", due)


def _waived(was: Seen, now: Seen) -> Iterator[Cause]:
    """The day has come from which the target is waived."""
    waiver = now.target["definition"].get("waived")
    if isinstance(waiver, Mapping) and "waived" in now.flags and "waived" not in was.flags:
        yield Cause("waived", "waived", "", str(waiver.get("date", "")), (str(waiver.get("reason", "")),))


def _fell_silent(was: Seen, now: Seen) -> bool:
    """A report that should have come by now has not."""
    return (now.reason in _SILENCE and was.reason not in _SILENCE) or (
        "stale" in now.flags and "stale" not in was.flags
    )


def _time(sides: tuple[Side, Side]) -> list[Cause]:
    was, now = sides
    return [Cause("time", "as_of", was.as_of, now.as_of)] if was.as_of != now.as_of else []


def _known(sides: tuple[Side, Side]) -> list[Cause]:
    was, now = sides
    return [Cause("known_at", "", was.known_at, now.known_at)] if was.known_at != now.known_at else []


def _left(sides: tuple[Side, Side]) -> list[Cause]:
    """Neither plan nor data: the days, the tool, or one of them that the records cannot tell. A later known-at date
    that brought no other value is no cause beside these."""
    was, now = sides
    found = _time(sides)
    if was.version != now.version:
        found.append(Cause("tool", "", was.version, now.version))
    if not found or narrowed(sides):
        found += _known(sides)
    if len(found) == 1:
        return found
    return [Cause("undecided"), *found] if found else [Cause("unknown")]
