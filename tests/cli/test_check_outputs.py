"""One run of validate writes as many formats as are asked for, and never over what it checks."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plancheck.cli import check_outputs
from plancheck.cli.check_outputs import Extra, extras
from plancheck.cli.errors import CommandError

Cli = Callable[..., tuple[int, str, str]]
FILE = "data/demo-2026-2028/三季度.csv"
ROWS = "目标编号,期间,数值,报送日期\nR1.1,2026-Q3,约300,2026-10-05\nR1.2,2026-Q3,1起,2026-10-05\n"
DAY = ("--lang", "en", "--as-of", "2026-10-20")


@pytest.fixture(autouse=True)
def submission(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    file = project / FILE
    file.write_text(ROWS, "utf-8")
    return file


def test_every_format_goes_to_its_file_in_one_run(cli: Cli, project: Path) -> None:
    (project / "out").mkdir()
    wanted = {
        "junit": "out/junit.xml",
        "sarif": "out/plancheck.sarif",
        "github": "out/github.txt",
        "json": "out/a.json",
    }
    reports = [part for name, path in wanted.items() for part in ("--report", f"{name}={path}")]
    code, printed, said = cli("validate", FILE, *DAY, *reports)
    assert (code, said) == (1, "")
    assert f"{FILE}:2:3" in printed
    assert ElementTree.parse(project / "out/junit.xml").getroot().get("failures") == "1"
    sarif = json.loads((project / "out/plancheck.sarif").read_text("utf-8"))
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["C203", "C205"]
    assert (
        (project / "out/github.txt")
        .read_text("utf-8")
        .startswith(f"::error file={FILE},line=2,title=SAMPLE C203 2%3A3::")
    )
    assert json.loads((project / "out/a.json").read_text("utf-8"))["schema"] == "plancheck.findings/1"
    assert sorted(path.name for path in (project / "out").iterdir()) == sorted(Path(p).name for p in wanted.values())


def test_files_have_everything_however_few_are_listed(cli: Cli, project: Path) -> None:
    cli("validate", FILE, *DAY, "--max-findings", "1", "--report", "text=all.txt", "--report", "github=all.github")
    assert "C205" in (project / "all.txt").read_text("utf-8")
    assert "C205" in (project / "all.github").read_text("utf-8")


def test_quiet_still_writes_the_files(cli: Cli, project: Path) -> None:
    assert cli("validate", FILE, *DAY, "--quiet", "--report", "junit=j.xml") == (1, "", "")
    assert (project / "j.xml").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("xml=a.xml", "--report: there is no format 'xml'. "),
        ("junti=a.xml", "--report: there is no format 'junti'. Did you mean junit?"),
        (
            "junit",
            "--report takes FORMAT=PATH, such as junit=junit.xml, not 'junit'. The formats are text, json, csv, ",
        ),
        ("junit=", "--report takes FORMAT=PATH, such as junit=junit.xml, not 'junit='."),
    ],
)
def test_what_is_no_format_and_file_is_said_before_anything_is_read(cli: Cli, asked: str, said: str) -> None:
    code, printed, complained = cli("validate", "nowhere.csv", "--lang", "en", "--report", asked)
    assert (code, printed) == (2, "")
    assert complained.startswith(said)


def test_an_unknown_format_lists_those_there_are() -> None:
    with pytest.raises(CommandError) as refused:
        extras("zh", ["网页=a.html"], None)
    assert refused.value.text("zh") == (
        "--report：没有“网页”这种格式。可选：text、json、csv、markdown、junit、sarif、github。"
    )


def test_a_path_may_hold_an_equals_sign() -> None:
    assert extras("en", ["csv=a=b.csv"], None) == (Extra("csv", Path("a=b.csv")),)


@pytest.mark.parametrize("more", [("--report", "junit=./a.xml"), ("-o", "a.xml")])
def test_no_two_reports_to_one_file(cli: Cli, project: Path, more: tuple[str, str]) -> None:
    code, _, said = cli("validate", FILE, *DAY, "--report", "sarif=a.xml", *more)
    assert code == 2
    assert said.startswith("Two reports would be written to ")
    assert not (project / "a.xml").exists()


@pytest.mark.parametrize("option", [("--report", f"csv=./{FILE}"), ("-o", FILE), ("--report", "csv=linked.csv")])
def test_no_report_over_a_file_that_is_checked(
    cli: Cli, project: Path, submission: Path, option: tuple[str, str]
) -> None:
    (project / "linked.csv").hardlink_to(submission)
    code, printed, said = cli("validate", "data/demo-2026-2028", *DAY, *option)
    assert (code, printed) == (2, "")
    assert "is one of the files to check; a report must not replace it." in said
    assert submission.read_text("utf-8") == ROWS


def test_a_report_that_cannot_be_written_is_said(cli: Cli) -> None:
    code, printed, said = cli("validate", FILE, *DAY, "--report", "junit=none/junit.xml")
    assert (code, printed) == (2, "")
    assert "the folder none does not exist" in said


def test_the_table_is_added_to_the_summary_of_the_step(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = project / "summary.md"
    summary.write_text("from an earlier command\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    code, printed, _ = cli("validate", FILE, *DAY, "--format", "github")
    assert code == 1
    assert printed.splitlines()[-1] == "Errors 1, warnings 1, info 0; files 1."
    text = summary.read_text("utf-8")
    assert text.startswith("from an earlier command\n")
    assert "C203" in text
    assert "C205" in text


@pytest.mark.parametrize("form", ["text", "github"])
def test_once_too_where_the_annotations_go_to_a_file(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    assert cli("validate", FILE, *DAY, "--format", form, "--report", "github=notes.txt")[0] == 1
    assert "::error file=" in (project / "notes.txt").read_text("utf-8")
    assert (project / "summary.md").read_text("utf-8").count("C203") == 1


@pytest.mark.parametrize("options", [("--format", "text"), ("--format", "github", "--quiet")])
def test_other_runs_leave_the_summary_alone(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    cli("validate", FILE, *DAY, *options)
    assert not (project / "summary.md").exists()


def test_a_summary_that_cannot_be_written_changes_nothing_else(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "none" / "summary.md"))
    code, printed, said = cli("validate", FILE, *DAY, "--format", "github")
    assert code == 1
    assert printed.startswith("::error file=")
    assert said.startswith("The summary of the step could not be written: ")


def test_the_summary_has_the_room_that_earlier_commands_left(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = project / "summary.md"
    summary.write_bytes(b"x" * 3000)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setattr(check_outputs, "_SUMMARY_LIMIT", 4000)
    rows = "".join(f"R1.1,2026-Q3,约{number},2026-10-05\n" for number in range(300))
    (project / FILE).write_text(ROWS + rows, "utf-8")
    assert cli("validate", FILE, *DAY, "--format", "github")[0] == 1
    assert 3000 < summary.stat().st_size <= 4000
    assert "A step summary is limited to 1 MiB; only a part is listed here." in summary.read_text("utf-8")


def marks(cli: Cli, file: str) -> dict[str, tuple[str, str]]:
    """The fingerprint of every finding, with its code and place."""
    _, printed, said = cli("validate", file, *DAY, "--format", "sarif")
    assert said == ""
    found = json.loads(printed)["runs"][0]["results"]
    return {
        one["partialFingerprints"]["plancheck/v1"]: (
            one["ruleId"],
            one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        )
        for one in found
    }


HEADER = ["目标编号", "期间", "数值", "报送日期", "备注"]
BODY = [
    ["R1.1", "2026-Q1", "约300", "2026-04-05", "合并"],
    ["R1.1", "2026-Q2", "1.2万", "2026-07-05", "合并"],
    ["R1.1", "2026-Q3", "约300", "2026-10-05", ""],
    ["R1.1", "2026-Q3", "约300", "2026-10-05", ""],
    ["R9.9", "2026-Q3", "5", "2026-10-05", ""],
    ["合计", "", "905", "", ""],
]


def book(file: Path, above: int) -> None:
    """A workbook with a merged and a hidden row, under so many title rows."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in [["示例区填报表"]] * above + [HEADER, *BODY]:
        sheet.append(row)
    sheet.merge_cells(start_row=above + 2, end_row=above + 3, start_column=5, end_column=5)
    sheet.row_dimensions[above + 4].hidden = True
    made.save(file)


def test_rows_inserted_above_leave_every_finding_of_a_workbook_what_it_is(cli: Cli, project: Path) -> None:
    name = "data/demo-2026-2028/上报.xlsx"
    book(project / name, above=0)
    before = marks(cli, name)
    book(project / name, above=3)
    after = marks(cli, name)
    assert {code for code, _ in before.values()} >= {"C203", "C204", "S107", "R304"}
    assert before.keys() == after.keys()
    assert all(before[one] != after[one] for one in before)


def test_rows_inserted_above_leave_every_finding_of_a_table_what_it_is(
    cli: Cli, project: Path, submission: Path
) -> None:
    rows = "".join(",".join(row) + "\n" for row in [HEADER, *BODY])
    submission.write_text(rows, "utf-8")
    before = marks(cli, FILE)
    submission.write_text("示例区填报表\n\n" + rows, "utf-8")
    after = marks(cli, FILE)
    assert len(before) >= 5
    assert before.keys() == after.keys()
    assert all(before[one] != after[one] for one in before)
