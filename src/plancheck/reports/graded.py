"""The findings of a plan as grave as the plan itself says, whichever report they go into. No verdict hangs on it."""

from __future__ import annotations

from dataclasses import replace

from plancheck.checks.severities import with_severities
from plancheck.reports.flow import Step
from plancheck.reports.select import finding_key


def graded(step: Step) -> Step:
    """Those the plan does not want to see are counted by code instead, each once."""
    plan, read = step
    severities = plan.loaded.plan.severities or {}
    every = {finding_key(f): f for f in (*read, *(f for item in plan.targets for f in item.findings))}
    _, left_out = with_severities(every.values(), severities)
    targets = tuple(
        replace(item, findings=tuple(with_severities(item.findings, severities)[0])) if item.findings else item
        for item in plan.targets
    )
    kept, _ = with_severities(read, severities)
    return replace(plan, targets=targets, left_out=dict(sorted(left_out.items()))), tuple(kept)
