"""The comparator fields that most kinds of rule share, written beside `kind`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from plancheck.model.comparator import Comparator
from plancheck.model.numeral import plain_decimal
from plancheck.model.record import FieldError, Number, Scalar, record

WORDS = ("at_least", "more_than", "at_most", "less_than", "about", "between")


@record
class Tolerance:
    """A number in the unit of the target, or a percentage of the stated figure."""

    amount: Decimal
    percent: bool

    def of(self, stated: Decimal) -> Decimal:
        return abs(stated) * self.amount / 100 if self.percent else self.amount


def _tolerance(text: str) -> Tolerance:
    percent = text.endswith(("%", "％"))
    amount = plain_decimal(text[:-1] if percent else text)
    if amount is None or amount < 0:
        raise FieldError("tolerance_expected", text)
    return Tolerance(amount=amount, percent=percent)


def _side(text: str) -> str:
    if text not in ("at_least", "at_most", "both"):
        raise FieldError("side_expected", text)
    return text


ToleranceField = Annotated[Tolerance, Scalar(_tolerance, {"type": ["number", "string"]})]
Side = Annotated[str, Scalar(_side, {"enum": ["at_least", "at_most", "both"]})]


@record
class Goal:
    """Exactly one comparator. `between` is a list of two numbers; `about` needs a tolerance and a side."""

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    about: Number | None = None
    tolerance: ToleranceField | None = None
    side: Side | None = None
    between: tuple[Number, Number] | None = None

    def __post_init__(self) -> None:
        given = [word for word in WORDS if getattr(self, word) is not None]
        if len(given) != 1:
            raise ValueError("one_comparator")
        if (self.about is not None) != (self.tolerance is not None and self.side is not None):
            raise ValueError("about_needs_tolerance")
        if self.about is None and (self.tolerance is not None or self.side is not None):
            raise ValueError("tolerance_needs_about")
        if self.between is not None and self.between[0] > self.between[1]:
            raise ValueError("between_order")

    @property
    def comparator(self) -> Comparator:
        """The comparator in the form that decides."""
        return comparator_of(self)


def comparator_of(goal: Goal) -> Comparator:
    """The one comparator that is given, in the form that decides."""
    if goal.about is not None and goal.tolerance is not None:
        slack = goal.tolerance.of(goal.about)
        low = goal.about - slack if goal.side in ("at_least", "both") else None
        high = goal.about + slack if goal.side in ("at_most", "both") else None
        return Comparator("about", low, high, stated=goal.about)
    if goal.between is not None:
        return Comparator("between", *goal.between)
    word = next(word for word in WORDS if getattr(goal, word) is not None)
    low = goal.at_least if goal.more_than is None else goal.more_than
    high = goal.at_most if goal.less_than is None else goal.less_than
    return Comparator(word, low, high, word in ("more_than", "less_than"), high if low is None else low)
