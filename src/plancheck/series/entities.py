"""Who a report is from: the names of a roster, each on the days for which it is listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.plans.plan import Roster, RosterEntry
from plancheck.sources.cells import clean


@frozen
class Names:
    """`bearers` are, by name and alias, the entries that bear it, in the order of the roster; `in_order` the names and
    aliases in that of the alphabet."""

    bearers: Mapping[str, tuple[RosterEntry, ...]]
    in_order: tuple[str, ...]

    def bearer(self, written: str, period: Period) -> RosterEntry | None:
        """Who is meant in a report on `period`: listed on any of its days; by its own name rather than by an alias, at
        the end of the period rather than before. After a merger the old name may so mean the successor."""
        name = clean(written)
        there = [entry for entry in self.bearers.get(name, ()) if _listed(entry, period)]
        return min(there, key=lambda e: (clean(e.name) != name, not e.in_force(period.end)), default=None)

    def always(self, written: str) -> str | None:
        """The name on the roster of the one who bears this name alone and at all times; None where there is nobody, or
        where it takes the period to tell."""
        found = self.bearers.get(clean(written), ())
        alone = len(found) == 1 and found[0].from_ is None and found[0].to is None
        return found[0].name if alone else None

    def listed(self, written: str) -> str:
        """The days for which the name is listed, "" for one that never is."""
        return ", ".join(f"{e.from_ or ''}..{e.to or ''}" for e in self.bearers.get(clean(written), ()))


class _Same:
    """A roster, told from others by being itself: comparing it entry by entry takes as long as naming it."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.roster is other.roster

    def __hash__(self) -> int:
        return id(self.roster)


def names(roster: Roster) -> Names:
    """The names of a roster; worked out once for each, however many ask."""
    return _names(_Same(roster))


@lru_cache(maxsize=32)
def _names(of: _Same) -> Names:
    found: dict[str, tuple[RosterEntry, ...]] = {}
    for entry in of.roster:
        for name in dict.fromkeys(map(clean, (entry.name, *entry.aliases))):
            found[name] = (*found.get(name, ()), entry)
    return Names(found, tuple(sorted(found)))


def _listed(entry: RosterEntry, period: Period) -> bool:
    return (entry.from_ or date.min) <= period.end and period.start <= (entry.to or date.max)
