"""Observations of a large table, kept by column until somebody asks for them one by one.

A row that needs no second look is kept as the numbers of its cells, from which its observation is made. Who asks what
many rows say together need not have any of them made.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat
from operator import itemgetter
from typing import Protocol, overload

from plancheck.model.observation import Amount, Observation
from plancheck.model.period import Period
from plancheck.sources.table import Block, numbers

FIELDS = ("target", "entity", "period", "value", "unit", "submitted", "item")
"""The fields of which a plain row is made, in the order of its codes."""

Codes = Sequence[Sequence[int]]
"""For each of FIELDS the codes of cells, one for each row."""


class Meaning(Protocol):
    """What the codes of one table say."""

    file: str
    sheet: str | None
    at: Sequence[int]
    """The column of each of FIELDS, from 1; 0 where there is none."""
    ids: Callable[[int], str | None]
    entities: Callable[[int], str | None]
    periods: Callable[[int], Period | None]
    items: Callable[[int], str]

    def amounts(self) -> Iterable[tuple[int, Amount]]:
        """Every value met so far with its code; twice where the unit tells what it says."""

    def made(self, rows: Sequence[int], codes: Codes) -> Iterator[Observation]:
        """The observations of plain rows: their numbers in the table, and their codes."""


class Lazily(Sequence[Observation]):
    """Observations that are all made when one is asked for, and then kept."""

    def __init__(self) -> None:
        self._made: tuple[Observation, ...] | None = None

    def whole(self) -> Iterable[Observation]:
        """All of them, made now."""
        raise NotImplementedError

    def _all(self) -> tuple[Observation, ...]:
        if self._made is None:
            self._made = tuple(self.whole())
        return self._made

    @overload
    def __getitem__(self, at: int) -> Observation: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Observation, ...]: ...
    def __getitem__(self, at: int | slice) -> Observation | tuple[Observation, ...]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


class Tabled(Lazily):
    """The observations of one table in their order. `rows` and `codes` are those of its plain rows, `apart` the others,
    each with how many plain rows stand before it; `meaning` is None where there is no plain row."""

    def __init__(self, meaning: Meaning | None) -> None:
        super().__init__()
        self.meaning = meaning
        self.rows = array("I")
        self.codes = [array("I") for _ in FIELDS]
        self.apart: list[tuple[int, Observation]] = []

    def take(self, block: Block, start: int, stop: int) -> None:
        """Keep these rows of a block, all of them plain."""
        self.rows.extend(numbers(block.numbers[start:stop]))
        columns = self.meaning.at if self.meaning else ()
        for kept, at in zip(self.codes, columns, strict=True):
            held = 0 < at <= len(block.columns)
            kept.extend(numbers(block.columns[at - 1][start:stop] if held else repeat(0, stop - start)))

    def add(self, observations: Iterable[Observation]) -> None:
        """Those of a row that is not plain."""
        self.apart += ((len(self.rows), one) for one in observations)

    def _make(self, rows: Sequence[int], codes: Codes) -> Iterator[Observation]:
        return self.meaning.made(rows, codes) if self.meaning else iter(())

    def among(self, places: Sequence[int]) -> Iterator[Observation]:
        """Those of these plain rows, in ascending order, and of all that are not plain, in the order of the table."""
        rows, *codes = ([kept[at] for at in places] for kept in (self.rows, *self.codes))
        made, done = self._make(rows, codes), 0
        for before, one in self.apart:
            while done < len(places) and places[done] < before:
                yield next(made)
                done += 1
            yield one
        yield from made

    def standing_in(self, rows: Iterable[int]) -> Iterator[Observation]:
        """The observations of plain rows with these numbers, and of all that are not plain."""
        places = ((row, bisect_left(self.rows, row)) for row in sorted(rows))
        return self.among([at for row, at in places if at < len(self.rows) and self.rows[at] == row])

    def plain_entities(self) -> set[str]:
        """Everyone that a plain row speaks of, as written."""
        codes = set(self.codes[FIELDS.index("entity")]) if self.meaning else ()
        return {name for code in codes if self.meaning and (name := self.meaning.entities(code)) is not None}

    def plain_periods(self) -> dict[Period, int]:
        """Every period that a plain row speaks of, with the first that does, counted from 0."""
        if self.meaning is None:
            return {}
        codes = self.codes[FIELDS.index("period")]
        first = dict(zip(reversed(codes), range(len(codes) - 1, -1, -1), strict=True))
        said = ((period, at) for code, at in first.items() if (period := self.meaning.periods(code)) is not None)
        return dict(sorted(said, key=itemgetter(1), reverse=True))

    def speaking_of(self, names: Container[str]) -> Iterator[Observation]:
        """The observations of plain rows on these, as written, and of all that are not plain."""
        codes = self.codes[FIELDS.index("entity")]
        wanted = {code for code in set(codes) if self.meaning and self.meaning.entities(code) in names}
        return self.among(list(compress(range(len(codes)), map(wanted.__contains__, codes))))

    def whole(self) -> Iterable[Observation]:
        plain = self._make(self.rows, self.codes)
        return self._merged(plain) if self.apart else plain

    def _merged(self, plain: Iterator[Observation]) -> Iterator[Observation]:
        done = 0
        for before, one in self.apart:
            yield from islice(plain, before - done)
            done = before
            yield one
        yield from plain

    def __len__(self) -> int:
        return len(self.rows) + len(self.apart)


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
