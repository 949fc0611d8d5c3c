"""What is known of a value over time: readable points, gaps, and the bounds that missing reports leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.observation import Amount, Done, Share
from plancheck.model.origin import Origin
from plancheck.model.period import Period, report_period, report_periods

if TYPE_CHECKING:
    from plancheck.model.verdict import Basis, Fact

INFINITY = Decimal("Infinity")


@frozen_often
class Point:
    """One reporter's value for one period, as it counts after corrections.

    Where the target is broken down, `parts` are the values of the parts that were reported and `missing_parts` names
    the others; the value is then their sum, or the total as reported.
    """

    entity: str
    item: str
    period: Period
    value: Amount | Share | Done
    origins: tuple[Origin, ...]
    revised: bool = False
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    missing_parts: tuple[str, ...] = ()


@frozen_often
class Gap:
    """One reporter's period for which something was submitted that cannot be used; `reason` is a finding code."""

    entity: str
    item: str
    period: Period
    reason: str
    origins: tuple[Origin, ...]


Entry = Point | Gap


@frozen
class Calendar:
    """When reports are due: the cadence, the days of grace after a period, and the first and last day of the plan."""

    cadence: str
    grace: int
    first: date
    last: date

    def reports(self, first: date, last: date) -> tuple[Period, ...]:
        """The report periods that touch first..last, clipped to it."""
        return report_periods(self.cadence, first, last)

    def report_on(self, day: date) -> Period:
        """The report period that contains the day, clipped to the plan where the day lies in it."""
        return _report_on(self.cadence, self.first, self.last, day)

    def deadline(self, day: date) -> date:
        """The last day on which the report covering `day` is in time."""
        return self.report_on(day).end + timedelta(days=self.grace)

    def overdue(self, after: date, as_of: date) -> tuple[Period, ...]:
        """Report periods of the plan that end after a day and are past their deadline."""
        first = max(self.first, after + timedelta(days=1))
        if first > min(self.last, as_of):
            return ()
        reports = self.reports(first, min(self.last, as_of))
        whole = (self.report_on(report.end) for report in reports)
        return tuple(r for r in whole if r.end > after and r.end + timedelta(days=self.grace) < as_of)


@lru_cache(maxsize=4096)
def _report_on(cadence: str, first: date, last: date, day: date) -> Period:
    """A series asks for it at every value."""
    whole = report_period(cadence, day)
    return whole.clipped(first, last) or whole if first <= day <= last else whole


@frozen_often
class Standing:
    """The measured value at the end of a period (or over it, for flows).

    `value` is what was reported, None where nothing could be read. `low` and `high` bound the true value; they differ
    when `missing` reporters, `missing_periods`, `unread` periods or a total that `fell` leave it open, and are
    infinite where nothing bounds it. `basis` lists the values this period added; `carried` those that stand from
    earlier reports. Of a value worked out from several, `terms` are the figures it was worked out from, by name.
    """

    period: Period
    value: Decimal | None
    low: Decimal
    high: Decimal
    expected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_periods: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    fell: bool = False
    revised: bool = False
    basis: tuple[Basis, ...] = ()
    carried: tuple[Basis, ...] = ()
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    failing: tuple[str, ...] = ()
    terms: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def end(self) -> date:
        return self.period.end

    @property
    def exact(self) -> bool:
        """Nothing is left open."""
        return self.value is not None and self.low == self.high


@frozen
class ItemState:
    """One named item of a checklist. `done_on` is None where only the report's period is known; `known_by` is the end
    of the report that says it is done; `undone` are the ends of reports that say it is not; `unread` marks an item
    whose latest report cannot be used."""

    item: str
    done: bool
    done_on: date | None = None
    known_by: date | None = None
    undone: tuple[date, ...] = ()
    unread: bool = False
    basis: tuple[Basis, ...] = ()


@frozen
class Series:
    """Everything reported on one target, in the forms the rules ask for.

    `standings` are cumulated or latest values at each period's end, `flows` the own values of the report periods,
    `years` those of the calendar or school years; each ordered by end. For `coverage` of a roster and `each_entity`
    they are shares in percent of the entities that satisfy. `items` are the named items of a checklist that were
    reported on. `unread` is true when something was submitted and none of it can be used; `last_end` is the end of the
    latest period reported on.
    """

    standings: tuple[Standing, ...] = ()
    flows: tuple[Standing, ...] = ()
    years: tuple[Standing, ...] = ()
    items: tuple[ItemState, ...] = ()
    unread: bool = False
    last_end: date | None = None
