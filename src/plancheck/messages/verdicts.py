"""One sentence on a verdict with its arithmetic, and one on what to do next. Made of clauses, never of placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from plancheck.messages.catalogue import common, term
from plancheck.messages.derived import progress_keys
from plancheck.messages.patterns import ADVICE, CHOICES, SENTENCES
from plancheck.messages.values import counted, decimal_fact, first_filled, words
from plancheck.model.verdict import Fact, Flag, Status, Verdict
from plancheck.plans.plan import Target, Thresholds

_DEFAULTS = Thresholds()
_UNLISTED = ("progress", "goal", "reason")


class Judged(Protocol):
    """A target with its verdict."""

    @property
    def target(self) -> Target: ...
    @property
    def verdict(self) -> Verdict: ...


def verdict_text(lang: str, judged: Judged, thresholds: Thresholds = _DEFAULTS) -> str:
    """What was reached, what should have been, and why that gives the status, in one sentence."""
    verdict = judged.verdict
    said = words(lang, judged.target, verdict.facts, thresholds)
    clauses = [first_filled(lang, (_lead(verdict),), said)] if passed_unmet(verdict) else []
    for name in SENTENCES.get(reason_key(verdict), _UNLISTED):
        keys = (_reason(lang, verdict),) if name == "reason" else _clause(name, judged.target, verdict.facts)
        clauses.append(first_filled(lang, keys, said))
    if not any(clauses):
        clauses.append(term(lang, _reason(lang, verdict)))
    clauses += _tail(lang, verdict, said)
    text = term(lang, "join.clause").join(clause for clause in clauses if clause)
    return text if lang == "zh" else text[:1].upper() + text[1:]


def advice_text(lang: str, judged: Judged, thresholds: Thresholds = _DEFAULTS) -> str:
    """What to do next, "" when there is nothing to do."""
    verdict = judged.verdict
    said = words(lang, judged.target, verdict.facts, thresholds)
    parts = []
    for name in ADVICE.get(reason_key(verdict), ()):
        if name == "relapse" and Flag.RELAPSE_RISK not in verdict.flags:
            continue
        parts.append(first_filled(lang, _advice(name, judged.target, verdict.facts), said))
    return term(lang, "join.sentence").join(part for part in parts if part)


def reason_key(verdict: Verdict) -> str:
    """The key of the verdict in the tables of sentences: status and reason."""
    return f"{verdict.status.value}.{verdict.reason}"


def _reason(lang: str, verdict: Verdict) -> str:
    """The key of the reason's text; where a report gives a reason that has none, the status says it."""
    key = f"reason.{reason_key(verdict)}"
    if Flag.PARTIAL in verdict.flags and f"{key}.partial" in common(lang):
        return f"{key}.partial"
    return key if key in common(lang) else f"status.{verdict.status.value}"


def passed_unmet(verdict: Verdict) -> bool:
    """The due date as first adopted passed unmet, whatever the amended target's verdict is."""
    adopted = verdict.facts.get("as_adopted")
    return isinstance(adopted, Mapping) and adopted.get("status") == Status.MISSED.value


def _lead(verdict: Verdict) -> str:
    return "clause.lead_waived" if Flag.WAIVED in verdict.flags else "clause.lead_missed"


def _clause(name: str, target: Target, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    if name == "progress":
        told = (*progress_keys(target), "clause.progress.total" if counted(target) else "clause.progress.level")
        return (*told, "clause.bounds") if _bounded(facts) and "actual" not in facts else told
    if name == "items":
        return ("clause.progress.items",)
    if name == "overdue":
        return ("clause.overdue",) if facts.get("overdue") is True else ("clause.report_due",)
    if name == "expected":
        return (f"clause.expected.{'down' if falling(facts) else 'up'}",)
    if name == "goal" or (name == "cap" and facts.get("comparator") in ("about", "between")):
        return (goal_key(target, facts),)  # the limit is not the figure that such a plan states
    return CHOICES.get(f"clause.{name}", (f"clause.{name}",))


def bounds_text(lang: str, verdict: Verdict, said: Mapping[str, str]) -> str:
    """Between what the value lies, whatever those are that cannot be read; "" where all are known or nothing bounds
    them."""
    return first_filled(lang, ("clause.between",), said) if _bounded(verdict.facts) else ""


def _bounded(facts: Mapping[str, Fact]) -> bool:
    return all(name in facts for name in ("unread_periods", "actual_low", "actual_high"))


def falling(facts: Mapping[str, Fact]) -> bool:
    """The target lies below the baseline."""
    start, aim = decimal_fact(facts, "baseline"), decimal_fact(facts, "target")
    aim = decimal_fact(facts, "target_high") if aim is None else aim
    return start is not None and aim is not None and aim < start


def goal_key(target: Target, facts: Mapping[str, Fact]) -> str:
    """The clause that states the target with its comparator."""
    word = facts.get("comparator")
    if word == "at_most" and decimal_fact(facts, "target") == 0:
        return "clause.goal.total"
    if word in ("about", "between", "more_than", "less_than", "at_most"):
        return f"clause.goal.{word}"
    return "clause.goal.total" if word is None or counted(target) else "clause.goal.at_least"


def _advice(name: str, target: Target, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    if name != "needed":
        return CHOICES.get(f"advice.{name}", (f"advice.{name}",))
    if counted(target):
        return ("advice.needed.total",)
    need = decimal_fact(facts, "needed_per_period") or Decimal(0)
    return (f"advice.needed.{'down' if need < 0 or falling(facts) else 'up'}",)


def _equal_is_not_enough(verdict: Verdict) -> bool:
    strict = verdict.facts.get("comparator") in ("more_than", "less_than")
    actual, aim = (decimal_fact(verdict.facts, name) for name in ("actual", "target"))
    return strict and actual is not None and actual == aim and verdict.status in (Status.MISSED, Status.AT_RISK)


def _tail(lang: str, verdict: Verdict, said: Mapping[str, str]) -> list[str]:
    """What must be said beside any verdict it holds for."""
    tail = [first_filled(lang, ("clause.each",), said)] if said.get("each") else []
    if Flag.PARTIAL in verdict.flags:
        tail.append(first_filled(lang, ("clause.reporters", "clause.missing"), said))
    if "actual" in verdict.facts:
        tail.append(bounds_text(lang, verdict, said))
    if _equal_is_not_enough(verdict):
        tail.append(term(lang, "clause.equal"))
    if verdict.facts.get("within_rounding") is True:
        tail.append(term(lang, "clause.rounding"))
    return tail
