"""Every engine gives the series and findings of the reference, digit for digit, however dirty the data are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bulk.dirty import HEADERS, NAMES, ODD_DATES, ODD_NAMES, ODD_PERIODS, ODD_VALUES, plan, write

pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
pytest.importorskip("narwhals", reason="the extra plancheck[bulk] is not installed")

from plancheck.series.bulk import Bulk
from plancheck.series.bulk_standings import fits
from plancheck.series.counting import entries_of
from plancheck.series.engines.duckdb import DuckDB
from tests.bulk.conformance import bare, by_engine, by_reference, compare, scope, written

ENGINES: dict[str, Callable[[], Any]] = {"duckdb": lambda: DuckDB("512MB", threads=1)}
DAYS = (date(2026, 6, 30), date(2026, 12, 10), date(2027, 3, 31))
every_engine = pytest.mark.parametrize("engine", sorted(ENGINES))


def added_up(bulk: Bulk) -> set[str]:
    """The targets of which most were added up by the engine."""
    return {
        name
        for name, ready in bulk._ready.items()
        if fits(ready.group, entries_of(ready.scope, ready.noted)[0], ready.tally.sums)
    }


@every_engine
@pytest.mark.parametrize("seed", range(8))
def test_dirty_folders(engine: str, seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, dirt=(0.0, 0.01, 0.05, 0.2)[seed % 4])
    known_at = date(2026, 9, 1) if seed % 3 == 1 else None
    bulk = compare(ENGINES[engine], tmp_path, plan(), DAYS[seed % 3], known_at)
    if seed % 4 == 0:
        assert added_up(bulk) >= {"A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "F1"}


cells = st.tuples(
    st.sampled_from(("A1", "A2", "B1", "C1", "D1", "E1", "目标A1")),
    st.sampled_from((*NAMES[:3], *ODD_NAMES)),
    st.sampled_from(("2026-01", "2026-02", "2026-03", "2026年1月", *ODD_PERIODS[:4])),
    st.sampled_from(("7", "12", "8.50", "12", "0", *ODD_VALUES)),
    st.sampled_from(("", "", "3", "0")),
    st.sampled_from(("", "", "9", "x")),
    st.sampled_from(("", "", "个", "%")),
    st.sampled_from(("2026-04-01", "2026-05-01", "2026年4月1日", *ODD_DATES[:2])),
    st.sampled_from(("", "备注")),
)


@every_engine
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(cells, min_size=1, max_size=25))
def test_any_rows(engine: str, rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = [",".join(HEADERS), *(",".join(row) for row in rows)]
        (Path(folder) / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
        compare(ENGINES[engine], Path(folder), plan(), date(2026, 3, 31), None)


@every_engine
def test_what_is_known_on_an_earlier_day_comes_from_the_same_sums(engine: str, tmp_path: Path) -> None:
    write(tmp_path, 4, dirt=0.02)
    loaded, opened = plan(), ENGINES[engine]()
    try:
        bulk, _ = by_engine(opened, tmp_path, loaded, date(2027, 3, 31), None)
        _, wanted = by_reference(tmp_path, loaded, date(2026, 7, 31), None)
        for target, (series, _) in wanted.items():
            ready = bulk._ready.get(target)
            at = scope(loaded, target, date(2026, 7, 31), None, bulk.called)
            assert ready is None or ready.speaks_of(at)
            assert bare(bulk.build(at)[0]) == bare(series), target
    finally:
        opened.close()


@pytest.mark.no_cover
@every_engine
@pytest.mark.parametrize("seed", range(6))
def test_an_earlier_day_right_after_a_later_one(engine: str, seed: int, tmp_path: Path) -> None:
    """What can be taken from the series of the later day is what the reference says of the earlier one."""
    write(tmp_path, seed, dirt=(0.0, 0.01, 0.05)[seed % 3])
    loaded, opened, known_at = plan(), ENGINES[engine](), date(2026, 9, 1) if seed > 3 else None
    later = date(2027, 3, 31)
    taken = 0
    try:
        bulk, _ = by_engine(opened, tmp_path, loaded, later, known_at)
        for day in (date(2026, 1, 31), *DAYS[:2], date(2026, 9, 30), date(2026, 10, 31), date(2027, 2, 28)):
            _, wanted = by_reference(tmp_path, loaded, day, known_at)
            for target, (series, _) in wanted.items():
                at = scope(loaded, target, day, known_at, bulk.called)
                bulk.build(scope(loaded, target, later, known_at, bulk.called))
                ready = bulk._ready.get(target)
                taken += ready is not None and bulk._taken(ready, at) is not None
                made = bulk.build(at)[0]
                assert (bare(made), written(made)) == (bare(series), written(series)), (target, day)
    finally:
        opened.close()
    assert taken >= 10


@every_engine
def test_more_corrections_than_are_listed_are_counted(engine: str, tmp_path: Path) -> None:
    rows = ["目标编号,学校名称,期间,数值,报送日期"]
    rows += [f"A1,{name},2026-01,{value},2026-0{value}-01" for name in NAMES for value in (2, 3, 4)]
    (tmp_path / "a.csv").write_text("\n".join(rows), "utf-8")
    loaded, opened = plan(), ENGINES[engine]()
    try:
        _, made = by_engine(opened, tmp_path, loaded, date(2026, 1, 31), None, most=10)
        _, wanted = by_reference(tmp_path, loaded, date(2026, 1, 31), None)
    finally:
        opened.close()
    series, findings = made["A1"]
    assert bare(series) == bare(wanted["A1"][0])
    assert [f.code for f in wanted["A1"][1]] == ["R315"] * 16
    assert [(f.code, f.facts["reason"], f.facts["count"]) for f in findings] == [("R315", "counted", "16")]


@every_engine
def test_totals_whose_word_stands_in_a_column_that_is_not_read(engine: str, tmp_path: Path) -> None:
    rows = ["序号,学校名称,目标编号,期间,数值", *(f"{n},{name},A1,2026-01,{n}" for n, name in enumerate(NAMES[:4]))]
    (tmp_path / "a.csv").write_text(
        "\n".join([*rows, "合计,,A1,2026-01,6", ",示例区各校合计(个),A1,2026-01,6", "5,,A2,2026-01,6"]), "utf-8"
    )
    bulk = compare(ENGINES[engine], tmp_path, plan(), date(2026, 1, 31), None)
    assert "A1" in bulk._ready


@every_engine
def test_files_that_only_the_reference_can_read(engine: str, tmp_path: Path) -> None:
    head = "目标编号,学校名称,期间,数值\n"
    (tmp_path / "gb.csv").write_bytes((head + "A1,一小,2026-01,3\n").encode("gb18030"))
    (tmp_path / "lines.csv").write_text(head + 'A1,"二\n小",2026-01,4\nA1,二小,2026-01,4\n', "utf-8")
    (tmp_path / "open.csv").write_text(head + 'A1,"三小,2026-01,5\nA1,四小,2026-01,6\n', "utf-8")
    (tmp_path / "title.csv").write_text("某区报表,,,\n\n" + head + "A1,五小,2026-01,7\n", "utf-8")
    (tmp_path / "empty.csv").write_text("", "utf-8")
    (tmp_path / "two.csv").write_text(
        "目标编号,指标名称,学校名称,期间,数值\nA1,目标A1,六小,2026-01,8\nA1,目标A2,六小,2026-02,8\n", "utf-8"
    )
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None)


@every_engine
@pytest.mark.parametrize("unit", ["万个", "‰", "个", "示例区教育局"])
def test_a_unit_above_the_table(engine: str, unit: str, tmp_path: Path) -> None:
    """Figures in another unit than their target's are not added up, whoever adds them up."""
    rows = [f"{target},{name},2026-01,7" for target in ("A1", "B1", "C1", "D1") for name in NAMES[:3]]
    lines = [f"上报表,,,（单位：{unit}）", "目标编号,学校名称,期间,数值", *rows]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None)


@every_engine
def test_percentages_beside_their_counts(engine: str, tmp_path: Path) -> None:
    """Rounded either way, to any digit, as a share of one, contradicting them, or no percentage at all."""
    said = ("57.5", "58", "57", "57.49", "57.4", "57.6", "60", "0.575", "57.5%", "—", "约57", "", "0", "-57.5", "1e2")
    counts = (("23", "40"), ("0", "0"), ("2", "3"), ("1", "0"), ("200000", "300000"), ("1.5", "2.25"))
    beside = ("66.7", "66.66", "66.666666", "66.67", "67", "66", "65")
    rows = [
        f"{target},{at}校,2026-01,{value},{up},{down}"
        for target in ("A1", "D1", "D2", "E1")
        for at, (value, (up, down)) in enumerate((value, count) for count in counts for value in (*said, *beside))
    ]
    lines = ["目标编号,学校名称,期间,数值,分子,分母", *rows]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None)


READ_IN_TWO_WAYS = (
    *("1d", "1f", "1_000", " 7", "7 ", "0x10", "1e2", "Infinity", "nan", ".5", "5.", "--5", "1,0", "٣"),
    *("true", "1/2", "0.30000000000000004", "9" * 16, "'5'", "５", "1e400"),
)


@every_engine
def test_what_engines_take_for_numbers_each_in_its_own_way(engine: str, tmp_path: Path) -> None:
    """DuckDB casts 1_000, Spark casts 1d; only the grammar of numbers decides here, and what it leaves is said."""
    texts = [(target, at, text) for target in ("A1", "B1", "C1") for at, text in enumerate(READ_IN_TWO_WAYS)]
    lines = ["目标编号,学校名称,期间,数值", *(f'{target},{at}校,2026-01,"{text}"' for target, at, text in texts)]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None)


def test_many_fractions_add_up_to_the_last_digit_however_many_work_at_it(tmp_path: Path) -> None:
    """Sums of binary fractions depend on the order, which no two runs have in common: 0.1 and 1e15 side by side."""
    amounts = ("0.1", "0.2", "1000000000000000", "0.7", "123456789.01", "0.003")
    rows = [f"A1,{at}校,2026-0{at % 3 + 1},{amounts[at % 6]}" for at in range(1_200)]
    for at, part in enumerate((rows[::2], rows[1::2])):
        (tmp_path / f"{at}.csv").write_text("\n".join(["目标编号,学校名称,期间,数值", *part]) + "\n", "utf-8")
    wanted = sum(map(Decimal, amounts)) * 200
    for threads in (1, 4):
        opened = DuckDB("512MB", threads=threads)
        try:
            _, made = by_engine(opened, tmp_path, plan(), date(2026, 3, 31), None)
        finally:
            opened.close()
        assert made["A1"][0].standings[-1].value == wanted


@every_engine
def test_a_late_report_of_an_older_month_overwrites_no_newer_total(engine: str, tmp_path: Path) -> None:
    """Nor are the totals of one school added up over the months."""
    lines = ["目标编号,学校名称,期间,数值,报送日期", "B1,一小,2026-01,100,2026-02-05", "B1,二小,2026-01,7,2026-02-05"]
    lines += ["B1,一小,2026-03,500,2026-04-05", "B1,二小,2026-03,9,2026-04-05", "B1,一小,2026-02,300,2026-06-01"]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    _, wanted = by_reference(tmp_path, plan(), date(2026, 3, 31), None)
    assert [standing.value for standing in wanted["B1"][0].standings][-1] == 509
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None)


@every_engine
@pytest.mark.parametrize("known_at", [None, date(2026, 4, 15)])
def test_names_that_differ_in_width_are_of_one_school(engine: str, known_at: date | None, tmp_path: Path) -> None:
    """In files of two layouts and one that only the reference reads, of which each writes another name first."""
    ways = ("东湖校（本部）", "东湖校(本部)", "第１小学", "第1小学", "一小", "二小")
    targets, months = ("A1", "A2", "B1", "C1", "H1"), ("2026-01", "2026-02", "2026-03")
    rows = [
        f"{target},{name},{month},{at + 3 * step},2026-0{step + 2}-0{at + 1}"
        for step, month in enumerate(months)
        for at, name in enumerate(ways)
        for target in targets
    ]
    head = "目标编号,学校名称,期间,数值,报送日期\n"
    (tmp_path / "b.csv").write_text(head + "\n".join(rows[1::2]) + "\n", "utf-8")
    turned = [",".join(reversed(row.split(","))) for row in rows[::2]]
    (tmp_path / "c.csv").write_text("报送日期,数值,期间,学校名称,目标编号\n" + "\n".join(turned) + "\n", "utf-8")
    compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), known_at)
    (tmp_path / "a.csv").write_bytes((head + "A1,第1小学,2026-03,7,2026-04-09\n").encode("gb18030"))
    bulk = compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), known_at)
    assert dict(bulk.called) == {"第１小学": "第1小学", "东湖校(本部)": "东湖校（本部）"}
    assert added_up(bulk) >= {"A1", "A2", "B1", "C1"}


@every_engine
def test_a_name_of_its_own_on_a_row_that_does_not_count_is_nobodys(engine: str, tmp_path: Path) -> None:
    lines = [
        "目标编号,学校名称,期间,数值",
        "Z9,东湖校（本部）,2026-01,3",
        "A1,东湖校(本部),2026-01,3",
        "A1,一小,2026-01,4",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert dict(compare(ENGINES[engine], tmp_path, plan(), date(2026, 3, 31), None).called) == {}
