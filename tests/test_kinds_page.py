"""docs/kinds.md, the table of kinds and the pages of `plancheck kinds` say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plancheck.cli.words.kinds import KINDS as PAGES
from plancheck.rules import KINDS

PAGE = (Path(__file__).parent.parent / "docs" / "kinds.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_a_section_for_every_kind_in_the_same_order() -> None:
    assert list(SECTIONS) == list(KINDS) == list(PAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_says_it_in_both_languages_and_shows_the_example(kind: str) -> None:
    section, page = SECTIONS[kind], PAGES[kind]
    assert f"**{page.zh}。**" in section
    assert f"**{page.en[:1].upper()}{page.en[1:]}.**" in section
    assert "```yaml\n" + "\n".join(page.example_lines) + "\n```" in section


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_table_says_how_it_is_judged(kind: str) -> None:
    assert f"`{kind}`" in PAGE.split("## reach")[0]
