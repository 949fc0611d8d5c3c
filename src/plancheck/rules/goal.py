"""The comparator fields that most kinds of rule share, written beside `kind`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

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
        if self.about is not None:
            return self._about(self.about)
        if self.between is not None:
            return Comparator("between", *self.between)
        low, high = _first(self.at_least, self.more_than), _first(self.at_most, self.less_than)
        word = next(word for word in WORDS if getattr(self, word) is not None)
        return Comparator(word, low, high, word in ("more_than", "less_than"), _first(low, high))

    def _about(self, stated: Decimal) -> Comparator:
        assert self.tolerance is not None
        slack = self.tolerance.of(stated)
        low = stated - slack if self.side in ("at_least", "both") else None
        high = stated + slack if self.side in ("at_most", "both") else None
        return Comparator("about", low, high, stated=stated)


def _first(a: Any, b: Any) -> Any:
    return b if a is None else a
