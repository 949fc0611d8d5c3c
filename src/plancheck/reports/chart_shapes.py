"""The strokes, marks and words that charts are made of, at exact coordinates that are the same everywhere.

Classes are words of ours and coordinates are numbers; only the words of a label come from elsewhere, and are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

Place = tuple[Decimal, Decimal]
SHAPES = ("", "pt", "part", "bad", "base", "band", "due", "at", "range", "gap")


def px(place: Decimal | int) -> str:
    """A coordinate to a tenth of a pixel."""
    tenths = int((Decimal(place) * 10).to_integral_value())
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def points(places: Iterable[Place]) -> str:
    """`x,y x,y …` for a line."""
    return " ".join(f"{px(x)},{px(y)}" for x, y in places)


def lines(kind: str, ends: Iterable[tuple[Place, Place]]) -> Markup:
    """Straight lines of a class, as one stroke; nothing without any."""
    path = "".join(f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}" for (x1, y1), (x2, y2) in ends)
    return Markup(f'<path class="{kind}" d="{path}"/>' if path else "")


def line(kind: str, x1: Decimal, y1: Decimal, x2: Decimal, y2: Decimal) -> Markup:
    """A straight line of a class."""
    return lines(kind, [((x1, y1), (x2, y2))])


def run(kind: str, places: Iterable[Place]) -> Markup:
    """A line through several places."""
    return Markup(f'<polyline class="{kind}" points="{points(places)}"/>')


def rect(kind: str, x: Decimal, y: Decimal, wide: Decimal | int, high: Decimal | int) -> Markup:
    """A rectangle with its upper left corner at x, y."""
    return Markup(f'<rect class="{kind}" x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(high)}"/>')


def polygon(kind: str, places: Iterable[Place]) -> Markup:
    """A closed patch."""
    return Markup(f'<polygon class="{kind}" points="{points(places)}"/>')


def label(x: Decimal | int, y: Decimal | int, text: str, kind: str = "") -> Markup:
    """Words at a place, of the classes `kind`: "m" puts their middle there, "e" their end."""
    classes = f' class="{kind}"' if kind else ""
    return Markup(f'<text{classes} x="{px(x)}" y="{px(y)}">{escape(text)}</text>')


def shape(kind: str, x: Decimal, y: Decimal) -> Markup:
    """A mark that is told from the others by its form: a dot, a ring, a cross, a square, a patch, an upright."""
    if kind in ("pt", "part"):
        return Markup(f'<circle class="{kind}" cx="{px(x)}" cy="{px(y)}" r="3.2"/>')
    if kind == "bad":
        return Markup(f'<path class="bad" d="M{px(x - 4)} {px(y - 4)}l8 8m0 -8l-8 8"/>')
    if kind == "base":
        return rect("base", x - Decimal("3.5"), y - Decimal("3.5"), 7, 7)
    if kind == "band":
        return rect("band", x - 8, y - 4, 16, 9)
    return line(kind, x, y - 5, x, y + 6)
