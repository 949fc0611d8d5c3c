"""The tree read from YAML events: the same content as PyYAML composes, nothing resolved, places for everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from plancheck.plans import yaml as subject
from plancheck.plans.problem import MAX_PROBLEMS
from plancheck.plans.tree import Items, Node, Table, locate, plain

PLANS = [*sorted(Path(__file__).parents[2].glob("plans/*.yaml")), Path(__file__).parent / "good" / "whole.yaml"]


class TextLoader(yaml.SafeLoader):
    """PyYAML's own composer, with every scalar left as text."""


TextLoader.yaml_implicit_resolvers = {}


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return tuple(as_text(item) for item in value) if isinstance(value, list) else value


def reasons(text: str) -> list[str]:
    return [problem.reason for problem in subject.read_yaml(text).problems]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_content_is_what_pyyaml_composes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = subject.read_yaml(text)
    assert document.problems == ()
    assert document.root is not None
    assert plain(document.root) == as_text(yaml.load(text, Loader=TextLoader))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plain_key_stands_at_its_place(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")

    def check(node: Node) -> None:
        if isinstance(node, Table):
            for key, (line, column) in node.keys_at.items():
                assert lines[line - 1][column - 1 :].lstrip("'\"").startswith(key)
        for child in node.values() if isinstance(node, Table) else node if isinstance(node, Items) else ():
            check(child)

    root = subject.read_yaml("\n".join(lines)).root
    assert root is not None
    check(root)


def test_nothing_is_resolved() -> None:
    root = subject.read_yaml("{a: no, b: 12:30, c: 1_000, d: 0o7, e: 2026-01-01, f: 'null', g: \"\"}").root
    assert root is not None
    assert plain(root) == {"a": "no", "b": "12:30", "c": "1_000", "d": "0o7", "e": "2026-01-01", "f": "null", "g": ""}


WORDS = ("no", "NO", "yes", "on", "off", "true", "12:30", "22:22", "0x1F", "010", ".inf", ".nan", "1e3", "2026-13-45")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_others_take_for_a_value_stays_as_it_is_written(word: str) -> None:
    """PyYAML reads `no` as false, 12:30 as 750, 22:22 as 1342, and fails on a day that is none."""
    root = subject.read_yaml(f"{word}: {word}\nlist: [{word}]\n").root
    assert root is not None
    assert plain(root) == {word: word, "list": (word,)}


@pytest.mark.parametrize("value", ["!!int x", "!!float [1]", "!!timestamp 2026-13-45", "!!binary ==", "!!bool 2"])
def test_a_tag_is_refused_before_anything_is_made_of_its_text(value: str) -> None:
    """What PyYAML raises for these is not an error of YAML, or no error at all."""
    (problem,) = subject.read_yaml(f"a: 1\nb: {value}\n").problems
    assert (problem.reason, problem.at, problem.path) == ("tag", (2, 4), "b")


def test_a_bomb_of_merges_is_refused_at_once() -> None:
    """Each table holds the one before it nine times over: 9 to the 12th keys for whoever merges them."""
    last = "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 13))
    bomb = "a0: &a0 {x: 1}\n" + last
    assert len(bomb) < 1024
    assert set(reasons(bomb)) == {"anchor", "alias", "merge_key"}


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parent / "good" / "whole.yaml").read_text(encoding="utf-8")
    fast = subject.read_yaml(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow = subject.read_yaml(text)
    assert slow == fast
    assert locate(slow.root or "", ("programmes", 0, "targets", 1)).value_at == (32, 9)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused_without_reading_on(text: str) -> None:
    document = subject.read_yaml(text)
    assert document.root is None
    assert document.problems[-1].reason == "too_deep"


def test_thirty_two_levels_are_fine() -> None:
    assert reasons("[" * 32 + "]" * 32) == []
    assert reasons("[" * 33 + "]" * 33) == ["too_deep"]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(5))
    assert set(reasons(bomb)) == {"anchor", "alias"}


def test_reading_stops_when_too_much_is_wrong() -> None:
    document = subject.read_yaml("a: 1\n" * 5_000)
    *listed, last = document.problems
    assert {problem.reason for problem in listed} == {"duplicate_key"}
    assert (last.reason, len(listed)) == ("too_many_errors", MAX_PROBLEMS)


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "--- a\n...\n--- b\n"])
def test_a_second_document_is_refused(text: str) -> None:
    assert reasons(text) == ["several_documents"]


def test_an_unclosed_bracket_names_the_line_that_opened_it() -> None:
    (problem,) = subject.read_yaml("a:\n  {b: 1,\nc: [2\n").problems
    assert problem.reason == "yaml_syntax"
    assert problem.facts["first_line"] == "3"
