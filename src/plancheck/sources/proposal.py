"""What a binding for a table might be, from what the table shows. To be looked at and corrected by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.sources.cells import read_period, stored_number, written
from plancheck.sources.grid import Cell, Kind, Row, Sheet, column_name
from plancheck.sources.headers import find_header, normal, vocabulary
from plancheck.sources.skipping import is_note, is_total
from plancheck.sources.template import squeezed

_WITHIN_ROWS = 30
_ENTITIES = (
    "地区",
    "单位",
    "学校",
    "城市",
    "省份",
    "省市",
    "县区",
    "区县",
    "镇街",
    "街道",
    "门店",
    "名称",
    "region",
    "school",
)
_TARGETS = ("指标", "目标", "项目", "indicator", "target")
_PERIODS = ("年份", "年度", "期间", "时间", "报告期", "year", "period")
_ACTUAL = ("实际", "完成", "actual")
_PLANNED = ("计划", "任务", "目标", "plan", "planned")
_TITLES = (
    ("target", re.compile(r"(?P<head>(?:指标(?:名称)?|[Ii]ndicator)[::])(?P<text>.+)")),
    ("entity", re.compile(r"(?P<head>(?:地区|学校|填报单位|单位名称|[Rr]egion|[Ss]chool)[::])(?P<text>.+)")),
    (
        "unit",
        re.compile(
            r"(?P<lead>.*?)(?<!填报)(?<!报送)(?<!责任)(?<!主管)"
            r"(?P<head>(?:(?:计量)?单位|[Uu]nit)[::])(?P<text>[^::()]+)(?P<tail>\)?)"
        ),
    ),
)
_PERIOD_WITHIN = re.compile(r"(?:19|20)\d\d年(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月)?度?")


@frozen
class Proposal:
    """A binding as it would be written. `labels`: what the table calls its indicators; `lacks`: fields that it does
    not show anywhere (target, period)."""

    sheet: str | None
    header: str
    titles: tuple[tuple[int, str], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    across: str = ""
    across_columns: str = ""
    fill_right: bool = False
    fill: tuple[str, ...] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def propose(sheet: Sheet) -> list[Proposal]:
    """One proposal for every table found; none for a sheet that is tidy already, or that shows no table."""
    if not sheet.rows or find_header(sheet, vocabulary({})) is not None:
        return []
    for index, row in enumerate(sheet.rows[:_WITHIN_ROWS]):
        if _is_years(row, sheet):
            return [_YearsAcross(sheet, index).proposal()]
    for index, row in enumerate(sheet.rows[:_WITHIN_ROWS]):
        if _is_header(row, sheet.rows[index + 1 :]):
            return list(_indicators_across(sheet, index))
    return []


def _period(cell: Cell | None, sheet: Sheet) -> Period | None:
    read = read_period(cell, sheet.date1904) if cell is not None else None
    return read if isinstance(read, Period) else None


def _is_years(row: Row, sheet: Sheet) -> bool:
    """At least two periods, all different, and more of them than of anything else."""
    found = [period for cell in row.cells.values() if (period := _period(cell, sheet)) is not None]
    return len(set(found)) == len(found) >= 2 and 2 * len(found) >= len(row.cells)


def _is_header(row: Row, below: Sequence[Row]) -> bool:
    """Two or more texts above a row with numbers."""
    texts = [cell for cell in row.cells.values() if not _is_number(cell)]
    following = any(_is_number(cell) for later in below for cell in later.cells.values())
    return len(texts) >= 2 and 2 * len(texts) > len(row.cells) and following


def _is_number(cell: Cell) -> bool:
    return (
        cell.kind in (Kind.NUMBER, Kind.UNCALCULATED) or stored_number(cell.text.strip().replace(",", "")) is not None
    )


def _texts(sheet: Sheet, column: int, after: int) -> list[str]:
    """The texts of a column below a row, without notes and totals; none for a column of numbers."""
    cells = [row.cells[column] for row in sheet.rows if row.number > after and column in row.cells]
    cells = [cell for cell in cells if not is_note(cell.text) and not is_total(cell.text)]
    texts = [cell.text.strip() for cell in cells if not _is_number(cell)]
    return texts if 2 * len(texts) > len(cells) else []


def _names(row: Row) -> dict[int, str]:
    return {column: " ".join(written(cell).split()) for column, cell in sorted(row.cells.items())}


def _called(column: int, names: Mapping[int, str]) -> str:
    """By its header where that is the only one of this name, else by its letter."""
    name = names.get(column, "")
    alone = [squeezed(other) for other in names.values()].count(squeezed(name)) == 1
    return name if name and alone else column_name(column)


def _has(words: tuple[str, ...], name: str) -> bool:
    return any(word in normal(name) for word in words)


def _titles(rows: Sequence[Row], wanted: set[str]) -> Iterator[tuple[int, str, str, str]]:
    """Row, field, template and text of what the rows above the header say about fields that are still wanted."""
    for row in rows:
        for cell in row.cells.values():
            text = squeezed(written(cell))
            for name, form in _TITLES:
                found = form.fullmatch(text)
                if found and name in wanted:
                    wanted.discard(name)
                    yield row.number, name, _template(name, found), found["text"]
                    break
            within = _PERIOD_WITHIN.search(text)
            if within and "period" in wanted:
                wanted.discard("period")
                yield row.number, "period", f"{text[: within.start()]}{{period}}{text[within.end() :]}", within[0]


def _template(name: str, found: re.Match[str]) -> str:
    """`指标：城镇人口(万人)` → `指标：{target}({unit})`, `表3(单位：所)` → `{*}单位：{unit})`."""
    if name == "unit":
        return f"{'{*}' if found['lead'] else ''}{found['head']}{{unit}}{found['tail']}"
    bracketed = name == "target" and re.fullmatch(r".+\([^()]+\)", found["text"])
    return f"{found['head']}{{{name}}}" + ("({unit})" if bracketed else "")


class _YearsAcross:
    """A table with a column for every period."""

    def __init__(self, sheet: Sheet, index: int) -> None:
        self._sheet, self._index, self._row = sheet, index, sheet.rows[index]
        self._names = _names(self._row)
        self._periods = [at for at, cell in self._row.cells.items() if _period(cell, sheet)]

    def proposal(self) -> Proposal:
        second = self._second_level()
        after = self._row.number + bool(second)
        said = list(_titles(self._sheet.rows[: self._index], {"target", "entity", "unit"}))
        columns, only = self._own(after, {name for _, name, _, _ in said})
        labels = [text for _, name, _, text in said if name == "target"]
        across = "period" if not second else f"{{period}}/{second}"
        for column, kind in columns.items():
            if kind == "target":
                labels += dict.fromkeys(_texts(self._sheet, column, after))
        given = {*columns.values(), *(name for _, name, _, _ in said), *(["target"] if "{target}" in across else [])}
        return Proposal(
            self._sheet.name,
            f"{self._row.number}-{after}" if second else f"{self._row.number}",
            tuple((number, template) for number, _, template, _ in said),
            {_called(column, self._names): kind for column, kind in columns.items()},
            across,
            f"{column_name(min(self._periods))}-" if min(self._periods) > len(columns) + 1 else "",
            bool(second),
            tuple(_called(column, self._names) for column in columns) if only else (),
            {_called(column, self._names): word for column, word in only.items()},
            tuple(labels),
            () if "target" in given else ("target",),
        )

    def _own(self, after: int, said: set[str]) -> tuple[dict[int, str], dict[int, str]]:
        """Columns of texts before the periods: target, entity, and the one that tells plan from actual."""
        columns: dict[int, str] = {}
        only: dict[int, str] = {}
        wide = max((column for row in self._sheet.rows for column in row.cells), default=0)
        for column in (at for at in range(1, wide + 1) if at not in self._periods):
            texts = _texts(self._sheet, column, after)
            words = set(map(squeezed, texts))
            if 4 * len(texts) < self._height(after) or column > max(self._periods):
                continue
            if actual := _actual(words):
                only[column] = actual
            elif (kind := self._kind(column, texts, said | set(columns.values()))) is not None:
                columns[column] = kind
        return columns, only

    def _height(self, after: int) -> int:
        """How many rows hold a value. A column with a text in few of them, even if cells are merged, says little."""
        rows = (row for row in self._sheet.rows if row.number > after)
        return max(1, sum(any(at in row.cells for at in self._periods) for row in rows))

    def _kind(self, column: int, texts: list[str], taken: set[str]) -> str | None:
        name = self._names.get(column, "")
        bracketed = any(squeezed(text).endswith(")") for text in texts)
        same = len(texts) >= 5 and len(set(texts)) <= len(texts) // 5
        first = "target" if _has(_TARGETS, name) or ((bracketed or same) and not _has(_ENTITIES, name)) else "entity"
        return next((kind for kind in (first, "entity") if kind not in taken), None)

    def _second_level(self) -> str:
        """The word or place below the periods where another level of texts stands there."""
        below = self._sheet.rows[self._index + 1 : self._index + 2]
        cells = [cell for row in below for at, cell in row.cells.items() if at >= min(self._periods)]
        if len(cells) < 2 or any(map(_is_number, cells)):
            return ""
        return _actual({squeezed(cell.text) for cell in cells}) or "{target}"


def _actual(words: set[str]) -> str:
    """The word for the actual value where words tell plan from actual, else ""."""
    actual = sorted(word for word in words if _has(_ACTUAL, word))
    planned = [word for word in words if _has(_PLANNED, word)]
    return actual[0] if actual and planned and len(words) <= 4 else ""


def _indicators_across(sheet: Sheet, index: int) -> Iterator[Proposal]:
    """A table with a column for every indicator; several side by side where the column of entities comes again."""
    row = sheet.rows[index]
    names = _names(row)
    wide = max((column for later in sheet.rows for column in later.cells), default=0)
    texts = {column: found for column in range(1, wide + 1) if (found := _texts(sheet, column, row.number))}
    period = next((at for at in range(1, wide + 1) if _are_periods(sheet, at, row.number)), 0)
    entities = [at for at in texts if at != period]
    blocks = [at for at in entities if names.get(at) and names.get(at) == names.get(entities[0])]
    for number, first in enumerate(blocks or [0]):
        last = blocks[number + 1] - 1 if number + 1 < len(blocks) else wide
        values = [at for at in range(max(first, 1), last + 1) if at in names and at not in texts and at != period]
        if values:
            yield _block(sheet, index, names, period, first, values)


def _block(sheet: Sheet, index: int, names: Mapping[int, str], period: int, entity: int, values: list[int]) -> Proposal:
    wanted = {"unit"} | (set() if entity else {"entity"}) | (set() if period else {"period"})
    said = list(_titles(sheet.rows[:index], wanted))
    columns = {_called(at, names): kind for at, kind in ((period, "period"), (entity, "entity")) if at}
    given = {name for _, name, _, _ in said} | set(columns.values())
    return Proposal(
        sheet.name,
        str(sheet.rows[index].number),
        tuple((number, template) for number, _, template, _ in said),
        columns,
        "target",
        column_name(values[0]) + (f"-{column_name(values[-1])}" if len(values) > 1 else ""),
        labels=tuple(dict.fromkeys(names[at] for at in values)),
        lacks=() if "period" in given else ("period",),
    )


def _are_periods(sheet: Sheet, column: int, after: int) -> bool:
    """Most of what stands in the column is a period, and not always the same one."""
    cells = [row.cells[column] for row in sheet.rows if row.number > after and column in row.cells]
    found = [period for cell in cells if (period := _period(cell, sheet)) is not None]
    return len(set(found)) >= 2 and 5 * len(found) >= 4 * len(cells)
