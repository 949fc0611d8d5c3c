"""Observations that count as they are: most of any table, told from the others by what is known of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plancheck.model.observation import Amount, Observation
from plancheck.model.period import Period, PeriodKind
from plancheck.series.entities import names
from plancheck.series.scope import Scope

Key = tuple[str, str, date, date]
"""Reporter, item, and two days that tell its periods apart."""
STOCKS = ("level", "running_total")
"""What is a fact about a day."""


class Plain:
    """Knows the observations to which nothing happens on the way, at one look each: who an entity is, and which period
    counts, is worked out once. The others are left to `select`."""

    def __init__(self, scope: Scope, items: Sequence[str]) -> None:
        self._scope = scope
        self._able = scope.known_at is None and not items
        self._floor, self._ceiling = self._scope.floor, self._scope.ceiling
        self._days_alone = self._scope.measure in ("increment", "ratio")  # a flow has no value on a day
        self._stock = self._scope.measure in STOCKS
        self._reporters: dict[str, str | None] = {}
        self._periods: dict[int, Period | None] = {}

    def key(self, o: Observation) -> Key | None:
        """Under which it is grouped; None for one at which `select` must look."""
        if not self._able or type(o.value) is not Amount or not self._floor <= o.value.value <= self._ceiling:
            return None
        if o.entity not in self._reporters:
            self._reporters[o.entity] = self._reporter(o.entity)
        at = id(o.period)  # the observations keep their periods alive meanwhile
        if at not in self._periods:
            self._periods[at] = self._period(o.period)
        who, period = self._reporters[o.entity], self._periods[at]
        if who is None or period is None:
            return None
        return who, "", period.end if self._stock else period.start, period.end

    def period(self, o: Observation) -> Period:
        """The period of an observation that has a key, cut to the plan."""
        period = self._periods[id(o.period)]
        assert period is not None
        return period

    def _reporter(self, written: str) -> str | None:
        """Whoever bears the name, if it is so in every period."""
        if self._scope.roster is None:
            return self._scope.called.get(written, written)
        return names(self._scope.roster).always(written)

    def _period(self, reported: Period | None) -> Period | None:
        """None where there is something to say about the period."""
        span = self._scope.plan.period
        if reported is None or (self._days_alone and reported.kind is PeriodKind.DAY):
            return None
        period = reported.clipped(span.start, span.end)
        return period if period is not None and period.end <= self._scope.as_of else None
