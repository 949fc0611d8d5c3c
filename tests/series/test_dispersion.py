"""The formula of the weighted coefficient of variation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.observation import Share
from plancheck.series.dispersion import variation

PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)


def shares(numerators: tuple[int, ...], denominators: tuple[int, ...]) -> list[Share]:
    return [Share(Decimal(n), Decimal(d)) for n, d in zip(numerators, denominators, strict=True)]


def test_the_published_example() -> None:
    found = variation(shares(BOOKS, PUPILS))
    assert found is not None
    assert str(found.coefficient)[:5] == "0.515"
    assert round(float(found.mean), 2) == 6.33
    assert round(float(found.deviation), 2) == 3.26


def test_unweighted_it_would_be_another_figure() -> None:
    """Every school counted alike (its ratio over 1): what must not come out."""
    alike = [Share(Decimal(b) / p, Decimal(1)) for b, p in zip(BOOKS, PUPILS, strict=True)]
    found = variation(alike)
    assert found is not None
    assert str(found.coefficient)[:5] == "0.488"
    assert found.coefficient.quantize(Decimal("0.001")) == Decimal("0.489")


@pytest.mark.parametrize("nothing", [[], shares((7,), (5,)), shares((0, 0), (5, 6))])
def test_one_entity_or_a_mean_of_zero_has_none(nothing: list[Share]) -> None:
    assert variation(nothing) is None


def test_a_root_that_is_rational_is_exact() -> None:
    found = variation(shares((1, 3), (1, 1)))
    assert found is not None
    assert found.coefficient == Decimal("0.5")


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 999)), min_size=1, max_size=8), st.integers(2, 50))
def test_it_depends_neither_on_order_nor_on_scale(pairs: list[tuple[int, int]], factor: int) -> None:
    some = [Share(Decimal(n), Decimal(w)) for n, w in pairs]
    scaled = [Share(share.numerator * factor, share.denominator) for share in reversed(some)]
    one, other = variation(some), variation(scaled)
    assert (one and one.coefficient) == (other and other.coefficient)
