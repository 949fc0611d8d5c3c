"""Who reports where there is no roster: names that are compared as the same one are those of one reporter, which is
called what it was called first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from plancheck.model.observation import Observation
from plancheck.series.selection import Place, place
from plancheck.sources.cells import clean
from plancheck.sources.gathered import entities_of, parts_of
from plancheck.sources.tabled import Tabled

Called = Mapping[str, str]
"""As written → as the reporter is called, where that is something else."""


def called(observations: Sequence[Observation]) -> Called:
    """What everyone is called who is written in several ways."""
    several = alike(entities_of(observations))
    return by_first(first_places(observations, several)) if several else {}


def alike(written: Set[str]) -> Set[str]:
    """Those of the names that are compared as the same as another one. Most are compared as they are written: of these
    nothing is kept."""
    otherwise = {name: compared for name in written if (compared := clean(name)) != name}
    times = Counter(otherwise.values())
    several = {name for name, compared in otherwise.items() if compared in written or times[compared] > 1}
    return several | (times.keys() & written)


def first_places(observations: Sequence[Observation], names: Set[str]) -> dict[str, Place]:
    """Where each of these names stands first, in the order in which one reads."""
    found: dict[str, Place] = {}
    for one in speaking_of(observations, names):
        if one.entity in names:
            at = place(one)
            found[one.entity] = min(found.get(one.entity, at), at)
    return found


def speaking_of(observations: Sequence[Observation], names: Set[str]) -> Iterator[Observation]:
    """Of tables only the rows of these reporters, as written; of others all."""
    for part in parts_of(observations):
        yield from part.speaking_of(names) if isinstance(part, Tabled) else part


def by_first(places: Mapping[str, Place]) -> Called:
    """Of names that are compared as the same, the one that stands first is that of all."""
    first: dict[str, str] = {}
    for name in sorted(places, key=places.__getitem__):
        first.setdefault(clean(name), name)
    return {name: first[clean(name)] for name in places if first[clean(name)] != name}
