"""Old and foreign workbooks: what can be told of them, and what becomes of broken and hostile ones."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plancheck.messages.findings import finding_text
from plancheck.sources import legacy, legacy_child
from plancheck.sources.grid import Area, Kind
from plancheck.sources.legacy import read_legacy
from plancheck.sources.limits import Limits, RefusedError
from tests.sources.old_books import FIXTURES, ods, xlsb

TIDY = (FIXTURES / "tidy.xls").read_bytes()
ROWS = [["目标编号", "期间", "数值"], ["PLACES", "2026-Q1", 5.0], ["", "", ""], ["PLACES", "2026-Q2", 0.1]]


def test_an_old_workbook_keeps_true_rows_merges_dates_and_hidden_sheets() -> None:
    (sheet,) = read_legacy(TIDY, "a.xls", Limits())
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 5]
    assert sheet.merges == (Area(2, 1, 3, 1),)
    assert sheet.rows[3].cells[4].kind is Kind.DATE
    assert sheet.rows[3].cells[4].text == "2026-09-30"
    years, backup = read_legacy((FIXTURES / "yearly.xls").read_bytes(), "a.xls", Limits())
    assert (years.hidden, backup.hidden) == (False, True)


def test_its_numbers_are_those_that_are_shown(read: Any, found: Any) -> None:
    submitted = read(TIDY, "上报.xls")
    values = [seen.value for seen in submitted.observations]
    assert [str(value.value) for value in values[:2]] == ["1500000", "0.3"]
    assert str(values[2].done_on) == "2026-09-30"
    assert found(submitted) == [
        ("F007", "上报.xls"),
        ("S108", "上报.xls#表!A2"),
        ("C201", "上报.xls#表!C5"),  # a formula without a value cannot be told from a blank cell: F007 says so
    ]


@pytest.mark.parametrize("name", ["a.xls", "a.et"])
def test_wps_writes_the_same_format_under_its_own_name(read: Any, name: str) -> None:
    assert read(TIDY, name).findings[0].code == "F007"


@pytest.mark.parametrize(("data", "format"), [(ods(ROWS), "ods"), (xlsb(ROWS), "xlsb")])
def test_other_formats_are_read_and_what_was_not_checked_is_said(read: Any, data: bytes, format: str) -> None:
    submitted = read(data, f"a.{format}")
    assert [str(seen.value.value) for seen in submitted.observations] == ["5", "0.1"]
    assert [str(seen.origin) for seen in submitted.observations] == [f"a.{format}#数据!C2", f"a.{format}#数据!C4"]
    assert [(finding.code, finding.facts["reason"]) for finding in submitted.findings] == [("F007", format)]


@pytest.mark.parametrize(("make", "format"), [(ods, "ods"), (xlsb, "xlsb")])
def test_blank_rows_and_columns_at_the_beginning_shift_no_address(read: Any, make: Any, format: str) -> None:
    shifted = [[], [], *(["", *row] for row in ROWS)]
    submitted = read(make(shifted), f"a.{format}")
    assert [str(seen.origin) for seen in submitted.observations] == [f"a.{format}#数据!D4", f"a.{format}#数据!D6"]


def test_whole_numbers_stay_whole_and_percentages_are_not_guessed(read: Any) -> None:
    """The reader gives every number as a float and tells no format: 123456789012.0, and 0.95 for what shows as 95%."""
    submitted = read(ods([ROWS[0], ["PLACES", "2026-Q1", 123456789012.0]], "{}" + PERCENTAGE), "a.ods")
    whole, percentage = submitted.observations
    assert (whole.raw, str(whole.value.value)) == ("123456789012", "123456789012")
    assert (percentage.raw, percentage.value.code) == ("0.95", "C206")


PERCENTAGE = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>RATE</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>2026</text:p></table:table-cell>'
    '<table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell>'
    "</table:table-row>"
)


def test_a_message_shows_a_number_as_it_is_read(read: Any) -> None:
    rows = [["目标编号", "期间", "数值"], ["RATE", "2026", 0.1 * 3 + 0.54], ["PLACES", "2026", 1e22 / 3]]
    submitted = read(ods(rows), "a.ods")
    refused = next(finding for finding in submitted.findings if finding.code == "C206")
    assert (repr(0.1 * 3 + 0.54), refused.facts["seen"]) == ("0.8400000000000001", "0.84")
    assert str(submitted.observations[1].value.value) == "3333333333333330000000"


def test_an_error_reads_as_blank_and_the_file_says_that_it_may(read: Any) -> None:
    """Errors and formulas never calculated are nothing to this reader: the finding about the file names them both."""
    submitted = read(xlsb([ROWS[0], ["PLACES", "2026-Q1", "#DIV/0!"], ["PLACES", "2026-Q2", 5.0]]), "a.xlsb")
    assert [str(seen.origin) for seen in submitted.observations] == ["a.xlsb#数据!C3"]
    whole, blank = submitted.findings
    assert (blank.code, str(blank.origin)) == ("C201", "a.xlsb#数据!C2")
    assert "公式是否计算过、错误值（读作空白）" in finding_text("zh", whole)[0]
    assert "whether formulas were calculated, error values (read as blank)" in finding_text("en", whole)[0]


@pytest.mark.parametrize(
    ("data", "name", "format"), [(TIDY, "a.xlsx", "xls"), (ods(ROWS), "a.xls", "ods"), (xlsb(ROWS), "a.xlsx", "xlsb")]
)
def test_a_false_name_is_said_and_the_file_read_as_what_it_is(read: Any, data: bytes, name: str, format: str) -> None:
    submitted = read(data, name)
    assert submitted.observations
    assert [(f.code, f.facts["reason"]) for f in submitted.findings[:2]] == [("F003", format), ("F007", format)]


@pytest.mark.parametrize("keep", [700, 1500, 3000, 5000])
def test_a_damaged_workbook_is_a_named_refusal(read: Any, keep: int) -> None:
    submitted = read(TIDY[:keep], "a.xls")
    assert submitted.observations == ()
    assert submitted.findings[-1].code == "F001"


def test_bytes_changed_anywhere_raise_nothing_but_a_refusal() -> None:
    for at in range(512, len(TIDY), 701):
        with suppress(RefusedError):
            read_legacy(TIDY[:at] + b"\xff\xff\xff\xff" + TIDY[at + 4 :], "a.xls", Limits())


def test_too_many_cells_are_refused_by_name() -> None:
    with pytest.raises(RefusedError, match="F005: cells 3"):
        read_legacy(TIDY, "a.xls", Limits(cells=3))


def test_what_unpacks_to_too_much_is_refused_before_the_reader_sees_it() -> None:
    with pytest.raises(RefusedError, match="F005: unpacked 100"):
        read_legacy(ods(ROWS), "a.ods", Limits(unpacked_bytes=100))


@pytest.mark.parametrize(
    ("data", "part"),
    [(ods(ROWS), "content.xml"), (ods(ROWS), "CONTENT.xml"), (xlsb(ROWS), "xl/worksheets/SHEET1.bin")],
)
def test_parts_that_come_twice_are_refused_before_the_reader_chooses_one(data: bytes, part: str) -> None:
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as container, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        container.writestr(part, "<x/>")
    with pytest.raises(RefusedError, match=f"F006: duplicate_part {part}"):
        read_legacy(file.getvalue(), "a", Limits())


def test_one_text_shared_by_many_cells_is_counted_each_time() -> None:
    cell = f'<table:table-cell office:value-type="string"><text:p>{"x" * 2000}</text:p></table:table-cell>'
    shared = ods([], f'<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>{{}}')
    with pytest.raises(RefusedError, match="F005: unpacked 500000"):
        read_legacy(shared, "a.ods", Limits(unpacked_bytes=500_000))


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_a_table_that_needs_more_memory_than_allowed_is_refused() -> None:
    row = '<table:table-row table:number-rows-repeated="100000">{}</table:table-row>'
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
    with pytest.raises(RefusedError) as refused:
        read_legacy(ods([], row.format(cell + "</table:table-cell>")), "a.ods", Limits(memory_bytes=300 * 1024 * 1024))
    assert refused.value.code in ("F001", "F005")


@pytest.mark.parametrize(
    ("script", "code", "reason"),
    [
        ("import os; os.abort()", "F001", "crashed"),
        ("raise ValueError", "F001", "crashed"),
        ('print(\'{"sheet": "a", "hidden": false, "merges": []}\')', "F001", "crashed"),
        ('print(\'{"sheet": "a\')', "F001", "crashed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "F005", "seconds"),
        ("while True: pass", "F005", "seconds"),
    ],
)
def test_however_the_child_ends_there_is_a_named_refusal(
    monkeypatch: pytest.MonkeyPatch, script: str, code: str, reason: str
) -> None:
    run = subprocess.run
    monkeypatch.setattr(legacy, "_SECONDS_OF_GRACE", 0.2)
    monkeypatch.setattr(subprocess, "run", lambda command, **more: run([sys.executable, "-c", script], **more))
    with pytest.raises(RefusedError) as refused:
        read_legacy(TIDY, "a.xls", Limits(seconds=0 if "while" in script else 20))
    assert (refused.value.code, refused.value.facts["reason"]) == (code, reason)


def test_a_child_that_cannot_start_is_a_named_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(RefusedError, match="F001: no_process"):
        read_legacy(TIDY, "a.xls", Limits())


def test_without_the_reader_its_install_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(RefusedError, match="F001: calamine_missing pip install python-calamine"):
        legacy_child._opened(TIDY)


def test_a_module_that_lies_in_the_folder_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python_calamine.py").write_text("raise SystemExit('run')")
    (tmp_path / "plancheck").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_legacy(TIDY, "a.xls", Limits())


def test_what_the_child_tells_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told = BytesIO()
    monkeypatch.setattr(legacy_child, "_limit", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["child", "0", "20", "100", "100000"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(xlsb(ROWS))))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=told))
    assert legacy_child.main() == 0
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert lines[0] == {"sheet": "数据", "hidden": False, "merges": []}
    assert lines[2] == [2, [[1, "text", "PLACES"], [2, "text", "2026-Q1"], [3, "number", "5"]]]
    assert lines[-1] == {"end": True}


def test_what_the_child_says_of_a_file_it_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told = BytesIO()
    monkeypatch.setattr(legacy_child, "_limit", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["child", "0", "20", "100", "100000"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(TIDY[:700])))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=told))
    legacy_child.main()
    assert json.loads(told.getvalue())["refused"][:2] == ["F001", "zip"]
