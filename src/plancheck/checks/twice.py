"""What is counted twice: one named thing by two reporters or under two parts of one target (R312), the parts of a whole
beside it (R302)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plancheck.checks.compared import Compared
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import Origin
from plancheck.model.pattern import Pattern
from plancheck.model.period import Period
from plancheck.series.called import speaking_of
from plancheck.series.counting import by_item
from plancheck.series.select import part_items
from plancheck.series.whole import beside, doubled, is_whole
from plancheck.sources.asides import Evidence
from plancheck.sources.cells import clean
from plancheck.sources.gathered import entities_of

_BETWEEN = re.compile(r"[、;；,，\n]+")
_NO_NAME = Pattern(
    r"无|有|是|否|已?完成|同上|(?:见|详见).*|附[表录]?.*|.*(?:附件|照片|图片|截图|台账|文件|材料|证明).*|.*(?:号|证书|报告|通知|方案|公报|会|记录)"
    r"|《.*|http.*|www.*|[\d.\-/%]*|.*\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar)"
)
"""What many may give as evidence without counting anything twice: documents and where they are."""


@frozen
class _Mention:
    name: str
    entity: str
    item: str
    period: Period | None
    origin: Origin


def twice(one: Compared, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Every mention that repeats an earlier one; both cells are named."""
    found: dict[str, list[_Mention]] = {}
    for mention in _mentions(one, evidence):
        earlier = found.setdefault(mention.name, [])
        other = next((e for e in earlier if _same_thing(one, e, mention)), None)
        if other is not None:
            yield one.say(
                "R312",
                mention.origin,
                seen=mention.name,
                entity=mention.entity,
                item=mention.item,
                other_entity=other.entity,
                other_item=other.item,
                other=str(other.origin),
            )
        earlier.append(mention)


def _mentions(one: Compared, evidence: Sequence[Evidence]) -> Iterator[_Mention]:
    who = one.who
    declared = part_items(one.scope.target)
    for row in one.observations:
        if row.item and not declared:
            yield _Mention(clean(row.item), who(row), "", row.period, row.origin)
    for held in evidence:
        row = held.observation
        for name in dict.fromkeys(map(clean, _BETWEEN.split(held.text))):
            if len(name) > 1 and not _NO_NAME.fullmatch(name.lower()):
                yield _Mention(name, who(row), _part(row, declared), row.period, held.origin)


def _part(row: Observation, declared: Sequence[str]) -> str:
    return clean(row.item) if declared else ""


def _same_thing(one: Compared, a: _Mention, b: _Mention) -> bool:
    """By different reporters or under different parts; new things in any period, others in periods that overlap."""
    if (a.entity, a.item) == (b.entity, b.item):
        return False
    if a.entity == b.entity and not one.scope.target.by_part:
        return False
    if one.scope.increments or a.period is None or b.period is None:
        return True
    return a.period.start <= b.period.end and b.period.start <= a.period.end


def whole_beside(targets: Sequence[Compared], every: Sequence[Observation]) -> Iterator[Finding]:
    """R302: targets without a roster on which the whole reports beside its parts (全区 beside schools)."""
    wholes = set(filter(is_whole, entities_of(every)))
    first: dict[str, Origin] = {}
    for row in speaking_of(every, wholes) if wholes else ():
        if row.entity in wholes:
            first.setdefault(row.target, row.origin)
    for one in targets:
        if one.scope.roster is None and one.scope.target.id in first and not by_item(one.scope):
            quiet = set() if one.quiet is None else one.quiet.by(date.max)
            both = beside(sorted({entry.entity for entry in one.entries} | quiet))
            if both is not None:
                yield doubled(one.scope, both, first[one.scope.target.id])


def by_target(evidence: Sequence[Evidence]) -> Mapping[str, list[Evidence]]:
    """What is named as evidence for each target."""
    found: dict[str, list[Evidence]] = {}
    for one in evidence:
        found.setdefault(one.observation.target, []).append(one)
    return found
