"""Observations of a large table, kept by column until somebody asks for them one by one.

A row that needs no second look is kept as the numbers of its cells, from which its observation is made. Who asks what
many rows say together need not have any of them made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, compress, islice
from typing import Protocol, overload

from plancheck.model.observation import Amount, Observation
from plancheck.model.period import Period
from plancheck.sources.field import Field
from plancheck.sources.table import Block, strung

FIELDS = ("target", "entity", "period", "value", "unit", "submitted", "item")
"""The fields of which a plain row is made, in the order of its codes."""

DISTINCT = frozenset({"target", "entity", "period", "item"})
"""Those of which few rows say something new."""

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
    """The observations of one table in their order. `plain` counts its plain rows, `apart` are the others, each with
    how many plain rows stand before it; `meaning` is None where there is no plain row."""

    def __init__(self, meaning: Meaning | None) -> None:
        super().__init__()
        self.meaning = meaning
        self.plain = 0
        self.apart: list[tuple[int, Observation]] = []
        self._at = meaning.at if meaning else ()
        self._starts: list[int] = []
        self._numbers: list[Sequence[int]] = []
        self._fields = [Field(field in DISTINCT) for field in FIELDS]

    def columns(self, block: Block) -> Codes:
        """The codes of each of FIELDS in the rows of a block."""
        there = len(block.columns)
        return [block.columns[at - 1] if 0 < at <= there else bytes(len(block.numbers)) for at in self._at]

    def fresh(self, columns: Codes) -> list[Set[int]]:
        """Those codes of each field in a block that no plain row has which was taken before."""
        return [field.fresh(column) for field, column in zip(self._fields, columns, strict=True)]

    def take(self, block: Block, start: int, stop: int, columns: Codes, fresh: Sequence[Set[int]]) -> None:
        """Keep these rows of a block, all of them plain. `fresh` are those of its columns, from before it was begun."""
        if start == stop:
            return
        whole, own = stop - start == len(block.numbers), slice(start, stop)
        self._numbers.append(block.numbers if whole else block.numbers[own])
        for field, column, new in zip(self._fields, columns, fresh, strict=True):
            field.take(column if whole else column[own], self.plain, new)
        self._starts.append(self.plain)
        self.plain += stop - start

    def add(self, observations: Iterable[Observation]) -> None:
        """Those of a row that is not plain."""
        self.apart += ((self.plain, one) for one in observations)

    def _make(self, rows: Sequence[int], codes: Codes) -> Iterator[Observation]:
        return self.meaning.made(rows, codes) if self.meaning else iter(())

    def among(self, places: Sequence[int]) -> Iterator[Observation]:
        """Those of these plain rows, in ascending order, and of all that are not plain, in the order of the table."""
        rows, *codes = self._held(places)
        made, done = self._make(rows, codes), 0
        for before, one in self.apart:
            while done < len(places) and places[done] < before:
                yield next(made)
                done += 1
            yield one
        yield from made

    def _held(self, places: Sequence[int]) -> list[list[int]]:
        """The numbers of these plain rows, and their codes by field."""
        held: list[list[int]] = [[] for _ in ("number", *FIELDS)]
        done = 0
        for start, *columns in zip(self._starts, self._numbers, *(field.parts for field in self._fields), strict=True):
            end = bisect_left(places, start + len(columns[0]), done)
            if end > done:
                own = [at - start for at in places[done:end]]
                for kept, column in zip(held, columns, strict=True):
                    kept += [column[at] for at in own]
                done = end
        return held

    def standing_in(self, rows: Iterable[int]) -> Iterator[Observation]:
        """The observations of plain rows with these numbers, and of all that are not plain."""
        firsts = [part[0] for part in self._numbers]
        places = []
        for row in sorted(rows):
            index = bisect_right(firsts, row) - 1
            part = self._numbers[index] if index >= 0 else ()
            at = bisect_left(part, row)
            if at < len(part) and part[at] == row:
                places.append(self._starts[index] + at)
        return self.among(places)

    def column(self, field: str) -> Iterator[int]:
        """The codes of a field, one for each plain row."""
        return chain.from_iterable(self._fields[FIELDS.index(field)].parts)

    def distinct(self, field: str) -> Mapping[int, int]:
        """The codes that there are of a field, in the order of the rows, each with the first that has it, from 0."""
        return self._fields[FIELDS.index(field)].first

    def places(self, field: str, codes: Set[int]) -> Iterator[int]:
        """The plain rows with one of these codes, counted from 0."""
        for start, part in zip(self._starts, self._fields[FIELDS.index(field)].parts, strict=True) if codes else ():
            if not codes.isdisjoint(part):
                yield from compress(range(start, start + len(part)), map(codes.__contains__, part))

    def plain_entities(self) -> list[str]:
        """Everyone that a plain row speaks of, as written, in the order of the rows."""
        codes = self.distinct("entity") if self.meaning else ()
        return [name for code in codes if self.meaning and (name := self.meaning.entities(code)) is not None]

    def plain_periods(self) -> dict[Period, int]:
        """Every period that a plain row speaks of, with the first that does, counted from 0."""
        if self.meaning is None:
            return {}
        first: dict[Period, int] = {}
        for code, at in self.distinct("period").items():
            if (period := self.meaning.periods(code)) is not None:
                first.setdefault(period, at)
        return first

    def speaking_of(self, names: Set[str]) -> Iterator[Observation]:
        """The observations of plain rows on these, as written, and of all that are not plain."""
        codes = self.distinct("entity") if names else ()
        wanted = {code for code in codes if self.meaning and self.meaning.entities(code) in names}
        return self.among(list(self.places("entity", wanted)))

    def whole(self) -> Iterable[Observation]:
        plain = self._make(strung(self._numbers), [strung(field.parts) for field in self._fields])
        return self._merged(plain) if self.apart else plain

    def _merged(self, plain: Iterator[Observation]) -> Iterator[Observation]:
        done = 0
        for before, one in self.apart:
            yield from islice(plain, before - done)
            done = before
            yield one
        yield from plain

    def __len__(self) -> int:
        return self.plain + len(self.apart)
