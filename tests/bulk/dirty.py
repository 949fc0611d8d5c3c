"""Submissions as they come: mostly sound, with every kind of trouble in between, the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from plancheck.model.text import Text
from plancheck.plans.plan import LoadedPlan, Plan, Programme, RosterEntry, Span, Target, Version
from plancheck.rules.each_year import EachYear
from plancheck.rules.hold import Hold
from plancheck.rules.reach import Reach
from tests.engine import target

SPAN = Span(start=date(2026, 1, 1), end=date(2027, 12, 31))
NAMES = ("一小", "二小", "三小", "四小", "五小", "六小", "七中", "八中")
ROSTER = (
    *(RosterEntry(name=name, aliases=(f"{name}学校",)) for name in NAMES[:5]),
    RosterEntry(name="六小", from_=date(2026, 3, 1)),
    RosterEntry(name="七中", to=date(2026, 9, 30)),
    RosterEntry(name="新七中", aliases=("七中",), from_=date(2026, 10, 1)),
)


def _reach(at_least: str, **fields: Any) -> Target:
    return target(Reach(at_least=Decimal(at_least), by=date(2027, 12, 31)), **fields)


def _targets() -> dict[str, Target]:
    most = Hold(at_most=Decimal(40))
    return {
        "A1": _reach("1000", report="monthly"),
        "A2": _reach("1000", report="monthly", roster="schools", valid=("0", "90")),
        "B1": _reach("1000", report="monthly", measure="running_total"),
        "B2": _reach("1000", report="quarterly", measure="running_total", roster="schools"),
        "C1": _reach("60", report="monthly", measure="level", unit="%"),
        "C2": _reach("60", report="quarterly", measure="level", roster="schools", baseline=("5", "2025")),
        "D1": _reach("60", report="monthly", measure="ratio", unit="%"),
        "D2": _reach("60", report="quarterly", measure="ratio", unit="%", roster="schools"),
        "E1": _reach("1000", report="monthly", baseline=("10", "2026-02-28"), unit="万人"),
        "F1": target(most, report="monthly", measure="increment"),
        "G1": target(EachYear(at_least=Decimal(3)), report="quarterly", measure="increment"),
        "H1": _reach("50", report="monthly", measure="level", aggregate="max"),
    }


def plan() -> LoadedPlan:
    """Targets of every measure, with and without a roster."""
    targets = tuple(replace(t, id=name, title=Text(zh=f"目标{name}")) for name, t in _targets().items())
    programme = Programme(id="P", title=Text(zh="工程"), targets=targets)
    made = Plan(
        plancheck="1",
        id="p",
        title=Text(zh="规划"),
        period=SPAN,
        programmes=(programme,),
        placeholders={"停办": "missing"},
    )
    versions = {t.id: (Version(amendment=None, target=t),) for t in targets}
    return LoadedPlan(plan=made, file="plans/p.yaml", digest="", rosters={"schools": ROSTER}, versions=versions)


HEADERS = ("目标编号", "学校名称", "期间", "数值", "分子", "分母", "计量单位", "报送日期", "备注")
ODD_VALUES = (
    "1.2万",
    "",
    "约30",
    "１２",
    "1,234",
    "-5",
    "0.5",
    "停办",
    "95%",
    "12.50",
    "007",
    "3.0",
    "1e3",
    " 8",
    "abc",
    "+4",
    "-0",
    "5.",
)
ODD_PERIODS = ("2026年3月", "2026", "2026-Q1", "2026.3", "2028-01", "2025-12", "2027-12", "去年", "2026-02-28", "")
ODD_NAMES = (*("一小学校", " 二小", "九小", "合计", "平均", "", "新七中", "六小", "三  小"), "八中(东)", "八中（东）")
ODD_DATES = ("2026-13-01", "", "2026年5月2日", "2026/5/3", "5月")


def write(folder: Path, seed: int, dirt: float = 0.05, months: int = 14) -> None:
    """Some files of submissions to the plan."""
    random = Random(seed)
    rows = [row for name in _targets() for row in _reports(random, name, months, dirt)]
    random.shuffle(rows)
    cut = random.randrange(len(rows))
    folder.mkdir(parents=True, exist_ok=True)
    for name, own in (("a.csv", rows[:cut]), ("b/二.csv", rows[cut:])):
        _write(folder / name, own, random)


def _reports(random: Random, name: str, months: int, dirt: float) -> list[list[str]]:
    quarterly = name in ("B2", "C2", "D2", "G1")
    found, total = [], dict.fromkeys(NAMES, 0)
    calm = random.random() < 0.3
    for at in range(months // 3 if quarterly else months):
        year, rest = divmod(at, 4 if quarterly else 12)
        label = f"{2026 + year}-Q{rest + 1}" if quarterly else f"{2026 + year}-{rest + 1:02d}"
        for who in NAMES[:6]:
            total[who] += random.randrange(1, 30)
            value = total[who] if name.startswith("B") else random.randrange(2, 60)
            text = f"{value}.{random.randrange(10)}" if random.random() < 0.1 else str(value)
            row = [name, who, label, text, "", "", "", f"{2026 + year}-{min(12, rest + 2):02d}-05", ""]
            if name.startswith("D"):
                row[3:6] = ["", str(value), str(value + random.randrange(5, 40))]
            found += [row] if calm else _spoilt(random, row, dirt)
    return found


def _spoilt(random: Random, row: list[str], dirt: float) -> list[list[str]]:
    def now(times: float = 1) -> bool:
        return random.random() < dirt * times

    row = list(row)
    for at, odd in ((3, ODD_VALUES), (2, ODD_PERIODS), (1, ODD_NAMES), (7, ODD_DATES)):
        if now(0.3):
            row[at] = random.choice(odd)
    if now(0.1):
        row[4 if random.random() < 0.5 else 5] = random.choice(("0", "5", "", "x", "99"))
    if now(0.1):
        row[6] = random.choice(("个", "人", "%"))
    if now(0.1):
        row[0] = random.choice(("目标A1", "Z9", "", "注：", "目标编号"))
    if now(0.1):
        row[8] = '说明"甲", 乙'
    if now():
        return []
    again = list(row)
    if now():
        again[3 if row[3] else 4] = random.choice((row[3] or row[4], "33", "44.50", "约9"))
        again[7] = random.choice((row[7], "2026-12-20", "2027-03-01", ""))
        return [row, again]
    return [row]


def _write(path: Path, rows: list[list[str]], random: Random) -> None:
    import csv
    import io

    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.StringIO()
    quoting = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    ends = random.choice(("\n", "\r\n"))
    writer = csv.writer(out, quoting=quoting, lineterminator=ends)
    writer.writerow(HEADERS)
    for row in rows:
        writer.writerow(row)
        if random.random() < 0.005:
            out.write(
                random.choice(("一小,2026-01" + ends, ends, "合计,,,5,,,,," + ends, "a,b,c,d,e,f,g,h,i,j" + ends))
            )
    path.write_bytes(out.getvalue().encode("utf-8-sig" if random.random() < 0.5 else "utf-8"))
