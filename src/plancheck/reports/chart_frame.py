"""The frame that every chart stands in: heading, legend, axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup

from plancheck.messages.numbers import number
from plancheck.model.frozen import frozen
from plancheck.reports.chart_shapes import SHAPES, label, line, lines, shape
from plancheck.reports.width import fit, width

WIDTH = 420
PLOT = 130
COLUMN = Decimal("6.2")
"""The width of a terminal column at the size of the legend: a Chinese character takes two."""
_ROW, _EDGE, _SWATCH, _FOOT = 16, 6, 20, 18
_WIDE, _NARROW = 12, Decimal("7.2")
_TICKS = 5

Number = Decimal | int


@frozen
class Entry:
    """A line of the legend: the class of the stroke or the shape it explains, and its words."""

    sign: str
    text: str


@frozen
class Scale:
    """From values low..high to pixels first..last."""

    low: Decimal
    high: Decimal
    first: Decimal
    last: Decimal

    def at(self, value: Number) -> Decimal:
        """The place of the value, which may lie outside."""
        return self.first + (value - self.low) * (self.last - self.first) / (self.high - self.low)


def domain(values: Iterable[Number], from_zero: bool) -> tuple[Decimal, Decimal]:
    """The values that the axis covers: some air around them, down (or up) to zero where asked for or near it."""
    known = [Decimal(value) for value in values] or [Decimal(0)]
    low, high = min(known), max(known)
    if from_zero or (0 <= low <= high / 2):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = (low, low + 1) if low == 0 else (low - abs(low) / 10, high + abs(high) / 10)
    air = (high - low) / 12
    return (low if low == 0 else low - air), (high if high == 0 else high + air)


def ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round figures inside low..high, about five: a step of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / _TICKS
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= rough)
    first, last = (low / step).to_integral_value(ROUND_CEILING), (high / step).to_integral_value(ROUND_FLOOR)
    return [((first + i) * step).normalize() for i in range(int(last - first) + 1)]


@frozen
class Frame:
    """Where things go: `left`..`right` and `top`..`bottom` are the plot, `height` the whole picture's."""

    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    height: int
    y: Scale
    marks: tuple[Decimal, ...]


def frame(low: Decimal, high: Decimal, legend: Sequence[Entry]) -> Frame:
    """A frame for these values, with room for the figures at its left and for the legend above."""
    marks = tuple(ticks(low, high))
    left = max((COLUMN * width(number(mark)) for mark in marks), default=Decimal(0)) + 14
    top = Decimal(_heading(legend) + 10)
    left, bottom = min(left, Decimal(WIDTH // 2)), top + PLOT
    return Frame(left, Decimal(WIDTH - 12), top, bottom, int(bottom) + _FOOT, Scale(low, high, bottom, top), marks)


def _heading(legend: Sequence[Entry]) -> int:
    return _ROW + 4 + _ROW * len(_rows(legend))


def _rows(legend: Sequence[Entry]) -> list[list[Entry]]:
    """The legend in lines, none wider than the picture."""
    rows: list[list[Entry]] = []
    taken = Decimal(WIDTH)
    for entry in legend:
        needed = _SWATCH + 12 + COLUMN * width(entry.text)
        if taken + needed > WIDTH - _EDGE:
            rows.append([])
            taken = Decimal(_EDGE)
        rows[-1].append(entry)
        taken += needed
    return rows


def axes(made: Frame) -> Markup:
    """Figures and lines across for the round values."""
    places = [(made.y.at(mark), number(mark)) for mark in made.marks]
    across = lines("g", [((made.left, y), (made.right, y)) for y, _ in places])
    return across + Markup("").join(label(made.left - 8, y + 4, text, "n e") for y, text in places)


def picture(key: str, heading: str, described: str, legend: Sequence[Entry], height: int, body: Markup) -> Markup:
    """The whole picture; `key` makes its ids unique in the page. The heading is in it twice: for eyes, and as the title
    that programs read out, followed by `described`."""
    return Markup(
        '<svg role="img" viewBox="0 0 {w} {h}" aria-labelledby="{k}-t {k}-d">'
        '<title id="{k}-t">{heading}</title><desc id="{k}-d">{described}</desc>{shown}{legend}{body}</svg>'
    ).format(
        w=WIDTH,
        h=height,
        k=key,
        heading=heading,
        described=described,
        shown=label(_EDGE, 14, _cut(heading), "h"),
        legend=_legend(legend),
        body=body,
    )


def _cut(heading: str) -> str:
    """As much of the heading as the picture has room for, in bold: Chinese characters are less than twice as wide."""
    room, taken = WIDTH - 2 * _EDGE, Decimal(0)
    for at, char in enumerate(heading):
        taken += _WIDE if width(char) == 2 else _NARROW
        if taken > room:
            return fit(heading, width(heading[: at - 1]))
    return heading


def _legend(legend: Sequence[Entry]) -> Markup:
    parts = []
    for at, row in enumerate(_rows(legend)):
        x, y = Decimal(_EDGE), Decimal(_ROW + 16 + at * _ROW)
        for entry in row:
            parts.append(_sign(entry.sign, x, y - 4))
            parts.append(label(x + _SWATCH, y, entry.text))
            x += _SWATCH + 12 + COLUMN * width(entry.text)
    return Markup("").join(parts)


def _sign(kind: str, x: Decimal, y: Decimal) -> Markup:
    """The stroke or shape of a legend entry, 16 pixels wide around the height y."""
    middle = x + 8
    if kind in SHAPES:
        return shape(kind, middle, y) if kind else Markup("")
    stroke = line(kind, x, y, x + 16, y)
    return stroke + shape("pt", middle, y) if kind == "a" else stroke
