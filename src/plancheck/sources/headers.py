"""The header row: which column holds which tidy field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from plancheck.model.frozen import frozen
from plancheck.model.pattern import Pattern
from plancheck.sources.grid import Row, Sheet
from plancheck.sources.stated_unit import stated_above

FIELDS: Mapping[str, tuple[str, ...]] = {
    "target": (
        "目标编号",
        "目标",
        "指标",
        "指标名称",
        "指标编号",
        "目标名称",
        "target",
        "targetid",
        "targetname",
        "indicator",
        "indicatorid",
        "indicatorname",
    ),
    "entity": (
        "填报单位",
        "学校名称",
        "学校",
        "单位名称",
        "entity",
        "reporter",
        "school",
        "organisation",
        "organization",
    ),
    "period": ("期间", "年份", "年度", "报告期", "period", "year", "reportingperiod"),
    "value": ("数值", "实际值", "完成值", "value", "actual", "actualvalue"),
    "numerator": ("分子", "numerator"),
    "denominator": ("分母", "denominator"),
    "item": ("事项", "item"),
    "done": ("是否完成", "done", "completed"),
    "done_on": ("完成日期", "done_on", "doneon", "datedone", "completiondate", "completedon"),
    "unit": ("计量单位", "单位", "unit"),
    "submitted": ("报送日期", "填报日期", "submitted", "submittedon", "submissiondate", "datesubmitted"),
    "note": ("备注", "note", "notes", "remark", "remarks"),
    "evidence": ("佐证", "佐证材料", "evidence"),
}
VALUES = ("value", "numerator", "denominator", "item", "done", "done_on")
READ_ONLY = frozenset({"口径(只读)", "上期值(只读)", "howitiscounted(readonly)", "lastvalue(readonly)"})
"""Columns of our own form that are there to be read by people and hold nothing for us."""
_MAY_REPEAT = ("target", "note", "evidence")
_WITHIN_ROWS = 30
_TARGET = "target"
_CLOSING = (")", "]", "】", "〕")
_BRACKETED = Pattern(r"(?P<name>.+?)[(\[【〔](?P<unit>[^()\[\]【】〔〕]+)[)\]】〕]")


def normal(header: str) -> str:
    """A header as it is compared: NFKC, no white space, no marks for required columns, case folded."""
    return "".join(unicodedata.normalize("NFKC", header).split()).strip("*:").casefold()


Vocabulary = Mapping[str, str]
"""Normalised header → field."""


def vocabulary(extra: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """The headers that are always accepted and those that a plan adds."""
    words = {normal(header): field for field, headers in FIELDS.items() for header in headers}
    words.update((normal(header), field) for field, headers in extra.items() for header in headers)
    return words


def field_of(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """The field of a header and the unit in its brackets (数值（个）), or None for an unknown header."""
    name = normal(text)
    if name in words:
        return words[name], ""
    bare, unit = split_unit(name)
    return (words[bare], unit) if bare in words else None


def split_unit(name: str) -> tuple[str, str]:
    """A name and the unit in the brackets at its end (年末总人口(万人)), "" without any. The name is NFKC already."""
    found = _BRACKETED.fullmatch(name) if name[-1:] in _CLOSING else None
    return (found["name"], found["unit"]) if found else (name, "")


@frozen
class Header:
    """`columns`: field → its columns in order; `units`: column → unit in brackets; `names`: column → header as written;
    `unknown`: columns whose header says nothing to us. `fields`: how many the header record has (0 in a sheet).
    `duplicates`: fields with two columns of which none can be preferred; a target may well be named by id and title.
    `above`: the unit that is stated above the table for all of it; "" where the header or the rows have their own."""

    row: int
    columns: Mapping[str, tuple[int, ...]]
    units: Mapping[int, str]
    names: Mapping[int, str]
    unknown: tuple[int, ...]
    fields: int
    duplicates: tuple[str, ...]
    above: str = ""

    def column(self, field: str) -> int | None:
        return self.columns[field][0] if field in self.columns else None

    @property
    def before_names(self) -> tuple[int, ...]:
        """Columns that are not read, to the left of the names of those who report: 序号, 镇街. Where a row has no name,
        the word that makes it a total stands there."""
        read = {at for columns in self.columns.values() for at in columns}
        return tuple(at for at in range(1, self.column("entity") or 0) if at not in read)

    def name(self, field: str) -> str:
        """The header as written, else the field's first name."""
        column = self.column(field)
        return FIELDS[field][0] if column is None else self.names[column]


def header_in(row: Row, words: Vocabulary) -> Header:
    """The row read as a header, whatever it is."""
    columns: dict[str, tuple[int, ...]] = {}
    units, names, unknown = {}, {}, []
    for at, cell in sorted(row.cells.items()):
        text = " ".join(cell.text.split())
        if not text:
            continue
        names[at] = text
        known = field_of(text, words)
        if known is None:
            if normal(text) not in READ_ONLY:
                unknown.append(at)
            continue
        field, unit = known
        columns[field] = (*columns.get(field, ()), at)
        if unit:
            units[at] = unit
    twice = tuple(field for field, at in columns.items() if len(at) > 1 and field not in _MAY_REPEAT)
    return Header(row.number, columns, units, names, tuple(unknown), row.fields, twice)


def find_header(sheet: Sheet, words: Vocabulary) -> Header | None:
    """The row with the most known headers, a target and something reported among them, near the top of the sheet; or
    two rows that together have more than any one of them, as where 分子 and 分母 stand below one heading."""
    rows = sheet.rows[:_WITHIN_ROWS]
    made = [header_in(row, words) for row in rows]
    best = _most_known(made)
    pairs = [
        header_in(_both(rows[at], rows[at + 1], words), words)
        for at, (upper, lower) in enumerate(pairwise(made))
        if lower.row == upper.row + 1 and (_TARGET in upper.columns or _TARGET in lower.columns)
    ]
    two = _most_known(pairs)
    found = two if two is not None and (best is None or len(two.columns) > len(best.columns)) else best
    return None if found is None else _with_unit(found, stated_above(rows, found.row))


def _with_unit(header: Header, above: str) -> Header:
    own = "unit" in header.columns or any(at in header.units for at in header.columns.get("value", ()))
    return replace(header, above=above) if above and not own else header


def _most_known(headers: Iterable[Header]) -> Header | None:
    best: Header | None = None
    for header in headers:
        if _TARGET not in header.columns or not any(field in header.columns for field in VALUES):
            continue
        if best is None or len(header.columns) > len(best.columns):
            best = header
    return best


def _both(upper: Row, lower: Row, words: Vocabulary) -> Row:
    """What stands in the lower row, and above it where that says nothing to us or is blank."""
    kept = {at: cell for at, cell in upper.cells.items() if at not in lower.cells or field_of(cell.text, words)}
    known = {at: cell for at, cell in lower.cells.items() if at not in kept or field_of(cell.text, words)}
    return Row(lower.number, {**kept, **known}, lower.fields)


def likeliest(sheet: Sheet, words: Vocabulary) -> Header | None:
    """The row that comes nearest to a header where none is found: most known headers, then most words."""
    rows = [header_in(row, words) for row in sheet.rows[:_WITHIN_ROWS]]
    return max(rows, key=lambda header: (len(header.columns), _words(header)), default=None)


def _words(header: Header) -> int:
    return sum(1 for name in header.names.values() if not name[0].isdecimal())
