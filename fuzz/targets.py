"""What is fuzzed, and what must hold whatever the bytes are. A target takes bytes and raises only for a bug."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from plancheck.model.numeral import Reading, plain_decimal, read_number
from plancheck.model.period import Period, parse_date, parse_period
from plancheck.plans.decode import decode as decode_plan
from plancheck.plans.tree import Table
from plancheck.plans.typed import read_as
from plancheck.plans.yaml import Document, read_yaml
from plancheck.sources.binding import Sources
from plancheck.sources.cells import read_amount, read_day, read_done, read_period
from plancheck.sources.csv import decode, read_text
from plancheck.sources.grid import Cell, Kind, Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.xlsx import read_workbook

LIMITS = Limits(file_bytes=1 << 20, unpacked_bytes=8 << 20, cells=20_000)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_FORMATS = ("", "0.00%", "yyyy/m/d", 'yyyy"年"m"月"', '0"万人"', "[$-804]d;@", "@")
_WRITTEN_YEARS = range(1900, 2200)
"""Those that people write; the calendar of a workbook goes on to 9999."""
_UNITS = ("个", "%", "万人", "", "3", "公里")


def workbook(data: bytes) -> None:
    """Every cell stands in its sheet; nothing but a refusal is raised."""
    try:
        sheets = read_workbook(data, "x.xlsx", LIMITS)
    except RefusedError:
        return
    for sheet in sheets:
        _inside(sheet)


def _inside(sheet: Sheet) -> None:
    last = 0
    for row in sheet.rows:
        assert last < row.number <= _LAST_ROW, row.number
        last = row.number
        for column, cell in row.cells.items():
            assert 0 < column <= _LAST_COLUMN, column
            sheet.origin(row.number, column)
            _cell(cell, sheet.date1904)


def text(data: bytes) -> None:
    """Every record stands on a line of the file; nothing but a refusal is raised."""
    try:
        said, _ = decode(data)
        sheet = read_text(said, "x.csv", lambda field: field == "数值", LIMITS)
    except RefusedError:
        return
    lines = said.count("\n") + said.count("\r") + 1
    for row in sheet.rows:
        assert 0 < row.number <= lines, row.number
        for cell in row.cells.values():
            _cell(cell, False)


def cell(data: bytes) -> None:
    """The first byte chooses kind, format and unit; the rest is what the cell holds."""
    said = data[1:].decode("utf-8", "surrogateescape")
    kinds = list(Kind)
    choice = data[0] if data else 0
    _cell(Cell(said, kinds[choice % len(kinds)], _FORMATS[choice % len(_FORMATS)]), choice > 127)


def _cell(one: Cell, date1904: bool) -> None:
    for unit in _UNITS:
        amount = read_amount(one, unit, {})
        if isinstance(amount, Reading):
            _round_trips(amount.value)
    period = read_period(one, date1904)
    if isinstance(period, Period):
        assert period.start <= period.end
        assert period.end.year not in _WRITTEN_YEARS or parse_period(period.label) == period
    day = read_day(one, date1904)
    if isinstance(day, date) and day.year in _WRITTEN_YEARS:
        assert parse_date(day.isoformat()) == day
    read_done(one)
    read_number(one.text, "%")


def _round_trips(value: Decimal) -> None:
    """A value that was read is written so that it reads as itself."""
    assert value.is_finite()
    written = format(value, "f")
    assert Decimal(written) == value
    if len(written) <= 64:
        assert plain_decimal(written) == value
    assert not (value == 0 and value.is_signed())


def plan(data: bytes) -> None:
    """Every problem has a place in the text."""
    said, problems = decode_plan(data)
    lines = said.count("\n") + 1
    document = Document(None, ()) if problems else read_yaml(said)
    found = [*problems, *document.problems]
    if isinstance(document.root, Table):
        found += read_as(Sources, document.root)[1]
    for problem in found if said else ():
        line, column = problem.at
        assert 0 < line <= lines + 1, problem
        assert column >= 0, problem


TARGETS: dict[str, Callable[[bytes], None]] = {"workbook": workbook, "text": text, "cell": cell, "plan": plan}
