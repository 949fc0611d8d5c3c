"""Expressions compiled when first needed, and the texts that are known not to fit without asking them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model import numeral, period
from plancheck.model.pattern import Pattern
from plancheck.sources import skipping


def patterns() -> Iterator[Pattern]:
    for module in (numeral, skipping):
        yield from (each for each in vars(module).values() if isinstance(each, Pattern))
    yield from (form for _, form in period._FORMS)


NEEDY = [pattern for pattern in patterns() if pattern._needs]


@pytest.mark.parametrize("pattern", NEEDY, ids=lambda pattern: pattern._text)
@given(data=st.data())
def test_whatever_fits_has_one_of_the_characters_it_needs(pattern: Pattern, data: st.DataObject) -> None:
    """So that nothing is turned away that the expression would have taken."""
    text = data.draw(st.from_regex(pattern.compiled, fullmatch=True))
    assert not pattern._needs.isdisjoint(text)
    assert pattern.fullmatch(text) is not None
    assert pattern.match(text) is not None


def test_many_expressions_say_what_they_need() -> None:
    assert len(NEEDY) > 20


def test_a_text_without_what_is_needed_is_turned_away_before_anything_is_compiled() -> None:
    pattern = Pattern(r"\d+月", needs="月")
    assert pattern.fullmatch("2026-Q3") is pattern.search("2026") is pattern.match("9") is None
    assert pattern._made is None
    assert pattern.fullmatch("9月") is not None
    assert pattern._made == re.compile(r"\d+月")


def test_without_needs_every_text_is_asked_about() -> None:
    pattern = Pattern("a*")
    assert pattern.fullmatch("") is not None
    assert pattern.fullmatch("b") is None
