"""How it is judged that one series outgrows another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plancheck.model.case import Case
from plancheck.model.verdict import Fact, Status, Verdict
from plancheck.rules.growth import Race, races
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.promise import breaks, keep_required, required_reports


def judge_outpaces(rule: Outpaces, case: Case) -> Verdict:
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
