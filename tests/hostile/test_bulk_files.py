"""The attacks that are too large for the desk, as the engine that takes them over reads them: the same is said, within
the time and the memory of one submission. Its process cannot be watched from inside: DuckDB reserves far more addresses
than it uses, and loads a library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from plancheck.sources.volume import beyond_desk
from tests.hostile.conftest import SECONDS
from tests.hostile.project import make_project, snapshot
from tests.hostile.test_attacks import ATTACKS, BEYOND_DESK

pytest.importorskip("duckdb")
_MEASURED = """
import json, resource, sys
from plancheck.cli import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]), file=sys.stderr)
sys.exit(code)
"""
_OTHER_UNITS = 1024 if sys.platform == "darwin" else 1
"""Elsewhere memory is told in KiB."""


@pytest.mark.skipif(sys.platform == "win32", reason="tells no memory used")
@pytest.mark.parametrize("name", BEYOND_DESK)
def test_an_engine_refuses_what_the_desk_would(name: str, tmp_path: Path) -> None:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    data = make_project(tmp_path, attack.files())
    assert beyond_desk(data)
    before = snapshot(tmp_path)
    argv = ["status", "--no-cache", "--as-of", "2026-10-30", "--format", "json"]
    ran = subprocess.run([sys.executable, "-c", _MEASURED, *argv], cwd=tmp_path, capture_output=True, check=False)

    assert ran.returncode == attack.exit
    found = [(one["code"], one["file"]) for one in json.loads(ran.stdout)["findings"]]
    assert found == [(code.split()[0], "x.csv") for code in attack.findings]
    seconds, memory = json.loads(ran.stderr)
    assert seconds < SECONDS
    assert memory / _OTHER_UNITS < 1024 * 1024
    assert snapshot(tmp_path) == before
