"""The observations of several tables: joined without being made, and what may be asked of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from plancheck.model.observation import Observation
from plancheck.model.period import Period
from plancheck.sources.tabled import Lazily, Tabled


class Joined(Lazily):
    """The observations of several tables, one after the other."""

    def __init__(self, parts: Sequence[Sequence[Observation]]) -> None:
        super().__init__()
        self.parts = parts

    def whole(self) -> Iterable[Observation]:
        return chain.from_iterable(self.parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))


def joined(given: Iterable[Sequence[Observation]]) -> Sequence[Observation]:
    """All of them in their order; made only if they are already."""
    parts = [part for one in given for part in parts_of(one) if len(part)]
    if any(isinstance(part, Tabled) for part in parts):
        return parts[0] if len(parts) == 1 else Joined(parts)
    return tuple(chain.from_iterable(parts))


def parts_of(observations: Sequence[Observation]) -> Sequence[Sequence[Observation]]:
    """Those of each table by itself, as far as they are kept so."""
    return observations.parts if isinstance(observations, Joined) else (observations,)


def not_plain(observations: Sequence[Observation]) -> Iterator[Observation]:
    """All but the plain rows of tables. What those hold is an Amount."""
    for part in parts_of(observations):
        yield from (one for _, one in part.apart) if isinstance(part, Tabled) else part


def entities_of(observations: Sequence[Observation]) -> set[str]:
    """Everyone whom a row speaks of, as written."""
    plain = (name for part in parts_of(observations) if isinstance(part, Tabled) for name in part.plain_entities())
    return {*plain, *(one.entity for one in not_plain(observations))}


def periods_of(observations: Sequence[Observation]) -> list[Period]:
    """Every period that a row speaks of, in the order in which they are first spoken of."""
    return list(dict.fromkeys(period for part in parts_of(observations) for period in _periods(part)))


def _periods(part: Sequence[Observation]) -> Iterator[Period]:
    if not isinstance(part, Tabled):
        yield from {id(one.period): one.period for one in part if one.period is not None}.values()
        return
    spoken = [((at, True), period) for period, at in part.plain_periods().items()]
    spoken += [((before, False), one.period) for before, one in part.apart if one.period is not None]
    yield from (period for _, period in sorted(spoken, key=itemgetter(0)))


def of_targets(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Those of each target, in their order."""
    found: dict[str, list[Observation]] = {}
    for one in observations:
        found.setdefault(one.target, []).append(one)
    return found


def standing_in(observations: Sequence[Observation], rows: Iterable[tuple[str, str, int]]) -> Iterator[Observation]:
    """Of tables only those in these rows (by file, sheet, number) and those that are not plain; of others all."""
    wanted: dict[tuple[str, str], set[int]] = {}
    for file, sheet, row in rows:
        wanted.setdefault((file, sheet), set()).add(row)
    for part in parts_of(observations):
        if isinstance(part, Tabled) and part.meaning:
            yield from part.standing_in(wanted.get((part.meaning.file, part.meaning.sheet or ""), ()))
        else:
            yield from part
