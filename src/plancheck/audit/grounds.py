"""What two verdicts on one target rest on: values revised, reported late, withdrawn, or of a new period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from plancheck.audit.verdicts import Seen
from plancheck.model.period import Period, parse_period
from plancheck.reports.diff import Cause, Kind

Key = tuple[str, str, str]
"""Period, entity, item."""


def data_causes(was: Seen, now: Seen) -> Iterator[Cause]:
    """The differences between the two bases. A value that is no longer looked at because a later one took its place is
    none."""
    before, after = _by_key(was.basis), _by_key(now.basis)
    for key, one in before.items():
        if key in after and one.get("value") != after[key].get("value"):
            yield _revised(key, one, after[key])
    new, last = [key for key in after if key not in before], _last(before)
    late = [key for key in new if _not_after(key, last)]
    yield from _of_periods("new_period", [key for key in new if key not in late], after)
    yield from _of_periods("late_report", late, after)
    if not new:
        yield from _of_periods("withdrawn", [key for key in before if key not in after], before)


def _not_after(key: Key, last: date | None) -> bool:
    end = _end(key)
    return last is not None and end is not None and end <= last


def _by_key(basis: Iterable[Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    return {(str(one["period"]), str(one.get("entity", "")), str(one.get("item", ""))): one for one in basis}


def _revised(key: Key, was: Mapping[str, Any], now: Mapping[str, Any]) -> Cause:
    places = tuple(dict.fromkeys((*map(str, was["sources"]), *map(str, now["sources"]))))
    return Cause("revised", " ".join(filter(None, key)), _value(was), _value(now), places)


def _of_periods(kind: Kind, keys: Iterable[Key], basis: Mapping[Key, Mapping[str, Any]]) -> Iterator[Cause]:
    """One cause a period, however many reported; a single value is shown."""
    periods: dict[str, list[Key]] = {}
    for key in keys:
        periods.setdefault(key[0], []).append(key)
    for period, found in periods.items():
        values = [_value(basis[key]) for key in found]
        places = tuple(str(source) for key in found for source in basis[key]["sources"])
        shown = values[0] if len(values) == 1 else str(len(values))
        yield Cause(kind, period, *(("", shown) if kind != "withdrawn" else (shown, "")), places)


def _value(one: Mapping[str, Any]) -> str:
    return "" if one.get("value") is None else str(one["value"])


def _last(basis: Mapping[Key, Any]) -> date | None:
    return max(filter(None, map(_end, basis)), default=None)


def _end(key: Key) -> date | None:
    period = parse_period(key[0])
    return period.end if isinstance(period, Period) else None
