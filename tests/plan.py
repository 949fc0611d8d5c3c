"""Verdicts on several targets of one plan at once, for the kinds that look at other targets."""

from __future__ import annotations

from dataclasses import replace

from plancheck.model.text import Text
from plancheck.model.verdict import Verdict
from plancheck.pipeline import assess
from plancheck.plans.plan import Target
from plancheck.rules import Rule
from plancheck.sources.folder import Submissions
from tests.engine import YEARS, d, loaded, rows


def named(name: str, goal: Target) -> Target:
    return replace(goal, id=name, title=Text(zh=name))


def bare(name: str, rule: Rule) -> Target:
    """A target that takes no reports."""
    return Target(id=name, title=Text(zh=name), rule=rule)


def verdicts(targets: list[Target], reports: dict[str, str], as_of: str) -> dict[str, Verdict]:
    """The verdict on every target; `reports` are rows as in `tests.engine`, by target."""
    observations = [replace(o, target=name) for name, text in reports.items() for o in rows(text)]
    plan = loaded(*targets, span=YEARS)
    report = assess([(plan, Submissions(tuple(observations)))], as_of=d(as_of))
    return {item.target.id: item.verdict for item in report.plans[0].targets}
