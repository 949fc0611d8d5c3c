"""What an engine makes of a folder beside what the reference makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from plancheck.model.finding import Finding
from plancheck.model.series import Series, Standing
from plancheck.plans.plan import LoadedPlan
from plancheck.series.bulk import Bulk, open_bulk
from plancheck.series.called import Called, called
from plancheck.series.engines import Engine
from plancheck.series.reference import build
from plancheck.series.scope import Scope
from plancheck.sources.folder import read_folder

Made = tuple[Series, list[Finding]]
Open = Callable[[], Engine]


def scope(loaded: LoadedPlan, target: str, as_of: date, known_at: date | None, names: Called) -> Scope:
    """One target on one day; `names` are what reporters without a roster are called."""
    wanted = loaded.in_force(target, as_of).target
    roster = None if wanted.roster_name is None else loaded.rosters[wanted.roster_name]
    return Scope(loaded.plan, wanted, roster, as_of, known_at, names)


def by_reference(
    folder: Path, loaded: LoadedPlan, as_of: date, known_at: date | None
) -> tuple[list[Finding], dict[str, Made]]:
    """What is said in reading, and the series and findings of every target."""
    read = read_folder(folder, loaded.plan)
    made, names = {}, called(read.observations)
    for target in loaded.plan.targets:
        own = [o for o in read.observations if o.target == target.id]
        made[target.id] = build(scope(loaded, target.id, as_of, known_at, names), own)
    return list(read.findings), made


def by_engine(
    engine: Engine, folder: Path, loaded: LoadedPlan, as_of: date, known_at: date | None, most: int = 50_000
) -> tuple[Bulk, dict[str, Made]]:
    """The same through an engine."""
    bulk = open_bulk(engine, folder, loaded)
    bulk.prepare(as_of, known_at, lambda label: None, most)
    return bulk, {t.id: bulk.build(scope(loaded, t.id, as_of, known_at, bulk.called)) for t in loaded.plan.targets}


def bare(series: Series) -> Series:
    """Without the basis, in which an engine names sums."""

    def strip(standings: tuple[Standing, ...]) -> tuple[Standing, ...]:
        return tuple(replace(standing, basis=(), carried=()) for standing in standings)

    return replace(series, standings=strip(series.standings), flows=strip(series.flows), years=strip(series.years))


def written(series: Series) -> list[str]:
    """The values with every digit that is written, zeros at the end included."""
    return [f"{standing.value} {standing.low} {standing.high}" for standing in series.standings]


def compare(open_engine: Open, folder: Path, loaded: LoadedPlan, as_of: date, known_at: date | None) -> Bulk:
    """Asserts that both say the same of every target, then returns the engine's side."""
    said, wanted = by_reference(folder, loaded, as_of, known_at)
    names = called(read_folder(folder, loaded.plan).observations)
    engine = open_engine()
    try:
        bulk, made = by_engine(engine, folder, loaded, as_of, known_at)
        assert list(bulk.findings) == said
        assert dict(bulk.called) == dict(names)
        for target, (series, findings) in wanted.items():
            own, found = made[target]
            assert bare(own) == bare(series), target
            assert written(own) == written(series), target
            assert found == findings, target
        return bulk
    finally:
        engine.close()
