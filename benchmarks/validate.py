"""`plancheck validate` beside frictionless and pandera on polars: the same checks on the same submissions in one run.

Whole processes are measured, from the start of Python to the list of errors; the fastest of some runs counts, taken in
turns, so that a busy machine slows all alike. What each of them names of the planted errors is compared. Exit 1 when a
limit is missed. The others are installed into a virtual environment of their own and thrown away with it.

What is left of the time: of the workbook a tenth is unpacking it, half is taking its rows apart and looking up what
each cell says. Of the text table a quarter is splitting it and looking its cells up, a tenth what each text says and
which rows must be read singly, a sixth keys and values of all rows and the steps between them, a twelfth the rows that
are made, a fifteenth who has reported, a sixth starting up; all else is small. It takes one processor about as long as
pandera takes both. To go well below, cells would have to be looked up in compiled code, many at once, as polars does.

    python benchmarks/validate.py [RUNS]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
OTHERS = ("frictionless[excel]", "pandera[polars]", "fastexcel")
DEFAULT_RUNS = 5
SMALL = 1000
"""Tables with fewer rows are read in a blink, and so more often."""
ONCE = 3.0
"""Who takes longer than so many seconds is not run again: a small part of it is noise."""


@dataclass(frozen=True)
class Planted:
    """A wrong cell: `column` counts from 0; `rows` are those of the sheet in which it may be named."""

    kind: str
    column: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """`limits`: other tool → at most so many times its seconds; `goal`: the same of pandera, aimed at and not held."""

    name: str
    file: str
    rows: int
    errors: int
    limits: dict[str, float]
    mebibytes: int
    goal: float | None = None


CASES = (
    Case("small workbook", "small.xlsx", 600, 24, {"frictionless": 0.25}, 100, None),
    Case("200,000-row workbook", "large.xlsx", 200_000, 300, {"frictionless": 0.25, "pandera": 1.5}, 150, 1.0),
    Case("300,000-row text table", "large.csv", 300_000, 300, {"frictionless": 0.25, "pandera": 1.5}, 150, 1.0),
)
Spot = tuple[int | None, int | None]
"""A row as the sheet numbers it and a column from 0; None where it is not said."""


@dataclass
class Measured:
    seconds: float = 1e9
    mebibytes: float = 0.0
    spots: frozenset[Spot] = frozenset()


def environment(folder: Path, *packages: str) -> Path:
    """A virtual environment with these. Returns its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)
    return python


def prepare(python: Path, case: Case, folder: Path) -> list[Planted]:
    """Write the submission. By a process of its own: a child counts the memory of the parent it was forked from."""
    command = [python, HERE / "validating/data.py", folder, case.file, str(case.rows), str(case.errors)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return [Planted(kind, column, tuple(rows)) for kind, column, rows in json.loads(told)]


def run(command: Sequence[str | Path], folder: Path, cache: Path) -> tuple[float, float]:
    """Wall time in seconds and largest memory in MiB of one process. It may end with 1: there are errors."""
    env = {**os.environ, "PLANCHECK_CACHE": str(cache), "PYTHONPATH": ""}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return taken, usage.ru_maxrss / 1024


def spots(tool: str, out: Path) -> frozenset[Spot]:
    """The cells that a tool names."""
    said = json.loads(out.read_text(encoding="utf-8"))
    if tool != "plancheck":
        return frozenset((row, column) for row, column in said)
    return frozenset(_spot(found) for found in said["findings"] if found["code"] != "R306")


def _spot(found: dict[str, str]) -> Spot:
    """`D12` in a sheet, line 12 and column 4 in a text table."""
    cell = found.get("cell") or ""
    if cell:
        return int(cell.lstrip("ABCDEF")), ord(cell[0]) - ord("A")
    line, _, column = str(found.get("line") or "0").partition(":")
    return int(line), int(column or found.get("column") or 0) - 1


def commands(pythons: dict[str, Path], case: Case, out: Path) -> dict[str, list[str | Path]]:
    """What is run, for each tool."""
    data = f"data/big/{case.file}"
    made: dict[str, list[str | Path]] = {
        "plancheck": [pythons["plancheck"].with_name("plancheck"), "--quiet", "validate", data, "--period", "2028-Q2"]
    }
    made["plancheck"] += ["--format", "json", "-o", out / "plancheck.json"]
    for tool in ("frictionless", "pandera"):
        script = HERE / "validating" / f"by_{tool}.py"
        made[tool] = [pythons["others"], script, data, "allowed.json", out / f"{tool}.json"]
    return made


def measure(pythons: dict[str, Path], case: Case, folder: Path, runs: int) -> dict[str, Measured]:
    """The tools in turns; the first run of each compiles bytecode and fills the cache, and does not count."""
    found = {tool: Measured() for tool in ("plancheck", "frictionless", "pandera")}
    made = commands(pythons, case, folder)
    cache = folder / "cache"
    if case.rows < SMALL:
        for command in made.values():
            run(command, folder, cache)
    for turn in range(runs if case.rows >= SMALL else 4 * runs):
        for tool, command in made.items():
            if turn and found[tool].seconds > ONCE:
                continue
            taken, memory = run(command, folder, cache)
            found[tool].seconds = min(found[tool].seconds, taken)
            found[tool].mebibytes = max(found[tool].mebibytes, memory)
    for tool, one in found.items():
        one.spots = spots(tool, folder / f"{tool}.json")
    return found


def show(case: Case, found: dict[str, Measured], planted: Sequence[Planted]) -> list[str]:
    """Print a line for each tool and what it names; return the limits that are missed."""
    mine = found["plancheck"]
    print(f"\n{case.name} ({case.rows:,} rows x 6 columns, {len(planted)} planted errors)")
    for tool, one in found.items():
        said = named(planted, one.spots)
        ratio = "" if tool == "plancheck" else f"plancheck is {mine.seconds / one.seconds:.2f} x"
        names = f"names the cell of {said['cell']}, only the row of {said['row']}, misses {said['missed']}"
        print(f"  {tool:<13}{one.seconds:7.2f} s {one.mebibytes:5.0f} MiB   {names}, {said['more']} more   {ratio}")
    missed = [
        f"{case.name}: {mine.seconds / found[tool].seconds:.2f} x {tool}, at most {limit}"
        for tool, limit in case.limits.items()
        if mine.seconds > limit * found[tool].seconds
    ]
    if mine.mebibytes > case.mebibytes:
        missed.append(f"{case.name}: {mine.mebibytes:.0f} MiB, at most {case.mebibytes}")
    if named(planted, mine.spots)["missed"]:
        missed.append(f"{case.name}: plancheck misses planted errors")
    if case.goal is not None and mine.seconds > case.goal * found["pandera"].seconds:
        print(f"  goal of {case.goal} x pandera: not reached")
    return missed


def named(planted: Sequence[Planted], said: frozenset[Spot]) -> Counter[str]:
    """How many planted errors are named by cell, by row only or not at all; and how many spots are none of them."""
    count: Counter[str] = Counter(cell=0, row=0, missed=0, more=0)
    rows = {row for row, _ in said}
    wrong = set()
    for one in planted:
        own = {(row, one.column) for row in one.rows}
        wrong |= set(one.rows)
        count["cell" if own & said else "row" if rows & set(one.rows) else "missed"] += 1
    count["more"] = sum(1 for row, _ in said if row not in wrong)
    return count


def main() -> int:
    """Print the table; judge the limits."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        pythons = {"plancheck": environment(base / "own", str(HERE.parent))}
        pythons["others"] = environment(base / "others", *OTHERS)
        for number, case in enumerate(CASES):
            folder = base / str(number)
            planted = prepare(pythons["plancheck"], case, folder)
            missed += show(case, measure(pythons, case, folder, runs), planted)
    print("\n" + ("\n".join(["limits MISSED:", *missed]) if missed else "all limits kept"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
