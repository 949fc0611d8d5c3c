"""What the checks of one plan's submissions look at: rows by target, what counts of them, who is who."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import Origin
from plancheck.model.series import Entry
from plancheck.plans.plan import LoadedPlan
from plancheck.series.entities import names
from plancheck.series.scope import Scope
from plancheck.sources.cells import clean


@frozen
class Compared:
    """One target: its `observations`, earlier submissions included, and the `entries` that count of them."""

    scope: Scope
    observations: Sequence[Observation]
    entries: Sequence[Entry]

    def say(self, code: str, origin: Origin | None, /, **facts: str) -> Finding:
        """A finding on the target."""
        target = self.scope.target.id
        return Finding(code, SEVERITY[code], origin, {"target": target} | facts, target, self.scope.plan.id)


def scope_of(loaded: LoadedPlan, target: str, as_of: date, known_at: date | None) -> Scope:
    """The target as it stands on the day."""
    current = loaded.in_force(target, as_of).target
    name = current.roster_name
    return Scope(loaded.plan, current, None if name is None else loaded.rosters[name], as_of, known_at)


def reporter_of(scope: Scope) -> Callable[[Observation], str]:
    """Tells who an observation is from: the entity as the roster names it; as written where it is not on it, or there
    is none. A row whose period cannot be read is of whoever bears the name."""
    known = names(scope.roster or ())
    found: dict[tuple[str, str], str] = {}

    def name(one: Observation) -> str:
        key = one.entity, "" if one.period is None else one.period.label
        if key not in found:
            bearers = known.bearers.get(clean(one.entity), ())
            bearer = next(iter(bearers), None) if one.period is None else known.bearer(one.entity, one.period)
            found[key] = clean(one.entity) if bearer is None else bearer.name
        return found[key]

    return name
