"""What the checks of one plan's submissions look at: rows by target, what counts of them, who is who."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import Origin
from plancheck.model.period import Period
from plancheck.model.series import Entry
from plancheck.plans.plan import LoadedPlan, Roster
from plancheck.series.entities import Names, names
from plancheck.series.scope import Scope
from plancheck.sources.cells import clean


@frozen
class Compared:
    """One target: its `observations`, earlier submissions included, and the `entries` that count of them; `who` says
    from whom an observation is, by the names of the target's roster."""

    scope: Scope
    observations: Sequence[Observation]
    entries: Sequence[Entry]
    who: Callable[[Observation], str]

    def say(self, code: str, origin: Origin | None, /, **facts: str) -> Finding:
        """A finding on the target."""
        target = self.scope.target.id
        return Finding(code, SEVERITY[code], origin, {"target": target} | facts, target, self.scope.plan.id)


def scope_of(loaded: LoadedPlan, target: str, as_of: date, known_at: date | None) -> Scope:
    """The target as it stands on the day."""
    current = loaded.in_force(target, as_of).target
    name = current.roster_name
    return Scope(loaded.plan, current, None if name is None else loaded.rosters[name], as_of, known_at)


def reporter_of(roster: Roster | None) -> Callable[[Observation], str]:
    """Tells who an observation is from: the entity as the roster names it; as written where it is not on it, or there
    is none. A row whose period cannot be read is of whoever bears the name."""
    known = names(roster or ())
    always: dict[str, str | None] = {}
    dated: dict[tuple[str, Period], str] = {}

    def name(one: Observation) -> str:
        written, period = one.entity, one.period
        if written not in always:
            always[written] = _for_good(known, written)
        found = always[written]
        if found is not None:
            return found
        if period is None:
            return known.bearers[clean(written)][0].name
        if (written, period) not in dated:
            bearer = known.bearer(written, period)
            dated[written, period] = clean(written) if bearer is None else bearer.name
        return dated[written, period]

    return name


def _for_good(known: Names, written: str) -> str | None:
    """The name, where it means the same in any period."""
    bearers = known.bearers.get(clean(written), ())
    if not bearers:
        return clean(written)
    first = bearers[0]
    return first.name if len(bearers) == 1 and first.from_ is None and first.to is None else None
