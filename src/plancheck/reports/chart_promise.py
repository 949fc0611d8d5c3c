"""The chart of a promise kept period by period: every period with its limit, those that break it crossed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from markupsafe import Markup

from plancheck.messages import phrase, term
from plancheck.messages.values import decimal_fact, goal_in_words, unit_of, words
from plancheck.model.history import Seen
from plancheck.reports.chart_facts import from_zero
from plancheck.reports.chart_frame import COLUMN, Entry, Frame, axes, domain, frame, picture
from plancheck.reports.chart_marks import seen_entries, seen_marks
from plancheck.reports.chart_shapes import label, line, rect, run
from plancheck.reports.chart_words import Caption, described, heading
from plancheck.reports.report import TargetReport
from plancheck.reports.width import width

_WIDEST_STEP = 70
_BAR = 22


def promise_chart(lang: str, key: str, item: TargetReport, caption: Caption) -> Markup:
    """Empty where nothing was reported or owed yet."""
    if not item.history:
        return Markup("")
    legend = tuple(_legend(lang, item))
    made = frame(*domain(_values(item), from_zero(item.target) or item.target.rule.kind == "each_year"), legend)
    body = Markup("").join([axes(made), line("x", made.left, made.bottom, made.right, made.bottom),
                            *_labels(made, item), *_limits(made, item), *_marks(lang, made, item)])  # fmt: skip
    return picture(key, heading(lang, item, caption), described(lang, item, legend), legend, made.height, body)


def _values(item: TargetReport) -> list[Decimal]:
    known = [x for one in item.history for x in (one.value, one.low, one.high) if x is not None]
    return [*known, *_bounds(item)]


def _bounds(item: TargetReport) -> list[Decimal]:
    """The limit or limits; where growth is compared, that of no lead."""
    if item.target.rule.kind == "outpaces":
        return [Decimal(0)]
    found = (decimal_fact(item.verdict.facts, name) for name in ("target", "target_low", "target_high"))
    return [x for x in found if x is not None]


def _step(made: Frame, item: TargetReport) -> Decimal:
    return min((made.right - made.left) / len(item.history), Decimal(_WIDEST_STEP))


def _at(made: Frame, item: TargetReport, i: int) -> Decimal:
    """The middle of a period."""
    return made.left + _step(made, item) * (2 * i + 1) / 2


def _labels(made: Frame, item: TargetReport) -> Iterator[Markup]:
    """As many names of periods as there is room for, counted back from the latest."""
    seen, step = item.history, _step(made, item)
    widest = max(COLUMN * width(one.period.label) for one in seen) + 6
    every = int((widest / step).to_integral_value(ROUND_CEILING))
    for i, one in enumerate(seen):
        if (len(seen) - 1 - i) % every == 0:
            yield label(_at(made, item, i), made.bottom + 14, one.period.label, "n m")


def _limits(made: Frame, item: TargetReport) -> Iterator[Markup]:
    for bound in _bounds(item):
        yield line("t", made.left, made.y.at(bound), made.right, made.y.at(bound))


def _marks(lang: str, made: Frame, item: TargetReport) -> Iterator[Markup]:
    """Sums as bars, values as dots; values that must not move the wrong way joined by a line where none is missing."""
    if item.target.rule.kind == "each_year":
        for i, one in enumerate(item.history):
            yield from _bar(made, _at(made, item, i), min(_step(made, item) * 3 / 5, Decimal(_BAR)), one)
    if item.target.rule.kind == "monotone":
        yield from _joined(made, item)
    yield from seen_marks(lang, made, [_at(made, item, i) for i in range(len(item.history))], item.history)


def _bar(made: Frame, x: Decimal, wide: Decimal, one: Seen) -> Iterator[Markup]:
    if one.value is None:
        return
    top, bottom = sorted((made.y.at(one.value), made.y.at(0)))
    yield rect("bar", x - wide / 2, top, wide, bottom - top)


def _joined(made: Frame, item: TargetReport) -> Iterator[Markup]:
    runs: list[list[tuple[Decimal, Decimal]]] = [[]]
    for i, one in enumerate(item.history):
        if one.value is None or not one.exact:
            runs.append([])
        else:
            runs[-1].append((_at(made, item, i), made.y.at(one.value)))
    yield from (run("a", places) for places in runs if len(places) > 1)


def _legend(lang: str, item: TargetReport) -> Iterator[Entry]:
    kind, facts, seen = item.target.rule.kind, item.verdict.facts, item.history
    if any(one.value is not None and one.exact and not one.broken for one in seen):
        said = words(lang, item.target, facts).get("actual") if kind != "outpaces" else None
        sign = "a" if kind == "monotone" else "pt"
        bare = "chart.lead" if kind == "outpaces" else "chart.actual_bare"
        yield Entry(sign, phrase(lang, "chart.actual", value=said) if said else term(lang, bare))
    yield from seen_entries(lang, seen)
    if any(one.broken for one in seen):
        yield Entry("bad", term(lang, "chart.broken"))
    if kind == "monotone":
        return
    if kind == "outpaces":
        yield Entry("t", term(lang, "chart.no_lead"))
    elif "comparator" in facts:
        goal = goal_in_words(lang, str(facts["comparator"]), facts, unit_of(lang, item.target, facts))
        yield Entry("t", phrase(lang, "chart.limit", value=goal))
