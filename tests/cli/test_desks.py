"""Desks as they are: a Chinese console, Windows line ends, folders with spaces, files open in another program."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
Cli = Callable[..., tuple[int, str, str]]
NOW = ("--period", "2026-Q2")
COMMANDS = [
    pytest.param(("status", *NOW, "--all"), 0, id="status"),
    pytest.param(("explain", "R1.1", *NOW), 0, id="explain"),
    pytest.param(("brief", *NOW), 0, id="brief"),
    pytest.param(("status", *NOW, "--format", "markdown"), 0, id="markdown"),
    pytest.param(("lint",), 0, id="lint"),
    pytest.param(("kinds",), 0, id="kinds"),
    pytest.param(("code",), 0, id="code"),
    pytest.param(("--help",), 0, id="help"),
    pytest.param(("status", "没有的规划"), 2, id="unknown-plan"),
]


@pytest.mark.parametrize(("command", "code"), COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("console", ["gbk", "cp936"])
def test_a_chinese_console_shows_all_that_a_pipe_shows(
    program: Program, command: tuple[str, ...], code: int, lang: str, console: str
) -> None:
    wide = {"COLUMNS": "100"}
    piped = program(*command, "--lang", lang, env=wide)
    shown = program(*command, "--lang", lang, env={**wide, "PYTHONIOENCODING": console})
    assert shown.returncode == piped.returncode == code
    assert shown.stdout.decode(console).splitlines() == piped.stdout.decode().splitlines()
    assert shown.stderr.decode(console).splitlines() == piped.stderr.decode().splitlines()


MESSY = """\
目标编号,期间,数值,报送日期
R1.1,2026-Q1,约700,2026-04-05
R1.1,2026-Q2,1.2万,2026-07-05
 R1.2\u00a0,2026-Q1,—,2026-04-05
R1.2,2026-Q2,7\x9b31m,2026-07-05
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("validate", "乱.csv", *NOW), 1),
        (("validate", "乱.csv", *NOW, "--format", "github"), 1),
        (("bind", "年鉴.csv", "--plan", "demo-2026-2028"), 0),
        (("template", "demo-2026-2028", "--period", "2026-Q3", "-o", "表.xlsx"), 0),
        (("diff", "--help"), 0),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_every_text_of_ours_can_be_shown_without_escapes(
    program: Program, project: Path, command: tuple[str, ...], code: int, lang: str
) -> None:
    """No ticks, no no-break spaces: a console that refuses what it cannot show is not stopped by us."""
    (project / "乱.csv").write_text(MESSY, "utf-8")
    (project / "年鉴.csv").write_text("指标,2026年,2025年\n新增学位（个）,5,4\n", "utf-8")
    shown = program(*command, "--lang", lang, env={"PYTHONIOENCODING": "gbk:strict"})
    assert (shown.returncode, shown.stderr.decode("gbk")) == (code, "")
    assert shown.stdout.decode("gbk")


def test_signs_of_a_submission_that_a_chinese_console_lacks_are_shown_by_their_numbers(
    program: Program, project: Path
) -> None:
    (project / "乱.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,✓\nR1.1,2026-Q2,5\u2028⚠\n", "utf-8")
    shown = program("validate", "乱.csv", *NOW, "--lang", "zh", env={"PYTHONIOENCODING": "gbk"})
    assert shown.returncode == 1
    assert "“\\u2713”" in shown.stdout.decode("gbk")
    assert "“5\\u2028\\u26a0”" in shown.stdout.decode("gbk")


def test_windows_line_ends_change_no_line_number(cli: Cli, project: Path, plan_file: Path) -> None:
    plan_file.write_text(plan_file.read_text("utf-8").replace("owner: fgj", "owner: nobody"), "utf-8")
    before = cli("lint")
    plan_file.write_bytes(plan_file.read_bytes().replace(b"\n", b"\r\n"))
    assert cli("lint") == before
    assert "plans/demo-2026-2028.yaml:24:16:" in before[1]


def test_places_are_written_with_forward_slashes(cli: Cli, project: Path) -> None:
    folder = project / "data" / "demo-2026-2028"
    (folder / "一季度 上报").mkdir()
    (folder / "上半年.csv").rename(folder / "一季度 上报" / "各 校.csv")
    _, out, _ = cli("status", *NOW, "--format", "json")
    basis = json.loads(out)["plans"][0]["targets"][0]["basis"]
    assert [line["sources"] for line in basis] == [["一季度 上报/各 校.csv:2:3"], ["一季度 上报/各 校.csv:3:3"]]


def test_a_plan_is_called_the_same_however_it_is_named(cli: Cli, project: Path, plan_file: Path) -> None:
    by_path, by_whole_path, by_id = (
        cli("status", name, *NOW) for name in ("plans/demo-2026-2028.yaml", str(plan_file), "demo-2026-2028")
    )
    assert by_path == by_whole_path == by_id


def test_a_submission_open_in_another_program_does_not_stop_the_report(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "data" / "demo-2026-2028" / "补报.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q2,1\n", "utf-8")
    opened = os.open

    def locked(path: str | Path, *args: int) -> int:
        if Path(path).name == "补报.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(os, "open", locked)
    code, out, _ = cli("status", *NOW, "--format", "json")
    report = json.loads(out)
    assert code == 3
    assert [(f["code"], f["file"]) for f in report["findings"]] == [("F001", "补报.csv")]
    assert report["plans"][0]["targets"][0]["facts"]["actual"] == "1500"
