"""The decorator behind every type of a plan, and the marks by which YAML text becomes a typed field.

A field named `from_` is written `from` in a plan.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from plancheck.model.frozen import frozen_by_name as record
from plancheck.model.numeral import plain_decimal
from plancheck.model.period import Period, parse_period

__all__ = [
    "AnyTable",
    "FieldError",
    "FirstDay",
    "Flag",
    "LastDay",
    "Number",
    "OneOf",
    "Scalar",
    "Short",
    "Whole",
    "record",
]


class FieldError(ValueError):
    """A scalar that cannot be what its field asks for. `code` names the text in the message catalogue."""

    def __init__(self, code: str, seen: str) -> None:
        super().__init__(code)
        self.code = code
        self.seen = seen


class Scalar:
    """Annotated mark: the field is written as one scalar and read by `parse`, which raises FieldError; `schema` is
    what JSON Schema says about it."""

    def __init__(self, parse: Callable[[str], Any], schema: dict[str, Any]) -> None:
        self.parse = parse
        self.schema = schema


class Short:
    """Annotated mark: one text may stand for the whole table, as the value of each of `keys`."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys


class OneOf:
    """Annotated mark: a text that is one of `choices`."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices


class AnyTable:
    """Annotated mark: a table whose content is judged where it is used."""


def _number(text: str) -> Decimal:
    value = plain_decimal(text)
    if value is None:
        raise FieldError("number_expected", text)
    return value


def _period(text: str) -> Period:
    period = parse_period(text)
    if not isinstance(period, Period):
        raise FieldError("date_expected", text)
    return period


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise FieldError("flag_expected", text)
    return text == "true"


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise FieldError("whole_number_expected", text)
    return int(text)


_DATE = {"type": ["string", "integer"], "description": "YYYY-MM-DD, or a period: YYYY, YYYY-H1, YYYY-Q1, YYYY-MM"}
_DECIMAL = {"type": ["number", "string"], "pattern": r"^[+-]?(\d+(\.\d*)?|\.\d+)$"}
Number = Annotated[Decimal, Scalar(_number, _DECIMAL)]
FirstDay = Annotated[date, Scalar(lambda text: _period(text).start, _DATE)]
LastDay = Annotated[date, Scalar(lambda text: _period(text).end, _DATE)]
Flag = Annotated[bool, Scalar(_flag, {"enum": [True, False, "true", "false"]})]
Whole = Annotated[int, Scalar(_whole, {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d{1,9}$"})]
