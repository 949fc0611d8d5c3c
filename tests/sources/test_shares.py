"""A percentage beside its counts: what may be meant by it, and when it contradicts them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plancheck.model.numeral import read_number
from plancheck.model.observation import Share
from plancheck.sources.shares import agrees, both_percentages

COUNTS = Share(Decimal(23), Decimal(40))
PERCENT, ONE, PER_MILLE = Decimal(100), Decimal(1), Decimal(1000)


def fits(seen: str, unit: str, scale: Decimal, share: Share = COUNTS) -> bool:
    return agrees(read_number(seen, unit) if seen else None, seen, share, scale)


@pytest.mark.parametrize("seen", ["57.5", "57.5%", "57.5％", "58", "57", "0.575", "0.58", "—", ""])
def test_what_agrees_with_23_of_40(seen: str) -> None:
    assert fits(seen, "%", PERCENT)


@pytest.mark.parametrize("seen", ["60", "57.3", "0.6", "5.75", "575", "-57.5", "约57", "23", "0"])
def test_what_does_not(seen: str) -> None:
    assert not fits(seen, "%", PERCENT)


def test_shares_in_other_units() -> None:
    assert fits("575", "‰", PER_MILLE)
    assert not fits("57.5", "‰", PER_MILLE)
    assert fits("0.575", "", ONE)
    assert fits("57.5%", "", ONE)
    assert not fits("57.5", "", ONE)


def test_a_coverage_without_a_unit_is_a_percentage_or_a_share_of_one() -> None:
    assert fits("57.5", "", PERCENT)
    assert fits("0.575", "", PERCENT)
    assert fits("57.5%", "", PERCENT)
    assert not fits("0.6", "", PERCENT)


def test_counts_that_have_no_share_contradict_nothing() -> None:
    assert fits("57.5", "%", PERCENT, Share(Decimal(0), Decimal(0)))
    assert fits("57.5", "%", PERCENT, Share(Decimal(1), Decimal(-2)))


def test_a_rounding_is_no_contradiction_however_many_digits_it_has() -> None:
    thirds = Share(Decimal(2), Decimal(3))
    assert all(fits(seen, "%", PERCENT, thirds) for seen in ("66.6", "66.7", "66.66", "66.67", "66.666666666666667"))
    assert not any(fits(seen, "%", PERCENT, thirds) for seen in ("66.5", "66.8", "66.64", "66.69"))


def test_both_things_that_a_share_of_one_may_mean() -> None:
    assert both_percentages("0.95") == "0.95% / 95%"
    assert both_percentages("很高") == "很高%"
