"""Classes that are cheap to import, most of them immutable.

The standard frozen dataclass compiles six functions for every class, and a short command spends most of its imports on
them. These make the same slotted classes with one set of methods for all; `dataclasses` finds in them what it asks for
when it asks. Only the types of which there are thousands get a constructor of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """A frozen, slotted dataclass; its fields may be given by position or by name."""
    return _made(cls, kw_only=False)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def frozen_by_name(cls: type[T]) -> type[T]:
    """The same with fields given by name only, in any order of defaults."""
    return _made(cls, kw_only=True)


@dataclass_transform(frozen_default=True)
def frozen_often(cls: type[T]) -> type[T]:
    """The same as `frozen`, made five times as fast; for the types of which there are thousands."""
    made: Any = _made(cls, kw_only=False)
    made.__init__ = _first_init
    return made  # type: ignore[no-any-return]


@dataclass_transform()
def slotted(cls: type[T]) -> type[T]:
    """A slotted dataclass whose fields may change; no two of it are equal."""
    made: Any = _made(cls, kw_only=False)
    for name in ("__setattr__", "__delattr__", "__eq__", "__hash__"):
        setattr(made, name, getattr(object, name))
    return made  # type: ignore[no-any-return]


def _first_init(self: Any, *values: Any, **given: Any) -> None:
    """Compiles the constructor of a type when the first of it is made: many runs make none."""
    made = type(self)
    made.__init__ = _constructor(made)
    made.__init__(self, *values, **given)


_OFTEN = 200
"""Of so many of a type there will be more: then its constructor is compiled after all."""
_turn = object.__dict__["__class__"].__set__


def _constructor(made: Any) -> Any:
    """An `__init__` for these fields, compiled once. Names come from the class alone, never from any input;
    its own begin with an underscore, fields do not.

    While its fields are put in, the object is of a class with the same slots that is not frozen: a third of the time.
    """
    scope: dict[str, Any] = {"_needed": MISSING, "_made": made, "_turn": _turn}
    scope["_open"] = type("Open", (), {"__slots__": made.__slots__})
    given, puts = ["self"], []
    for i, (name, default, factory) in enumerate(made.__fields__):
        if default is not MISSING:
            scope[f"_d{i}"] = default
            given.append(f"{name}=_d{i}")
        elif factory is not MISSING:
            scope[f"_d{i}"] = factory
            given.append(f"{name}=_needed")
            puts.append(f" if {name} is _needed: {name} = _d{i}()")
        else:
            given.append(name)
    puts += [
        " _turn(self, _open)",
        *(f" self.{name} = {name}" for name, _, _ in made.__fields__),
        " _turn(self, _made)",
    ]
    exec(f"def __init__({', '.join(given)}):\n" + "\n".join(puts), scope)  # as dataclasses itself does
    return scope["__init__"]


def _made(cls: type[T], kw_only: bool) -> type[T]:
    """The class again, with slots for the fields that it and its base name."""
    inherited = {one[0]: one for one in getattr(cls.__base__, "__fields__", ())}
    body: dict[str, Any] = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    own = {name: _field(name, body.pop(name, MISSING)) for name in cls.__annotations__}
    known = inherited | own
    body |= _METHODS | {
        "__qualname__": cls.__qualname__,
        "__slots__": tuple(name for name in own if name not in inherited),
        "__fields__": tuple(known.values()),
        "__values__": staticmethod(_reader(tuple(known))),
        "__match_args__": () if kw_only else tuple(known),
        "__by_name__": kw_only,
        "__count__": 0,
    }
    made: type[T] = type(cls.__name__, cls.__bases__, body)
    return made


def _field(name: str, value: Any) -> tuple[str, Any, Any]:
    """Its name, its default and what makes a default, MISSING where there is none."""
    return (name, value.default, value.default_factory) if isinstance(value, Field) else (name, value, MISSING)


class _Described:
    """The fields of a class as `dataclasses` knows them, taken from a dataclass like it when first asked for."""

    def __get__(self, made: object, cls: Any) -> dict[str, Field[Any]]:
        body = {name: field(default=default, default_factory=factory) for name, default, factory in cls.__fields__}
        hints = {name: hint for base in reversed(cls.__mro__[:-1]) for name, hint in base.__annotations__.items()}
        like: Any = type(cls.__name__, (), {**body, "__annotations__": hints, "__doc__": ""})
        made_like = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=cls.__by_name__)(like)
        cls.__dataclass_fields__ = made_like.__dataclass_fields__
        return cls.__dataclass_fields__  # type: ignore[no-any-return]


def _init(self: Any, *values: Any, **given: Any) -> None:
    known = self.__fields__
    if len(values) > (0 if self.__by_name__ else len(known)):
        raise TypeError(f"{type(self).__name__} takes fewer values by position")
    put = object.__setattr__
    for (name, _, _), value in zip(known, values, strict=False):
        put(self, name, value)
    for name, default, factory in known[len(values) :]:
        if name in given:
            put(self, name, given.pop(name))
        elif default is not MISSING:
            put(self, name, default)
        elif factory is not MISSING:
            put(self, name, factory())
        else:
            raise TypeError(f"{type(self).__name__} needs {name}")
    if given:
        raise TypeError(f"{type(self).__name__} has no {', '.join(given)}, or has it already")
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    elif not self.__by_name__:
        _count(type(self))


def _count(made: Any) -> None:
    made.__count__ += 1
    if made.__count__ == _OFTEN:
        made.__init__ = _constructor(made)


def _values(self: Any) -> tuple[Any, ...]:
    return self.__values__(self)  # type: ignore[no-any-return]


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """The values of these fields; of two or more at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda made: tuple(getattr(made, name) for name in names)


def _eq(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, _, _ in self.__fields__)
    return f"{type(self).__name__}({shown})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return _remake, (type(self), _values(self))


def _remake(cls: type[Any], values: tuple[Any, ...]) -> Any:
    return cls(**dict(zip((name for name, _, _ in cls.__fields__), values, strict=True)))


def _setattr(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__dataclass_fields__": _Described(),
}
