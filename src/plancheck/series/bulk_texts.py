"""What the different texts of a bulk table say, each read once by the functions that read every cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from plancheck.model.frozen import frozen
from plancheck.model.numeral import is_percent
from plancheck.model.period import Period
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import KOfN
from plancheck.series.owed import UNREPORTED
from plancheck.sources.cells import read_day, read_period, stray
from plancheck.sources.grid import Cell, shows
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names, asks_done, unit_differs
from plancheck.sources.skipping import is_total

BETWEEN = "\x1f"
"""Stands between the texts of several columns that name a target."""


@frozen
class Texts:
    """`targets`, `periods` and `days` hold the texts that say one plainly, `unread` and
    `undated` those of periods and days that do not; `strange` are entities about whose name
    there is something to say; `units` the texts of unit columns; `points`: some number has decimals."""

    targets: Mapping[str, Target]
    periods: Mapping[str, Period]
    days: Mapping[str, date]
    unread: frozenset[str]
    undated: frozenset[str]
    entities: Sequence[str]
    strange: frozenset[str]
    units: Sequence[str]


def texts_of(
    names: Names,
    targets: Iterable[str],
    periods: Iterable[str],
    days: Iterable[str],
    entities: Iterable[str],
    units: Iterable[str],
) -> Texts:
    """Everything that is written in the columns, read."""
    periods, days = list(periods), list(days)
    found = [(text, target) for text in targets if (target := _target(names, text)) is not None]
    when = [(text, period) for text in periods if isinstance(period := _read_period(text), Period)]
    on = [(text, day) for text in days if isinstance(day := read_day(_cell(text), False), date)]
    who = sorted(entities)
    strange = frozenset(text for text in who if text and (not shows(text) or stray(text) or is_total(text)))
    unread = frozenset(periods) - {text for text, _ in when}
    undated = frozenset(days) - {text for text, _ in on}
    return Texts(dict(found), dict(when), dict(on), unread, undated, who, strange, sorted(units))


def _cell(text: str) -> Cell | None:
    return Cell(text) if shows(text) else None


def _read_period(text: str) -> object:
    return read_period(_cell(text), False)


def _target(names: Names, text: str) -> Target | None:
    """The one target that the columns name, of those that are reported as a number; None for any other."""
    named = [names.target(part) for part in text.split(BETWEEN) if shows(part)]
    found = {target.id: target for target in named if isinstance(target, Target)}
    if len(found) != 1:
        return None
    (target,) = found.values()
    own_way = asks_done(target) or target.by_part or isinstance(target.rule, KOfN) or target.rule.kind in UNREPORTED
    return None if own_way else target


@frozen
class Columns:
    """Texts of targets, by what a table's own header makes of them: `shares` are read from numerator and denominator,
    `amounts` from the value; `percent` are those of the amounts whose number may not be a bare share of one."""

    shares: frozenset[str]
    amounts: frozenset[str]
    percent: frozenset[str]
    wrong_units: Mapping[str, frozenset[str]]


def columns_of(texts: Texts, header: Header) -> Columns:
    """`wrong_units`: text of the unit column → targets that have another unit."""
    fields, stated = header.columns, header.units
    halves = [fields.get(name, (0,))[0] for name in ("numerator", "denominator")]
    sound = all(halves) and not any(at in stated for at in halves)
    ratios = {text for text, target in texts.targets.items() if target.measure == "ratio"}
    beside = stated.get(fields["value"][0], "") if "value" in fields else ""
    amounts = frozenset(
        text
        for text, target in texts.targets.items()
        if text not in ratios and "value" in fields and not unit_differs(beside, target)
    )
    wrong = {
        unit: frozenset(text for text in amounts if unit_differs(unit.strip(), texts.targets[text]))
        for unit in texts.units
    }
    return Columns(
        frozenset(ratios) if sound else frozenset(),
        amounts,
        frozenset(text for text in amounts if is_percent(texts.targets[text].unit)),
        {unit: targets for unit, targets in wrong.items() if targets},
    )
