"""The one decorator behind every type of a plan, and the marks by which YAML text becomes a typed field.

`record` makes the same frozen, slotted, keyword-only classes as `dataclasses` would, but all of them share one set of
methods: the standard decorator compiles six functions for every class, which is most of what a short command spends
on importing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, dataclass_transform

from plancheck.model.numeral import plain_decimal
from plancheck.model.period import Period, parse_period

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass. A field named `from_` is written `from` in a plan."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    made.__record__ = tuple((f.name, f.default, f.default_factory) for f in fields(made))
    for method in (_init, _eq, _hash, _repr, _reduce, _setattr, _delattr):
        setattr(made, f"__{method.__name__[1:]}__", method)
    return made  # type: ignore[no-any-return]


def _init(self: Any, **given: Any) -> None:
    for name, default, factory in self.__record__:
        if name in given:
            value = given.pop(name)
        elif default is not MISSING:
            value = default
        elif factory is not MISSING:
            value = factory()
        else:
            raise TypeError(f"{type(self).__name__} needs {name}")
        object.__setattr__(self, name, value)
    if given:
        raise TypeError(f"{type(self).__name__} has no {', '.join(given)}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name, _, _ in self.__record__)


def _eq(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, _, _ in self.__record__)
    return f"{type(self).__name__}({shown})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return _remake, (type(self), _values(self))


def _remake(cls: type[Any], values: tuple[Any, ...]) -> Any:
    names = (name for name, _, _ in cls.__record__)
    return cls(**dict(zip(names, values, strict=True)))


def _setattr(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


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
