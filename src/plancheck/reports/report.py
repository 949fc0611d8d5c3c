"""What every output format is given: plans, verdicts and findings, ready to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.history import Seen
from plancheck.model.verdict import Status, Verdict
from plancheck.plans.plan import LoadedPlan, Programme, Target


@frozen
class TargetReport:
    """One target as it stands in the plan in force; `previous` is its verdict on `Report.since`; `history` is what its
    rule saw period by period, where that was asked for."""

    programme: Programme
    target: Target
    verdict: Verdict
    previous: Verdict | None
    findings: tuple[Finding, ...]
    history: tuple[Seen, ...] = ()


@frozen
class PlanReport:
    """`counts` has every status, zeros included. `data_date` is the latest that any verdict rests on; reporters are
    counted over the entities expected at it. Findings have the severities in force; `left_out` counts by code those
    that the plan does not want to see."""

    loaded: LoadedPlan
    targets: tuple[TargetReport, ...]
    counts: Mapping[Status, int]
    data_date: date | None
    reporters_in: int
    reporters_expected: int
    left_out: Mapping[str, int] = field(default_factory=dict)


@frozen
class Report:
    """`period` is the label given with --period; `since` the day the changes are counted from, where it makes sense.
    `findings` are those of reading; what was found in judging stands with its target."""

    as_of: date
    known_at: date | None
    period: str | None
    since: date | None
    plans: tuple[PlanReport, ...]
    findings: tuple[Finding, ...]
