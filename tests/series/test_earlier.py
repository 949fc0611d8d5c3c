"""The series of an earlier day, whether it was built for that day or taken from a later one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from plancheck.model.observation import Observation
from plancheck.series.called import called
from plancheck.series.earlier import earlier
from plancheck.series.reference import build, built
from plancheck.sources.folder import read_folder
from tests.bulk import dirty
from tests.bulk.conformance import scope

LAST = date(2027, 12, 31)
DAYS = [date(2026, 1, 20) + timedelta(days=17 * n) for n in range(42)] + [
    date(2026, 3, 31),
    date(2026, 6, 30),
    date(2026, 12, 31),
    date(2027, 2, 28),
]


def _own(folder: Path, seed: int, dirt: float) -> dict[str, list[Observation]]:
    dirty.write(folder, seed, dirt)
    found: dict[str, list[Observation]] = {}
    for observation in read_folder(folder, dirty.plan().plan).observations:
        found.setdefault(observation.target, []).append(observation)
    return found


def _taken(folder: Path, seed: int, dirt: float, known_at: date | None = None) -> dict[str, int]:
    """How often each target's series could be taken; each that was is as built."""
    loaded, own, taken = dirty.plan(), _own(folder, seed, dirt), {}
    names = called([one for observations in own.values() for one in observations])
    for name, observations in own.items():
        if name not in loaded.versions:
            continue
        later = built(scope(loaded, name, LAST, known_at, names), observations)
        taken[name] = 0
        for day in DAYS:
            wanted = scope(loaded, name, day, known_at, names)
            found = earlier(later, wanted, observations)
            if found is not None:
                taken[name] += 1
                assert repr(found) == repr(build(wanted, observations)[0]), (name, day)
    return taken


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_submitted_it_is_what_building_gives(tmp_path: Path, seed: int) -> None:
    _taken(tmp_path, seed, dirt=0.05, known_at=date(2026, 12, 1) if seed % 2 else None)


def test_of_sound_reports_nearly_all_can_be_taken(tmp_path: Path) -> None:
    """With a roster on every day, else from the first report on; never of ratios or sums of years."""
    taken = _taken(tmp_path, 1, dirt=0)
    assert {taken[name] for name in ("A2", "B2", "C2")} == {len(DAYS)}
    assert {taken[name] for name in ("A1", "B1", "C1", "F1", "H1")} == {len([d for d in DAYS if d > date(2026, 1, 30)])}
    assert {taken[name] for name in ("D1", "D2", "G1")} == {0}
