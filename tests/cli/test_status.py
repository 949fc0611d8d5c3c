"""`plancheck status`: what is printed, in which format, with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plancheck.cli import dates

Cli = Callable[..., tuple[int, str, str]]
NOW = ("--period", "2026-Q2")


def test_in_chinese(cli: Cli, project: Path) -> None:
    code, out, err = cli("status", *NOW, "--lang", "zh")
    assert (code, err) == (0, "")
    assert out.startswith("示例区规划  [示例数据]\n期间 2026-Q2（评估日 2026-06-30）")
    assert "滞后（示例数据） R1.1 新增学位" in out
    assert "实际 1,500 个 / 目标 10,000 个 / 应达 1,643.8 个" in out
    assert "还需每季度 850 个；至今最快一季 800 个" in out


def test_in_english(cli: Cli, project: Path) -> None:
    _, out, _ = cli("--lang", "en", "status", *NOW)
    assert out.startswith("Sample plan  [SAMPLE]\nperiod 2026-Q2 (as of 2026-06-30)")
    assert "at risk (SAMPLE) R1.1 New places" in out


def test_today_is_printed(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2026, 8, 15))
    assert "as of 2026-08-15" in cli("status", "--lang", "en")[1]


def test_json(cli: Cli, project: Path) -> None:
    _, out, _ = cli("status", *NOW, "--format", "json")
    report = json.loads(out)
    assert report["schema"] == "plancheck.report/1"
    assert [(t["id"], t["status"], t["facts"].get("actual")) for t in report["plans"][0]["targets"]] == [
        ("R1.1", "at_risk", "1500"),
        ("R1.2", "on_track", "0"),
    ]
    assert report["plans"][0]["targets"][0]["basis"][0]["sources"] == ["上半年.csv:2:3"]


def test_the_suffix_of_the_output_names_the_format(cli: Cli, project: Path) -> None:
    code, out, _ = cli("status", *NOW, "-o", "台账.csv", "--lang", "zh")
    assert (code, out) == (0, "")
    table = (project / "台账.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert "R1.1,新增学位,区教育和体育局" in table.decode("utf-8-sig")
    cli("status", *NOW, "-o", "a.md", "--lang", "en")
    assert "| at risk (SAMPLE) |" in (project / "a.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("fail_on", "expected"), [("missed", 0), ("at_risk", 1), ("missed, at-risk", 1), ("missed，on_track", 1)]
)
def test_fail_on(cli: Cli, project: Path, fail_on: str, expected: int) -> None:
    code, out, _ = cli("status", *NOW, "--fail-on", fail_on, "--quiet")
    assert (code, out) == (expected, "")


def test_an_unknown_status(cli: Cli, project: Path) -> None:
    code, _, err = cli("status", *NOW, "--only", "misssed", "--lang", "zh")
    assert (code, err) == (2, "--only：没有结论“misssed”。您是否想写 missed？\n")


def test_only_and_owner(cli: Cli, project: Path) -> None:
    listed = ("status", *NOW, "--all", "--lang", "en")
    assert "R1.2" not in cli(*listed, "--only", "at_risk")[1].partition("more:")[0]
    _, by_key, _ = cli(*listed, "--owner", "fgj")
    _, by_title, _ = cli(*listed, "--owner", "区发改局")
    assert by_key == by_title
    assert "R1.2 Accidents" in by_key
    assert "R1.1 New places" not in by_key


def test_an_unknown_owner(cli: Cli, project: Path) -> None:
    code, _, err = cli("status", *NOW, "--owner", "jty", "--lang", "en")
    assert (code, err) == (2, "There is no office 'jty'. Did you mean jtj?\n")


def test_changes_since(cli: Cli, project: Path) -> None:
    _, out, _ = cli("status", *NOW, "--changes-since", "2025", "--lang", "en")
    assert "since 2025-12-31" in out


def test_known_at(cli: Cli, project: Path) -> None:
    _, out, _ = cli("status", *NOW, "--known-at", "2026-05-01", "--format", "json")
    report = json.loads(out)
    assert report["known_at"] == "2026-05-01"
    assert report["plans"][0]["targets"][0]["facts"]["actual"] == "700"


def test_other_data(cli: Cli, project: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,9999\n", "utf-8")
    _, out, _ = cli("status", *NOW, "--data", str(tmp_path / "other"), "--format", "json")
    assert json.loads(out)["plans"][0]["targets"][0]["basis"][0]["value"] == "9999"
    code, _, err = cli("status", *NOW, "--data", "missing", "--lang", "en")
    assert (code, err) == (2, "There is no folder missing. --data needs the folder where the submissions stand.\n")


def test_the_commands_that_are_suggested_read_the_same_submissions(cli: Cli, project: Path) -> None:
    (project / "data").rename(project / "报送 2")
    _, out, _ = cli("status", *NOW, "--root", ".", "--data", "报送 2", "--lang", "en")
    again = "--period 2026-Q2 --root . --data '报送 2'"
    assert f"more: plancheck status demo-2026-2028 {again} --all\n" in out
    assert f"plancheck explain R1.1 {again}\n" in out
    assert cli("explain", "R1.1", *NOW, "--root", ".", "--data", "报送 2", "--lang", "en")[0] == 0


def test_no_data_at_all(cli: Cli, project: Path) -> None:
    (project / "data" / "demo-2026-2028" / "上半年.csv").unlink()
    (project / "data" / "demo-2026-2028").rmdir()
    code, out, _ = cli("status", "--as-of", "2026-08-15", "--lang", "zh")
    assert code == 0
    assert "未报送" in out


def test_windows_line_ends(cli: Cli, project: Path, plan_file: Path) -> None:
    before = cli("status", *NOW)
    for file in (plan_file, project / "data" / "demo-2026-2028" / "上半年.csv"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert cli("status", *NOW) == before


def test_the_cache_changes_nothing(cli: Cli, project: Path) -> None:
    cold, warm, without = cli("status", *NOW), cli("status", *NOW), cli("status", *NOW, "--no-cache")
    assert cold == warm == without


def test_an_unreadable_file_does_not_stop_the_report(cli: Cli, project: Path) -> None:
    (project / "data" / "demo-2026-2028" / "坏.xlsx").write_bytes(b"PK\x03\x04 not really")
    code, out, _ = cli("status", *NOW, "--format", "json", "--fail-on", "at_risk")
    assert code == 3
    report = json.loads(out)
    assert report["plans"][0]["targets"][0]["facts"]["actual"] == "1500"
    assert [finding["file"] for finding in report["findings"] if finding["code"] == "F001"] == ["坏.xlsx"]


def test_a_bad_plan_stops_it_with_every_error(cli: Cli, project: Path, plan_file: Path) -> None:
    text = plan_file.read_text("utf-8").replace("kind: reach", "kind: reech").replace("at_most: 0", "at_most: none")
    plan_file.write_text(text, "utf-8")
    code, out, err = cli("status", *NOW, "--lang", "zh")
    assert (code, out) == (2, "")
    assert "plans/demo-2026-2028.yaml:15:" in err
    assert "    rule: {kind: reech, at_least: 10000, by: 2028-12-31}" in err
    assert "reach" in err
    assert "plans/demo-2026-2028.yaml:23:" in err
    assert err.splitlines()[-1] == "规划文件有 2 处错误，改正后再运行。"


def test_a_bad_plan_in_json(cli: Cli, project: Path, plan_file: Path) -> None:
    plan_file.write_text(plan_file.read_text("utf-8") + "extra: 1\n", "utf-8")
    code, out, _ = cli("status", *NOW, "--format", "json")
    report = json.loads(out)
    assert code == 2
    assert (report["schema"], report["plans"]) == ("plancheck.report/1", [])
    assert [(finding["code"], finding["file"], finding["line"]) for finding in report["findings"]] == [
        ("P401", "plans/demo-2026-2028.yaml", "26")
    ]


def test_two_files_with_one_id(cli: Cli, project: Path, plan_file: Path) -> None:
    (project / "plans" / "copy.yaml").write_bytes(plan_file.read_bytes())
    code, _, err = cli("status", *NOW, "--lang", "en")
    assert (code, err.startswith("plans/copy.yaml and plans/demo-2026-2028.yaml both have the id")) == (2, True)


def test_several_plans(cli: Cli, project: Path, plan_file: Path) -> None:
    second = plan_file.read_text("utf-8").replace("demo-2026-2028", "second").replace("Sample plan", "Second plan")
    (project / "plans" / "second.yaml").write_text(second, "utf-8")
    _, out, _ = cli("status", *NOW, "--lang", "en")
    assert "Sample plan" in out
    assert "Second plan" in out
    _, out, _ = cli("status", "second", *NOW, "--format", "json")
    assert [plan["id"] for plan in json.loads(out)["plans"]] == ["second"]


def test_findings_are_as_grave_as_validate_says(cli: Cli, project: Path, plan_file: Path) -> None:
    data = project / "data" / "demo-2026-2028"
    with (data / "上半年.csv").open("a", encoding="utf-8") as file:
        file.write("R1.2,2026-Q2,0起,2026-07-06\n")
    (data / "坏.xlsx").write_bytes(b"%PDF-1.4")
    severities = "severities: {F001: warning, C205: error, R315: ignore}\n"
    plan_file.write_text(plan_file.read_text("utf-8") + severities, "utf-8")
    _, checked, _ = cli("validate", "data", *NOW, "--format", "json")
    code, out, _ = cli("status", *NOW, "--format", "json")
    grave = {(f["code"], f["severity"]) for f in json.loads(checked)["findings"]}
    assert {(f["code"], f["severity"]) for f in json.loads(out)["findings"]} == grave
    assert grave == {("C205", "error"), ("F001", "warning"), ("F003", "warning")}
    assert json.loads(checked)["left_out"] == json.loads(out)["plans"][0]["left_out"] == {"R315": "1"}
    assert code == 3, "a file that could not be read stays one"
    assert "C205 error" in cli("explain", "R1.2", *NOW, "--lang", "en")[1]
