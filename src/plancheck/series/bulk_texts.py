"""What the different texts of bulk tables say, each read once by the functions that read every cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from plancheck.sources.naming import Names, asks_done, header_differs, unit_differs
from plancheck.sources.shares import share_scale
from plancheck.sources.skipping import is_total_name

BETWEEN = "\x1f"
"""Stands between the texts of several columns that name a target."""
WRITTEN = ("target", "entity", "period", "submitted", "unit")
"""The columns that are read by their different texts."""


@frozen
class Texts:
    """`targets` are the ids of the plan, `entities` all that is written for one, `periods` those that are written
    plainly. `codes` says by column (t, e, p, s) which text means which of these, by its place, or for `s` the number
    of the day; texts about which there is something to say have none. `named`: text → target; `units`: texts of unit
    columns."""

    targets: Sequence[str]
    entities: Sequence[str]
    periods: Sequence[Period]
    codes: Mapping[str, Mapping[str, int]]
    named: Mapping[str, Target]
    units: Sequence[str]


def texts_of(names: Names, targets: Sequence[str], written: Mapping[str, Collection[str]]) -> Texts:
    """Everything that is written in the columns, read. `targets` are the ids of the plan."""
    named = {text: target for text in written["target"] if (target := _target(names, text)) is not None}
    places = {name: at for at, name in enumerate(targets)}
    when = {text: period for text in sorted(written["period"]) if isinstance(period := _read_period(text), Period)}
    on = {text: day for text in written["submitted"] if isinstance(day := read_day(_cell(text), False), date)}
    who = sorted(written["entity"])
    codes = {
        "t": {text: places[target.id] for text, target in named.items()},
        "e": {text: at for at, text in enumerate(who) if not _strange(text)},
        "p": {text: at for at, text in enumerate(when)},
        "s": {text: day.toordinal() for text, day in on.items()},
    }
    return Texts(targets, who, tuple(when.values()), codes, named, sorted(written["unit"]))


def _strange(entity: str) -> bool:
    """There is something to say about the name."""
    return bool(entity) and (not shows(entity) or stray(entity) or is_total_name(entity))


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
    """Places of targets, by what a table's own header makes of them: `shares` are read from numerator and denominator,
    `amounts` from the value; `percent` are those of the amounts whose number may not be a bare share of one.
    `wrong_units`: text of the unit column → those that have another unit; `scales`: what shares are multiplied by →
    those where it is so."""

    shares: frozenset[int]
    amounts: frozenset[int]
    percent: frozenset[int]
    wrong_units: Mapping[str, frozenset[int]]
    scales: Mapping[int, frozenset[int]]


def columns_of(texts: Texts, header: Header) -> Columns:
    """What the targets that are written are read from in a table with this header."""
    fields, stated = header.columns, header.units
    halves = [fields.get(name, (0,))[0] for name in ("numerator", "denominator")]
    sound = all(halves) and not any(at in stated for at in halves)
    own = {texts.codes["t"][text]: target for text, target in texts.named.items()}
    ratios = {at for at, target in own.items() if target.measure == "ratio"}
    scales = {at: int(share_scale(own[at])) for at in ratios}
    counted = {at: target for at, target in own.items() if at not in ratios and "value" in fields}
    amounts = frozenset(at for at, target in counted.items() if not header_differs(header, target))
    wrong = {
        unit: frozenset(at for at in amounts if unit_differs(unit.strip(), own[at]))
        for unit in (texts.units if "unit" in fields else ())
    }
    return Columns(
        frozenset(ratios) if sound else frozenset(),
        amounts,
        frozenset(at for at in amounts if is_percent(own[at].unit)),
        {unit: targets for unit, targets in wrong.items() if targets},
        {scale: frozenset(at for at in ratios if scales[at] == scale) for scale in sorted({*scales.values()})},
    )
