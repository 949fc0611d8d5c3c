"""GitHub annotations: few, complete in their counts, and never a command of the submitter's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.checks.checked import Validation
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef
from plancheck.reports.checked import FORMATS, CheckOptions
from plancheck.reports.checked.github import LIMIT, command, summary
from tests.reports.submitted import ABSENT, BOOK, REPEATED, ROUGH, SORTS, TABLE, WORDS, cell, found, validation


def lines(given: Validation, lang: str = "zh") -> list[str]:
    text = FORMATS["github"](given, CheckOptions(lang=lang))
    assert text.endswith("\n")
    return text[:-1].split("\n")


def unescape(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """As the runner reads a line."""
    assert line.startswith("::")
    head, _, text = line[2:].partition("::")
    name, _, given = head.partition(" ")
    pairs = [pair.partition("=") for pair in given.split(",") if pair]
    return name, {key: unescape(value) for key, _, value in pairs}, unescape(text)


def test_a_cell_of_a_workbook_is_named_in_the_title() -> None:
    assert parsed(lines(validation(ROUGH))[0]) == (
        "error",
        {"file": BOOK, "title": "示例数据 C203 指标!E8"},
        "填的是约数：“约300” → 请填准确的数字",
    )


def test_a_place_in_a_text_file_has_its_line() -> None:
    name, given, _ = parsed(lines(validation(REPEATED), "en")[0])
    assert (name, given) == ("warning", {"file": TABLE, "line": "2", "title": "SAMPLE R301 2:3"})


def test_what_stands_in_no_file() -> None:
    name, given, text = parsed(lines(validation(ABSENT), "en")[0])
    assert (name, given) == ("warning", {"title": "SAMPLE R306"})
    assert "乙小学" in text


def test_errors_come_first_and_the_last_line_counts_everything() -> None:
    said = lines(validation(*SORTS), "en")
    assert [parsed(line)[0] for line in said[:-1]] == ["error"] * 3 + ["warning"] * 5
    assert said[-1] == "Errors 3, warnings 5, info 0; files 2."


def test_notes_are_notices() -> None:
    assert parsed(lines(validation(found("S109", cell("A9"), None, seen="合计")))[0])[0] == "notice"


def test_one_annotation_for_a_code_and_column() -> None:
    said = lines(validation(*(found("C203", cell(f"E{row}"), "D1.1", seen="约3") for row in range(8, 17))))
    assert len(said) == 2
    _, given, text = parsed(said[0])
    assert given["title"] == "示例数据 C203 指标!E8"
    assert text.startswith("E8、E9、E10、E11、E12 等（9 处）：")


def test_reports_that_are_missing_are_one_annotation_that_names_them() -> None:
    absent = [found("R306", None, "D1.3", entity=entity, period="2026-Q3") for entity in ("甲小学", "乙小学")]
    _, given, text = parsed(lines(validation(*absent), "en")[0])
    assert given == {"title": "SAMPLE R306"}
    assert text.startswith("甲小学 D1.3, 乙小学 D1.3 (2 places): ")


def test_what_is_left_out_is_said() -> None:
    assert lines(validation(left_out={"C204": 3, "S109": 1}), "en") == [
        "Errors 0, warnings 0, info 0; files 2.",
        "not listed, as the plan or the options say: C204 x3 S109 x1",
    ]


def test_ten_errors_are_all_shown() -> None:
    assert len(lines(validation(*columns(LIMIT)))) == LIMIT + 1


def columns(count: int, code: str = "C203") -> list[Finding]:
    return [found(code, TextRef(TABLE, row, column)) for column in range(1, count + 1) for row in (2, 3)]


def test_beyond_ten_the_last_one_counts_the_rest() -> None:
    said = lines(validation(*columns(14), *columns(11, "C204")), "en")
    assert len(said) == 2 * LIMIT + 1
    name, given, text = parsed(said[LIMIT - 1])
    assert (name, given) == ("error", {"title": "the rest"})
    assert text.startswith("10 more places, of 5 sorts, ")
    assert parsed(said[2 * LIMIT - 1])[2].startswith("4 more places, of 2 sorts, ")
    assert said[-1] == "Errors 28, warnings 22, info 0; files 2."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("50%\r\n::error::x", "::error title=a%25b%3A%2Cc::50%25%0D%0A::error::x"),
        ("", "::error title=a%25b%3A%2Cc::"),
    ],
)
def test_escaping(text: str, line: str) -> None:
    assert command("error", text, title="a%b:,c", file="") == line


def test_a_command_without_properties() -> None:
    assert command("notice", "x: y, z") == "::notice::x: y, z"


HOSTILE = st.text(alphabet=st.sampled_from("::,%\r\n\x1b#[]= error甲"), max_size=40)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_cell_sheet_or_file_name_makes_a_command(seen: str, sheet: str, file: str) -> None:
    one = found("C203", CellRef(file, sheet, "E8"), None, seen=f"\n::error::{seen}\r::warning::{seen}")
    said = lines(validation(one), "en")
    assert len(said) == 2
    name, given, _ = parsed(said[0])
    assert name == "error"
    assert given.keys() <= {"file", "title"}
    assert "\r" not in said[0]


def markdown(given: Validation, options: CheckOptions) -> str:
    return FORMATS["markdown"](given, options)


def test_a_summary_with_room_is_the_whole_table() -> None:
    assert summary(validation(*SORTS), CheckOptions(), 2**20) == markdown(validation(*SORTS), CheckOptions())


def test_a_summary_without_room_says_that_it_is_cut_and_how_much_is_missing() -> None:
    given = validation(*[ROUGH, WORDS] * 500)
    text = summary(given, CheckOptions(lang="en"), 5000)
    assert 4000 < len(text.encode()) <= 5000
    assert f"{1000 - text.count('| C20')} more are not listed" in text
    assert text.endswith(
        "A step summary is limited to 1 MiB; only a part is listed here. --report json=PATH has all.\n"
    )


@pytest.mark.parametrize("room", [0, 50, 150, 200, 500])
def test_a_summary_never_takes_more_than_its_room(room: int) -> None:
    assert len(summary(validation(*[ROUGH] * 100), CheckOptions(), room).encode()) <= room
