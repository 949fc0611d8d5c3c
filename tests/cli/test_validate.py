"""`plancheck validate`: what it reads, what it says, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plancheck.checks.checked import Checked, Validation
from plancheck.cli.checking import codes, form_of
from plancheck.cli.errors import CommandError
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef
from plancheck.reports.checked import CheckOptions
from plancheck.reports.checked.text import render
from tests.reports.build import demo
from tests.validate import messy

Cli = Callable[..., tuple[int, str, str]]
HEAD = "填报单位,目标编号,期间,数值,报送日期\n"
ALL = ("示例一中", "示例二中", "示例三中", "示例四中", "示例五中", "示例六中", "示例七中", "示例小学")
Q3 = ("--as-of", "2026-10-20", "--period", "2026-Q3")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(messy.project(tmp_path))
    return tmp_path


def write(path: Path, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "".join(row + "\n" for row in rows), "utf-8")
    return path


def full(school: str) -> list[str]:
    """Everything that a school owes for the third quarter."""
    return [f"{school},{target},2026-Q3,{value},2026-10-09" for target, value in (("A", 5), ("B", 85), ("C", 9))]


def test_a_sound_file_is_fine(cli: Cli, project: Path) -> None:
    write(project / "ok.csv", *full("示例一中"))
    code, out, err = cli("--lang", "en", "validate", "ok.csv", *Q3)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Nothing was found.",
        "as of 2026-10-20, period 2026-Q3  files 1, values 3  errors 0, warnings 0, info 0",
    ]


def test_a_school_hears_of_its_own_gaps_only(cli: Cli, project: Path) -> None:
    write(project / "one.csv", *full("示例一中")[:2])
    code, out, _ = cli("--lang", "en", "validate", "one.csv", *Q3)
    assert code == 0
    assert out.splitlines()[0] == (
        "one.csv  R306 warning  not submitted: 示例一中 C 2026-Q3, due by 2026-10-30 → submit it, or ask for it"
    )
    assert out.count("R306") == 1


def test_of_a_folder_everyone_who_is_not_in_it(cli: Cli, project: Path) -> None:
    folder = project / "data" / "demo"
    for school in ALL[:6]:
        write(folder / f"{school}.csv", *full(school))
    write(folder / f"{ALL[6]}.csv", *full(ALL[6])[:1])
    code, out, err = cli("--lang", "zh", "validate", "data", "--missing", *Q3)
    assert (code, err) == (0, "")
    assert out == (
        "示例区教育计划 [示例数据]：2026-Q3 未报送清单（2026-10-20）\n"
        "西镇：示例七中（2/3 项）、示例小学（3 项均未报），报送期限 2026-10-30\n"
        "共 2 家 5 份\n"
    )
    code, out, _ = cli("--lang", "en", "validate", "data", "--missing", *Q3, "--fail-on", "warning")
    assert code == 1
    assert "西镇: 示例七中 (2 of 3 targets), 示例小学 (all 3 targets), due by 2026-10-30" in out
    _, out, _ = cli("--lang", "en", "validate", "data", "--missing", *Q3, "--format", "csv")
    assert out.splitlines()[1] == "demo,西镇,示例七中,B,Pass rate,2026-Q3,2026-10-30,SAMPLE"
    _, out, _ = cli("validate", "data", *Q3, "--format", "json")
    assert json.loads(out)["missing"][0] == {
        "plan": "demo", "entity": "示例七中", "group": "西镇", "target": "B", "period": "2026-Q3", "due": "2026-10-30",
    }  # fmt: skip


def test_a_school_is_chased_once_however_many_reports_it_owes(cli: Cli, project: Path) -> None:
    plan = project / "plans" / "demo.yaml"
    plan.write_text(plan.read_text("utf-8").replace("report: quarterly", "report: monthly", 1), "utf-8")
    (project / "data" / "demo").mkdir(parents=True)
    write(project / "data" / "demo" / "q2.csv", "示例七中,B,2026-Q2,85,2026-07-09")
    _, out, _ = cli("--lang", "zh", "validate", "data", "--missing", *Q3)
    (line,) = [line for line in out.splitlines() if line.startswith("西镇")]
    assert line.count("示例七中") == 1
    assert line.endswith("，报送期限 2026-08-15 至 2026-10-30")
    _, out, _ = cli("--lang", "en", "validate", "data", *Q3, "--select", "R306")
    assert "not submitted: 示例七中 B 2026-Q3, due by 2026-10-30; the last one was 2026-Q2 →" in out


def test_a_month_and_a_year_ask_for_the_reports_that_end_in_them(cli: Cli, project: Path) -> None:
    write(project / "a.csv", *full("示例一中"))
    for period, asked in (("2026-08", 0), ("2026-09", 0), ("2026", 9)):
        _, out, _ = cli("validate", "a.csv", "--period", period, "--as-of", "2027-01-20", "--format", "json")
        assert len(json.loads(out)["missing"]) == asked, period


def test_everyone_has_submitted(cli: Cli, project: Path) -> None:
    write(project / "all.csv", *(row for school in ALL for row in full(school)))
    code, out, _ = cli("--lang", "en", "validate", "all.csv", "--missing", *Q3)
    assert (code, out.splitlines()[-1]) == (0, "Everything owed has been submitted.")


@pytest.mark.parametrize("period", ["2025", "2029-Q1"])
def test_where_nothing_is_owed_nobody_is_said_to_have_submitted(cli: Cli, project: Path, period: str) -> None:
    write(project / "all.csv", *(row for school in ALL for row in full(school)))
    _, out, _ = cli("--lang", "en", "validate", "all.csv", "--missing", "--period", period, "--as-of", "2029-06-01")
    assert out.splitlines()[-1] == "Nothing is owed: check the period."


def test_a_file_named_twice_is_read_once(cli: Cli, project: Path) -> None:
    write(project / "x" / "a.csv", "示例一中,A,2026-Q3,5,2026-10-09")
    (project / "link.csv").symlink_to(project / "x" / "a.csv")
    _, out, _ = cli("validate", "x", "x/a.csv", "./x/../x/a.csv", "link.csv", *Q3, "--format", "json")
    report = json.loads(out)
    assert [file["name"] for file in report["files"]] == ["x/a.csv"]
    assert (report["counts"]["values"], report["statistics"].get("R301")) == ("1", None)


def test_earlier_submissions_are_compared_with_and_not_reported_on(cli: Cli, project: Path) -> None:
    write(project / "data" / "demo" / "z.csv", "示例一中,A,2026-Q2,5,2026-07-09", "示例一中,A,2026-Q1,约9,2026-04-09")
    write(project / "a.csv", "示例一中,A,2026-Q3,500,2026-10-09")
    _, out, _ = cli("--lang", "en", "validate", "a.csv", *Q3, "--select", "C,R308", "--data", "data")
    assert out.splitlines()[0] == (
        "a.csv:2:4  R308 warning  a large jump against the period before: 500, in 2026-Q2 5 (data/demo/z.csv:2:4)"
        " → check it; if it is right, say why in the note"
    )
    assert "C203" not in out
    assert "compared with 1 files submitted before" in out


def test_what_contradicts_an_earlier_submission_is_told_from_the_new_one(cli: Cli, project: Path) -> None:
    write(project / "data" / "demo" / "z.csv", "示例一中,A,2026-Q3,7,2026-10-09")
    write(project / "a.csv", "示例一中,A,2026-Q3,5,2026-10-09")
    code, out, _ = cli("--lang", "en", "validate", "a.csv", *Q3, "--select", "R302", "--data", "data")
    assert code == 1
    assert out.startswith(
        "a.csv:2:4  R302 error  different values for the same thing: 5 and 7 (data/demo/z.csv:2:4); none was used"
    )


def test_codes_are_chosen_by_their_beginnings(cli: Cli, project: Path) -> None:
    (project / "m.csv").write_bytes(messy.table())
    for options, expected in (
        (("--select", "C20"), {"C201", "C202", "C203", "C204", "C205", "C206", "C208", "C209"}),
        (("--select", "R", "--ignore", "R3"), set()),
        (("--ignore", "C，R,S"), set()),
    ):
        _, out, _ = cli("validate", "m.csv", *Q3, *options, "--format", "json")
        assert set(json.loads(out)["statistics"]) <= expected | {"F004"}, options
    code, _, err = cli("--lang", "en", "validate", "m.csv", "--select", "X9")
    assert code == 2
    assert err.startswith("--select: there is no code “X9”.")


def test_what_is_left_out_is_counted(cli: Cli, project: Path) -> None:
    (project / "m.csv").write_bytes(messy.table())
    _, out, _ = cli("--lang", "en", "validate", "m.csv", *Q3, "--select", "C203", "--max-findings", "0")
    assert "1 more are not listed (--max-findings 0)" in out
    assert "not listed, as the plan or the options say: C201 x1 C202 x3" in out
    assert out.splitlines()[-1].endswith("errors 1, warnings 0, info 0")


def test_one_text_among_numbers_hides_no_other_error(cli: Cli, project: Path) -> None:
    values = ["101", "约90", "-12", "100.5", "九十", "95"]
    write(project / "b.csv", *(f"{ALL[at]},B,2026-Q3,{value},2026-10-09" for at, value in enumerate(values)))
    _, out, _ = cli("validate", "b.csv", *Q3, "--ignore", "R306", "--format", "json")
    assert [(f["line"], f["code"]) for f in json.loads(out)["findings"]] == [
        ("2", "C211"),
        ("3", "C203"),
        ("4", "C211"),
        ("5", "C211"),
        ("6", "C204"),
    ]


def test_every_one_of_very_many_errors_is_listed(cli: Cli, project: Path) -> None:
    write(project / "m.csv", *(f"示例一中,A,2026-Q3,约{at},2026-10-09" for at in range(1_500)))
    code, out, _ = cli("--lang", "zh", "validate", "m.csv", *Q3, "--ignore", "R306")
    lines = [line for line in out.splitlines() if "  C203 " in line]
    assert code == 1
    assert [line.split()[0] for line in lines] == [f"m.csv:{line}:4" for line in range(2, 1_502)]
    assert "“约1499”" in lines[-1]


def test_the_list_is_cut_and_the_counts_are_not(cli: Cli, project: Path) -> None:
    (project / "m.csv").write_bytes(messy.table())
    _, whole, _ = cli("validate", "m.csv", *Q3, "--format", "json")
    _, cut, _ = cli("validate", "m.csv", *Q3, "--format", "json", "--max-findings", "3")
    assert json.loads(cut)["counts"] == json.loads(whole)["counts"]
    assert json.loads(cut)["findings"] == json.loads(whole)["findings"][:3]


def test_the_plan_says_how_grave_a_finding_is(cli: Cli, project: Path) -> None:
    plan = project / "plans" / "demo.yaml"
    plan.write_text(plan.read_text("utf-8") + "severities: {C204: error, C203: warning, R306: ignore}\n", "utf-8")
    write(project / "a.csv", "示例一中,A,2026-Q3,1.2万,2026-10-09", "示例二中,A,2026-Q3,约9,2026-10-09")
    code, out, _ = cli("validate", "a.csv", *Q3, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [(f["code"], f["severity"]) for f in report["findings"]] == [("C204", "error"), ("C203", "warning")]
    assert report["left_out"] == {"R306": "4"}


def test_a_jump_is_what_the_plan_says(cli: Cli, project: Path) -> None:
    plan = project / "plans" / "demo.yaml"
    rows = ["示例一中,A,2026-Q2,10,2026-07-09", "示例一中,A,2026-Q3,30,2026-10-09"]
    rows += ["示例一中,B,2026-Q2,50,2026-07-09", "示例一中,B,2026-Q3,64,2026-10-09"]
    write(project / "a.csv", *rows)
    assert "R308" not in cli("validate", "a.csv", *Q3)[1]
    plan.write_text(plan.read_text("utf-8") + "jump: {factor: 3, points: 10}\n", "utf-8")
    _, out, _ = cli("--lang", "en", "validate", "a.csv", *Q3, "--select", "R308")
    assert "a.csv:3:4  R308 warning  a large jump against the period before: 30, in 2026-Q2 10 (2:4)" in out
    assert "a.csv:5:4  R308 warning  a large jump against the period before: 64, in 2026-Q2 50 (4:4)" in out


@pytest.mark.parametrize(
    ("options", "expected"),
    [((), 0), (("--strict",), 1), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0)],
)
def test_warnings_count_when_asked_for(cli: Cli, project: Path, options: tuple[str, ...], expected: int) -> None:
    write(project / "a.csv", *full("示例一中"), "示例二中,A,2026-Q3,８,2026-10-09")
    code, out, _ = cli("--lang", "en", "validate", "a.csv", *Q3, "--ignore", "R306", *options)
    assert code == expected
    assert out.startswith("a.csv:5:4  C204 " + ("error" if "--strict" in options else "warning"))


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a,b\n1,2\n"])
def test_a_file_that_cannot_be_read_ends_with_3(cli: Cli, project: Path, content: bytes, fail_on: str) -> None:
    (project / "a.csv").write_bytes(content)
    code, out, _ = cli("--lang", "en", "validate", "a.csv", "--fail-on", fail_on, "--select", "C")
    assert code == 3
    assert "files that could not be read: a.csv" in out


def test_a_file_that_is_not_there_ends_with_3(cli: Cli, project: Path) -> None:
    code, out, _ = cli("--lang", "en", "validate", "nowhere.csv")
    assert code == 3
    assert out.startswith("nowhere.csv  F001 error  ")


def test_what_may_not_be_looked_at_is_named_and_is_no_fault_of_the_program(cli: Cli, project: Path) -> None:
    write(project / "a.csv", *full("示例一中"))
    never = "x" * 300  # no system takes such a name: asking about it fails as it does in a folder that is closed to us
    code, out, _ = cli("--lang", "en", "validate", never, "a.csv", *Q3)
    assert (code, out.count("F001")) == (3, 1)
    assert "values 3" in out
    for options in (("--report", f"json={never}/a.json"), ("--data", never), ("--annotate", f"{never}/a.xlsx")):
        code, _, err = cli("--lang", "en", "validate", "a.csv", *Q3, *options)
        assert (code, "Internal" in err) == (2, False), options


def test_a_report_goes_to_a_file(cli: Cli, project: Path) -> None:
    write(project / "a.csv", *full("示例一中"))
    code, _, err = cli("--lang", "en", "validate", "a.csv", "--report", "json=-")
    assert (code, err.strip()) == (
        2,
        "--report json=-: a report goes to a file; for standard output use --format json",
    )
    assert not (project / "-").exists()


def test_an_empty_folder_lacks_everything(cli: Cli, project: Path) -> None:
    (project / "data" / "demo").mkdir(parents=True)
    _, out, _ = cli("--lang", "en", "validate", "data/demo", "--missing", *Q3)
    assert out.splitlines()[-1] == "8 reporters, 24 reports in all"


def test_with_several_plans_the_folder_says_which(cli: Cli, project: Path) -> None:
    (project / "plans" / "other.yaml").write_text(messy.PLAN.replace("id: demo", "id: other"), "utf-8")
    write(project / "a.csv", *full("示例一中"))
    write(project / "data" / "other" / "a.csv", *full("示例一中"))
    code, _, err = cli("--lang", "en", "validate", "a.csv")
    assert code == 2
    assert err == ("a.csv: which plan does it belong to? Say so with --plan:\n  plans/demo.yaml\n  plans/other.yaml\n")
    _, out, _ = cli("validate", "data/other/a.csv", *Q3, "--format", "json")
    assert [plan["id"] for plan in json.loads(out)["plans"]] == ["other"]
    _, out, _ = cli("validate", "a.csv", "--plan", "demo", *Q3, "--format", "json")
    assert [plan["id"] for plan in json.loads(out)["plans"]] == ["demo"]


def test_another_roster(cli: Cli, project: Path) -> None:
    (project / "new.csv").write_text("名称,镇街\n示例新校,东街道\n", "utf-8")
    write(project / "a.csv", *full("示例新校"))
    assert cli("validate", "a.csv", *Q3)[0] == 1
    assert cli("validate", "a.csv", *Q3, "--roster", "new.csv")[0] == 0
    code, _, err = cli("--lang", "en", "validate", "a.csv", *Q3, "--roster", "none.csv")
    assert (code, err.splitlines()[0].startswith("none.csv cannot be a roster")) == (2, True)


def test_bindings_beside_the_file_hold(cli: Cli, project: Path) -> None:
    folder = project / "data" / "demo"
    write(folder / "a.csv")
    (folder / "a.csv").write_text("校名,本季\n示例一中,12\n", "utf-8")
    binding = "sources: 1\ntables:\n  - file: a.csv\n    header: {rows: 1}\n    fixed: {target: A, period: 2026-Q3}\n"
    (folder / "sources.yaml").write_text(binding + "    columns: {校名: entity, 本季: value}\n", "utf-8")
    code, out, _ = cli("validate", "data/demo/a.csv", *Q3, "--ignore", "R306", "--format", "json")
    assert (code, json.loads(out)["counts"]["values"]) == (0, "1")
    (folder / "sources.yaml").write_text("sources: 1\ntabels: []\n", "utf-8")
    code, out, err = cli("--lang", "en", "validate", "data/demo/a.csv")
    assert code == 2
    assert "tabels" in out + err


def test_the_order_of_the_files_changes_no_finding(cli: Cli, project: Path) -> None:
    write(project / "b.csv", "示例一中,A,2026-Q3,7,2026-10-09", "示例一中,A,2026-Q2,约7,2026-07-09")
    write(project / "a.csv", "示例一中,A,2026-Q3,5,2026-10-09", "示例二申,A,2026-Q3,5,2026-10-09")
    runs = [cli("validate", *order, *Q3, "--format", "json")[1] for order in (("a.csv", "b.csv"), ("b.csv", "a.csv"))]
    first, second = (json.loads(run)["findings"] for run in runs)
    assert first == second
    places = [(f["file"], f.get("line"), f["code"]) for f in first if f["file"]]
    assert places == [("a.csv", "3", "R303"), ("b.csv", "2", "R302"), ("b.csv", "3", "C203")]


def test_errors_in_the_plan_end_with_2(cli: Cli, project: Path) -> None:
    (project / "plans" / "demo.yaml").write_text("plancheck: 1\n", "utf-8")
    write(project / "a.csv")
    assert cli("validate", "a.csv")[0] == 2
    code, out, _ = cli("validate", "a.csv", "--format", "json")
    assert (code, json.loads(out)["plans"]) == (2, [])


def test_lines_are_wrapped_at_the_width_of_a_terminal_with_what_follows_indented() -> None:
    found = Finding("C204", "warning", CellRef("上报表.xlsx", "指标填报表", "E8"), {"seen": "1.2万", "used": "12000"})
    one = Checked(demo().plans[0].loaded, date(2026, 10, 20), None, (), (), (found,))
    lines = render(Validation((one,)), CheckOptions(lang="zh", width=60)).splitlines()
    assert lines[0].startswith("上报表.xlsx 指标填报表!E8  C204 警告  数字写法不规范")
    assert lines[1].startswith("    ")
    assert all(len(line.encode("gbk")) <= 60 for line in lines)
    (whole, *_) = render(Validation((one,)), CheckOptions(lang="zh")).splitlines()
    assert whole == (
        "上报表.xlsx 指标填报表!E8  C204 警告  数字写法不规范，填的是“1.2万”，已按 12000 读取"
        " → 请改填半角阿拉伯数字 12000"
    )
    coloured = render(Validation((one,)), CheckOptions(lang="zh", colour=True))
    assert "\x1b[33mC204 警告\x1b[0m" in coloured


def test_the_suffix_of_the_output_names_the_format() -> None:
    names = {"a.json": "json", "a.CSV": "csv", "a.md": "markdown", "a.xml": "junit", "a.sarif": "sarif", "a": "text"}
    assert {name: form_of(None, Path(name)) for name in names} == names
    assert form_of("csv", Path("a.json")) == "csv"


def test_codes_may_be_written_as_people_do() -> None:
    assert codes("zh", "--select", " c204，R3 ,") == ("C204", "R3")
    with pytest.raises(CommandError):
        codes("zh", "--select", "P4")
