"""A file of which there is nothing to say is read as it would be with an eye to what there is to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plancheck.plans.sound import NotableError, read_sound
from plancheck.plans.tree import Items, Node, Table
from plancheck.plans.yaml import _parsed, _with_problems

SHIPPED = sorted((Path(__file__).parents[2] / "plans").glob("*.yaml"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])).filter(str.isprintable)
NODES = st.recursive(
    TEXTS | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=30,
)


def placed(node: Node | None) -> Any:
    """The tree with all its places."""
    if isinstance(node, Table):
        return [(key, node.keys_at[key], node.values_at[key], placed(value)) for key, value in node.items()]
    if isinstance(node, Items):
        return list(zip(node.values_at, map(placed, node), strict=True))
    return node


def sound(text: str) -> Any:
    return placed(_parsed(text, read_sound))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_plans_read_the_same_either_way(file: Path) -> None:
    text = file.read_text("utf-8")
    careful = _with_problems(text)
    assert careful.problems == ()
    assert sound(text) == placed(careful.root)


@given(st.dictionaries(TEXTS, NODES, min_size=1), st.booleans())
def test_whatever_is_read_is_read_with_the_same_places(content: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    careful = _with_problems(text)
    try:
        assert sound(text) == placed(careful.root)
        assert careful.problems == ()
    except NotableError:
        pass


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "&x a: 1",
        "a: !!str 1",
        "a: !t [1]",
        "<<: {a: 1}",
        "a:",
        "a: [~]",
        "a: 1\na: 2",
        "[1]: 2",
        "{a: 1}: 2",
        '"": 1',
        "a: 1\n---\nb: 2",
        "text",
        "[" * 33 + "]" * 33,
    ],
)
def test_anything_that_may_need_a_word_is_left_to_others(text: str) -> None:
    with pytest.raises((NotableError, yaml.YAMLError)):
        sound(text)


def test_an_empty_file_has_no_tree() -> None:
    assert sound("# nothing\n") is None
