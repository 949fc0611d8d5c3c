"""Targets that were due before a period and are asked about in it still."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plancheck.model.period import Period
    from plancheck.plans.plan import LoadedPlan
    from plancheck.sources.folder import Submissions


def unmet_before(loaded: LoadedPlan, submitted: Submissions, period: Period) -> frozenset[str]:
    """The ids of targets that are not met on the eve of the period, by what was submitted for the time up to it."""
    from plancheck.pipeline import assess
    from plancheck.reports.template import unmet

    eve = period.start - timedelta(days=1)
    if eve < loaded.plan.period.start:
        return frozenset()
    return unmet(assess([(loaded, submitted)], as_of=eve).plans[0])
