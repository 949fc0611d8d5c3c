"""What two verdicts on one target rest on: values revised, reported late, withdrawn, or of a new period.

A value that is gone was withdrawn only if nothing else can have put it out of sight: an earlier day, an amended rule,
a changed roster, a later value in its place. Where one of these can, it is only said that it no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from plancheck.audit.fields import changed, fields_of, same
from plancheck.audit.plan_grounds import entries, roster_of
from plancheck.audit.verdicts import Seen
from plancheck.model.frozen import frozen
from plancheck.model.period import Period, parse_period
from plancheck.reports.diff import Cause, Kind, Side

Key = tuple[str, str, str, int]
"""Period, entity, item, and a number where one basis has several of these."""
Basis = Mapping[Key, Mapping[str, Any]]


def data_causes(was: Seen, now: Seen, sides: tuple[Side, Side]) -> Iterator[Cause]:
    """The differences between the two bases."""
    before, after = _by_key(was.basis), _by_key(now.basis)
    gone, new = _off_the_roster(was, now, before, after)
    both = _Both(before, after, _steady(was, now), _adds_up(now), sides)
    found: dict[Kind, list[Key]] = {}
    for key in (*new, *gone):
        kind = both.of_new(key) if key in after else both.of_gone(key)
        if kind is not None:
            found.setdefault(kind, []).append(key)
    for key, one in before.items():
        if key in after and not same(one.get("value"), after[key].get("value")):
            yield _revised(key, one, after[key], sides)
    for kind in found:
        yield from _of_periods(kind, found[kind], after if kind not in ("withdrawn", "left_out") else before)


def narrowed(sides: tuple[Side, Side]) -> bool:
    """The second record looks at less: its day, or the day by which it counts, is an earlier one."""
    was, now = sides
    return now.as_of < was.as_of or bool(now.known_at and (not was.known_at or now.known_at < was.known_at))


@frozen
class _Both:
    """Two bases. `steady`: the plan asks for the same values in both; `adds_up`: every period stays in the basis, while
    others rest on the latest values and on those at due."""

    before: Basis
    after: Basis
    steady: bool
    adds_up: bool
    sides: tuple[Side, Side]

    def of_new(self, key: Key) -> Kind | None:
        """A value that was not looked at before."""
        last = _last(self.before, key) or _last_of_all(self.before)
        end = _end(key)
        if last is None:
            return "now_used" if end is not None and end.isoformat() < self.sides[0].as_of else "new_period"
        if end is None or end > last:
            return "new_period"
        known = self.steady and (self.adds_up or len(_like(self.before, key)) != 1)
        return "late_report" if known else "now_used"

    def of_gone(self, key: Key) -> Kind | None:
        """A value that is no longer looked at; None where a later one took its place."""
        end, was, now = _end(key), _last_of_all(self.before), _last_of_all(self.after)
        if end is None or was is None or narrowed(self.sides) or not self.steady or self._covered(key):
            return "left_out"
        if self.adds_up or now is None or now < was:
            return "withdrawn"
        if now > was:
            return None
        return "withdrawn" if self.sides[0].as_of == self.sides[1].as_of else "left_out"

    def _covered(self, key: Key) -> bool:
        """A value for another period that takes in this one has come in."""
        gone = parse_period(key[0])
        new = (parse_period(other[0]) for other in self.after if other not in self.before)
        return isinstance(gone, Period) and any(
            isinstance(period, Period) and period.start <= gone.start and gone.end <= period.end for period in new
        )


def _steady(was: Seen, now: Seen) -> bool:
    before, after = ({"target": seen.target["definition"], "period": seen.plan.get("period")} for seen in (was, now))
    return not changed(fields_of(before), fields_of(after))


def _adds_up(seen: Seen) -> bool:
    return bool(seen.target["definition"].get("measure") == "increment" and seen.reason != "too_few_values")


def _off_the_roster(was: Seen, now: Seen, before: Basis, after: Basis) -> tuple[list[Key], list[Key]]:
    """What is gone and what is new, but for those who left the roster or joined it: that is the cause then."""
    old, fresh = entries(was, roster_of(now)), entries(now, roster_of(now))
    gone = [key for key in before if key not in after and not (key[1] in old and key[1] not in fresh)]
    new = [key for key in after if key not in before and not (key[1] in fresh and key[1] not in old)]
    return gone, new


def _by_key(basis: Iterable[Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    found: dict[Key, Mapping[str, Any]] = {}
    for one in basis:
        period, entity, item = str(one["period"]), str(one.get("entity", "")), str(one.get("item", ""))
        number = 0
        while (period, entity, item, number) in found:
            number += 1
        found[period, entity, item, number] = one
    return found


def _revised(key: Key, was: Mapping[str, Any], now: Mapping[str, Any], sides: tuple[Side, Side]) -> Cause:
    """Another value of the same period. What was not done by the first day may be done by the second by the same
    report, which says on which day: that is no revision."""
    places, before = _places([now]), _places([was])
    if now.get("value") is True and was.get("value") is False and sides[0].as_of < sides[1].as_of and places == before:
        return Cause("now_used", " ".join(filter(None, key[:3])), "", _value(now), places)
    moved = () if before == places else before
    return Cause("revised", " ".join(filter(None, key[:3])), _value(was), _value(now), places, moved)


def _of_periods(kind: Kind, keys: Iterable[Key], basis: Basis) -> Iterator[Cause]:
    """One cause a period, however many reported; a single value is shown with who reported it."""
    periods: dict[str, list[Key]] = {}
    for key in keys:
        periods.setdefault(key[0], []).append(key)
    for period, found in periods.items():
        single = len(found) == 1
        what = " ".join(filter(None, found[0][:3])) if single else period
        shown = _value(basis[found[0]]) if single else ""
        places = _places([basis[key] for key in found])
        yield Cause(kind, what, *_sides(kind, shown), places, count=0 if single else len(found))


def _sides(kind: Kind, shown: str) -> tuple[str, str]:
    return (shown, "") if kind in ("withdrawn", "left_out") else ("", shown)


def _places(found: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(source) for one in found for source in one["sources"]))


def _value(one: Mapping[str, Any]) -> str:
    value = one.get("value")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _like(basis: Basis, key: Key) -> list[Key]:
    """Those of the same entity and item."""
    return [other for other in basis if other[1:] == key[1:]]


def _last(basis: Basis, key: Key) -> date | None:
    return max(filter(None, map(_end, _like(basis, key))), default=None)


def _last_of_all(basis: Basis) -> date | None:
    return max(filter(None, map(_end, basis)), default=None)


def _end(key: Key) -> date | None:
    period = parse_period(key[0])
    return period.end if isinstance(period, Period) else None
