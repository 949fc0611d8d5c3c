"""Where the trend leads: a dotted line from the latest value to due, in the fan of its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from plancheck.model.history import Seen
from plancheck.reports.chart_facts import Trend
from plancheck.reports.chart_frame import Frame, Scale
from plancheck.reports.chart_shapes import Place, polygon, run


def trend_marks(made: Frame, x: Scale, trend: Trend | None, seen: Sequence[Seen], due: date) -> Iterator[Markup]:
    """From the latest value to due, with the fan of its interval."""
    last = latest(seen)
    if trend is None or last is None or last.value is None or last.period.end >= due:
        return
    start = (x.at(last.period.end.toordinal()), made.y.at(last.value))
    end = x.at(due.toordinal())
    if trend.low is not None and trend.high is not None:
        fan = _fan(made, start, end, (made.y.at(trend.low), made.y.at(trend.high)))
        yield polygon("fan", fan)
    yield run("f", [start, (end, made.y.at(trend.value))])


def _fan(made: Frame, start: Place, end: Decimal, ends: tuple[Decimal, Decimal]) -> list[Place]:
    """The triangle from `start` to both ends at x = `end`, cut off where it leaves the plot."""
    corners: list[Place] = [start]
    lower, upper = (_leaving(made, start, (end, y)) for y in ends)
    corners += lower
    corners += reversed(upper)
    return corners


def _leaving(made: Frame, start: Place, end: Place) -> list[Place]:
    """The line from start to end as far as it stays inside, then along the edge."""
    edge = made.bottom if end[1] > made.bottom else made.top if end[1] < made.top else None
    if edge is None or end[1] == start[1]:
        return [end]
    share = (edge - start[1]) / (end[1] - start[1])
    return [(start[0] + (end[0] - start[0]) * share, edge), (end[0], edge)]


def latest(seen: Sequence[Seen]) -> Seen | None:
    """The last period with a value."""
    return next((one for one in reversed(seen) if one.value is not None), None)
