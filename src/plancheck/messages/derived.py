"""Words for the facts of values that were worked out: what they were worked out from, and in which unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plancheck.messages.catalogue import common, join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import amount
from plancheck.model.verdict import Fact
from plancheck.plans.plan import Target
from plancheck.rules.change import Change, unit_of_change
from plancheck.rules.rank import UNIT as RANK_UNIT

_MEASURED = ("measured", "measured_baseline")
_GROWTHS = ("growth", "than_growth")
_SPREAD = ("mean", "deviation")
_COUNTS = ("peers", "achieved_parts", "total_parts", "not_checkable_parts")
_NAMES = ("ahead", "worst_parts", "undefined_periods", "open_items")
_LABELS = ("growth_period", "than")
_PROGRESS = {"rank": "progress.rank", "dispersion": "progress.dispersion", "k_of_n": "progress.k_of_n",
             "outpaces": "growths"}  # fmt: skip
_BARE = ("k_of_n", "outpaces")
"""Kinds whose reported values may have several units."""
_REPORTED = ("change", "dispersion", "each_entity")
"""Kinds whose verdict has another unit than what is reported."""


def derived_words(lang: str, target: Target, facts: Mapping[str, Fact], most: int | None) -> dict[str, str]:
    """Every such fact that has a wording."""
    unit = _word(lang, facts.get("measured_unit"))
    said = _amounts(facts, _MEASURED, unit) | _amounts(facts, _SPREAD, _word(lang, target.unit), derived=True)
    said |= _amounts(facts, _COUNTS, "")
    for name, other in (_GROWTHS, reversed(_GROWTHS)):
        own, against = facts.get(name), facts.get(other)
        if isinstance(own, Decimal) and isinstance(against, Decimal):
            said[name] = amount(own, "%", (against,), derived=True)
    for name in _NAMES:
        items = facts.get(name)
        if isinstance(items, tuple) and items:
            said[name] = join(lang, [escape(item) for item in items], most)
    return said | {name: escape(text) for name in _LABELS if isinstance(text := facts.get(name), str)}


def _amounts(facts: Mapping[str, Fact], names: tuple[str, ...], unit: str, derived: bool = False) -> dict[str, str]:
    found = ((name, facts.get(name)) for name in names)
    return {
        name: amount(value, unit, (), derived)
        for name, value in found
        if isinstance(value, Decimal | int) and not isinstance(value, bool)
    }


def progress_keys(target: Target) -> tuple[str, ...]:
    """The clauses that say where a derived value stands, () for a value that was reported."""
    if isinstance(target.rule, Change):
        return ("clause.progress.times" if target.rule.as_ == "times" else "clause.progress.change",)
    own = _PROGRESS.get(target.rule.kind)
    return () if own is None else (f"clause.{own}",)


def goal_unit(target: Target) -> str:
    """The unit of the target figure itself, as the plan writes units."""
    if isinstance(target.rule, Change):
        return unit_of_change(target.rule, target.unit)
    own = {"coverage": "%", "k_of_n": "%", "outpaces": "%", "dispersion": "", "rank": RANK_UNIT}
    return own.get(target.rule.kind, target.unit)


def basis_unit(target: Target) -> str | None:
    """The unit of the values as reported; None where it is that of the verdict."""
    kind = target.rule.kind
    if kind in _BARE:
        return ""
    ranked = kind == "rank" and target.roster_name is not None
    return target.unit if ranked or kind in _REPORTED else None


def _word(lang: str, unit: Fact | None) -> str:
    return escape(common(lang).get(f"unit.{unit}", unit)) if isinstance(unit, str) else ""
