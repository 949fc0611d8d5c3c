"""The share in percent of entities that meet k of n indicators, and of each of the rest its floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.model.series import Standing
from plancheck.model.verdict import Fact
from plancheck.rules.k_of_n import Indicator, KOfN
from plancheck.series.reporters import Reporters, Track
from plancheck.series.scope import Scope
from plancheck.series.shares import Answer, held, shares
from plancheck.series.standings import ends, standing_at


@frozen
class _Mark:
    """How one entity stands on one indicator; None where its reports leave it open."""

    item: str
    meets: bool | None
    above_floor: bool | None
    standing: Standing


def enough_shares(scope: Scope, who: Reporters, known: Sequence[Track], rule: KOfN) -> tuple[Standing, ...]:
    """At the end of each reported period."""
    marks: dict[tuple[str, Period], list[_Mark]] = {}

    def asked(track: Track, period: Period) -> Answer:
        own = [_mark(scope, who, track, period, indicator) for indicator in rule.indicators]
        marks[track.entity, period] = own
        return Answer(_enough(rule, own), _together(period, own))

    made = shares(who, known, ends(scope, known), asked)
    return tuple(replace(s, terms=_terms(rule, marks, s)) for s in made)


def _mark(scope: Scope, who: Reporters, track: Track, period: Period, indicator: Indicator) -> _Mark:
    own = Track(track.entity, tuple(entry for entry in track.entries if entry.item == indicator.item))
    standing = standing_at(scope, who, [own], period)
    floor = indicator.floor_comparator
    above = True if floor is None else held(floor, standing).satisfies
    return _Mark(indicator.item, held(indicator.comparator, standing).satisfies, above, standing)


def _enough(rule: KOfN, marks: Sequence[_Mark]) -> bool | None:
    """True where the worst case is enough, False where the best is not."""
    worst = _passes(rule, [(mark.meets is True, mark.above_floor is True) for mark in marks])
    best = _passes(rule, [(mark.meets is not False, mark.above_floor is not False) for mark in marks])
    return True if worst else None if best else False


def _passes(rule: KOfN, marks: Sequence[tuple[bool, bool]]) -> bool:
    met = sum(1 for meets, _ in marks if meets)
    return met >= rule.k and all(meets or above for meets, above in marks)


def _together(period: Period, marks: Sequence[_Mark]) -> Standing:
    standings = [mark.standing for mark in marks]
    return Standing(
        period,
        None,
        Decimal(0),
        Decimal(1),
        unread=tuple(dict.fromkeys(label for s in standings for label in s.unread)),
        revised=any(s.revised for s in standings),
        basis=tuple(basis for s in standings for basis in s.basis),
        carried=tuple(basis for s in standings for basis in s.carried),
    )


def _terms(rule: KOfN, marks: dict[tuple[str, Period], list[_Mark]], standing: Standing) -> dict[str, Fact]:
    """How many entities meet each indicator, and which indicators of which entities are open."""
    own = [(name, mark) for name in standing.expected for mark in marks[name, standing.period]]
    met = {i.item: sum(1 for _, mark in own if mark.item == i.item and mark.meets) for i in rule.indicators}
    open_ = tuple(f"{name}·{mark.item}" if name else mark.item for name, mark in own if mark.meets is None)
    terms: dict[str, Fact] = {"met_by_item": met}
    return terms | ({"open_items": open_} if open_ else {})
