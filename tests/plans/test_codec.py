"""Values of a plan come back exactly, each written once."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.text import Text
from plancheck.plans.codec import decode, encode
from plancheck.plans.plan import Span, Thresholds

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.dates(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_every_value_comes_back_exactly(value: object) -> None:
    back = decode(encode(value))
    assert back == value
    assert repr(back) == repr(value)


def test_records_are_written_without_their_defaults() -> None:
    span = Span(start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert shapes(span) == [["Span", "start", "end"]]
    assert shapes(Thresholds(on_track=Decimal("0.9"))) == [["Thresholds", "on_track"]]


def shapes(value: object) -> list[list[str]]:
    """What was written beside tuples and mappings."""
    *_, written, _, _ = json.loads(encode(value))
    return [shape for shape in written if shape not in (["tuple"], ["map"])]


def test_equal_values_are_written_once_and_restored_as_one() -> None:
    twice = (Text(zh="甲", en="a"), {"x": Text(zh="甲", en="a")})
    assert encode(twice).count("甲") == 1
    first, second = decode(encode(twice))
    assert first is second["x"]


def test_what_is_equal_in_python_and_not_the_same_stays_apart() -> None:
    values = (1, True, Decimal(1), Decimal("1.0"), "1", 0, False, None)
    assert repr(decode(encode(values))) == repr(values)


@pytest.mark.parametrize("value", [1.5, [1], object(), {"x": {1}}])
def test_only_what_plans_are_made_of_is_kept(value: object) -> None:
    with pytest.raises(TypeError, match="cannot keep"):
        encode(value)


def test_a_decimal_keeps_its_digits() -> None:
    assert str(decode(encode(Decimal("92.0")))) == "92.0"
