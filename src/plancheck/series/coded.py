"""Many plain rows as whole numbers: target, reporter and period in one, the value in another, exactly.

What is asked of all rows is then asked of whole columns at once. A row takes part with what it says, never with how it
is written; what a text says is worked out once for each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.plans.plan import Roster
from plancheck.series.called import Called
from plancheck.series.entities import names
from plancheck.series.scope import Scope
from plancheck.sources.cells import WIDE, clean
from plancheck.sources.tabled import FIELDS, Meaning, Tabled

_FOR_PERIOD, _FOR_REPORTER = 12, 24
"""Bits of a key that name the period and, above them, the reporter; the rest name the target."""
_MOST_DIGITS, _FINEST = 40, -20
"""Values beyond these are looked at one by one."""


PERIOD = (1 << _FOR_PERIOD) - 1
"""The bits of a key that are the number of the period."""
REPORTER = (1 << _FOR_REPORTER) - 1
"""The lowest bits of the key of a group, which are the number of the reporter."""
GROUP = _FOR_PERIOD
"""A key without its lowest bits, so many, is that of a group: everything of one reporter on one target."""
TARGET = _FOR_PERIOD + _FOR_REPORTER
"""A key without its lowest bits, so many, is the number of the target."""


@frozen
class Coded:
    """One table: a key and a value for each of its plain rows; `numbers` and `units` are what the codes of entities and
    values come to. `items` and `odd` are the codes of what is odd: items, and values that are looked at one by one."""

    table: Tabled
    keys: list[int]
    values: list[int]
    numbers: Mapping[int, int]
    units: Mapping[int, int]
    items: frozenset[int]
    odd: frozenset[int]


class Reporters:
    """Numbers for everyone whom the tables name. `unsure` are the numbers of those of whom more than the name decides
    who they are, by the place of the roster; `several` of those that two names stand for."""

    def __init__(self, rosters: Sequence[Roster | None], called: Called, written: Iterable[str]) -> None:
        self.rosters, self._called = rosters, called
        self.numbers: dict[str, int] = {}
        self.names: list[tuple[str | None, ...]] = []
        self.unsure: list[set[int]] = [set() for _ in rosters]
        self.several: set[int] = set()
        self._of: dict[tuple[int, str], set[int]] = {}
        known: dict[object, int] = {}
        for text in dict.fromkeys(written):
            own = tuple(self._name(roster, text) for roster in rosters)
            number = known.setdefault((own, text) if None in own else own, len(known))
            self.numbers[text] = number
            if number == len(self.names):
                self._learn(number, own)
        self.several.update(number for own in self._of.values() if len(own) > 1 for number in own)

    def _name(self, roster: Roster | None, written: str) -> str | None:
        """The reporter's name; None where it takes more than the text to tell."""
        return self._called.get(written, written) if roster is None else names(roster).always(written)

    def _learn(self, number: int, own: tuple[str | None, ...]) -> None:
        self.names.append(own)
        for place, name in enumerate(own):
            if name is None:
                self.unsure[place].add(number)
            else:
                self._of.setdefault((place, name), set()).add(number)

    def called(self, place: int, name: str) -> set[int]:
        """The numbers of whoever bears this name, by the roster at this place."""
        return self._of.get((place, name), set())

    def perhaps(self, place: int, written: str) -> Iterator[int]:
        """The numbers of everyone whom a row may mean, by the roster at this place."""
        roster = self.rosters[place]
        if roster is None:
            yield from self.called(place, self._called.get(written, written))
            return
        bearers = names(roster).bearers.get(clean(written), ())
        for name in {written, clean(written), *(one.name for one in bearers)}:
            yield from self.called(place, name)


class Coding:
    """The numbers that all tables share. `digits`: values are counted in units of that decimal place."""

    def __init__(self, scopes: Sequence[Scope], tables: Sequence[Tabled]) -> None:
        self.scopes = scopes
        rosters = {id(scope.roster): scope.roster for scope in scopes}
        self.places = {at: place for place, at in enumerate(rosters)}
        written = (name for table in tables for name in table.plain_entities())
        self.who = Reporters([*rosters.values()], scopes[0].called if scopes else {}, written)
        self.spans: list[Period | None] = []
        self.periods = self._in_time(period for table in tables for period in _periods(table))
        self.able = len(self.periods) < 1 << _FOR_PERIOD and len(self.who.names) < 1 << _FOR_REPORTER
        self._targets = {scope.target.id: at for at, scope in enumerate(scopes)}
        amounts = [_amounts(table) for table in tables]
        fractions = (value.as_tuple().exponent for known, _ in amounts for value in known.values())
        self.digits = -min((at for at in fractions if isinstance(at, int)), default=0)
        self.digits = max(self.digits, 0)
        self.coded = [self._code(*each) for each in zip(tables, amounts, strict=True)] if self.able else []

    def roster_of(self, scope: Scope) -> int:
        """The place of the target's roster among all."""
        return self.places[id(scope.roster)]

    def least(self, bound: Decimal) -> int | None:
        """The smallest whole number of units that is not below it, None for no bound."""
        return self._units(bound, ROUND_CEILING)

    def most(self, bound: Decimal) -> int | None:
        """The greatest whole number of units that is not above it, None for no bound."""
        return self._units(bound, ROUND_FLOOR)

    def _units(self, bound: Decimal, rounding: str) -> int | None:
        if not bound.is_finite():
            return None
        return int(bound.scaleb(self.digits, WIDE).to_integral_value(rounding, WIDE))

    def _in_time(self, periods: Iterable[Period]) -> list[Period]:
        """In the order in which they end, as cut to the plan; `spans` are the parts that lie inside it."""
        plan = self.scopes[0].plan.period
        cut = {period: period.clipped(plan.start, plan.end) for period in periods}
        made = sorted(cut, key=lambda p: ((cut[p] or p).end, (cut[p] or p).start, p.label))
        self.spans = [cut[period] for period in made]
        return made

    def _code(self, table: Tabled, amounts: tuple[dict[int, Decimal], set[int]]) -> Coded:
        said, odd = amounts
        when = {period: number for number, period in enumerate(self.periods)}
        meaning = table.meaning
        assert meaning is not None  # it has plain rows
        targets, entities, periods = map(table.distinct, FIELDS[:3])
        numbers = {code: self.who.numbers[meaning.entities(code) or ""] for code in entities}
        target = _by_code({code: self._targets[meaning.ids(code) or ""] << TARGET for code in targets})
        entity = _by_code({code: number << GROUP for code, number in numbers.items()})
        period = _by_code({code: when[_known(meaning, code)] for code in periods})
        rows = zip(*map(table.column, FIELDS[:3]), strict=True)
        keys = [target[of] + entity[by] + period[at] for of, by, at in rows]
        units = {code: int(value.scaleb(self.digits, WIDE)) for code, value in said.items()}
        value = _by_code(units)
        values = [value[code] for code in table.column("value")]
        items = frozenset(code for code in table.distinct("item") if meaning.items(code))
        return Coded(table, keys, values, numbers, units, items, frozenset(odd))


def _by_code(meant: Mapping[int, int]) -> list[int]:
    """The same to be looked up in half the time; 0 for what is not there."""
    found = [0] * (max(meant, default=-1) + 1)
    for code, number in meant.items():
        found[code] = number
    return found


def _periods(table: Tabled) -> Iterator[Period]:
    codes = table.distinct("period")
    return (_known(table.meaning, code) for code in codes) if table.meaning else iter(())


def _known(meaning: Meaning, code: int) -> Period:
    period = meaning.periods(code)
    assert period is not None  # else its row were not plain
    return period


def _amounts(table: Tabled) -> tuple[dict[int, Decimal], set[int]]:
    """Each code's value; and the codes whose values are looked at one by one, with 0 for them."""
    known: dict[int, Decimal] = {}
    odd: set[int] = set()
    assert table.meaning is not None
    for code, amount in table.meaning.amounts():
        value = amount.value
        exponent = value.as_tuple().exponent
        plain = isinstance(exponent, int) and exponent >= _FINEST and value.adjusted() < _MOST_DIGITS
        if not plain or known.setdefault(code, value) != value:
            odd.add(code)
    known.update(dict.fromkeys(odd, Decimal(0)))
    return known, odd
