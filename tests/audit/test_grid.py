"""The same bytes wherever and however an audit is made: all five files, and the copies of the inputs.

A few corners by default; PLANCHECK_GRID=full tries every combination.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from plancheck.audit.store import read_bundle

ZONES = ("UTC", "Asia/Shanghai", "Pacific/Apia", "America/St_Johns")
LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8")
SEEDS = ("0", "1", "4242")
ORDERS = ("sorted", "reversed")
PLACES = ("project", "elsewhere")
UMASKS = (0o022, 0o077)
CORNERS = [
    ("UTC", "C", "0", "sorted", "project", 0o022),
    ("Asia/Shanghai", "zh_CN.UTF-8", "1", "reversed", "elsewhere", 0o077),
    ("Pacific/Apia", "C.UTF-8", "4242", "sorted", "elsewhere", 0o022),
    ("America/St_Johns", "tr_TR.UTF-8", "1", "reversed", "project", 0o077),
]
GRID = (
    list(product(ZONES, LOCALES, SEEDS, ORDERS, PLACES, UMASKS)) if os.environ.get("PLANCHECK_GRID") == "full" else []
)

Corner = tuple[str, str, str, str, str, int]


@pytest.fixture(scope="module")
def first() -> dict[str, dict[str, bytes]]:
    """The bundle of whichever corner came first: every other must be the same."""
    return {}


@pytest.mark.parametrize("corner", [*CORNERS, *(one for one in GRID if one not in CORNERS)], ids=str)
def test_one_bundle(
    root: Path, tmp_path_factory: pytest.TempPathFactory, first: dict[str, dict[str, bytes]], corner: Corner
) -> None:
    zone, locale, seed, order, place, mask = corner
    work = tmp_path_factory.mktemp("corner")
    copied = _copied(root, work / "项目", order)
    env = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
    env["PLANCHECK_CACHE"] = str(work / "cache")
    env.pop("PYTHONUTF8", None)
    at, named = (copied, "out") if place == "project" else (work, str(copied / "out"))
    command = [sys.executable, "-m", "plancheck", "--root", str(copied), "audit", "--year", "2026", "--with-inputs"]
    ran = subprocess.run(
        [*command, "-o", named], cwd=at, env=env, capture_output=True, check=False, preexec_fn=lambda: _masked(mask)
    )
    assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")
    made = read_bundle(copied / "out")
    assert len(made) == 9
    expected = first.setdefault("bundle", made)
    assert [name for name in expected if made.get(name) != expected[name]] == []
    assert made.keys() == expected.keys()


def _masked(mask: int) -> None:
    os.umask(mask)


def _copied(root: Path, place: Path, order: str) -> Path:
    """The project with its files made in this order, which is the order in which many systems list them."""
    names = sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())
    for name in names if order == "sorted" else reversed(names):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes((root / name).read_bytes())
    return place
