"""The chart of a value that is to be reached by a date: actual values, pace, target, where the trend leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from markupsafe import Markup

from plancheck.messages import phrase, term
from plancheck.messages.values import goal_in_words, unit_of, words
from plancheck.model.frozen import frozen
from plancheck.model.history import Seen
from plancheck.model.period import PeriodKind, report_period
from plancheck.reports.chart_facts import Aim, Trend, aim_of, from_zero, pace_line, trend_of
from plancheck.reports.chart_frame import Entry, Frame, Scale, axes, domain, frame, picture
from plancheck.reports.chart_marks import seen_entries, seen_marks
from plancheck.reports.chart_shapes import label, line, lines, rect, run, shape
from plancheck.reports.chart_trend import latest, trend_marks
from plancheck.reports.chart_words import Caption, described, heading
from plancheck.reports.report import TargetReport

_YEAR_ROOM = 30


@frozen
class _Drawn:
    """All that goes into one chart."""

    lang: str
    item: TargetReport
    aim: Aim
    trend: Trend | None
    pace: Sequence[tuple[date, Decimal]]


def progress_chart(lang: str, key: str, item: TargetReport, caption: Caption) -> Markup:
    """Empty where nothing was reported or owed yet."""
    aim = aim_of(item)
    if aim is None or not item.history:
        return Markup("")
    drawn = _Drawn(lang, item, aim, trend_of(item.verdict.facts), pace_line(aim))
    legend = tuple(_legend(drawn))
    made = frame(*domain(_values(drawn), from_zero(item.target)), legend)
    first, last = _span(drawn)
    x = Scale(Decimal(first.toordinal()), Decimal(last.toordinal()), made.left, made.right)
    body = Markup("").join([axes(made), _years(made, x, first, last), _plot(made, x, drawn)])
    return picture(key, heading(lang, item, caption), described(lang, item, legend), legend, made.height, body)


def _span(drawn: _Drawn) -> tuple[date, date]:
    aim, seen = drawn.aim, drawn.item.history
    starts = [aim.start.on] if aim.start is not None else []
    first = min(*starts, seen[0].period.start, aim.due)
    last = max(aim.due, seen[-1].period.end)
    return first, last if last > first else first + timedelta(days=1)


def _values(drawn: _Drawn) -> Iterator[Decimal]:
    """What the axis has to show whole. The interval of the trend may reach out of it by half."""
    aim = drawn.aim
    known: list[Decimal] = [x for one in drawn.item.history for x in (one.value, one.low, one.high) if x is not None]
    known += aim.bounds
    known += [] if aim.start is None else [aim.start.value]
    known += [value for _, value in drawn.pace]
    known += [] if drawn.trend is None else [drawn.trend.value]
    yield from known
    if drawn.trend is None or not known:
        return
    low, high = min(known), max(known)
    reach = (high - low) / 2
    for end in (drawn.trend.low, drawn.trend.high):
        if end is not None:
            yield min(max(end, low - reach), high + reach)


def _plot(made: Frame, x: Scale, drawn: _Drawn) -> Markup:
    """What lies over the frame, from the back to the front; what leaves the plot is cut off at its edge."""
    aim = drawn.aim
    parts: list[Markup] = []
    parts += _target(made, x, aim)
    parts += trend_marks(made, x, drawn.trend, drawn.item.history, aim.due)
    if drawn.pace:
        parts.append(run("p", [(x.at(day.toordinal()), made.y.at(value)) for day, value in drawn.pace]))
    due = x.at(aim.due.toordinal())
    parts.append(line("due", due, made.top, due, made.bottom))
    parts += _data_date(made, x, drawn)
    parts += _actual(made, x, drawn)
    return Markup("").join(parts)


def _target(made: Frame, x: Scale, aim: Aim) -> Iterator[Markup]:
    """The target over the whole width: a line, or for a band a patch between two."""
    c = aim.comparator
    if c.word in ("about", "between") and c.low is not None and c.high is not None:
        top, bottom = made.y.at(c.high), made.y.at(c.low)
        yield rect("band", made.left, top, made.right - made.left, bottom - top)
    for bound in aim.bounds:
        y = made.y.at(bound)
        yield line("t", made.left, y, made.right, y)


def _data_date(made: Frame, x: Scale, drawn: _Drawn) -> Iterator[Markup]:
    day = drawn.item.verdict.facts.get("data_date")
    if isinstance(day, date):
        place = x.at(day.toordinal())
        if made.left <= place <= made.right:
            yield line("at", place, made.top, place, made.bottom)


def _actual(made: Frame, x: Scale, drawn: _Drawn) -> Iterator[Markup]:
    """Lines only between values that follow each other, a mark for every period without one."""
    for stretch in _stretches(drawn):
        yield run("a", [(x.at(day.toordinal()), made.y.at(value)) for day, value in stretch])
    start = drawn.aim.start
    if start is not None:
        yield shape("base", x.at(start.on.toordinal()), made.y.at(start.value))
    yield from seen_marks(
        drawn.lang, made, [x.at(one.period.end.toordinal()) for one in drawn.item.history], drawn.item.history
    )


def _stretches(drawn: _Drawn) -> list[list[tuple[date, Decimal]]]:
    """Runs of exact values whose periods follow each other without a hole, the baseline before the first of them."""
    start = drawn.aim.start
    runs: list[list[tuple[date, Decimal]]] = [[] if start is None else [(start.on, start.value)]]
    for one in drawn.item.history:
        if one.value is None or not one.exact:
            runs.append([])
            continue
        if runs[-1] and not _follows(runs[-1][-1][0], one, drawn.item.target.report or "yearly"):
            runs.append([])
        runs[-1].append((one.period.end, one.value))
    return [run for run in runs if len(run) > 1]


def _follows(before: date, one: Seen, cadence: str) -> bool:
    """Nothing that ought to have been reported lies between: the period, of a snapshot its report's, begins there."""
    snapshot = one.period.kind is PeriodKind.DAY
    start = report_period(cadence, one.period.end).start if snapshot else one.period.start
    return before < one.period.end and start <= before + timedelta(days=1)


def _years(made: Frame, x: Scale, first: date, last: date) -> Markup:
    """A line at the new year and the year under its middle, as many as there is room for."""
    years = range(first.year, last.year + 1)
    room = (made.right - made.left) / len(years)
    every = int((_YEAR_ROOM / room).to_integral_value(ROUND_CEILING))
    turns = [x.at(date(year, 1, 1).toordinal()) for year in years[every::every]]
    parts = [lines("y", [((turn, made.top), (turn, made.bottom)) for turn in turns])]
    for year in years:
        begin, end = max(date(year, 1, 1), first), min(date(year, 12, 31), last)
        middle = x.at(Decimal(begin.toordinal() + end.toordinal()) / 2)
        wide = x.at(end.toordinal()) - x.at(begin.toordinal()) >= _YEAR_ROOM or every > 1
        if (year - years[0]) % every == 0 and wide:
            parts.append(label(middle, made.bottom + 14, str(year), "n m"))
    parts.append(line("x", made.left, made.bottom, made.right, made.bottom))
    return Markup("").join(parts)


def _legend(drawn: _Drawn) -> Iterator[Entry]:
    """What the picture has, in words and with its figures."""
    lang, item, facts = drawn.lang, drawn.item, drawn.item.verdict.facts
    said = words(lang, item.target, facts)
    if latest(item.history) is not None:
        actual = said.get("actual")
        yield Entry("a", phrase(lang, "chart.actual", value=actual) if actual else term(lang, "chart.actual_bare"))
    yield from seen_entries(lang, item.history)
    word = str(facts.get("comparator"))
    goal = goal_in_words(lang, word, facts, unit_of(lang, item.target, facts))
    yield Entry("band" if len(drawn.aim.bounds) > 1 else "t", phrase(lang, "chart.target", value=goal))
    if drawn.pace:
        wanted = said.get("expected")
        key = "chart.pace" if wanted else "chart.pace_bare"
        yield Entry("p", phrase(lang, key, **({"value": wanted} if wanted else {})))
    if drawn.aim.start is not None:
        yield Entry("base", phrase(lang, "chart.baseline", value=said["baseline"]))
    if drawn.trend is not None and "projected" in said:
        ends = said.get("projected_range")
        given = {"value": said["projected"], **({"range": ends} if ends else {})}
        yield Entry("f", phrase(lang, "chart.trend_range" if ends else "chart.trend", **given))
    yield Entry("due", phrase(lang, "chart.due", value=drawn.aim.due.isoformat()))
    if "data_date" in said:
        yield Entry("at", phrase(lang, "chart.data_date", value=said["data_date"]))
