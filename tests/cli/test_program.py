"""The installed program, run as a user runs it: streams, encodings, pipes."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck.reports.width import width
from tests.cli.conftest import PROGRAM

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
STATUS = ("status", "--period", "2026-Q2", "--lang", "zh")


def test_a_pipe_is_utf_8_whatever_the_locale(program: Program) -> None:
    plain = program(*STATUS)
    assert plain.returncode == 0
    assert plain.stdout.decode("utf-8").startswith("示例区规划  [示例数据]\n")
    for env in ({"LC_ALL": "C"}, {"TZ": "Pacific/Kiritimati"}, {"PYTHONHASHSEED": "7"}, {"GITHUB_ACTIONS": "true"}):
        assert program(*STATUS, env=env).stdout == plain.stdout


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "validate --help",
        "--version",
        "",
        "status --perod 2026-Q2",
        "statsu",
        "status 没有的规划",
        "lint",
        "kinds",
        "code C204",
        "status --period 2026-Q2 --all",
        "validate data --period 2026-Q2",
    ],
)
def test_a_build_server_is_no_terminal(program: Program, command: str) -> None:
    """Libraries for the command line take GITHUB_ACTIONS for a terminal that shows colours and boxes."""
    plain = program(*command.split(), env={"GITHUB_ACTIONS": "", "FORCE_TERMINAL": ""})
    built = program(*command.split(), env={"GITHUB_ACTIONS": "true", "FORCE_TERMINAL": "1", "PY_COLORS": "1"})
    assert (built.returncode, built.stdout, built.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert not {"\x1b", "╭", "─", "│"} & set((plain.stdout + plain.stderr).decode())


def test_a_gbk_console_shows_everything(program: Program) -> None:
    done = program(*STATUS, "--all", env={"PYTHONIOENCODING": "gbk"})
    assert done.returncode == 0
    text = done.stdout.decode("gbk")
    assert "新增学位" in text
    assert "\\u" not in text


def test_what_a_console_cannot_show_is_escaped(program: Program) -> None:
    done = program(*STATUS, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"\\u793a\\u4f8b\\u533a" in done.stdout


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit(program: Program, columns: int, lang: str) -> None:
    out = program("status", "--period", "2026-Q2", "--all", "--lang", lang, env={"COLUMNS": str(columns)}).stdout
    assert max(width(line) for line in out.decode().splitlines()) <= columns


def test_colours_only_on_request(program: Program) -> None:
    assert b"\x1b[" not in program(*STATUS).stdout
    assert b"\x1b[" in program(*STATUS, "--color", "always").stdout
    assert b"\x1b[" in program(*STATUS, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" not in program(*STATUS, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    program(*STATUS, "--color", "always", "-o", "a.txt")
    assert b"\x1b[" not in Path("a.txt").read_bytes()


@pytest.mark.parametrize("command", ["status --period 2026-Q2 --format json", "code", "kinds", "--help", "--version"])
def test_a_reader_that_goes_away_is_no_error(project: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([PROGRAM, *command.split()], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["status --period 2026-Q2 --format json", "lint", "kinds", "--help", "--version"])
def test_a_full_disk_is_no_fault_of_the_program(project: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [PROGRAM, *command.split(), "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "Standard output could not be written (No space left on device) and is not complete;"
        " mend that and run it again.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="closed by the shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_leaves_the_exit_code(project: Path, closed: str) -> None:
    command = f"{shlex.quote(str(PROGRAM))} status --period 2026-Q2 {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_message_goes_to_standard_error(program: Program) -> None:
    done = program("status", "--period", "2026.9", "--lang", "zh")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "--period：“2026.9”不是期间或日期。可写 2026、2026-H1、2026-Q3、2026-09 或 2026-09-30。\n"
    )


def test_as_a_module(project: Path) -> None:
    done = subprocess.run(
        [PROGRAM.with_name("python"), "-m", "plancheck", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("plancheck ")


def test_completion_knows_commands_and_options(program: Program) -> None:
    words = {"_PLANCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "plancheck st", "COMP_CWORD": "1"}
    assert program(env=words).stdout.decode().split() == ["status"]
    words = {"_PLANCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "plancheck status --per", "COMP_CWORD": "2"}
    assert program(env=words).stdout.decode().split() == ["--period"]
