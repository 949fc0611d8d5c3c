"""Records behave as frozen dataclasses do, although they share their methods."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from decimal import Decimal
from typing import Any

import pytest

from plancheck.model.record import FieldError, FirstDay, Flag, LastDay, Number, Whole, record


@record
class Base:
    a: int
    b: str = "x"


@record
class Point(Base):
    """With a rule of its own."""

    seen: dict[str, int] = dataclasses.field(default_factory=dict)
    from_: int | None = None

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("negative")


def test_fields_defaults_and_inheritance() -> None:
    point = Point(a=1)
    assert (point.a, point.b, point.seen, point.from_) == (1, "x", {}, None)
    assert [field.name for field in dataclasses.fields(point)] == ["a", "b", "seen", "from_"]
    assert Point(a=1).seen is not point.seen


def test_equal_by_value_and_type_only() -> None:
    assert Base(a=1) == Base(a=1, b="x")
    assert Base(a=1) != Base(a=2)
    assert Base(a=1) != Point(a=1)
    assert hash(Base(a=1)) == hash(Base(a=1))
    assert repr(Base(a=1)) == "Base(a=1, b='x')"


def test_frozen_and_slotted() -> None:
    base: Any = Base(a=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        base.a = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del base.a
    assert not hasattr(base, "__dict__")


def test_missing_and_unknown_fields_are_errors() -> None:
    make: Any = Base
    with pytest.raises(TypeError, match="Base needs a"):
        make(b="y")
    with pytest.raises(TypeError, match="Base has no c, d"):
        make(a=1, c=2, d=3)
    with pytest.raises(TypeError):
        make(1)
    with pytest.raises(ValueError, match="negative"):
        Point(a=-1)


def test_replace_copy_and_pickle() -> None:
    point = Point(a=1, seen={"k": 2})
    assert dataclasses.replace(point, b="y") == Point(a=1, b="y", seen={"k": 2})
    assert copy.copy(point) == copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point


def parse(hint: Any, text: str) -> Any:
    return hint.__metadata__[0].parse(text)


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-Infinity", "1_000", "0x10", "1e5", "１２", "", " 1", "1,000", "5%", "约3"]
)
def test_numbers_are_plain_or_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse(Number, text)
    assert (caught.value.code, caught.value.seen) == ("number_expected", text)


@pytest.mark.parametrize(
    ("text", "value"), [("0.60", "0.60"), ("-3", "-3"), ("+1.5", "1.5"), (".5", "0.5"), ("5.", "5")]
)
def test_numbers_keep_their_digits(text: str, value: str) -> None:
    assert str(parse(Number, text)) == value
    assert isinstance(parse(Number, text), Decimal)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2028", "2028-01-01", "2028-12-31"),
        ("2028-Q1", "2028-01-01", "2028-03-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026年上半年", "2026-01-01", "2026-06-30"),
        ("2026-05-04", "2026-05-04", "2026-05-04"),
    ],
)
def test_a_period_is_its_first_or_its_last_day(text: str, first: str, last: str) -> None:
    assert parse(FirstDay, text).isoformat() == first
    assert parse(LastDay, text).isoformat() == last


def test_flags_and_whole_numbers() -> None:
    assert parse(Flag, "true") is True
    assert parse(Flag, "false") is False
    assert parse(Whole, "15") == 15
    for text in ("yes", "True", "1"):
        with pytest.raises(FieldError, match="flag_expected"):
            parse(Flag, text)
    for text in ("-1", "1.5", "９", "9" * 10):
        with pytest.raises(FieldError, match="whole_number_expected"):
            parse(Whole, text)
