"""The strokes, marks and words that charts are made of, at exact coordinates that are the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup


def px(place: Fraction) -> str:
    """A coordinate to a tenth of a pixel."""
    tenths = round(place * 10)
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{sign}{tenths // 10}"


def points(places: Iterable[tuple[Fraction, Fraction]]) -> str:
    """`x,y x,y …` for a line."""
    return " ".join(f"{px(x)},{px(y)}" for x, y in places)


def line(kind: str, x1: Fraction, y1: Fraction, x2: Fraction, y2: Fraction) -> Markup:
    """A straight line of a class."""
    return Markup('<path class="{}" d="M{} {}L{} {}"/>').format(kind, px(x1), px(y1), px(x2), px(y2))


def run(kind: str, places: Sequence[tuple[Fraction, Fraction]]) -> Markup:
    """A line through several places."""
    return Markup('<polyline class="{}" points="{}"/>').format(kind, points(places))


def label(x: Fraction, y: Fraction, text: str, kind: str = "", anchor: str = "") -> Markup:
    """Words at a place; `anchor` is "m" for the middle, "e" for the end, else they begin there."""
    classes = " ".join(filter(None, (kind, anchor)))
    attribute = Markup(' class="{}"').format(classes) if classes else ""
    return Markup('<text{} x="{}" y="{}">{}</text>').format(attribute, px(x), px(y), text)


SHAPES = ("", "pt", "part", "bad", "base", "band", "due", "at", "range", "gap")


def shape(kind: str, x: Fraction, y: Fraction) -> Markup:
    """A mark that is told from the others by its form: a dot, a ring, a cross, a square, a patch, an upright."""
    if kind in ("pt", "part"):
        return Markup('<circle class="{}" cx="{}" cy="{}" r="3.2"/>').format(kind, px(x), px(y))
    if kind == "bad":
        arms = f"M{px(x - 4)} {px(y - 4)}l8 8m0 -8l-8 8"
        return Markup('<path class="bad" d="{}"/>').format(arms)
    if kind == "base":
        return Markup('<rect class="base" x="{}" y="{}" width="7" height="7"/>').format(
            px(x - 3 - Fraction(1, 2)), px(y - 3 - Fraction(1, 2))
        )
    if kind == "band":
        return Markup('<rect class="band" x="{}" y="{}" width="16" height="9"/>').format(px(x - 8), px(y - 4))
    return line(kind, x, y - 5, x, y + 6)
