"""R307 and R312 for tables in layouts of their own, read through `sources.yaml`."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.checks.checked import Checked
from plancheck.checks.totals import wrong_totals
from plancheck.messages.findings import finding_text
from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import CellRef
from plancheck.model.period import Period, parse_period
from plancheck.model.text import Text
from plancheck.plans.plan import Plan, Programme, Span, Target
from plancheck.rules import Reach
from plancheck.sources.asides import Total
from plancheck.sources.folder import Submissions
from plancheck.sources.grid import Area
from tests.checks.submitted import checked, lines, plan, said

STOCK = "id: T, unit: 人, measure: level, aliases: [教师数], rule: {kind: reach, at_least: 9}, report: yearly"
NEW = "id: U, unit: 个, measure: increment, by_part: [转, 并], rule: {kind: reach, at_least: 9}, report: yearly"
RATE = "id: R, unit: '%', measure: level, aliases: [入学率], rule: {kind: reach, at_least: 9}, report: yearly"
MEAN = "id: M, unit: 人, measure: level, aggregate: mean, rule: {kind: reach, at_least: 9}, report: yearly"
YEARS = "header: {has: [学校]}\nfixed: {target: T}\ncolumns: {学校: entity}\nacross: period"

TARGET = Target(id="T", title=Text(zh="教师"), unit="人", measure="level", rule=Reach(at_least=Decimal(9)))
PLAN = Plan(
    plancheck="1",
    id="p",
    title=Text(zh="示例区"),
    period=Span(start=date(2026, 1, 1), end=date(2028, 12, 31)),
    programmes=(Programme(id="P", title=Text(zh="示例"), targets=(TARGET,)),),
)

Bound = Callable[..., Checked]


@pytest.fixture
def bound(tmp_path: Path) -> Bound:
    """bound(table, *bindings): a text file, or a list of rows for a workbook, through bindings without `file`."""

    def run(table: str | list[list[Any]], *bindings: str, merges: tuple[str, ...] = ()) -> Checked:
        entries = "".join(
            f'  - file: "a.*"\n{textwrap.indent(textwrap.dedent(one).strip(), "    ")}\n' for one in bindings
        )
        (tmp_path / "sources.yaml").write_text(f"sources: 1\ntables:\n{entries}", "utf-8")
        path = tmp_path / ("a.csv" if isinstance(table, str) else "a.xlsx")
        if isinstance(table, str):
            path.write_text(table, "utf-8")
        else:
            made = openpyxl.Workbook()
            for row in table:
                made.worksheets[0].append(row)
            for area in merges:
                made.worksheets[0].merge_cells(area)
            made.save(path)
        return checked(plan(tmp_path, STOCK, NEW, RATE, MEAN, roster=""), path)

    return run


def wrong(result: Checked) -> list[tuple[str, str, str, str]]:
    """Where, the total, the sum, and what it is of."""
    found = said(result, "R307")
    return [(str(f.origin)[-3:].lstrip("x:!"), f.facts["total"], f.facts["sum"], f.facts["rows"]) for f in found]


def test_every_year_of_a_row_of_totals(bound: Bound) -> None:
    result = bound("学校,2026年,2027年\n甲校,5,6\n乙校,1,2\n合计,6,9\n", YEARS)
    assert wrong(result) == [("4:3", "9", "8", "2-3")]
    (found,) = said(result, "R307")
    assert found.target == "T"
    assert finding_text("zh", found) == ("合计填的是 9，而 2-3 各行之和为 8", "请核对各行和合计")


def test_the_total_of_a_download_stands_first(bound: Bound) -> None:
    table = "指标：教师数(万人)\n学校,2027年,2026年\n合计,3.4,3.1\n甲校,1.2,1.1\n乙校,2.2,1.4\n"
    binding = YEARS.replace(
        "fixed: {target: T}", 'titles: [{row: 1, text: "指标：{target}({unit})"}]\nfactors: {万人: 10000}'
    )
    assert wrong(bound(table, binding)) == [("3:3", "31000", "25000", "4-5")]


def test_subtotals_by_block_and_a_total_of_all(bound: Bound) -> None:
    table = [["学校", "2026年"], ["甲校", 1], ["小计", 1], ["乙校", 2], ["丙校", 3], ["小计", 6], ["合计", 7]]
    assert wrong(bound(table, YEARS)) == [("B6", "6", "5", "B4:B5"), ("B7", "7", "6", "B2:B5")]


def test_subtotals_below_a_total_that_stands_first(bound: Bound) -> None:
    table = [["学校", "2026年"], ["合计", 7], ["城区小计", 1], ["甲校", 1], ["乡镇小计", 6], ["乙校", 2], ["丙校", 3]]
    assert wrong(bound(table, YEARS)) == [("B2", "7", "6", "B4:B7"), ("B5", "6", "5", "B6:B7")]


def test_a_total_at_the_side_of_groups_with_blank_heads(bound: Bound) -> None:
    """Two levels of headers, the upper one written once for each group."""
    table = [
        ["年份", "城区", None, None, "乡镇", None, "合计"],
        [None, "甲校", "乙校", "小计", "丙校", "小计", None],
        ["2026年", 1, 2, 3, 4, 4, 7],
        ["2027年", 1, 2, 4, 4, 4, 8],
    ]
    binding = """
        header: {has: [年份], levels: 2, fill: right}
        fixed: {target: T}
        columns: {A: period}
        across: "{entity}"
        """
    result = bound(table, binding)
    assert wrong(result) == [("D4", "4", "3", "B4:C4"), ("G4", "8", "7", "B4:E4")]
    found = said(result, "R307")[0]
    assert finding_text("zh", found) == ("合计填的是 4，而 B4:C4 各格之和为 3", "请核对各格和合计")
    assert finding_text("en", found)[0] == "the total is given as 4, but the cells B4:C4 add up to 3"


def test_a_long_name_of_a_group_hides_no_subtotal(bound: Bound) -> None:
    table = "年份,农村义务教育学校/甲校,农村义务教育学校/小计\n2026,3,4\n"
    result = bound(table, "header: 1\nfixed: {target: T}\ncolumns: {年份: period}\nacross: '{entity}'")
    assert [one.entity for one in result.observations] == ["农村义务教育学校/甲校"]
    assert wrong(result) == [("2:3", "4", "3", "2")]


def test_the_corner_of_totals_both_ways(bound: Bound) -> None:
    table = "学校,转,并,合计\n甲校,1,2,3\n乙校,3,4,7\n合计,4,6,11\n"
    binding = "header: 1\nfixed: {target: U, period: '2026'}\ncolumns: {学校: entity}\nacross: '{item}'"
    result = bound(table, binding)
    assert [(one.entity, one.item) for one in result.observations] == [
        ("甲校", "转"),
        ("甲校", "并"),
        ("乙校", "转"),
        ("乙校", "并"),
    ]
    assert wrong(result) == [("4:4", "11", "10", "2-3")]


def test_parts_are_added_each_by_itself(bound: Bound) -> None:
    table = "学校,转,并\n甲校,1,2\n乙校,3,4\n合计,4,7\n"
    binding = "header: 1\nfixed: {target: U, period: '2026'}\ncolumns: {学校: entity}\nacross: '{item}'"
    assert wrong(bound(table, binding)) == [("4:3", "7", "6", "2-3")]


def test_several_tables_in_a_sheet_each_by_itself(bound: Bound) -> None:
    table = [["学校", "2026年"], ["甲校", 1], ["合计", 1], [None], ["学校", "2026年"], ["乙校", 2], ["合计", 4]]
    upper, lower = YEARS.replace("{has: [学校]}", "1") + "\nrows: 2-3", YEARS.replace("{has: [学校]}", "5")
    assert wrong(bound(table, upper, lower)) == [("B7", "4", "3", "B2:B6")]


def test_a_last_total_of_all_tables_in_the_sheet(bound: Bound) -> None:
    table = [
        ["学校", "2026年"],
        ["甲校", 1],
        ["小计", 1],
        [None],
        ["学校", "2026年"],
        ["乙校", 2],
        ["小计", 2],
        ["总计", 3],
    ]
    upper, lower = YEARS.replace("{has: [学校]}", "1") + "\nrows: 2-3", YEARS.replace("{has: [学校]}", "5")
    assert wrong(bound(table, upper, lower)) == []


def test_a_table_of_which_each_row_is_a_record(bound: Bound) -> None:
    table = "单位名,指标,年,人数\n甲校,T,2026,5\n乙校,T,2026,6\n小计,T,2026,12\n甲校,M,2026,5\n合计,,,99\n"
    binding = "header: 1\ncolumns: {单位名: entity, 指标: target, 年: period, 人数: value}"
    assert wrong(bound(table, binding)) == [("4:4", "12", "11", "2-3")]


def test_rates_and_means_are_never_added(bound: Bound) -> None:
    for target in ("R", "M"):
        assert wrong(bound("学校,2026年\n甲校,80\n乙校,90\n合计,85\n", YEARS.replace("T}", f"{target}}}"))) == []


def test_a_total_of_totals_of_which_the_parts_are_not_given_is_not_judged(bound: Bound) -> None:
    """As where a plan is only made for a group of shops, and the shops below it are blank."""
    table = [["学校", "2026年", "2027年"], ["甲校", None, 1], ["小计", 7, 1], ["乙校", 0, 0], ["总计", 7, 2]]
    assert wrong(bound(table, YEARS)) == [("C5", "2", "1", "C2:C4")]


def test_what_is_part_of_the_line_above_adds_nothing(bound: Bound) -> None:
    assert wrong(bound("学校,2026年\n甲校,5\n其中：女,3\n乙校,6\n合计,11\n", YEARS)) == []


def test_published_figures_are_rounded_one_by_one(bound: Bound) -> None:
    """Each of three numbers may be off by half of the last place."""
    table = "学校,2026年\n甲校,1.24\n乙校,2.33\n合计,{}\n"
    assert wrong(bound(table.format("3.58"), YEARS)) == []
    assert wrong(bound(table.format("3.59"), YEARS)) == [("4:2", "3.59", "3.57", "2-3")]
    assert wrong(bound("学校,2026年\n甲校,1\n乙校,2\n合计,4\n", YEARS)) == [("4:2", "4", "3", "2-3")]


def test_a_total_of_rows_that_the_binding_passes_over_is_not_judged(bound: Bound) -> None:
    assert wrong(bound("学校,2026年\n甲校,5\n城关镇,6\n合计,11\n", YEARS + "\nskip: [城关*]")) == []


def test_with_a_value_that_cannot_be_read_only_what_is_certainly_wrong_is_said(bound: Bound) -> None:
    table = "学校,2026年\n甲校,10\n乙校,约20\n合计,{}\n"
    assert wrong(bound(table.format(30), YEARS)) == []
    result = bound(table.format(9), YEARS)
    assert (wrong(result), said(result, "R307")[0].facts["unread"]) == ([("4:2", "9", "10", "2-3")], "1")


def test_the_same_thing_as_evidence_of_two_schools(bound: Bound) -> None:
    table = "学校,2026年,园名\n甲校,1,示例幼儿园\n乙校,1,示例幼儿园\n丙校,1,见附件\n"
    result = bound(table, YEARS.replace("entity}", "entity, 园名: evidence}").replace("target: T", "target: U"))
    (found,) = said(result, "R312")
    assert (str(found.origin)[-5:], found.facts["seen"], found.facts["other_entity"]) == ("v:3:3", "示例幼儿园", "甲校")


def test_the_same_thing_under_two_parts(bound: Bound) -> None:
    table = "学校,分项,2026年,园名\n甲校,转,1,示例幼儿园\n甲校,并,1,示例幼儿园\n"
    columns = "columns: {学校: entity, 分项: item, 园名: evidence}"
    result = bound(table, f"header: 1\nfixed: {{target: U}}\n{columns}\nacross: period")
    assert lines(result, "R312") == ["3:4"]


def test_evidence_of_a_row_with_many_schools_is_of_none_of_them(bound: Bound) -> None:
    table = "年份,甲校,乙校,园名\n2026,1,1,示例幼儿园\n"
    result = bound(table, "header: 1\nfixed: {target: U}\ncolumns: {年份: period, 园名: evidence}\nacross: '{entity}'")
    assert said(result, "R312") == []


@given(st.lists(st.decimals(0, 99, places=4), min_size=1, max_size=8), st.integers(0, 3), st.sampled_from([1, 10000]))
def test_numbers_rounded_one_by_one_are_never_called_wrong(parts: list[Decimal], places: int, factor: int) -> None:
    unit = Decimal(1).scaleb(-places)
    rounded = [part.quantize(unit) * factor for part in parts]
    stated = sum(parts, Decimal(0)).quantize(unit) * factor
    found = list(wrong_totals(PLAN, {"T": TARGET}, _column(rounded, stated, Decimal(factor))))
    assert bool(found) == (places == 0 and factor == 1 and stated != sum(rounded))


def _column(parts: list[Decimal], stated: Decimal, factor: Decimal) -> Submissions:
    """Parts in A1, A2, … and their total below."""
    when = parse_period("2026")
    assert isinstance(when, Period)
    rows = enumerate(parts, 1)
    made = tuple(Observation("T", "", when, "", Amount(one), None, CellRef("a", "S", f"A{at}"), "") for at, one in rows)
    below = len(parts) + 1
    amounts = {"value": (stated, CellRef("a", "S", f"A{below}"))}
    total = Total("a", "S", below, "T", when, True, amounts, (Area(1, 1, below - 1, 1),), "", factor)
    return Submissions(made, totals=(total,))
