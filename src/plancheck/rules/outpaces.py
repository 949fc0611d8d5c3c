"""`outpaces`: this series grows faster than that of another target, year on year, in every report period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from plancheck.model.case import Case
from plancheck.model.comparator import Comparator
from plancheck.model.record import FirstDay, Flag, LastDay, record
from plancheck.model.verdict import Fact, Status, Verdict
from plancheck.rules.growth import Race, races
from plancheck.rules.promise import breaks, keep_required, required_reports


@record
class Outpaces:
    """`than` is the id of the other target. Each report period's own value is held against that of the same period a
    year before, for the first of them the baseline; `at_least_equal` lets equal growth pass."""

    kind: Literal["outpaces"] = "outpaces"
    than: str
    at_least_equal: Flag = False
    from_: FirstDay | None = None
    until: LastDay | None = None

    @property
    def lead(self) -> Comparator:
        """What the difference of the two growths, own minus other, has to satisfy."""
        zero = Decimal(0)
        return Comparator("at_least" if self.at_least_equal else "more_than", zero, None, not self.at_least_equal)


def judge(rule: Outpaces, case: Case) -> Verdict:
    """A promise on the lead in growth. A period without a value a year before is not judged; one that grows from zero
    or less has no growth."""
    first, until = rule.from_ or case.plan_start, rule.until or case.plan_end
    run = races(case, required_reports(case, first, until))
    judged = [race.standing for race in run.races]
    facts: dict[str, Fact] = {"unit": "%", "from": first, "until": until, "than": rule.than}
    facts |= _growths(rule, run.races)
    verdict = keep_required(case, rule.lead, run.required, judged, facts)
    undefined = tuple(race.standing.period.label for race in run.races if race.undefined)
    if verdict.status is Status.UNDETERMINED and undefined:
        known = {name: fact for name, fact in verdict.facts.items() if name != "unread_periods"}
        return replace(verdict, reason="growth_undefined", facts={**known, "undefined_periods": undefined})
    return verdict


def _growths(rule: Outpaces, run: Sequence[Race]) -> dict[str, Fact]:
    """Both growths in percent, of the first period that breaks the promise, else of the latest."""
    known = [race for race in run if race.own is not None and race.other is not None]
    if not known:
        return {}
    shown = next((race for race in known if breaks(rule.lead, race.standing)), known[-1])
    facts = {"growth": shown.own, "than_growth": shown.other, "growth_period": shown.standing.period.label}
    return {name: fact for name, fact in facts.items() if fact is not None}
