from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from plancheck.model.observation import Amount, Unread
from plancheck.sources.folder import read_file
from plancheck.sources.limits import Limits
from tests.sources.test_xlsx import saved
from tests.sources.workbooks import pack, parts, text_row

HEADER = ["target", "entity", "period", "value"]


def book(*rows: list[Any], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in (HEADER, *rows):
        made.worksheets[0].append(row)
    for area in merged:
        made.worksheets[0].merge_cells(area)
    return made


def test_names_merged_over_rows_hold_for_each_of_them(read: Any, found: Any) -> None:
    made = book(["PLACES", "甲", "2026-Q1", 5], [None, None, "2026-Q2", 6], merged=("A2:A3", "B2:B3"))
    submitted = read(saved(made), "a.xlsx")
    assert [(seen.target, seen.entity, seen.value) for seen in submitted.observations] == [
        ("PLACES", "甲", Amount(Decimal(5))),
        ("PLACES", "甲", Amount(Decimal(6))),
    ]
    assert found(submitted) == [("S108", "a.xlsx#Sheet!A2"), ("S108", "a.xlsx#Sheet!B2")]
    assert dict(submitted.findings[0].facts) == {
        "area": "A2:A3",
        "header": "target",
        "reason": "filled",
        "seen": "PLACES",
    }


def test_a_day_merged_over_rows_is_said_as_a_day(read: Any) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (
        [*HEADER, "submitted"],
        ["PLACES", "甲", "2026-Q1", 5, date(2026, 10, 9)],
        ["PLACES", "乙", "2026-Q1", 6],
    ):
        sheet.append(row)
    sheet["E2"].number_format = "yyyy-mm-dd"
    sheet.merge_cells("E2:E3")
    (said,) = read(saved(made), "a.xlsx").findings
    assert (said.code, said.facts["seen"]) == ("S108", "2026-10-09")


def test_one_value_over_several_rows_belongs_to_none_of_them(read: Any, found: Any) -> None:
    made = book(["PLACES", "甲", "2026", 30], ["PLACES", "乙", "2026", None], merged=("D2:D3",))
    submitted = read(saved(made), "a.xlsx")
    assert [seen.value for seen in submitted.observations] == [Unread("S108"), Unread("S108")]
    assert found(submitted) == [("S108", "a.xlsx#Sheet!D2")]
    assert submitted.findings[0].facts["reason"] == "value"


def test_a_row_that_is_only_two_lines_high_is_one_row(read: Any, found: Any) -> None:
    made = book(["PLACES", "甲", "2026", 30], merged=("A2:A3", "B2:B3", "C2:C3", "D2:D3"))
    submitted = read(saved(made), "a.xlsx")
    assert [seen.value for seen in submitted.observations] == [Amount(Decimal(30))]
    assert found(submitted) == []


def test_a_merged_title_above_the_header_is_nothing_to_speak_of(read: Any, found: Any) -> None:
    made = openpyxl.Workbook()
    for row in (["示例区"], [], HEADER, ["PLACES", "甲", "2026", 30]):
        made.worksheets[0].append(row)
    made.worksheets[0].merge_cells("A1:D2")
    submitted = read(saved(made), "a.xlsx")
    assert (len(submitted.observations), found(submitted)) == (1, [])


def test_merges_that_overlap_beyond_all_measure_are_refused(plan: Any, tmp_path: Any) -> None:
    rows = text_row(1, *HEADER) + "".join(text_row(n, "PLACES", "甲", "2026", "5") for n in range(2, 12))
    merges = "<mergeCells>" + '<mergeCell ref="A2:A11"/>' * 20 + "</mergeCells>"
    path = tmp_path / "a.xlsx"
    path.write_bytes(pack(parts(rows, after=merges)))
    submitted = read_file(path, "a.xlsx", plan, Limits(cells=100))
    assert [(finding.code, finding.facts["reason"]) for finding in submitted.findings] == [("F005", "merges")]
