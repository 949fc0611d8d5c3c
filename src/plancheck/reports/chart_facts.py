"""What a chart of a value that is to be reached by a date is drawn from, taken from the facts of its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from plancheck.messages.values import decimal_fact
from plancheck.methods import to_decimal
from plancheck.methods.pace import expected
from plancheck.model.case import Curve, Start
from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Fact
from plancheck.plans.plan import Target
from plancheck.reports.report import TargetReport
from plancheck.series.scope import curve_of

_STEPS = 24
_TOTALS = ("increment", "running_total")
Dated = tuple[date, Decimal]


@frozen
class Aim:
    """What is to be reached by when; `start` is None without a baseline. `capped` where a total is to stay below."""

    comparator: Comparator
    due: date
    start: Start | None
    curve: Curve
    method: str
    capped: bool

    @property
    def figure(self) -> Decimal | None:
        """What pace runs to; None of a band without a baseline to be near to."""
        c = self.comparator
        if c.stated is None and self.start is None:
            return None
        return c.aim(Decimal(0) if self.start is None else self.start.value)

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The figures that lines are drawn at: the stated one, and of a band both ends."""
        c = self.comparator
        band = (c.low, c.high) if c.word in ("about", "between") else ()
        return tuple(dict.fromkeys(x for x in (c.stated, *band) if x is not None))


def aim_of(item: TargetReport) -> Aim | None:
    """The aim that the verdict was given on; None where its facts hold none."""
    facts = item.verdict.facts
    due, comparator = facts.get("due"), _comparator(facts)
    if not isinstance(due, date) or comparator is None:
        return None
    total = item.target.measure in _TOTALS and item.target.rule.kind in ("reach", "eliminate")
    method = facts.get("method")
    return Aim(
        comparator,
        due,
        _start(facts),
        curve_of(item.target),
        method if isinstance(method, str) else item.target.method,
        total and comparator.low is None,
    )


def _comparator(facts: Mapping[str, Fact]) -> Comparator | None:
    word = facts.get("comparator")
    stated, low, high = (decimal_fact(facts, name) for name in ("target", "target_low", "target_high"))
    if word in ("about", "between"):
        return Comparator(str(word), low, high, stated=stated)
    if not isinstance(word, str) or stated is None:
        return None
    upward = word in ("at_least", "more_than")
    return Comparator(word, stated if upward else None, None if upward else stated, "than" in word, stated)


def _start(facts: Mapping[str, Fact]) -> Start | None:
    value, on = decimal_fact(facts, "baseline"), facts.get("baseline_date")
    if value is None or not isinstance(on, date):
        return None
    return Start(value, on, facts.get("baseline_from") == "measure")


def pace_line(aim: Aim) -> list[Dated]:
    """Where the plan's own pace runs from the baseline to due; nothing where no pace decides: a cap, a baseline that
    satisfies already, a method that goes by the trend."""
    start, figure = aim.start, aim.figure
    if start is None or figure is None or aim.capped or start.on >= aim.due or aim.method == "recent_trend":
        return []
    if aim.comparator.satisfied(start.value):
        return []
    if aim.method == "compound":
        return _growing(start, figure, aim.due)
    days = _days(aim.curve, start.on, aim.due)
    return [(day, to_decimal(expected(aim.curve, start, figure, aim.due, day))) for day in days]


def _days(curve: Curve, first: date, due: date) -> list[date]:
    """Where the line bends; along a curve, often enough to look like one."""
    if curve.shape == "points":
        bends = [day for day, _ in curve.points if first < day < due]
        eve = [bends[0] - timedelta(days=1)] if bends and bends[0] - timedelta(days=1) > first else []
        return [first, *eve, *bends, due]
    if curve.shape == "at_due":
        return [first, due - timedelta(days=1), due] if (due - first).days > 1 else [first, due]
    return _steps(first, due) if curve.shape == "s_curve" else [first, due]


def _steps(first: date, due: date) -> list[date]:
    span = (due - first).days
    return list(dict.fromkeys(first + timedelta(days=span * i // _STEPS) for i in range(_STEPS + 1)))


def _growing(start: Start, figure: Decimal, due: date) -> list[Dated]:
    """Growth at one rate a year; there is none from or to zero or less."""
    if start.value <= 0 or figure <= 0:
        return []
    rate, span = (figure / start.value).ln(), (due - start.on).days
    return [(day, start.value * (rate * (day - start.on).days / span).exp()) for day in _steps(start.on, due)]


@frozen
class Trend:
    """Where it leads if it goes on so: from the latest value to `value` when due, within `low`..`high`."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None


def trend_of(facts: Mapping[str, Fact]) -> Trend | None:
    """The projection, where the verdict has one."""
    value = decimal_fact(facts, "projected")
    return (
        None if value is None else Trend(value, *(decimal_fact(facts, f"projected_{end}") for end in ("low", "high")))
    )


def from_zero(target: Target) -> bool:
    """Totals and counts are only seen right from zero."""
    return target.measure in _TOTALS
