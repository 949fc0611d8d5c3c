"""`plancheck template`: forms for one, for a roster, for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forms import filled, sheet_of

Ran = tuple[int, str, str]
Cli = Callable[..., Ran]
NAME = "demo-2026-2028-2026-Q3"


@pytest.fixture
def schools(project: Path, plan_file: Path) -> Path:
    """The project with a roster, and a target that everyone in it reports on."""
    (project / "plans" / "schools.csv").write_text(
        "name,aliases,from\n实验小学,实小,\n城关/小学,,\n新校,,2027-01-01\n", "utf-8"
    )
    text = plan_file.read_text("utf-8").replace("programmes:", "rosters: {schools: {file: schools.csv}}\nprogrammes:")
    text += (
        "      - id: R2.1\n        title: 心理课时\n        unit: 课时\n        measure: increment\n"
        "        roster: schools\n"
        "        rule: {kind: reach, at_least: 100, by: 2028-12-31}\n        report: quarterly\n"
    )
    plan_file.write_text(text, "utf-8")
    return project


def ids(file: Path) -> list[object]:
    sheet = sheet_of(file.read_bytes())
    return [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)]


def test_one_form_for_everybody_is_named_after_plan_and_period(cli: Cli, schools: Path) -> None:
    assert cli("--lang", "zh", "template", "--period", "2026-Q3") == (0, f"已生成 1 份填报表：\n  {NAME}.xlsx\n", "")
    assert ids(schools / f"{NAME}.xlsx") == ["R1.1", "R1.2", "R2.1", "R2.1"]


@pytest.mark.parametrize("name", ["jtj", "区教育和体育局"])
def test_an_office_is_named_by_its_key_or_its_title(cli: Cli, schools: Path, name: str) -> None:
    assert cli("template", "--period", "2026-Q3", "--entity", name, "-o", "表.xlsx")[0] == 0
    assert ids(schools / "表.xlsx") == ["R1.1"]


def test_a_school_is_named_by_its_alias_too(cli: Cli, schools: Path) -> None:
    assert cli("template", "--period", "2026-Q3", "--entity", "实小", "-o", "表.xlsx")[0] == 0
    sheet = sheet_of((schools / "表.xlsx").read_bytes())
    assert (sheet["A5"].value, sheet["C5"].value) == ("R2.1", "实验小学")


def test_a_roster_gets_a_form_each_under_names_that_every_system_takes(cli: Cli, schools: Path) -> None:
    code, out, _ = cli("template", "--period", "2026-Q3", "--roster", "schools", "--out-dir", "下发/学校")
    assert code == 0
    assert sorted(file.name for file in (schools / "下发" / "学校").iterdir()) == [
        f"{NAME}-城关_小学.xlsx",
        f"{NAME}-实验小学.xlsx",
    ]
    assert "下发/学校" in out.replace("\\", "/")


def test_a_folder_alone_gets_a_form_for_each_who_must_report(cli: Cli, schools: Path) -> None:
    assert cli("template", "--period", "2027-Q1", "--out-dir", "下发")[0] == 0
    names = sorted(file.stem.rpartition("-Q1-")[2] for file in (schools / "下发").iterdir())
    assert names == ["区发改局", "区教育和体育局", "城关_小学", "实验小学", "新校"]


def test_the_last_value_comes_from_what_was_submitted(cli: Cli, schools: Path) -> None:
    cli("--lang", "zh", "template", "--period", "2026-Q3", "--entity", "jtj", "-o", "表.xlsx")
    sheet = sheet_of((schools / "表.xlsx").read_bytes())
    assert "800 个\n2026-Q2，上半年.csv:3:3" in [cell.value for cell in sheet[5]]


def test_a_filled_form_is_never_written_over(cli: Cli, schools: Path) -> None:
    assert cli("--lang", "zh", "template", "--period", "2026-Q3", "--out-dir", "下发")[0] == 0
    school = schools / "下发" / f"{NAME}-实验小学.xlsx"
    office = schools / "下发" / f"{NAME}-区发改局.xlsx"
    work = filled(school.read_bytes(), {"备注": "在填"})
    school.write_bytes(work)
    office.write_bytes(b"something else")
    code, out, err = cli("--lang", "en", "template", "--period", "2026-Q3", "--out-dir", "下发")
    assert (code, out) == (2, "")
    assert "nothing was written" in err
    assert [line.strip() for line in err.splitlines()[1:]] == [str(Path("下发") / f.name) for f in (office, school)]
    assert school.read_bytes() == work
    assert cli("template", "--period", "2026-Q3", "--out-dir", "下发", "--force")[0] == 0
    assert school.read_bytes() != work


def test_blank_forms_are_replaced_when_the_plan_has_changed(cli: Cli, schools: Path, plan_file: Path) -> None:
    assert cli("--lang", "zh", "template", "--period", "2026-Q3", "-o", "表.xlsx")[0] == 0
    before = (schools / "表.xlsx").read_bytes()
    plan_file.write_text(plan_file.read_text("utf-8").replace("新增学位", "新增公办学位"), "utf-8")
    assert cli("--lang", "zh", "template", "--period", "2026-Q3", "-o", "表.xlsx")[0] == 0
    assert (schools / "表.xlsx").read_bytes() != before


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "请用 --period 写明要填报的期间，如 2026-Q3。"),
        (("--period", "三季度"), "--period：“三季度”不是期间或日期。"),
        (("--period", "2025"), "规划 demo-2026-2028 在 2025 没有应报送的内容。"),
        (("--period", "2026-Q3", "--entity", "实验小学校"), "没有填报单位“实验小学校”。您是否想写 实验小学？"),
        (("--period", "2026-Q3", "--entity", "新校"), "没有填报单位“新校”。可选：区教育和体育局、"),
        (("--period", "2026-08", "--entity", "jtj"), "规划 demo-2026-2028 在 2026-08 没有应报送的内容。"),
        (("--period", "2026-Q3", "--roster", "schools"), "--roster 生成多份文件，请用 --out-dir 写明文件夹。"),
        (("--period", "2026-Q3", "--roster", "x", "--out-dir", "d"), "规划中没有名册“x”。可选：schools。"),
        (("--period", "2026-Q3", "--entity", "jtj", "--out-dir", "d"), "--out-dir 为每个单位各生成一份，"),
        (("--period", "2026-Q3", "-o", "表.xls"), "表.xls：填报表是 Excel 工作簿，文件名请以 .xlsx 结尾。"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(cli: Cli, schools: Path, args: tuple[str, ...], message: str) -> None:
    code, out, err = cli("--lang", "zh", "template", *args)
    assert (code, out, err[: len(message)]) == (2, "", message)
    assert not list(schools.glob("*.xlsx"))
    assert not (schools / "d").exists()


def test_with_several_plans_one_must_be_named(cli: Cli, schools: Path, plan_file: Path) -> None:
    other = plan_file.read_text("utf-8").replace("demo-2026-2028", "other")
    (schools / "plans" / "other.yaml").write_text(other, "utf-8")
    code, _, err = cli("--lang", "zh", "template", "--period", "2026-Q3")
    assert (code, err) == (2, "项目中不止一个规划，请写明是哪一个：\n  demo-2026-2028\n  other\n")
    assert cli("template", "other", "--period", "2026-Q3")[0] == 0


def test_the_form_filled_in_counts_in_the_next_status(cli: Cli, schools: Path) -> None:
    cli("--lang", "zh", "template", "--period", "2026-Q3", "--entity", "jtj", "-o", "表.xlsx")
    answers = {"数值": 900, "报送日期": "2026-10-09"}
    back = schools / "data" / "demo-2026-2028" / "三季度.xlsx"
    back.write_bytes(filled((schools / "表.xlsx").read_bytes(), answers))
    code, out, _ = cli("--lang", "zh", "explain", "R1.1", "--period", "2026-Q3")
    assert code == 0
    assert "三季度.xlsx#填报!H5" in out
    assert "900" in out


def test_what_was_due_is_asked_for_until_it_is_met(cli: Cli, schools: Path, plan_file: Path) -> None:
    due = plan_file.read_text("utf-8").replace("at_least: 10000, by: 2028-12-31", "at_least: 1500, by: 2026-06-30")
    plan_file.write_text(due, "utf-8")
    assert cli("template", "--period", "2026-Q3", "--entity", "jtj", "-o", "表.xlsx")[0] == 2  # 700 + 800: met
    plan_file.write_text(due.replace("at_least: 1500", "at_least: 1501"), "utf-8")
    assert cli("template", "--period", "2026-Q3", "--entity", "jtj", "-o", "表.xlsx")[0] == 0
    assert ids(schools / "表.xlsx") == ["R1.1"]
