"""Reporters that come and go over many periods, and rows at the edges of what is added up: as the reference says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
pytest.importorskip("narwhals", reason="the extra plancheck[bulk] is not installed")

from dataclasses import replace

from plancheck.model.text import Text
from plancheck.plans.plan import LoadedPlan, RosterEntry, Span
from plancheck.rules.reach import Reach
from plancheck.series.bulk_masks import Masks, turns
from tests.bulk.conformance import bare, by_engine, by_reference, compare
from tests.bulk.test_conformance import ENGINES, added_up, every_engine
from tests.engine import loaded, target

LONG = Span(start=date(2020, 1, 1), end=date(2027, 12, 31))
MONTHS = [f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(80)]
HEAD = "目标编号,学校名称,期间,数值,分子,分母,报送日期\n"
ROSTER = (
    RosterEntry(name="一小", aliases=("第一小学",)),
    RosterEntry(name="二小", aliases=("共用",)),
    RosterEntry(name="三小", aliases=("共用",)),
)


def long_plan() -> LoadedPlan:
    """Eight years of monthly reports, of every measure, and one target whose reporters stand on a roster."""
    rule = Reach(at_least=Decimal(10_000), by=date(2027, 12, 31))
    measures = {"A": "increment", "B": "running_total", "C": "level", "D": "ratio", "R": "increment"}
    targets = [
        replace(
            target(rule, measure, "monthly", unit="%" if name == "D" else "个", roster="all" if name == "R" else None),
            id=name,
            title=Text(zh=f"目标{name}"),
        )
        for name, measure in measures.items()
    ]
    return replace(loaded(*targets, span=LONG), rosters={"all": ROSTER})


def row(name: str, who: str, month: str, value: int) -> str:
    cells = f",{value},{value + 50}" if name == "D" else f"{value},,"
    return f"{name},{who},{month},{cells},{month}-28\n"


def comings(seed: int) -> str:
    """Each reporter is silent for some stretches; nobody reports in the 31st month."""
    random = Random(seed)
    lines = [HEAD]
    for name in "ABCDR":
        for who in ("第一小学", "二小", "三小") if name == "R" else ("甲", "乙", "丙", "丁"):
            total, silent = 0, 0
            for at, month in enumerate(MONTHS):
                total += random.randrange(5)
                silent = random.randrange(1, 9) if random.random() < 0.06 else silent - 1
                if silent > 0 or at == 30:
                    continue
                fell = name == "B" and random.random() < 0.01
                lines.append(row(name, who, month, total - 9 if fell and total > 9 else total if name == "B" else at))
    return "".join(lines)


@every_engine
@pytest.mark.parametrize("seed", range(3))
def test_more_periods_than_a_number_has_bits(engine: str, seed: int, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(comings(seed), "utf-8")
    day = (date(2026, 8, 31), date(2023, 12, 31), date(2024, 1, 31))[seed]
    bulk = compare(ENGINES[engine], tmp_path, long_plan(), day, None)
    assert added_up(bulk) >= {"A", "C", "D", "R"}


def test_comings_and_goings_are_read_from_bits() -> None:
    masks = Masks(None, None, reports=6, first=1)  # type: ignore[arg-type]
    assert turns(masks, 0b101101) == ([2, 5], [4])
    assert turns(masks, 0b111111) == ([1], [])
    assert turns(masks, 0b000001) == ([], [])


@every_engine
def test_some_report_on_some_targets(engine: str, tmp_path: Path) -> None:
    """Most in all months, some with gaps, one before the baseline only, and not all of them on everything."""
    reports = {
        "A": {"甲": range(6), "乙": range(6), "丙": (0, 1, 2, 4, 5), "丁": (1, 2, 3)},
        "B": {"甲": range(6), "乙": (0, 1)},
        "C": {"丙": range(6), "丁": range(2, 6)},
        "E": {"甲": range(6), "乙": (0, 1), "丙": (0, 3, 5), "丁": range(2, 6)},
    }
    lines = [
        row(name, who, MONTHS[at], at + 1) for name, own in reports.items() for who, ats in own.items() for at in ats
    ]
    (tmp_path / "a.csv").write_text(HEAD + "".join(lines), "utf-8")
    counted = target(Reach(at_least=Decimal(10), by=LONG.end), "increment", "monthly", baseline=("3", "2020-02-29"))
    plan = long_plan()
    plan = replace(loaded(*plan.plan.targets, replace(counted, id="E"), span=LONG), rosters=plan.rosters)
    bulk = compare(ENGINES[engine], tmp_path, plan, date(2020, 6, 30), None)
    assert added_up(bulk) == {"A", "B", "C", "E"}


@every_engine
def test_what_the_silent_had_counts_until_they_come_back(engine: str, tmp_path: Path) -> None:
    """Nearly all are silent at the end, at some time everyone; their values have different decimals, one was corrected
    before, one comes back with less, one with what cannot be read."""
    reports = {
        "甲": ("1.50", "2.5", "", "", "7.250", "", "", ""),
        "乙": ("1", "2", "3", "", "", "", "", ""),
        "丙": ("4.25", "5.25", "", "5.00", "", "", "", ""),
        "丁": ("", "6", "", "约7", "", "", "", ""),
        "戊": ("0.125", "", "", "1", "2", "", "3.00", "4"),
        "己": ("", "", "", "", "", "", "0.5", ""),
    }
    lines = [HEAD, "B,乙,2020-03,2.75,,,2020-03-01\n", "D,乙,2020-03,,2.75,53,2020-03-01\n"]
    for who, values in reports.items():
        for month, value in zip(MONTHS, values, strict=False):
            if value:
                lines += [f"{name},{who},{month},{value},,,{month}-28\n" for name in "ABC"]
                lines.append(f"D,{who},{month},,{value},50.{len(value)},{month}-28\n")
    (tmp_path / "a.csv").write_text("".join(lines), "utf-8")
    for day in (date(2020, 8, 31), date(2020, 12, 31), date(2020, 6, 30)):
        bulk = compare(ENGINES[engine], tmp_path, long_plan(), day, None)
        assert added_up(bulk) == {"A", "B", "C", "D"}


@every_engine
def test_three_and_four_rows_of_one_cell(engine: str, tmp_path: Path) -> None:
    lines = [HEAD]
    for month, times in zip(MONTHS, (1, 2, 3, 4, 1, 5), strict=False):
        lines += [f"A,甲,{month},{n},,,2021-01-{n + 1:02d}\n" for n in range(times)]
        lines += [f"A,乙,{month},7,,,2021-01-01\n" * times, f"A,丙,{month},1,,,\n"]
    (tmp_path / "a.csv").write_text("".join(lines), "utf-8")
    compare(ENGINES[engine], tmp_path, long_plan(), date(2020, 6, 30), None)


@every_engine
def test_an_alias_that_two_bear_is_nobodys(engine: str, tmp_path: Path) -> None:
    lines = [HEAD, *(row("R", who, MONTHS[0], 5) for who in ("一小", "共用", "二小", "第一小学", "三小"))]
    (tmp_path / "a.csv").write_text("".join(lines), "utf-8")
    compare(ENGINES[engine], tmp_path, long_plan(), date(2020, 2, 29), None)


@every_engine
def test_numbers_at_the_edge_of_what_is_added_up(engine: str, tmp_path: Path) -> None:
    """Twelve digits and six decimals are; one more of either is the reference's, and so is what it would say of it."""
    texts = ("999999999999.999999", "000000000007.10", "+3.000000", "-0", "0.0", "1000000000000", "0.0000001", "007")
    lines = [HEAD, *(f"{name},{who}校,{MONTHS[0]},{text},,,\n" for name in "AC" for who, text in enumerate(texts))]
    (tmp_path / "a.csv").write_text("".join(lines), "utf-8")
    bulk = compare(ENGINES[engine], tmp_path, long_plan(), date(2020, 1, 31), None)
    assert "C" in added_up(bulk)


STRANGE_LINES = {
    "a line too short": "A,甲,2020-02\n",
    "a field too many": "A,甲,2020-02,3,,,2020-03-01,更多\n",
    "two fields too many": "A,甲,2020-02,3,,,2020-03-01,更多,还有\n",
    "a comma at the end": "A,甲,2020-02,3,,,2020-03-01,\n",
    "a blank line between": "\n",
    "fields that are blank": ",,,,,,\n",
    "spaces": " A , 甲 ,2020-02, 3 ,,,\n",
    "separators of others": "A,\x1f甲,2020-02,3;4,3:,,\n",
}


@pytest.mark.no_cover
@every_engine
@pytest.mark.parametrize("line", STRANGE_LINES.values(), ids=list(STRANGE_LINES))
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_lines_that_are_no_plain_rows(engine: str, line: str, ends: str, tmp_path: Path) -> None:
    text = HEAD + row("A", "甲", "2020-01", 1) + line + row("A", "乙", "2020-02", 2) * 2
    (tmp_path / "a.csv").write_bytes(text.replace("\n", ends).encode())
    compare(ENGINES[engine], tmp_path, long_plan(), date(2020, 3, 31), None)


@every_engine
def test_bytes_that_are_no_text_are_told_as_ever(engine: str, tmp_path: Path) -> None:
    """In a column that is not needed, far behind the header."""
    head = b"target,entity,period,value,note\n" + b"A,x,2020-01,1,fine\n" * 400
    (tmp_path / "a.csv").write_bytes(head + b"A,y,2020-01,2,\xff\xfe\n")
    (tmp_path / "b.csv").write_text(HEAD + row("A", "甲", "2020-01", 1), "utf-8")
    said, _ = by_reference(tmp_path, long_plan(), date(2020, 1, 31), None)
    assert any(finding.origin is not None and finding.origin.file == "a.csv" for finding in said)
    compare(ENGINES[engine], tmp_path, long_plan(), date(2020, 1, 31), None)


@every_engine
def test_names_of_files_are_no_patterns(engine: str, tmp_path: Path) -> None:
    folder = tmp_path / "报送[2020]*?"
    folder.mkdir()
    for name in ("a[1].csv", "a1.csv", "a*.csv"):
        (folder / name).write_text(HEAD + row("A", name, "2020-01", 1), "utf-8")
    compare(ENGINES[engine], folder, long_plan(), date(2020, 1, 31), None)


@every_engine
def test_parquet_files_of_one_layout_may_differ_in_type(engine: str, tmp_path: Path) -> None:
    import duckdb

    select = "SELECT 'A' AS target, '{who}' AS entity, '2020-01' AS period, {value} AS value"
    for at, value in enumerate(("1.50", "'1.50'", "7", "'约7'", "CAST(NULL AS VARCHAR)")):
        made = select.format(who=f"{at}校", value=value)
        duckdb.sql(f"COPY ({made}) TO '{tmp_path}/{at}[x].parquet' (FORMAT parquet)")
    lines = ["target,entity,period,value", *(f"A,{at}校,2020-01,{v}" for at, v in enumerate(("1.50", "1.50", "7")))]
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.csv").write_text("\n".join([*lines, "A,3校,2020-01,约7", "A,4校,2020-01,"]) + "\n", "utf-8")
    _, wanted = by_reference(texts, long_plan(), date(2020, 1, 31), None)
    opened = ENGINES[engine]()
    try:
        for file in texts.iterdir():
            file.unlink()
        texts.rmdir()
        _, made_of = by_engine(opened, tmp_path, long_plan(), date(2020, 1, 31), None)
    finally:
        opened.close()
    assert bare(made_of["A"][0]) == bare(wanted["A"][0])
