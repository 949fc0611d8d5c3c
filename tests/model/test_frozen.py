"""The shared immutable classes behave as frozen dataclasses do."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import Any

import pytest

from plancheck.model.frozen import frozen, frozen_by_name, frozen_often, slotted


@frozen
class Plain:
    """Read by position or by name."""

    a: int
    b: str = "b"
    c: dict[str, int] = field(default_factory=dict)


@frozen_often
class Often:
    """The same fields, with a constructor of its own."""

    a: int
    b: str = "b"
    c: dict[str, int] = field(default_factory=dict)


@frozen_by_name
class Named:
    """A field with a default may come first."""

    b: str = "b"
    a: int


@slotted
class Changing:
    """The same fields, which may change."""

    a: int
    b: str = "b"
    c: dict[str, int] = field(default_factory=dict)


@pytest.mark.parametrize("cls", [Plain, Often])
def test_fields_by_position_or_by_name(cls: type[Plain]) -> None:
    assert repr(cls(1)) == f"{cls.__name__}(a=1, b='b', c={{}})"
    assert cls(1, "x") == cls(a=1, b="x") != cls(1)
    assert cls(1).c is not cls(1).c
    assert [f.name for f in fields(cls)] == ["a", "b", "c"]  # type: ignore[arg-type]
    assert replace(cls(1), b="y").b == "y"  # type: ignore[type-var]


@pytest.mark.parametrize("cls", [Plain, Often, Named])
def test_nothing_can_be_changed(cls: type[Plain]) -> None:
    made = cls(a=1)
    with pytest.raises(FrozenInstanceError):
        made.a = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del made.a
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("cls", [Plain, Often])
def test_what_does_not_fit_is_refused(cls: type[Plain]) -> None:
    for wrong in (lambda: cls(), lambda: cls(1, "b", {}, 4), lambda: cls(1, d=4), lambda: cls(1, a=1)):  # type: ignore[call-arg, misc]
        with pytest.raises(TypeError):
            wrong()


def test_equality_is_by_type_and_value_and_hashes_agree() -> None:
    assert Often(1) != Plain(1)
    assert hash(Named(a=1)) == hash(Named(a=1, b="b"))
    assert pickle.loads(pickle.dumps(Often(2, "x"))) == Often(2, "x")


def test_by_name_only() -> None:
    with pytest.raises(TypeError):
        Named(1)  # type: ignore[misc, call-arg]
    assert Named(a=1).b == "b"


def test_the_two_hundredth_of_a_type_is_made_as_the_first() -> None:
    """Its constructor is compiled on the way."""

    @frozen
    class Often:
        a: int
        b: tuple[int, ...] = ()
        c: dict[str, int] = field(default_factory=dict)

    made = [Often(n, c={"x": n}) if n % 2 else Often(n, (n,)) for n in range(300)]
    assert [one.a for one in made] == list(range(300))
    assert made[299] == Often(299, (), {"x": 299})
    assert (made[298].b, made[298].c) == ((298,), {})
    assert made[0].c is not made[298].c
    with pytest.raises(FrozenInstanceError):
        made[299].a = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        Often()  # type: ignore[call-arg]


def test_what_is_based_on_another_has_its_fields_first() -> None:
    @frozen
    class Longer(Plain):
        d: int = 4
        a: int = 1

    made: Any = Longer
    assert made(5) == made(a=5, b="b", c={}, d=4) != Plain(5)
    assert [(f.name, f.type, f.default) for f in fields(made)][-1] == ("d", "int", 4)
    assert is_dataclass(made)
    assert replace(made(5), d=6) == made(5, d=6)
    assert not hasattr(made(5), "__dict__")


def test_a_class_keeps_its_own_names() -> None:
    @frozen
    class Named:
        """What it says."""

        a: int

        @property
        def twice(self) -> int:
            return self.a * 2

    assert (Named.__doc__, Named.__module__) == ("What it says.", __name__)
    assert Named.__qualname__.endswith("<locals>.Named")
    assert Named(2).twice == 4
    match Named(3):
        case Named(a):
            assert a == 3


def test_a_field_may_have_any_name() -> None:
    @frozen_often
    class Named:
        open: str
        made: str = "m"
        turn: str = "t"
        needed: dict[str, int] = field(default_factory=dict)
        d0: str = "d"

    assert Named("o") == Named("o", "m", "t", {}, "d")
    assert Named("o", made="x", needed={"a": 1}).needed == {"a": 1}


def test_what_may_change_is_equal_to_itself_alone() -> None:
    with pytest.raises(TypeError, match="needs a"):
        Changing()  # type: ignore[call-arg]
    for number in range(300):  # so that its constructor is compiled on the way
        made = Changing(number, c={"x": 1})
        made.b = "y"
        assert (made.a, made.b, made.c) == (number, "y", {"x": 1})
        assert made == made != Changing(number, "y", {"x": 1})
        assert not hasattr(made, "__dict__")
    assert hash(made) == object.__hash__(made)
    assert [f.name for f in fields(Changing)] == ["a", "b", "c"]  # type: ignore[arg-type]
    assert Changing(1).c is not Changing(1).c
