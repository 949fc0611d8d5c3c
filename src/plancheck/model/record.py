"""The one decorator behind every immutable type, and the marks by which YAML text becomes a typed field.

The marks carry their parser and, when pydantic asks for it, their validation and JSON Schema. Nothing here imports
pydantic until a plan is really validated: types restored from the cache never pay for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, dataclass_transform

from plancheck.model.numeral import plain_decimal
from plancheck.model.period import Period, parse_period

T = TypeVar("T")


def _yaml_name(field: str) -> str:
    """`from_` and `with_` are written `from` and `with` in a plan; Python keeps those words for itself."""
    return field.rstrip("_")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass that refuses unknown keys when it is read from a plan."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {"extra": "forbid", "alias_generator": _yaml_name}  # type: ignore[attr-defined]
    return made


class FieldError(ValueError):
    """A scalar that cannot be what its field asks for. `code` names the text in the message catalogue."""

    def __init__(self, code: str, seen: str) -> None:
        super().__init__(code)
        self.code = code
        self.seen = seen


class Scalar:
    """Annotated mark: this field is written as one scalar and read by `parse`."""

    def __init__(self, parse: Callable[[str], Any], schema: dict[str, Any]) -> None:
        self._parse = parse
        self._schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema

        def read(value: Any) -> Any:
            if not isinstance(value, str):
                raise PydanticCustomError("scalar_expected", "scalar expected", {"seen": type(value).__name__})
            try:
                return self._parse(value)
            except FieldError as e:
                raise PydanticCustomError(e.code, "{seen}", {"seen": e.seen}) from None

        return core_schema.no_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return dict(self._schema)


class Short:
    """Annotated mark: one text may stand for the whole table, as the value of each of `keys`."""

    def __init__(self, *keys: str) -> None:
        self._keys = keys

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def widen(value: Any) -> Any:
            return dict.fromkeys(self._keys, value) if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(widen, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core)]}


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
    if not (text.isascii() and text.isdigit()):
        raise FieldError("whole_number_expected", text)
    return int(text)


_DATE = {"type": "string", "description": "YYYY-MM-DD, or a period: YYYY, YYYY-H1, YYYY-Q1, YYYY-MM"}
Number = Annotated[Decimal, Scalar(_number, {"type": ["number", "string"]})]
FirstDay = Annotated[date, Scalar(lambda text: _period(text).start, _DATE)]
LastDay = Annotated[date, Scalar(lambda text: _period(text).end, _DATE)]
Flag = Annotated[bool, Scalar(_flag, {"type": "boolean"})]
Whole = Annotated[int, Scalar(_whole, {"type": "integer"})]
