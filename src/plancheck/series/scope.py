"""What decides how the reports on one target are read, gathered from the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from plancheck.model.case import Bands, Case, Curve, Start
from plancheck.model.frozen import frozen
from plancheck.model.series import INFINITY, Calendar, Series
from plancheck.plans.plan import Plan, Roster, Target
from plancheck.rules.coverage import Coverage
from plancheck.rules.each_entity import EachEntity
from plancheck.sources.shares import share_scale

TOTALS = ("increment", "running_total")
DEFAULT_CADENCE = "yearly"


@frozen
class Scope:
    """One target of one plan on one day; `roster` is None where the plan names none, and then `called` says what those
    are called who are written in several ways."""

    plan: Plan
    target: Target
    roster: Roster | None
    as_of: date
    known_at: date | None
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def measure(self) -> str:
        return self.target.measure or "done"

    @property
    def increments(self) -> bool:
        return self.measure == "increment"

    @property
    def total(self) -> bool:
        return self.measure in TOTALS

    @property
    def cadence(self) -> str:
        return self.target.report or DEFAULT_CADENCE

    @property
    def calendar(self) -> Calendar:
        grace: int = getattr(self.plan.grace_days, self.cadence)
        return _calendar(self.cadence, grace, self.plan.period.start, self.plan.period.end)

    @property
    def start(self) -> Start | None:
        """The stated baseline; a total without one counts from 0 at the plan's start."""
        stated = self.target.baseline
        if stated is not None:
            return Start(stated.value, stated.on)
        return Start(Decimal(0), self.plan.period.start, assumed=True) if self.total else None

    @property
    def floor(self) -> Decimal:
        """What one value cannot fall below: `valid.min`; totals are not negative unless it says otherwise."""
        valid = self.target.valid
        if valid is not None and valid.min is not None:
            return valid.min
        return Decimal(0) if self.total else -INFINITY

    @property
    def ceiling(self) -> Decimal:
        """What one value cannot exceed: `valid.max`, else infinity."""
        valid = self.target.valid
        return INFINITY if valid is None or valid.max is None else valid.max

    @property
    def scale(self) -> Decimal:
        """What a numerator over a denominator is multiplied by."""
        return share_scale(self.target)

    @property
    def share(self) -> bool:
        """A ratio of a part to its whole, rather than of two different things."""
        return self.scale != 1

    def _start_of_share(self, rule: EachEntity) -> Start | None:
        """Where totals start from one value, all entities satisfy there or none does."""
        start = self.start
        if start is None or not self.total:
            return start
        return replace(start, value=Decimal(100 if rule.comparator.satisfied(start.value) else 0))

    @property
    def _done_for_good(self) -> bool:
        """The share of a roster that never changes and that is done can only rise."""
        fixed = all(entry.from_ is None and entry.to is None for entry in self.roster or ())
        return isinstance(self.target.rule, Coverage) and self.measure == "done" and self.roster is not None and fixed

    def case(self, series: Series) -> Case:
        """Everything the rule may look at. A share of entities is no total, whatever the entities report."""
        total = self.total and not isinstance(self.target.rule, EachEntity)
        return Case(
            as_of=self.as_of,
            plan_start=self.plan.period.start,
            plan_end=self.plan.period.end,
            unit=self.target.unit,
            cadence=self.cadence,
            increments=self.increments,
            total=total,
            rising=(total and self.floor >= 0) or self._done_for_good,
            open_count=total and not self.ceiling.is_finite(),
            start=self._start_of_share(self.target.rule) if isinstance(self.target.rule, EachEntity) else self.start,
            curve=curve_of(self.target),
            method=self.target.method,
            bands=Bands(self.plan.thresholds.on_track, self.plan.thresholds.off_track),
            calendar=self.calendar,
            series=series,
        )


@lru_cache(maxsize=64)
def _calendar(cadence: str, grace: int, first: date, last: date) -> Calendar:
    """One calendar for all targets that share it: a series asks for it at every value."""
    return Calendar(cadence, grace, first, last)


def curve_of(target: Target) -> Curve:
    """The pace that the target states, else an even one."""
    if target.pace is None:
        return Curve(assumed=True)
    points = target.pace.points or {}
    return Curve(target.pace.shape or "points", tuple(sorted(points.items())))
