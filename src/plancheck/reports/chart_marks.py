"""The marks of single periods, the same in every chart: values, incomplete ones, none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from plancheck.messages import term
from plancheck.model.history import Seen
from plancheck.reports.chart_frame import COLUMN, Entry, Frame
from plancheck.reports.chart_shapes import label, line, shape
from plancheck.reports.width import width


def seen_marks(lang: str, made: Frame, places: Sequence[Decimal], seen: Sequence[Seen]) -> Iterator[Markup]:
    """A dot for a value, a ring for an incomplete one, an upright for the range it may have; where there is none, a
    tick at the foot with a word, as far as the words have room."""
    word = term(lang, "word.gap")
    free = Decimal(0)
    for x, one in zip(places, seen, strict=True):
        if spread(one):
            yield line("range", x, made.y.at(one.low or 0), x, made.y.at(one.high or 0))
        if one.value is not None:
            yield shape("bad" if one.broken else "pt" if one.exact else "part", x, made.y.at(one.value))
            continue
        yield line("gap", x, made.bottom - 4, x, made.bottom)
        if x >= free:
            yield label(x, made.bottom - 6, word, "w m")
            free = x + COLUMN * width(word) + 2


def spread(one: Seen) -> bool:
    """The true value lies between two bounds that differ."""
    return one.low is not None and one.high is not None and one.low != one.high


def seen_entries(lang: str, seen: Sequence[Seen]) -> Iterator[Entry]:
    """The legend of what is not a plain value."""
    if any(one.value is not None and not one.exact and not one.broken for one in seen):
        yield Entry("part", term(lang, "chart.part"))
    if any(spread(one) for one in seen):
        yield Entry("range", term(lang, "chart.range"))
    if any(one.value is None for one in seen):
        yield Entry("gap", term(lang, "chart.gap"))
