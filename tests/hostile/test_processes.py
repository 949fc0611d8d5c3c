"""A core of the attacks through the program itself, in a process of its own under limits of memory and time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import BUSY, SECONDS, Sandbox
from tests.hostile.project import make_project, snapshot
from tests.hostile.test_attacks import ATTACKS, BEYOND_DESK, prints

CORE = (
    *("bomb_of_ratio", "bomb_of_many_entries", "overlapping_entries", "packed_by_bzip2", "macros", "pipe"),
    *("doctype_billion_laughs_in_sheet1.xml", "cells_at_both_ends", "merge_over_the_whole_sheet", "same_cell_twice"),
    *("attribute_of_forty_megabytes", "formulas_that_reach_out", "endless_device", "links_in_a_circle"),
    *("encrypted_workbook", "repeated_without_end", "sectors_in_a_circle", "empty_lines_without_end"),
    *("names_of_files", "stored_largest"),
)
_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from tests.hostile.guard import Guard, limit_memory
guard = Guard(sys.argv.pop(1).split(","))
limit_memory()
guard.watch()
from plancheck.cli import main
code = main()
sys.exit(99 if guard.broken else code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limits")
@pytest.mark.parametrize("command", ["status", "validate"])
@pytest.mark.parametrize("name", CORE)
def test_the_program_ends_as_it_should(name: str, command: str, sandbox: Sandbox, tmp_path: Path) -> None:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    root = tmp_path / "p"
    data = make_project(root, attack.files())
    if attack.arrange is not None:
        attack.arrange(data)
    before = snapshot(root)
    writable = ",".join(str(sandbox.home / part) for part in ("cache", "tmp"))
    source = str(Path(__file__).parents[2])
    where = {"validate": ["data/demo"], "status": ["--engine", "reference"] if name in BEYOND_DESK else []}[command]
    argv = [command, *where, "--as-of", "2026-10-30"]
    ran = subprocess.run(
        [sys.executable, "-c", _START, source, writable, *argv],
        cwd=root,
        env={**sandbox.environment(), "PLANCHECK_LANG": "en"},
        capture_output=True,
        timeout=SECONDS * BUSY,
        check=False,
    )
    assert ran.returncode in ((3,) if attack.exit else (0, 1)), ran.stderr.decode()
    assert ran.stderr == b""
    assert prints(ran.stdout.decode())
    for code in {finding.split()[0] for finding in attack.findings}:
        assert code in ran.stdout.decode() or command == "status"
    assert snapshot(root) == before


def test_a_folder_that_may_not_be_read_is_named(sandbox: Sandbox, tmp_path: Path) -> None:
    """Rights are taken away from the process where it has them all."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("needs to give up the rights of the administrator")
    root = tmp_path / "p"
    data = make_project(root, {"x.csv": b"secret", "sub/y.csv": b"secret"})
    for parent in (tmp_path, *tmp_path.parents):
        if not parent.stat().st_mode & 0o001:
            parent.chmod(0o755)
    argv = ["validate", str(data), "--as-of", "2026-10-30", "--no-cache"]
    sandbox.ask(cwd=str(root), argv=argv)  # what it imports may lie where only the administrator can read
    (data / "x.csv").chmod(0)
    (data / "sub").chmod(0)
    ran = sandbox.ask(cwd=str(root), as_nobody=True, argv=argv)
    (data / "sub").chmod(0o755)
    assert ran["code"] == 3
    assert "x.csv  F001" in ran["out"]
    assert "sub  F001" in ran["out"]
    assert "secret" not in ran["out"]
