"""What the kinds with a derived value ask for, and how theirs was worked out, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import fill, join, texts
from plancheck.messages.escape import escape
from plancheck.messages.numbers import amount, number
from plancheck.messages.values import goal_in_words, goal_words, unit_word
from plancheck.model.verdict import Fact
from plancheck.plans.plan import Target
from plancheck.rules.change import Change
from plancheck.rules.composite import Composite
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.k_of_n import Indicator, KOfN
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.rank import Rank

Line = tuple[str, str]


def asks_lines(lang: str, target: Target) -> Iterator[Line]:
    """What such a rule asks for; nothing for the other kinds."""
    match target.rule:
        case KOfN() as rule:
            floors = any(indicator.floor is not None for indicator in rule.indicators)
            key = "explain.k_of_n" if floors else "explain.k_of_n_plain"
            yield "goal", phrase(lang, key, k=str(rule.k), n=str(len(rule.indicators)))
            yield "indicators", join(lang, [_indicator(lang, indicator) for indicator in rule.indicators])
            yield "share", amount(rule.share, "%")
        case Change() as rule:
            yield "goal", phrase(lang, f"explain.change.{rule.as_}", goal=goal_words(lang, target, rule.comparator))
        case Dispersion() as rule:
            yield "goal", phrase(lang, "explain.dispersion", goal=goal_words(lang, target, rule.comparator))
        case Rank() as rule:
            order = "reported" if rule.among is None else rule.direction
            yield "goal", phrase(lang, f"explain.rank.{order}", goal=goal_words(lang, target, rule.comparator))
            if rule.entity:
                yield "entity", escape(rule.entity)
        case Outpaces() as rule:
            key = "explain.outpaces_equal" if rule.at_least_equal else "explain.outpaces"
            yield "goal", phrase(lang, key, than=escape(rule.than))
        case Composite() as rule:
            yield "goal", _composite(lang, rule)
        case _:
            return


def _indicator(lang: str, indicator: Indicator) -> str:
    c, unit = indicator.comparator, unit_word(lang, indicator.unit)
    bounds: dict[str, Fact] = {}
    named = (("target", c.stated), ("target_low", c.low), ("target_high", c.high))
    shown = named if c.word in ("about", "between") else named[:1]
    bounds |= {name: value for name, value in shown if value is not None}
    said = {"item": escape(indicator.item), "goal": goal_in_words(lang, c.word, bounds, unit)}
    if indicator.floor is None:
        return phrase(lang, "explain.indicator", **said)
    return phrase(lang, "explain.indicator_floor", floor=amount(indicator.floor, unit), **said)


def _composite(lang: str, rule: Composite) -> str:
    weights = rule.weights or {}
    parts = [
        phrase(lang, "explain.weighted_part", part=escape(name), weight=number(weights[name]))
        if name in weights
        else escape(name)
        for name in rule.of
    ]
    said = {"of": join(lang, parts)}
    if rule.at_least is not None:
        said["share"] = amount(rule.at_least, "%")
    return phrase(lang, f"explain.composite.{rule.how}", **said)


def derived_lines(lang: str, target: Target, facts: Mapping[str, Fact], said: Mapping[str, str]) -> Iterator[Line]:
    """How the value came about, as far as its facts are there."""
    rule = target.rule
    if isinstance(rule, Change):
        key = f"by_change.{rule.as_}"
    elif isinstance(rule, Composite):
        key = "by_weight"
    else:
        key = f"by_{rule.kind}"
    values = dict(said)
    if isinstance(rule, Rank):
        ahead = facts.get("ahead")
        values["count"] = str(len(ahead) if isinstance(ahead, tuple) else 0)
    text = fill(texts(lang)[f"explain.{key}"], values) if f"explain.{key}" in texts(lang) else None
    if text is not None:
        yield "derived", text
    yield from _mappings(lang, facts)


def _mappings(lang: str, facts: Mapping[str, Fact]) -> Iterator[Line]:
    """Figures by entity, indicator or part."""
    for name in ("by_entity", "met_by_item"):
        found = facts.get(name)
        if isinstance(found, Mapping):
            yield f"fact.{name}", join(lang, [f"{escape(key)} {_figure(value)}" for key, value in found.items()])
    parts = facts.get("parts")
    if isinstance(parts, Mapping):
        yield "fact.parts", join(lang, [f"{escape(key)} {term(lang, f'status.{own}')}" for key, own in parts.items()])


def _figure(value: Fact) -> str:
    return number(value) if isinstance(value, Decimal | int) else escape(str(value))
