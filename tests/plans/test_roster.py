"""Rosters: bilingual headers, encodings, names that come back, and who is in force on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.finding import Finding
from plancheck.plans.plan import RosterEntry
from plancheck.plans.roster import MAX_BYTES, read_roster


def read(text: str, encoding: str = "utf-8") -> tuple[RosterEntry, ...]:
    result = read_roster(text.encode(encoding), "plans/r.csv")
    assert result.findings == ()
    return result.roster


def found(text: str | bytes) -> list[tuple[str, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [shown(finding) for finding in read_roster(data, "r.csv").findings]


def shown(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.facts["reason"], str(finding.origin)


def test_chinese_headers_in_any_order() -> None:
    (entry,) = read("学段,学校名称,止,别名,镇街,起\n小学,甲小学,2027,甲小；第一小学、一小|1小,南张,2026-09\n")
    assert entry == RosterEntry(
        name="甲小学",
        aliases=("甲小", "第一小学", "一小", "1小"),
        group="南张",
        stage="小学",
        from_=date(2026, 9, 1),
        to=date(2027, 12, 31),
    )


def test_only_the_name_is_needed_and_blank_lines_are_nothing() -> None:
    assert [entry.name for entry in read("\nname\n\nA\n , \nB\n")] == ["A", "B"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_with_or_without_mark(encoding: str) -> None:
    assert [entry.name for entry in read("名称\r\n甲小学\r\n", encoding)] == ["甲小学"]


def test_gb18030_is_read_and_said() -> None:
    result = read_roster("名称\n甲小学\n".encode("gb18030"), "r.csv")
    assert [entry.name for entry in result.roster] == ["甲小学"]
    assert [shown(finding) for finding in result.findings] == [("F004", "gb18030", "r.csv")]


def test_bytes_in_no_encoding_are_refused_with_their_line() -> None:
    assert found(b"name\nA\n\xff\xff\n") == [("P401", "not_utf8", "r.csv:3")]


def test_a_huge_file_is_refused() -> None:
    assert found(b"x" * (MAX_BYTES + 1)) == [("P401", "file_too_large", "r.csv:1")]


def test_a_school_that_closes_and_opens_again_is_one_name_twice() -> None:
    roster = read("name,aliases,from,to\nA,a,,2026-08-31\nA,a,2027-09-01,\n")
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2027, 9, 1))
    assert [[entry.in_force(day) for entry in roster] for day in days] == [[True, False], [False] * 2, [False, True]]


def test_a_successor_bears_the_old_name_from_the_day_of_the_merger() -> None:
    roster = read("name,aliases,from,to\nA,,,2026-08-31\nB,,,2026-08-31\nB,A,2026-09-01,\n")
    assert [(entry.name, entry.aliases) for entry in roster] == [("A", ()), ("B", ()), ("B", ("A",))]


@pytest.mark.parametrize(
    "text",
    [
        "name,from,to\nA,,2026\nA,2026-12-31,\n",  # both in force on one day
        "name,aliases\nA,\nB,A\n",  # an alias that is another's name
        "name,aliases\nA,x\nB,ｘ\n",  # one alias, written wide the second time
        "name,aliases,from,to\nA,,,2026-08-31\nB,A,2026-08-31,\n",  # both on the day of the merger
    ],
)
def test_one_name_for_two_is_refused(text: str) -> None:
    assert found(text) == [("P402", "name_twice", "r.csv:3:1")]


def test_the_line_of_a_row_after_a_cell_with_a_line_break() -> None:
    assert found('name,from\n"A\nB",\nC,soon\n') == [("P401", "date_expected", "r.csv:4:2")]


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    read_roster(b"name,aliases,from,to\n" + data, "r.csv")


@given(st.text(alphabet='名称a,;"\n\r\x00 2026-', max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    read_roster(text.encode(), "r.csv")
