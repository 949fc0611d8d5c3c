"""Submissions with planted errors, always the same: a plan, a roster, a workbook or a text table.

python data.py FOLDER FILE ROWS ERRORS     prints what was planted, as JSON
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADERS = ("目标编号", "填报单位", "期间", "数值", "计量单位", "报送日期")
TARGETS = tuple(f"T{programme}.{target}" for programme in range(1, 5) for target in range(1, 6))
PERIODS = tuple(f"{year}-Q{quarter}" for year in (2026, 2027, 2028) for quarter in (1, 2, 3, 4))[:10]
UNIT, MOST = "个", 100_000
_SEED = 20260101
_VALUE = 3


@dataclass(frozen=True)
class Planted:
    """A wrong cell: `column` counts from 0, `rows` are those of the sheet in which it may be named (a repeated record
    stands in two)."""

    kind: str
    column: int
    rows: tuple[int, ...]


def entities(rows: int) -> list[str]:
    """As many schools as it takes to fill the rows."""
    return [f"示例区第{number:04d}学校" for number in range(1, rows // (len(TARGETS) * len(PERIODS)) + 1)]


def table(rows: int, errors: int) -> tuple[list[list[str]], list[Planted]]:
    """A header, the rows, and what is wrong in them."""
    chance = random.Random(_SEED)
    made = [list(HEADERS)]
    for target in TARGETS:
        for entity in entities(rows):
            for at, period in enumerate(PERIODS):
                number = chance.randrange(1000, 4000)
                value = str(number) if target < "T3" else f"{number // 100}.{number % 100:02d}"
                day = f"{2026 + (at + 1) // 4}-{(at + 1) % 4 * 3 + 1:02d}-{chance.randrange(10, 28)}"
                made.append([target, entity, period, value, UNIT, day])
    places = chance.sample(range(2, len(made) // 2), errors)  # of neighbours only the later one is ever changed
    return made, [_plant(made, at * 2 + 1 - len(made) % 2, kind) for kind, at in enumerate(places)]


_WRONG: dict[str, tuple[int, Callable[[str], str]]] = {
    "unknown target": (0, lambda text: "X" + text[1:]),
    "unknown school": (1, lambda text: text.replace("学校", "小学园")),
    "no period": (2, lambda text: text.replace("-Q", ".")),
    "about a number": (_VALUE, lambda text: "约300"),
    "below zero": (_VALUE, lambda text: "-5"),
    "another unit": (4, lambda text: "万元"),
    "no day": (5, lambda text: text[:4] + "-13-41"),
}


def _plant(made: list[list[str]], at: int, turn: int) -> Planted:
    """Spoil the row at this index, in the way whose turn it is."""
    ways = [*_WRONG.items(), None]
    way = ways[turn % len(ways)]
    if way is None:
        made[at] = [text if column != _VALUE else made[at][column] for column, text in enumerate(made[at - 1])]
        return Planted("reported twice", _VALUE, (at, at + 1))
    kind, (column, spoil) = way
    made[at][column] = spoil(made[at][column])
    return Planted(kind, column, (at + 1,))


def write_project(folder: Path, name: str, rows: int, errors: int) -> list[Planted]:
    """A project with one plan and one submission of this name. Returns what was planted."""
    made, planted = table(rows, errors)
    data = folder / "data/big"
    for each in (folder / "plans", data):
        each.mkdir(parents=True)
    (folder / "plans/big.yaml").write_text(_plan(), encoding="utf-8")
    names = entities(rows)
    (folder / "plans/roster.csv").write_text("\n".join(["name", *names]) + "\n", encoding="utf-8")
    allowed = {"targets": TARGETS, "entities": names, "periods": PERIODS, "unit": UNIT}
    (folder / "allowed.json").write_text(json.dumps(allowed), encoding="utf-8")
    (_write_workbook if name.endswith(".xlsx") else _write_text)(data / name, made)
    return planted


def _plan() -> str:
    targets = [
        f"      - {{id: {name}, title: 示例目标{name}, unit: {UNIT}, measure: increment, report: quarterly, owner: jyj,"
        f" baseline: {{value: 0, date: 2026-01-01}}, rule: {{kind: reach, at_least: 10000, by: 2028-12-31}},"
        f" pace: {{shape: linear}}, roster: schools, valid: {{min: 0, max: {MOST}}}, source: {{section: 示例}}}}"
        for name in TARGETS
    ]
    head = """plancheck: 1
id: big
title: 示例区规划
sample: true
period: {start: 2026-01-01, end: 2028-12-31}
source: {document: 示例, publisher: 示例区, date: 2026-01}
owners: {jyj: 示例区教育局}
rosters: {schools: {file: roster.csv}}
programmes:
  - id: P
    title: 示例工程
    targets:"""
    return "\n".join([head, *targets, ""])


def _write_text(path: Path, made: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(made)


def _write_workbook(path: Path, made: list[list[str]]) -> None:
    from xlsxwriter import Workbook  # comes with plancheck

    book = Workbook(path)
    sheet = book.add_worksheet("数据")
    for at, row in enumerate(made):
        for column, text in enumerate(row):
            if column == _VALUE and text.lstrip("-").replace(".", "", 1).isdigit():
                sheet.write_number(at, column, float(text))
            else:
                sheet.write_string(at, column, text)
    book.close()


if __name__ == "__main__":
    where, file, count, wrong = sys.argv[1:]
    planted = write_project(Path(where), file, int(count), int(wrong))
    print(json.dumps([(one.kind, one.column, one.rows) for one in planted]))
