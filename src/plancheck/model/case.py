"""Everything a rule may look at for one target on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.series import Calendar, Series

if TYPE_CHECKING:
    from plancheck.model.verdict import Verdict


@frozen_often
class Start:
    """The baseline: value and day. `assumed` where the measure counts from the plan's start and none is stated."""

    value: Decimal
    on: date
    assumed: bool = False


@frozen
class Curve:
    """How pace runs from the baseline to the target: `shape` is linear, points, s_curve or at_due; `points` are dated
    values, ordered; `assumed` where the plan states no pace."""

    shape: str = "linear"
    points: tuple[tuple[date, Decimal], ...] = ()
    assumed: bool = False


@frozen
class Bands:
    """Ratios at which progress counts as on track, and below which as far off."""

    on_track: Decimal
    off_track: Decimal


@frozen
class Other:
    """The series of another target, that this one is held against, with its baseline."""

    target: str
    start: Start | None
    series: Series


@frozen
class Case:
    """`increments` is true where the values of a series add up period by period; `total` for these and for running
    totals; `rising` when such a total, or what a roster has done, can only rise; `open_count` when what a missing
    reporter may add to a total has no upper bound. `other` is the series that `outpaces` names; `parts` are the
    verdicts a `composite` is made of."""

    as_of: date
    plan_start: date
    plan_end: date
    unit: str
    cadence: str
    increments: bool
    total: bool
    rising: bool
    open_count: bool
    start: Start | None
    curve: Curve
    method: str
    bands: Bands
    calendar: Calendar
    series: Series
    other: Other | None = None
    parts: Mapping[str, Verdict] = field(default_factory=dict)
