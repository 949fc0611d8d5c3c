"""Both languages say the same things, about everything that can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plancheck.messages.catalogue import _COMMON, _RARER, LANGUAGES, common, fill, join, of_codes, term, texts
from plancheck.messages.patterns import ADVICE, CHOICES, SENTENCES
from plancheck.model.codes import SEVERITY
from plancheck.model.verdict import Flag, Status
from plancheck.plans.reasons import REASONS
from plancheck.rules import KINDS

SOURCE = Path(__file__).parents[2] / "src" / "plancheck"

PLACE = re.compile(r"\{(\w+)\}")
CODE = re.compile(r"[A-Z]\d{3}\b")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_catalogue_is_read(lang: str) -> None:
    names = {file.stem for file in (SOURCE / "messages" / lang).glob("*.py")} - {"__init__"}
    assert names == {*_COMMON, *_RARER}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_verdict_may_lack_a_word_for_is_looked_up_among_the_common_texts(lang: str) -> None:
    asked = ("status.", "reason.", "unit.", "cadence.", "time.", "clause.", "advice.")
    assert [key for key in texts(lang) if key.startswith(asked) and key not in common(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_a_code_is_where_the_texts_of_codes_are_looked_up(lang: str) -> None:
    """A text of a special case that is not found there would be passed over in silence for that of the code."""
    for plans in (False, True):
        asked = [key for key in texts(lang) if CODE.match(key) and (key.startswith("P") == plans)]
        assert len(asked) > 100
        assert {key: of_codes(lang, plans).get(key) for key in asked} == {key: texts(lang)[key] for key in asked}


def test_both_languages_have_the_same_keys() -> None:
    assert list(texts("zh")) == list(texts("en"))


@pytest.mark.parametrize("key", texts("zh"))
def test_both_languages_have_the_same_places(key: str) -> None:
    assert set(PLACE.findall(texts("zh")[key])) == set(PLACE.findall(texts("en")[key]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", SEVERITY)
def test_every_code_says_what_and_what_to_do_without_any_fact(lang: str, code: str) -> None:
    assert fill(term(lang, code), {})
    assert fill(term(lang, f"{code}.do"), {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plan_error_has_a_text(lang: str) -> None:
    several = {code: reasons for code, reasons in REASONS.items() if len(reasons) > 1}
    keys = [f"{code}.{reason}" for code, reasons in several.items() for reason in reasons]
    assert [key for key in keys if key not in texts(lang)] == []
    assert [code for code in REASONS if code not in texts(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_a_verdict_is_there(lang: str) -> None:
    keys = [f"status.{s.value}" for s in Status] + [f"{a}.{f.value}" for a in ("flag", "why") for f in Flag]
    keys += [f"kind.{kind}" for kind in KINDS] + [f"reason.{key}" for key in SENTENCES]
    assert [key for key in keys if key not in texts(lang)] == []


def test_every_clause_that_a_sentence_names_is_there() -> None:
    special = {"reason", "progress", "items", "expected", "goal"}
    named = {f"clause.{name}" for clauses in SENTENCES.values() for name in clauses if name not in special}
    named |= {f"advice.{name}" for clauses in ADVICE.values() for name in clauses if name != "needed"}
    keys = {choice for name in named for choice in CHOICES.get(name, (name,))}
    assert [key for key in sorted(keys) if key not in texts("zh")] == []
    assert SENTENCES.keys() == ADVICE.keys()


@pytest.mark.parametrize("key", texts("zh"))
def test_a_gbk_console_can_print_it(key: str) -> None:
    assert (texts("zh")[key] + texts("en")[key]).encode("gbk")


def test_an_optional_part_falls_away() -> None:
    assert fill("fell[: {before}][, now {now}]", {"now": "3"}) == "fell, now 3"
    assert fill("fell to {now}", {}) is None


def test_brackets_without_a_place_are_brackets() -> None:
    assert fill("write [lower, upper]", {}) == "write [lower, upper]"


def test_values_are_never_read_as_templates() -> None:
    assert fill("seen {seen}", {"seen": "{used} [x]"}) == "seen {used} [x]"


def test_a_long_list_says_how_long() -> None:
    assert join("zh", ["甲", "乙", "丙"], 2) == "甲、乙等共 3 个"
    assert join("en", ["a", "b"], 2) == "a, b"


def test_every_reason_that_the_engine_gives_has_a_sentence() -> None:
    given = re.compile(r'Status\.([A-Z_]+), "(\w+)"')
    code = "".join(file.read_text("utf-8") for layer in ("rules", "methods") for file in (SOURCE / layer).glob("*.py"))
    pairs = {f"{status.lower()}.{reason}" for status, reason in given.findall(code)}
    assert len(pairs) > 20
    assert pairs - SENTENCES.keys() == set()
