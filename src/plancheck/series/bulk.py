"""Series from more reports than fit in memory: the engine adds up what is plain, the reference decides all else.

The same series and findings as those of `reference.build` on the same files. Only the basis differs: those who are
known by their sum alone stand in it as one line a period; `explain` and `--engine reference` name every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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
from plancheck.series.bulk_cells import CELL, counted
from plancheck.series.bulk_group import Group, groups_of
from plancheck.series.bulk_reading import Held, Reading, read_bulk
from plancheck.series.bulk_rows import among
from plancheck.series.bulk_standings import Together, fits
from plancheck.series.bulk_tally import Tallied, Tally, tally, without
from plancheck.series.counting import settled
from plancheck.series.earlier import earlier
from plancheck.series.reference import Built, build
from plancheck.series.scope import Scope
from plancheck.series.select import select
from plancheck.sources.asides import Columns
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
        """The same target as it was tallied, on that day or an earlier one. What is to be reached may be amended: it is
        no part of a series."""
        own, other = self.scope.target, scope.target
        asked = replace(other, rule=own.rule, pace=own.pace, method=own.method)
        alike = replace(scope, as_of=self.scope.as_of, target=asked) == self.scope
        return alike and type(own.rule) is type(other.rule) and scope.as_of <= self.scope.as_of

    def begun(self, day: date) -> bool:
        """Something that is known by its sum had been reported by the end of the day."""
        reports, sums = self.group.reports, self.tally.sums
        return any(found and reports[at].end <= day for at, found in sums.items() if at >= self.group.first)


class Bulk:
    """What was submitted to one plan. `findings` are those of reading, `columns` and `called` are what they are of
    submissions at hand."""

    def __init__(self, engine: Engine, loaded: LoadedPlan, reading: Reading) -> None:
        self._engine, self._loaded, self._reading, self._held = engine, loaded, reading, reading.held
        self._ready: dict[str, _Ready] = {}
        self._last: Built | None = None
        self._names: tuple[str, ...] = ()
        self.findings: tuple[Finding, ...] = reading.findings
        self.columns: Sequence[Columns] = reading.columns
        self.called = reading.called
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
        if self._held is None:
            return
        scopes = [
            self._scope(target.id, as_of, known_at) for target in self._loaded.plan.targets if target.id not in whole
        ]
        for group in groups_of(scopes, self._held.texts):
            say(group.any.cadence)
            self._prepare(group, known_at, self._held)

    def _scope(self, target: str, as_of: date, known_at: date | None) -> Scope:
        version = self._loaded.in_force(target, as_of).target
        name = version.roster_name
        roster = None if name is None else self._loaded.rosters[name]
        return Scope(self._loaded.plan, version, roster, as_of, known_at, self.called)

    def build(self, scope: Scope) -> tuple[Series, list[Finding]]:
        """The series of one target on one day, and what was found on the way. Right after a later day, that day's
        series says most of it, and what it found is not said again."""
        ready = self._ready.get(scope.target.id)
        if ready is not None and ready.speaks_of(scope):
            if (taken := self._taken(ready, scope)) is not None:
                return taken, []
            selected, entries, findings = settled(scope, ready.noted)
            if fits(ready.group, entries, ready.tally.sums):
                files = () if self._held is None else self._held.files
                series = Together(scope, ready.group, ready.tally, entries, files, self._names).series()
                self._names = series.standings[-1].expected if series.standings else ()
                self._last = Built(scope, selected, entries, series, findings)
                return series, [*findings, *ready.said]
        return build(scope, self.observations(scope.target.id))

    def _taken(self, ready: _Ready, scope: Scope) -> Series | None:
        """From the series of a later day, if nothing of those that stand apart reaches back. The others are known
        by the report; some of them had reported by then."""
        series = None if self._last is None else earlier(self._last, scope, ready.noted)
        if series is None or not series.standings or not ready.begun(scope.as_of):
            return None
        return replace(series, unread=False, last_end=series.standings[-1].end)

    def observations(self, target: str) -> list[Observation]:
        """Everything that was reported on one target, one by one."""
        found = list(self._reading.observations.get(target, ()))
        if self._held is not None and target in self._held.texts.targets:
            code = self._held.texts.targets.index(target)
            found += self._held.fetch(self._engine, self._held.rows.filter(nw.col("t") == code))
        return found

    def _prepare(self, group: Group, known_at: date | None, held: Held) -> None:
        own = held.rows.filter(among("t", group.codes.values()))
        strays = _at(own, group.odd).group_by("t").agg(nw.len().alias("k")).select("t")
        whole = {group.ids[t] for (t,) in self._engine.fetch(strays)} if group.odd else set()
        good, strange = counted(self._engine, group, own, known_at)
        found = tally(self._engine, group, good)
        noted: Noted = {}
        self._keep(held, noted, strange)
        said = self._outside(group, own, known_at, held, noted)
        tallies = {target: one for target, one in found.tallies.items() if target not in whole and one.sums}
        for target, one in tallies.items():
            seen = self._seen(target, noted)
            entries, _ = select(group.scopes[target], seen)
            one.apart |= {entry.entity for entry in entries}
        self._add_apart(group, replace(found, tallies=tallies), known_at, held, noted)
        self._add_superseded(group, found, held, noted, said)
        found.drop(self._engine)
        for target, one in tallies.items():
            own_said = tuple(said.get(target, ()))
            seen = self._seen(target, noted)
            self._ready[target] = _Ready(group.scopes[target], group, one, seen, own_said)

    def _seen(self, target: str, noted: Noted) -> tuple[Observation, ...]:
        return (*self._reading.observations.get(target, ()), *noted.get(target, {}).values())

    def _outside(self, group: Group, own: Frame, known_at: date | None, held: Held, noted: Noted) -> Said:
        """Rows on periods that have not closed, or that lie outside the plan: one by one, or how many."""
        if not group.apart:
            return {}
        outside = _at(own, group.apart)
        if known_at is not None:
            outside = outside.filter(nw.col("s").is_null() | (nw.col("s") <= known_at.toordinal()))
        counts = outside.group_by(["t", "p"]).agg(nw.len().alias("k")).select("t", "p", "k")
        found = list(self._engine.fetch(counts))
        if sum(count for _, _, count in found) <= self._most:
            self._keep(held, noted, outside)
            return {}
        said: Said = {}
        for target, code, count in sorted(found):
            scope, period = group.scopes[group.ids[target]], held.texts.periods[code]
            span = scope.plan.period
            kind = "R305" if period.clipped(span.start, span.end) is None else "R313"
            said.setdefault(scope.target.id, []).append(_number(scope, kind, count, period.label))
        return said

    def _add_superseded(self, group: Group, found: Tallied, held: Held, noted: Noted, said: Said) -> None:
        """Rows of cells in which a later submission took the place of earlier ones: one by one, or how many."""
        if found.superseded.total() <= self._most:
            self._keep(held, noted, found.rows.join(found.cells.superseding.select(CELL), on=CELL, how="semi"))
            return
        for target, count in sorted(found.superseded.items()):
            if count:
                said.setdefault(target, []).append(_number(group.scopes[target], "R315", count, ""))

    def _add_apart(self, group: Group, found: Tallied, known_at: date | None, held: Held, noted: Noted) -> None:
        """All rows of those that stand apart; they leave the sums."""
        pairs = [(group.codes[target], e) for target, one in found.tallies.items() for e in group.written(one.apart)]
        if not pairs:
            return
        table = self._engine.table({"t": [t for t, _ in pairs], "e": [e for _, e in pairs]})
        theirs = self._engine.keep(held.rows.join(table, on=["t", "e"], how="semi"))
        self._keep(held, noted, theirs)
        without(self._engine, group, found, theirs, known_at)
        self._engine.drop(theirs)
        self._engine.drop(table)

    def _keep(self, held: Held, noted: Noted, rows: Frame) -> None:
        for at, observation in held.placed(self._engine, rows):
            noted.setdefault(observation.target, {})[at] = observation

    def close(self) -> None:
        self._engine.close()


def _at(rows: Frame, periods: frozenset[int]) -> Frame:
    return rows.filter(among("p", periods))


def _number(scope: Scope, code: str, count: int, period: str) -> Finding:
    """How many rows the same is to be said of."""
    facts = {"reason": "counted", "count": str(count), "target": scope.target.id, "period": period, "entity": ""}
    return Finding(code, SEVERITY[code], None, facts, scope.target.id, scope.plan.id)


def open_bulk(engine: Engine, folder: Path, loaded: LoadedPlan, limits: Limits = _DEFAULT) -> Bulk:
    """Reads the folder: what is plain by the engine, all else by the functions that read every file."""
    return Bulk(engine, loaded, read_bulk(engine, folder, loaded.plan, limits))
