"""`each_entity`: every entity of the roster satisfies the comparator, or `share` of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from plancheck.model.case import Case
from plancheck.model.comparator import Comparator
from plancheck.model.record import FirstDay, LastDay, Number, record
from plancheck.model.verdict import Fact, Verdict
from plancheck.rules.attain import attain
from plancheck.rules.goal import Goal
from plancheck.rules.promise import keep


@record
class EachEntity(Goal):
    """With `by` a date to reach it; with `from`/`until` a promise kept period by period. `share` is in percent."""

    kind: Literal["each_entity"] = "each_entity"
    roster: str | None = None
    share: Number = Decimal(100)
    by: LastDay | None = None
    from_: FirstDay | None = None
    until: LastDay | None = None

    def __post_init__(self) -> None:
        Goal.__post_init__(self)
        if self.by is not None and (self.from_ is not None or self.until is not None):
            raise ValueError("by_or_from")

    @property
    def promised(self) -> bool:
        """Kept period by period rather than reached by a date."""
        return self.by is None and (self.from_ is not None or self.until is not None)

    @property
    def share_comparator(self) -> Comparator:
        """At least the share, in percent."""
        return Comparator("at_least", self.share, None, stated=self.share)


def judge(rule: EachEntity, case: Case) -> Verdict:
    """`standings` and `flows` are the shares in percent of entities that satisfy the comparator."""
    share = rule.share_comparator
    if rule.promised:
        first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
        verdict = keep(case, share, first, until, case.series.flows)
    else:
        verdict = attain(case, share, rule.by or case.plan_end, case.series.standings)
    return replace(verdict, facts={**verdict.facts, "unit": "%", **_each(rule, case)})


def _each(rule: EachEntity, case: Case) -> dict[str, Fact]:
    """What every entity is held to."""
    c = rule.comparator
    facts: dict[str, Fact] = {"each_comparator": c.word, "each_unit": case.unit}
    stated = (("each_target", c.stated), ("each_low", c.low), ("each_high", c.high))
    shown = stated if c.word in ("about", "between") else stated[:1]
    return facts | {name: x for name, x in shown if x is not None}
