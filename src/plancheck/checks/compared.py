"""What the checks of one plan's submissions look at: rows by target, what counts of them, who is who."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import Origin
from plancheck.model.period import Period
from plancheck.model.series import Entry
from plancheck.plans.plan import LoadedPlan, Roster
from plancheck.series.called import Called
from plancheck.series.entities import names
from plancheck.series.scope import Scope
from plancheck.sources.cells import clean
from plancheck.sources.gathered import parts_of
from plancheck.sources.tabled import Tabled

if TYPE_CHECKING:
    from plancheck.checks.quiet import Quiet


@frozen
class Compared:
    """One target: its `observations`, earlier submissions included, and the `entries` that count of them; `who` says
    from whom an observation is, by the names of the target's roster. `quiet` tells of further rows, of which nothing is
    to be said."""

    scope: Scope
    observations: Sequence[Observation]
    entries: Sequence[Entry]
    who: Who
    quiet: Quiet | None = None

    def say(self, code: str, origin: Origin | None, /, **facts: str) -> Finding:
        """A finding on the target."""
        target = self.scope.target.id
        return Finding(code, SEVERITY[code], origin, {"target": target} | facts, target, self.scope.plan.id)


def scope_of(loaded: LoadedPlan, target: str, as_of: date, known_at: date | None, called: Called) -> Scope:
    """The target as it stands on the day."""
    current = loaded.in_force(target, as_of).target
    name = current.roster_name
    return Scope(loaded.plan, current, None if name is None else loaded.rosters[name], as_of, known_at, called)


class Who:
    """Tells who an observation is from: the entity as the roster names it; as it is compared where it is not on it, as
    it is `called` where there is none. A row whose period cannot be read is of whoever bears the name."""

    def __init__(self, roster: Roster | None, called: Called) -> None:
        self._known, self._called = names(roster or ()), None if roster is not None else called
        self._always: dict[str, str | None] = {}
        self._dated: dict[tuple[str, Period], str] = {}

    def __call__(self, one: Observation) -> str:
        written, period = one.entity, one.period
        found = self._for_good(written)
        if found is not None:
            return found
        if period is None:
            return self._known.bearers[clean(written)][0].name
        if (written, period) not in self._dated:
            bearer = self._known.bearer(written, period)
            self._dated[written, period] = clean(written) if bearer is None else bearer.name
        return self._dated[written, period]

    def all_of(self, observations: Sequence[Observation]) -> set[str]:
        """Everyone that they are from."""
        found: set[str] = set()
        for part in parts_of(observations):
            rows: Iterable[Observation] = part
            if isinstance(part, Tabled):
                named = {written: self._for_good(written) for written in part.plain_entities()}
                found.update(name for name in named.values() if name is not None)
                rows = part.speaking_of({written for written, name in named.items() if name is None})
            found.update(map(self, rows))
        return found

    def _for_good(self, written: str) -> str | None:
        """The name, where it means the same in any period."""
        if written not in self._always:
            self._always[written] = self._name(written)
        return self._always[written]

    def _name(self, written: str) -> str | None:
        if self._called is not None:
            return self._called.get(written, written)
        name = clean(written)
        return self._known.always(written) if name in self._known.bearers else name
