"""Rosters: who must report, and from when until when. One CSV table per roster."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef, TextRef
from plancheck.model.period import Period, parse_period
from plancheck.plans.naming import same_name
from plancheck.plans.plan import Roster, RosterEntry
from plancheck.plans.problem import LINE_SHOWN, nearest

HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "学校名称", "学校", "填报单位", "单位名称"),
    "aliases": ("aliases", "alias", "别名", "简称", "曾用名"),
    "group": ("group", "镇街", "分组", "片区"),
    "stage": ("stage", "学段"),
    "from": ("from", "起", "启用日期"),
    "to": ("to", "止", "停用日期"),
}
MAX_BYTES = 16 * 1024 * 1024
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
_SEPARATOR = re.compile(r"[;；、|]")


@frozen
class RosterResult:
    """The entries that could be read and what was found; an error among the findings means the roster is not usable."""

    roster: Roster
    findings: tuple[Finding, ...]


@frozen
class _Row:
    """One line of the table by field; `columns` are the field numbers, from 1."""

    line: int
    text: str
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def at(self, field: str) -> tuple[int, int]:
        return self.line, self.columns[field]


class _Reader:
    """Collects the findings of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def say(self, code: str, reason: str, at: tuple[int, int], **facts: str) -> None:
        facts = {"reason": reason, **facts}
        if "line_text" in facts:
            facts["line_text"] = facts["line_text"].strip()[:LINE_SHOWN]
        self.findings.append(Finding(code, SEVERITY[code], TextRef(self.file, *at), facts))

    def in_order(self) -> tuple[Finding, ...]:
        """The findings by place; those on the whole file first."""
        return tuple(sorted(self.findings, key=_place))


def _place(finding: Finding) -> tuple[int, int]:
    return (finding.origin.line, finding.origin.column) if isinstance(finding.origin, TextRef) else (0, 0)


def read_roster(data: bytes, file: str) -> RosterResult:
    """Read a roster table; `file` is its path from the project root. Never raises for what the bytes hold."""
    reader = _Reader(file)
    text = _decode(data, reader)
    if text is None:
        return RosterResult((), tuple(reader.findings))
    rows = _rows(text, reader)
    entries = [(row, entry) for row in rows if (entry := _entry(row, reader)) is not None]
    _check_unique(entries, reader)
    return RosterResult(tuple(entry for _, entry in entries), reader.in_order())


def _decode(data: bytes, reader: _Reader) -> str | None:
    if len(data) > MAX_BYTES:
        reader.say("P401", "file_too_large", (1, 0), seen=str(len(data)), expected="16 MiB")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        reader.say("P401", "not_utf8", (line, 0), expected="UTF-8, GB18030")
        return None
    reader.findings.append(Finding("F004", SEVERITY["F004"], FileRef(reader.file), {"reason": "gb18030"}))
    return text


def _rows(text: str, reader: _Reader) -> list[_Row]:
    """The table below its header; an unreadable table or header leaves nothing."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[_Row] = []
    columns: Mapping[str, int] = {}
    line = 1
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                if columns:
                    rows.append(_row(line, cells, columns))
                elif not (columns := _header(cells, line, reader)):
                    return []
            line = table.line_num + 1
    except csv.Error as e:
        reader.say("P401", "table_unreadable", (line, 0), detail=str(e))
        return []
    if not columns:
        reader.say("P401", "header_missing", (1, 0), expected=", ".join(HEADERS))
    return rows


def _header(cells: Sequence[str], line: int, reader: _Reader) -> Mapping[str, int]:
    """Field name to field number; empty when the table cannot be used."""
    columns: dict[str, int] = {}
    usable = True
    for number, cell in enumerate(cells, 1):
        header = same_name(cell)
        field = _FIELD_OF.get(header.casefold())
        if field is None and header:
            facts = {"header": header, "expected": ", ".join(HEADERS), **nearest(header, _FIELD_OF)}
            reader.say("S105", "column_unknown", (line, number), **facts)
        elif field in columns:
            usable = False
            reader.say("P402", "column_twice", (line, number), path=field, seen=header)
        elif field is not None:
            columns[field] = number
    if "name" not in columns:
        usable = False
        facts = {"expected": "name / 名称", "line_text": ",".join(cells)}
        reader.say("P401", "column_missing", (line, 0), **facts)
    return columns if usable else {}


def _row(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> _Row:
    by_field = {field: cells[n - 1].strip() if n <= len(cells) else "" for field, n in columns.items()}
    return _Row(line, ",".join(cells), by_field, columns)


def _entry(row: _Row, reader: _Reader) -> RosterEntry | None:
    cells = row.cells
    if not cells["name"]:
        reader.say("P401", "value_missing", row.at("name"), path="name", line_text=row.text)
        return None
    start = _day(row, "from", reader)
    end = _day(row, "to", reader)
    first = None if start is None else start.start
    last = None if end is None else end.end
    if first is not None and last is not None and first > last:
        reader.say("P401", "from_after_to", row.at("to"), path="to", seen=cells["to"], line_text=row.text)
    return RosterEntry(
        name=cells["name"],
        aliases=tuple(part for alias in _SEPARATOR.split(cells.get("aliases", "")) if (part := alias.strip())),
        group=cells.get("group", ""),
        stage=cells.get("stage", ""),
        from_=first,
        to=last,
    )


def _day(row: _Row, field: str, reader: _Reader) -> Period | None:
    text = row.cells.get(field, "")
    if not text:
        return None
    period = parse_period(text)
    if isinstance(period, Period):
        return period
    reader.say("P401", "date_expected", row.at(field), path=field, seen=text, line_text=row.text)
    return None


def _check_unique(entries: Sequence[tuple[_Row, RosterEntry]], reader: _Reader) -> None:
    """A name may come back on days that do not overlap: a school opens again, or a successor bears the old name."""
    known: dict[str, list[tuple[_Row, RosterEntry]]] = {}
    for row, entry in entries:
        for name in dict.fromkeys(map(same_name, (entry.name, *entry.aliases))):
            for other_row, other in known.get(name, ()):
                if _overlap(other, entry):
                    facts = {"path": "name", "seen": name, "first_line": str(other_row.line), "line_text": row.text}
                    reader.say("P402", "name_twice", row.at("name"), **facts)
                    break
            known.setdefault(name, []).append((row, entry))


def _overlap(a: RosterEntry, b: RosterEntry) -> bool:
    return (a.from_ or date.min) <= (b.to or date.max) and (b.from_ or date.min) <= (a.to or date.max)
