"""The facts of a verdict as words: numbers with units, lists, dates. What has no fact has no value."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from plancheck.messages.catalogue import common, fill, join, term
from plancheck.messages.derived import basis_unit, derived_words, goal_unit
from plancheck.messages.escape import escape
from plancheck.messages.numbers import TIGHT_UNITS, amount, percent, whole_up
from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Fact
from plancheck.plans.plan import Target, Thresholds

_MOST = 5
_DEFAULTS = Thresholds()
_COUNTED = ("increment", "running_total")
_AMOUNTS = (
    *("at_due", "actual", "target", "expected", "baseline", "projected", "projected_low", "projected_high"),
    *("breaking_value", "previous_value", "fell_from", "fell_to", "actual_low", "actual_high"),
)
_DERIVED = ("expected", "projected", "projected_low", "projected_high")
_DIFFERENCES = ("gap", "change", "needed_per_period", "average_pace", "best_pace", "needed_from_missing")
_LISTS = ("missing", "missing_periods", "failing", "pending", "overdue_items", "late_items", "unread_periods",
          "unread_items")  # fmt: skip
_WHOLE = ("done", "total", "reporters_in", "reporters_expected", "reports_overdue", "kept_periods", "total_periods",
          "remaining_periods")  # fmt: skip
_EACH = {"each_target": "target", "each_low": "target_low", "each_high": "target_high"}
_DATES = ("data_date", "due", "due_from", "report_due", "baseline_date", "projected_date", "met_on")


def decimal_fact(facts: Mapping[str, Fact], name: str) -> Decimal | None:
    """The fact as a Decimal, None where it is absent or no number."""
    value = facts.get(name)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return None
    return Decimal(value)


def unit_of(lang: str, target: Target, facts: Mapping[str, Fact]) -> str:
    """The unit of the verdict's numbers, in words of `lang`: shares of a roster are percentages whatever is counted."""
    stated = facts.get("unit")
    rule = target.rule
    shares = rule.kind == "coverage" or (rule.kind == "each_entity" and rule.by is not None)
    unit = stated if isinstance(stated, str) else "%" if shares else target.unit
    return unit_word(lang, unit)


def unit_word(lang: str, unit: str) -> str:
    """A unit as `lang` says it: English has no word for most Chinese measure words."""
    return escape(common(lang).get(f"unit.{unit}", unit))


def ratio_edges(thresholds: Thresholds) -> tuple[Decimal, ...]:
    """The ratios that a rounded ratio must not seem to reach."""
    return (thresholds.on_track, thresholds.off_track, Decimal(1), Decimal(0))


def counted(target: Target) -> bool:
    """Whether values add up (so that one speaks of a total), and not a level or a share."""
    return target.measure in _COUNTED and target.rule.kind not in ("coverage", "change")


def words(
    lang: str, target: Target, facts: Mapping[str, Fact], thresholds: Thresholds = _DEFAULTS, most: int | None = _MOST
) -> dict[str, str]:
    """Every fact that has a wording. Lists beyond `most` items are counted instead."""
    asked = _Asked(lang, target, facts, thresholds, most)
    said = next((said for other, said in _LAST if other.same(asked)), None)
    if said is None:
        said = _words(lang, target, facts, thresholds, most)
        _LAST.append((asked, said))
    return dict(said)


@frozen
class _Asked:
    """Of whose facts the words are wanted, and how."""

    lang: str
    target: Target
    facts: Mapping[str, Fact]
    thresholds: Thresholds
    most: int | None

    def same(self, other: _Asked) -> bool:
        """The very same facts."""
        about = self.facts is other.facts and self.target is other.target
        return about and (self.lang, self.most) == (other.lang, other.most) and self.thresholds == other.thresholds


_LAST: deque[tuple[_Asked, dict[str, str]]] = deque(maxlen=3)
"""Every report asks for the words of one verdict several times on end: for its sentence, its advice, its row."""


def _words(
    lang: str, target: Target, facts: Mapping[str, Fact], thresholds: Thresholds, most: int | None
) -> dict[str, str]:
    unit = unit_of(lang, target, facts)
    bounds = [b for b in (decimal_fact(facts, n) for n in ("target", "target_low", "target_high")) if b is not None]
    said: dict[str, str] = {}
    for name in _AMOUNTS if facts.get("at_due") != facts.get("actual") else _AMOUNTS[1:]:
        if (value := decimal_fact(facts, name)) is not None:
            said[name] = amount(value, unit, () if name == "target" else bounds, name in _DERIVED)
    said |= _differences(lang, target, facts, unit)
    said |= _plain(lang, facts, most)
    if (ratio := decimal_fact(facts, "ratio")) is not None:
        said["ratio"] = percent(ratio, ratio_edges(thresholds))
    if (elapsed := decimal_fact(facts, "elapsed")) is not None:
        said["elapsed"] = percent(elapsed)
    said |= derived_words(lang, target, facts, most)
    said |= _projection(lang, facts, said)
    return said | _band(lang, facts, unit) | _each(lang, facts) | _cadence(lang, facts) | _adopted(facts)


def _differences(lang: str, target: Target, facts: Mapping[str, Fact], unit: str) -> dict[str, str]:
    """How far or how fast: without sign where words say the direction."""
    points = term(lang, "word.points") if unit == "%" else unit
    said = {}
    for name in _DIFFERENCES:
        value = decimal_fact(facts, name)
        if value is None or not value:
            continue
        if name == "needed_per_period" and counted(target):
            value = whole_up(value)
        said[name] = amount(value if name == "change" else abs(value), points, (), name != "change")
    if "needed_per_period" in said:
        said["needed"] = said["needed_per_period"]
    if "best_pace" in said:
        said["best"] = said["best_pace"]
    return said


def _plain(lang: str, facts: Mapping[str, Fact], most: int | None) -> dict[str, str]:
    said = {}
    for name in _LISTS:
        items = facts.get(name)
        if isinstance(items, tuple) and items:
            said[name] = join(lang, [escape(item) for item in items], most)
    for name in _WHOLE:
        if (value := decimal_fact(facts, name)) is not None:
            said[name] = amount(value, "")
    for name in _DATES:
        day = facts.get(name)
        if isinstance(day, date):
            said[name] = day.isoformat()
    breaking = facts.get("breaking")
    if isinstance(breaking, str) and breaking:
        said["breaking"] = escape(breaking)
    return said


def _band(lang: str, facts: Mapping[str, Fact], unit: str) -> dict[str, str]:
    low, high = decimal_fact(facts, "target_low"), decimal_fact(facts, "target_high")
    said = {name: amount(b, unit) for name, b in (("low", low), ("high", high)) if b is not None}
    if len(said) == 2 and low is not None and unit not in TIGHT_UNITS:
        said["low"] = amount(low, "")
    key = "both" if len(said) == 2 else next(iter(said), None)
    if key is not None:
        said["band"] = fill(term(lang, f"clause.band.{key}"), said) or ""
    return said


def _projection(lang: str, facts: Mapping[str, Fact], said: Mapping[str, str]) -> dict[str, str]:
    """Where the trend may lead, from the lower to the higher end, and by which method."""
    made: dict[str, str] = {}
    ends = {"low": said.get("projected_low"), "high": said.get("projected_high")}
    known = {name: text for name, text in ends.items() if text is not None}
    if len(known) == 2:
        made["projected_range"] = fill(term(lang, "clause.band.both"), known) or ""
    method = facts.get("projected_method")
    return made | ({"projected_method": term(lang, f"projection.{method}")} if isinstance(method, str) else {})


def _each(lang: str, facts: Mapping[str, Fact]) -> dict[str, str]:
    """What every single entity is held to, and the weighted share of nodes done."""
    said: dict[str, str] = {}
    word, unit = facts.get("each_comparator"), facts.get("each_unit")
    if isinstance(word, str) and isinstance(unit, str):
        named = {own: facts[name] for name, own in _EACH.items() if name in facts}
        said["each"] = goal_in_words(lang, word, named, unit_word(lang, unit))
    if (weighted := decimal_fact(facts, "weighted")) is not None:
        said["weighted"] = amount(weighted, "%")
    return said


def _cadence(lang: str, facts: Mapping[str, Fact]) -> dict[str, str]:
    cadence = facts.get("cadence")
    known = common(lang)
    if not isinstance(cadence, str) or f"cadence.{cadence}" not in known:
        return {}
    return {"cadence": known[f"cadence.{cadence}"], "unit_of_time": known[f"time.{cadence}"]}


def _adopted(facts: Mapping[str, Fact]) -> dict[str, str]:
    """The due date as first adopted."""
    adopted = facts.get("as_adopted")
    due = adopted.get("due") if isinstance(adopted, Mapping) else None
    return {"old_due": str(due)} if isinstance(due, date | str) and due else {}


def first_filled(lang: str, keys: Iterable[str], said: Mapping[str, str]) -> str:
    """The first of these templates that has all its facts, "" when none has."""
    return next((text for key in keys if (text := fill(term(lang, key), said)) is not None), "")


def goal_words(lang: str, target: Target, comparator: Comparator) -> str:
    """What a comparator asks for, as its rule states it and in the target's own unit."""
    band = comparator.word in ("about", "between")
    bounds = {
        "target": comparator.stated,
        **({"target_low": comparator.low, "target_high": comparator.high} if band else {}),
    }
    facts: dict[str, Fact] = {name: value for name, value in bounds.items() if value is not None}
    return goal_in_words(lang, comparator.word, facts, unit_word(lang, goal_unit(target)))


def goal_in_words(lang: str, word: str, facts: Mapping[str, Fact], unit: str) -> str:
    """What a comparator `word` asks for, its figures under the names of a verdict's facts."""
    said = _band(lang, facts, unit)
    if (stated := decimal_fact(facts, "target")) is not None:
        said["target"] = amount(stated, unit)
    return first_filled(lang, (f"goal.{word}",), said)


def amount_of(lang: str, target: Target, facts: Mapping[str, Fact], value: Decimal) -> str:
    """A value of the target's series with its unit, never rounded onto the target."""
    bounds = [b for b in (decimal_fact(facts, n) for n in ("target", "target_low", "target_high")) if b is not None]
    own = basis_unit(target)
    return amount(value, unit_of(lang, target, facts), bounds) if own is None else amount(value, unit_word(lang, own))
