"""Series from more reports than fit in memory: the engine adds up what is plain, the reference decides all else.

The same series and findings as those of `reference.build` on the same files. Only the basis differs: those who are
known by their sum alone stand in it as one line a period; `explain` and `--engine reference` name every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.series import Series
from plancheck.plans.plan import LoadedPlan
from plancheck.series.bulk_cells import KEY, counted
from plancheck.series.bulk_group import Group, groups_of
from plancheck.series.bulk_reading import Reading, read_bulk
from plancheck.series.bulk_rows import among, every
from plancheck.series.bulk_standings import Together, fits
from plancheck.series.bulk_tally import Tallied, Tally, tally, without
from plancheck.series.reference import build, entries_of
from plancheck.series.scope import Scope
from plancheck.series.select import select
from plancheck.sources.limits import Limits

if TYPE_CHECKING:
    from plancheck.series.engines import Engine, Frame

_DEFAULT = Limits()
Noted = dict[str, dict[tuple[int, int], Observation]]
"""Rows that the reference is to see: by target, place of the file and line."""
Said = dict[str, list[Finding]]
"""By target."""


@frozen
class _Ready:
    """A target that was tallied: `noted` are the observations that the reference is to see."""

    scope: Scope
    group: Group
    tally: Tally
    noted: tuple[Observation, ...]
    said: tuple[Finding, ...]

    def speaks_of(self, scope: Scope) -> bool:
        """The same target as it was tallied, on that day or an earlier one."""
        return scope.as_of <= self.scope.as_of and replace(scope, as_of=self.scope.as_of) == self.scope


class Bulk:
    """What was submitted to one plan. `findings` are those of reading."""

    def __init__(self, engine: Engine, loaded: LoadedPlan, reading: Reading) -> None:
        self._engine, self._loaded, self._reading = engine, loaded, reading
        self._ready: dict[str, _Ready] = {}
        self.findings: tuple[Finding, ...] = reading.findings
        self._most = _DEFAULT.findings

    def prepare(
        self,
        as_of: date,
        known_at: date | None,
        say: Callable[[str], None],
        most: int = _DEFAULT.findings,
        whole: Collection[str] = (),
    ) -> None:
        """Tallies every target of the plan in force at the end of `as_of`, but for those whose every cell is wanted
        (`whole`). Of what is said of more than `most` rows in the same words (superseded, not closed, outside the
        plan), only the number is told."""
        self._most = most
        if self._reading.rows is None:
            return
        scopes = [
            self._scope(target.id, as_of, known_at) for target in self._loaded.plan.targets if target.id not in whole
        ]
        for group in groups_of(scopes, self._reading.texts):
            self._prepare(group, known_at, say)

    def _scope(self, target: str, as_of: date, known_at: date | None) -> Scope:
        version = self._loaded.in_force(target, as_of).target
        name = version.roster_name
        roster = None if name is None else self._loaded.rosters[name]
        return Scope(self._loaded.plan, version, roster, as_of, known_at)

    def build(self, scope: Scope) -> tuple[Series, list[Finding]]:
        """The series of one target on one day, and what was found on the way."""
        ready = self._ready.get(scope.target.id)
        if ready is not None and ready.speaks_of(scope):
            entries, findings = entries_of(scope, ready.noted)
            if fits(ready.group, entries, ready.tally.sums):
                files = self._reading.files
                return Together(scope, ready.group, ready.tally, entries, files).series(), [*findings, *ready.said]
        return build(scope, self.observations(scope.target.id))

    def observations(self, target: str) -> list[Observation]:
        """Everything that was reported on one target, one by one."""
        found = list(self._reading.observations.get(target, ()))
        if self._reading.rows is not None:
            found += self._reading.fetch(self._engine, self._reading.rows.filter(nw.col("t") == target))
        return found

    def _prepare(self, group: Group, known_at: date | None, say: Callable[[str], None]) -> None:
        rows = self._reading.rows
        assert rows is not None
        own = rows.filter(nw.col("t").is_in(group.ids))
        strays = _at(own, group.odd).group_by("t").agg(nw.len().alias("k")).select("t")
        whole = {t for (t,) in self._engine.fetch(strays)} if group.odd else set()
        found = tally(self._engine, group, rows, known_at, self._most, say)
        noted, said = self._noted(group, own, known_at)
        tallies = {target: own for target, own in found.tallies.items() if target not in whole and own.sums}
        for target, one in tallies.items():
            seen = self._seen(target, noted)
            entries, _ = select(group.scopes[target], seen)
            one.apart |= {entry.entity for entry in entries}
        self._add_apart(group, replace(found, tallies=tallies), own, known_at, noted)
        self._add_superseded(found, noted, said, group)
        for target, one in tallies.items():
            own_said = tuple(said.get(target, ()))
            self._ready[target] = _Ready(group.scopes[target], group, one, self._seen(target, noted), own_said)

    def _seen(self, target: str, noted: Noted) -> tuple[Observation, ...]:
        return (*self._reading.observations.get(target, ()), *noted.get(target, {}).values())

    def _noted(self, group: Group, own: Frame, known_at: date | None) -> tuple[Noted, Said]:
        """Rows about which something is to be said, by target, place of the file and line."""
        said: Said = {}
        noted: Noted = {}
        _, strange = counted(self._engine, group, _at(own, frozenset(group.at)), known_at)
        self._keep(noted, strange)
        outside = _at(own, group.apart)
        if known_at is not None:
            outside = outside.filter(nw.col("s").is_null() | (nw.col("s") <= known_at.isoformat()))
        if group.apart:
            self._outside(group, outside, noted, said)
        return noted, said

    def _outside(
        self,
        group: Group,
        outside: Frame,
        noted: Noted,
        said: Said,
    ) -> None:
        """Rows on periods that have not closed, or that lie outside the plan."""
        counts = outside.group_by(["t", "p"]).agg(nw.len().alias("k")).select("t", "p", "k")
        found = list(self._engine.fetch(counts))
        if sum(count for _, _, count in found) <= self._most:
            self._keep(noted, outside)
            return
        periods = self._reading.texts.periods
        for target, text, count in sorted(found):
            scope = group.scopes[target]
            span = scope.plan.period
            code = "R305" if periods[text].clipped(span.start, span.end) is None else "R313"
            said.setdefault(target, []).append(_number(scope, code, count, periods[text].label))

    def _add_superseded(self, found: Tallied, noted: Noted, said: Said, group: Group) -> None:
        """Rows of cells in which a later submission took the place of earlier ones: one by one, or how many."""
        few = found.superseded.total() <= self._most
        if few and found.rows and self._reading.rows is not None:
            self._keep(noted, self._reading.rows.join(every(iter(found.rows)), on=["f", "n"], how="semi"))
        for frame in found.rows:
            self._engine.drop(frame)
        for target, count in sorted(found.superseded.items()) if not few else ():
            if count:
                said.setdefault(target, []).append(_number(group.scopes[target], "R315", count, ""))

    def _add_apart(
        self,
        group: Group,
        found: Tallied,
        own: Frame,
        known_at: date | None,
        noted: Noted,
    ) -> None:
        """All rows of those that stand apart; they leave the sums."""
        pairs = [(target, text) for target, one in found.tallies.items() for text in _written(group, one.apart)]
        if not pairs:
            return
        table = self._engine.table({"t": [t for t, _ in pairs], "e": [e for _, e in pairs]})
        theirs = self._engine.keep(own.join(table, on=KEY, how="semi"))
        self._keep(noted, theirs)
        without(self._engine, group, found, theirs, known_at)
        self._engine.drop(theirs)
        self._engine.drop(table)

    def _keep(self, noted: Noted, rows: Frame) -> None:
        for at, observation in self._reading.placed(self._engine, rows):
            noted.setdefault(observation.target, {})[at] = observation

    def close(self) -> None:
        self._engine.close()


def _at(rows: Frame, texts: frozenset[str]) -> Frame:
    return rows.filter(among("p", texts))


def _written(group: Group, names: Iterable[str]) -> list[str]:
    """What is written for these entities."""
    if group.who is None:
        return sorted(names)
    wanted = set(names)
    return [text for text, name in group.who.items() if name in wanted]


def _number(scope: Scope, code: str, count: int, period: str) -> Finding:
    """How many rows the same is to be said of."""
    facts = {"reason": "counted", "count": str(count), "target": scope.target.id, "period": period, "entity": ""}
    return Finding(code, SEVERITY[code], None, facts, scope.target.id, scope.plan.id)


def open_bulk(engine: Engine, folder: Path, loaded: LoadedPlan, limits: Limits = _DEFAULT) -> Bulk:
    """Reads the folder: what is plain by the engine, all else by the functions that read every file."""
    return Bulk(engine, loaded, read_bulk(engine, folder, loaded.plan, limits))
