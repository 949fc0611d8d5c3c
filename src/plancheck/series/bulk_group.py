"""Targets that are tallied together: one cadence, one roster, counted from one report on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.plans.plan import Roster
from plancheck.rules.checklist import Checklist
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.milestones import Milestones
from plancheck.rules.rank import Rank
from plancheck.series.bulk_texts import Texts
from plancheck.series.called import Called
from plancheck.series.entities import names
from plancheck.series.scope import Scope
from plancheck.series.state import counting_from

_BY_ENTITY = (Checklist, Milestones, EachEntity, EachYear, Dispersion, KOfN, Rank)
"""Kinds that look at each entity, or at years: their reports go through the reference one by one."""
_MEASURES = ("increment", "running_total", "level", "ratio")
_FINEST = -6


def tallied(scope: Scope) -> bool:
    """Its reports may be added up by the engine."""
    target = scope.target
    if target.measure not in _MEASURES or target.aggregate != "sum" or target.by_part:
        return False
    if isinstance(target.rule, _BY_ENTITY) or (target.measure == "ratio" and target.valid is not None):
        return False
    return all(not bound.is_finite() or _fits(bound) for bound in (scope.floor, scope.ceiling))


def _fits(bound: Decimal) -> bool:
    exponent = bound.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _FINEST and abs(bound) < 10**30


@frozen
class Group:
    """`scopes` and `codes`, the number of each target, are by its id. `reports` are the closed report periods of the
    plan in their order, `first` the place of the first that counts. Of the periods that are written: `at` → the place
    of the report it is, `odd` those that are none and stand between them, `apart` those that are not closed or lie
    outside the plan. `who`: what is written for an entity → its place in `names`, of those on a roster for those
    that are listed at all times; None where everyone is called what is written."""

    scopes: Mapping[str, Scope]
    codes: Mapping[str, int]
    reports: tuple[Period, ...]
    first: int
    at: Mapping[int, int]
    odd: frozenset[int]
    apart: frozenset[int]
    who: Mapping[int, int] | None
    names: Sequence[str]

    @property
    def any(self) -> Scope:
        return next(iter(self.scopes.values()))

    @property
    def ids(self) -> Mapping[int, str]:
        """Number → id."""
        return {at: name for name, at in self.codes.items()}

    def which(self, holds: Callable[[Scope], bool]) -> list[int]:
        """The numbers of targets for which something holds."""
        return sorted(self.codes[name] for name, scope in self.scopes.items() if holds(scope))

    def written(self, names: Iterable[str]) -> list[int]:
        """Everything that is written for these."""
        wanted = set(names)
        if self.who is None:
            return [at for at, name in enumerate(self.names) if name in wanted]
        return [at for at, place in self.who.items() if self.names[place] in wanted]


def groups_of(scopes: Iterable[Scope], texts: Texts) -> list[Group]:
    """Every target that can be tallied, in groups."""
    found: dict[tuple[str, str | None, date], dict[str, Scope]] = {}
    for scope in scopes:
        if tallied(scope):
            since = counting_from(scope) if scope.increments else scope.plan.period.start
            found.setdefault((scope.cadence, scope.target.roster_name, since), {})[scope.target.id] = scope
    return [_group(own, since, texts) for (_, _, since), own in found.items()]


def reports_of(scope: Scope) -> tuple[Period, ...]:
    """The report periods of the plan that have closed."""
    span = scope.plan.period
    return tuple(p for p in scope.calendar.reports(span.start, span.end) if p.end <= scope.as_of)


def _group(scopes: Mapping[str, Scope], since: date, texts: Texts) -> Group:
    """Increments of reports that end before `since` belong to the baseline; one that straddles it cannot be divided."""
    scope = next(iter(scopes.values()))
    eve = since - timedelta(days=1)
    reports = reports_of(scope)
    places = {report: at for at, report in enumerate(reports)}
    at: dict[int, int] = {}
    odd: set[int] = set()
    apart: set[int] = set()
    for code, period in enumerate(texts.periods):
        inside = period.clipped(scope.plan.period.start, scope.plan.period.end)
        if inside is None or inside.end > scope.as_of:
            apart.add(code)
        elif inside in places:
            at[code] = places[inside]
        else:
            odd.add(code)
    first = sum(1 for report in reports if report.end <= eve)
    if first < len(reports) and reports[first].start < eve:
        odd |= {code for code, place in at.items() if place == first}
    codes = {name: texts.targets.index(name) for name in scopes}
    who, named = _called(scope.called, texts) if scope.roster is None else _always(scope.roster, texts)
    return Group(scopes, codes, reports, first, at, frozenset(odd), frozenset(apart), who, named)


def _always(roster: Roster, texts: Texts) -> tuple[dict[int, int], list[str]]:
    """Those who are listed at all times, under one name."""
    known, settled = names(roster), sorted(listed_always(roster))
    places = {name: at for at, name in enumerate(settled)}
    called = {code: known.always(text) for text, code in texts.codes["e"].items()}
    return {code: places[name] for code, name in called.items() if name in places}, settled


def _called(called: Called, texts: Texts) -> tuple[dict[int, int] | None, Sequence[str]]:
    if called.keys().isdisjoint(texts.entities):
        return None, texts.entities
    own = {code: called.get(text, text) for text, code in texts.codes["e"].items()}
    settled = sorted(set(own.values()))
    places = {name: at for at, name in enumerate(settled)}
    return {code: places[name] for code, name in own.items()}, settled


def listed_always(roster: Roster) -> frozenset[str]:
    """The names that stand on the roster once and without dates."""
    times = Counter(entry.name for entry in roster)
    return frozenset(e.name for e in roster if times[e.name] == 1 and e.from_ is None and e.to is None)
