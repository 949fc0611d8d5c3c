"""Few names are compared here, many by the library: the answer is the same."""

from __future__ import annotations

import subprocess
import sys
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from plancheck.sources import likeness
from plancheck.sources.likeness import most_like, of_few, of_many

NAMES = st.text("示例一二三中小学校 ab", max_size=12) | st.text(max_size=210)


@settings(max_examples=500, deadline=None)
@given(NAMES, st.lists(NAMES, max_size=6))
def test_both_ways_find_the_same(name: str, choices: list[str]) -> None:
    assert of_few(name, choices) == of_many(name, choices)


@given(NAMES.filter(bool), NAMES)
def test_both_measure_the_same(name: str, choice: str) -> None:
    """A choice with the greatest likeness of all is found beside any other."""
    others = [choice, name + choice, choice + name]
    assert fuzz.ratio(name, of_few(name, [*others, name])) == 100


def test_half_of_both_names_is_near() -> None:
    assert of_few("一二三四", ["一二五六"]) == of_many("一二三四", ["一二五六"]) == "一二五六"
    assert of_few("一二三四", ["一五六七"]) == of_many("一二三四", ["一五六七"]) == ""


def test_many_comparisons_are_left_to_the_library() -> None:
    choices = [f"示例第{number}小学" for number in range(400)]
    with patch.object(likeness, "_left", [1000]), patch.object(likeness, "of_many", return_value="library"):
        assert [most_like("示例第7小", choices) for _ in range(4)] == [
            "示例第7小学",
            "示例第7小学",
            "library",
            "library",
        ]


def test_a_few_mistakes_load_no_library() -> None:
    code = "from plancheck.sources.findings import nearest; import sys; print(nearest('示例一申', ['示例一中']))"
    code += "; print('rapidfuzz' in sys.modules)"
    ran = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert ran.stdout.split() == ["示例一中", "False"]
