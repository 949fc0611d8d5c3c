"""The documentation shows what the program does. `python tools/docs.py` renews whatever can be renewed by machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from plancheck.cli import errors
from plancheck.cli.app import COMMANDS
from plancheck.messages.catalogue import term
from plancheck.messages.patterns import SENTENCES
from plancheck.model.codes import SEVERITY
from plancheck.model.verdict import Flag, Status
from plancheck.plans.plan import Aggregate, Cadence, Measure, Method
from plancheck.rules import KINDS
from plancheck.rules.goal import WORDS
from plancheck.sources.limits import Limits
from tools.doc_codes import EXAMPLES, codes_page
from tools.doc_run import run
from tools.doc_tables import row
from tools.docs import DOCS, LANGUAGES, ROOT, pages, renewed

RENEW = "run `python tools/docs.py` and look at what it changes"
TRANSLATED = [pytest.param(lang, page, id=f"{lang}/{page.name}") for lang in LANGUAGES for page in pages(lang)]
EVERY_PAGE = [pytest.param(page, id=str(page.relative_to(DOCS))) for page in sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")


def text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize(("lang", "page"), TRANSLATED)
def test_a_reader_who_follows_the_page_sees_what_it_shows(lang: str, page: Path) -> None:
    assert page.read_text("utf-8") == renewed(page, lang), RENEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_codes_is_made_from_the_catalogues(lang: str) -> None:
    assert text(f"{lang}/codes.md") == codes_page(lang), RENEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_section(lang: str) -> None:
    assert re.findall(r"^### (\w+)$", text(f"{lang}/codes.md"), re.MULTILINE) == list(SEVERITY)


def test_every_cell_code_has_an_example_unless_it_needs_a_workbook() -> None:
    cells = {code for code in SEVERITY if code.startswith("C")}
    assert cells - set(EXAMPLES) <= {"C207", "C208"} | {code for code in cells if code > "C216"}


def test_every_kind_has_a_section() -> None:
    headings = re.findall(r"^#+ (.*)$", text("kinds.md"), re.MULTILINE)
    assert [kind for kind in KINDS if not any(re.search(rf"\b{kind}\b", line) for line in headings)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_flag_and_reason_is_explained(lang: str) -> None:
    rows = [row(line) for line in text(f"{lang}/reading.md").splitlines() if line.startswith("| `")]
    first = {cells[0]: cells for cells in rows}
    for status in Status:
        assert first[f"`{status}`"]
        assert any(cells[:2] == [f"`{status}`", term(lang, f"status.{status}")] and cells[2] for cells in rows), status
    for flag in Flag:
        assert first[f"`{flag}`"][1] == term(lang, f"flag.{flag}")
    reasons = {(cells[0], cells[1]) for cells in rows}
    for key in SENTENCES:
        status, reason = key.split(".", 1)
        assert (f"`{status}`", f"`{reason}`") in reasons


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_a_plan_file_is_explained(lang: str) -> None:
    page = text(f"{lang}/plan-file.md")
    words = {*WORDS, *get_args(Measure), *get_args(Cadence), *get_args(Aggregate), *get_args(Method)}
    shapes = {"linear", "points", "s_curve", "at_due"}
    assert [word for word in sorted((words | shapes) - {"sum"}) if not re.search(rf"\b{word}\b", page)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_worked_target_is_written_as_in_its_plan(lang: str) -> None:
    plans = "".join(file.read_text("utf-8") for file in sorted((ROOT / "plans").glob("*.yaml")))
    shown = re.findall(r"^  ((?:unit|measure|rule|report|valid|source): .*)$", text(f"{lang}/from-a-document.md"), re.M)
    assert len(shown) == 11
    assert [line for line in shown if line not in plans] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_stated_limits_are_those_in_force(lang: str) -> None:
    page, limits = text(f"{lang}/limits.md"), Limits()
    for stated in (f"{limits.file_bytes >> 20} MiB", f"{limits.unpacked_bytes >> 20} MiB", f"{limits.cells:,}"):
        assert f"| {stated}" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exit_code_is_listed(lang: str) -> None:
    listed = re.findall(r"^\| (\d+) \|", text(f"{lang}/ci.md"), re.MULTILINE)
    codes = (errors.FINE, errors.REACHED, errors.USAGE, errors.UNREADABLE, errors.FAULT, errors.INTERRUPTED)
    assert listed == [str(code) for code in codes]


def test_both_languages_have_the_same_pages_and_sections() -> None:
    outlines = [
        {page.name: re.findall(r"^#+ ", page.read_text("utf-8"), re.MULTILINE) for page in (DOCS / lang).glob("*.md")}
        for lang in LANGUAGES
    ]
    assert outlines[0] == outlines[1]


@pytest.mark.parametrize(("lang", "page"), TRANSLATED)
def test_a_page_leads_to_its_translation_and_stands_in_the_navigation(lang: str, page: Path) -> None:
    other = "zh" if lang == "en" else "en"
    assert f"](../{other}/{page.name})" in page.read_text("utf-8")
    assert f"- {lang}/{page.name}\n" in (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text("utf-8"))
    assert [target for target, _ in links if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_link_to_a_section_finds_it(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text("utf-8")):
        assert not anchor or anchor in sections(page.parent / target if target else page)


def sections(page: Path) -> set[str]:
    """What the sections of a page are called in links."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_option_named_exists(page: Path, tmp_path: Path) -> None:
    for command, rest in re.findall(r"plancheck ([a-z]+)((?: [^`\n|]*)?)", page.read_text("utf-8")):
        if command in COMMANDS:
            known = run([command, "--help"], tmp_path, "en")[1]
            assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in known] == []


def test_every_decision_is_listed() -> None:
    decisions = {page.name for page in (DOCS / "decisions").glob("0*.md")}
    assert set(re.findall(r"\]\((0[^)]*)\)", text("decisions/index.md"))) == decisions
