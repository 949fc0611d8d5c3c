"""What `lint` says about a plan that loads: nothing here makes it unusable."""

from __future__ import annotations

from plancheck.checks.checkability import Checkability, checkability
from plancheck.checks.gaps import gaps
from plancheck.checks.numbers import numbers
from plancheck.model.finding import Finding
from plancheck.plans.plan import LoadedPlan

__all__ = ["Checkability", "checkability", "lint"]


def lint(loaded: LoadedPlan) -> tuple[Finding, ...]:
    """Every remark on the plan, in the order of the file."""
    found = [*gaps(loaded), *numbers(loaded)]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, int, str]:
    line, column = getattr(finding.origin, "line", 0), getattr(finding.origin, "column", 0)
    return line, column, finding.code
