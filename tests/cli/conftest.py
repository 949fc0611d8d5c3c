"""A small project, and ways to run the program on it: as a user would, and inside this process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plancheck.cli import main

PLAN = """\
plancheck: 1
id: demo-2026-2028
title: {zh: 示例区规划, en: Sample plan}
period: {start: 2026-01-01, end: 2028-12-31}
sample: true
owners: {jtj: 区教育和体育局, fgj: 区发改局}
programmes:
  - id: P
    title: {zh: 学位, en: Places}
    targets:
      - id: R1.1
        title: {zh: 新增学位, en: New places}
        unit: 个
        measure: increment
        rule: {kind: reach, at_least: 10000, by: 2028-12-31}
        pace: linear
        owner: jtj
        report: quarterly
      - id: R1.2
        title: {zh: 安全事故, en: Accidents}
        unit: 起
        measure: increment
        rule: {kind: hold, at_most: 0}
        owner: fgj
        report: quarterly
"""
ACTUALS = """\
目标编号,期间,数值,报送日期
R1.1,2026-Q1,700,2026-04-05
R1.1,2026-Q2,800,2026-07-05
R1.2,2026-Q1,0,2026-04-05
R1.2,2026-Q2,0,2026-07-05
"""
PROGRAM = Path(sys.executable).with_name("plancheck.exe" if os.name == "nt" else "plancheck")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder whose name has Chinese characters and a space; the tests stand in it."""
    root = tmp_path / "某区 规划"
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "demo-2026-2028.yaml").write_text(PLAN, "utf-8")
    (root / "data" / "demo-2026-2028").mkdir(parents=True)
    (root / "data" / "demo-2026-2028" / "上半年.csv").write_text(ACTUALS, "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PLANCHECK_CACHE", str(tmp_path / "cache"))
    for name in ("PLANCHECK_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def plan_file(project: Path) -> Path:
    """The plan of the project."""
    return project / "plans" / "demo-2026-2028.yaml"


Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def program(project: Path) -> Program:
    """Runs the installed console script in the project; output is bytes."""

    def run(*args: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([PROGRAM, *args], capture_output=True, env={**os.environ, **(env or {})}, check=False)

    return run


Ran = tuple[int, str, str]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process; gives exit code, standard output and standard error."""

    def run(*args: str) -> Ran:
        code = main(args)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run
