"""How long `plancheck status` takes beside importing its libraries. Exit 1 when it takes more than its share.

Makes a virtual environment with the core packages only, because what else is installed moves the reference: openpyxl
pulls numpy in where it finds it. Runs are paired, so that a busy machine slows both sides alike.

    python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
PLAN = "plans/national-education-2021-2025.yaml"
REFERENCE = ("-c", "import typer, pydantic, yaml, rich, openpyxl")
STATUS = ("-m", "plancheck", "status", PLAN, "--period", "2025")
LIMITS = {"status, warm cache": 0.7, "--help": 0.6}
"""The most that each may take, as a share of the reference."""
DEFAULT_RUNS = 21


def make_environment(folder: Path) -> Path:
    """A virtual environment with plancheck and what it needs, nothing else. Returns its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "-qq", str(PROJECT)], check=True)
    return python


def seconds(python: Path, args: tuple[str, ...], cache: Path) -> float:
    """Wall time of one whole process."""
    env = {**os.environ, "PLANCHECK_CACHE": str(cache), "PYTHONPATH": ""}
    start = time.perf_counter()
    subprocess.run([python, *args], cwd=PROJECT, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(python: Path, scratch: Path, runs: int) -> dict[str, list[tuple[float, float]]]:
    """Pairs of (measured, reference) for each subject. The first run of all compiles bytecode and is not counted."""
    warm = scratch / "warm"
    subjects: dict[str, tuple[tuple[str, ...], Callable[[int], Path]]] = {
        "status, warm cache": (STATUS, lambda run: warm),
        "status, cold cache": (STATUS, lambda run: scratch / f"cold-{run}"),
        "--help": (("-m", "plancheck", "--help"), lambda run: warm),
    }
    seconds(python, STATUS, warm)
    seconds(python, REFERENCE, warm)
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in subjects}
    for run in range(runs):
        for name, (args, cache) in subjects.items():
            pairs[name].append((seconds(python, args, cache(run)), seconds(python, REFERENCE, warm)))
    return pairs


def main() -> int:
    """Print a line for each subject; judge those that have a limit."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        pairs = measure(make_environment(scratch / "venv"), scratch, runs)
    kept = [report(name, of) for name, of in pairs.items()]
    return 0 if all(kept) else 1


def report(name: str, pairs: list[tuple[float, float]]) -> bool:
    """Print how long one subject took; whether it kept its limit."""
    ratio = median(mine / reference for mine, reference in pairs)
    mine, reference = (median(side) * 1000 for side in zip(*pairs, strict=True))
    limit = LIMITS.get(name, math.inf)
    verdict = "" if name not in LIMITS else f"   limit {limit} {'kept' if ratio <= limit else 'EXCEEDED'}"
    print(f"{name:<20} {mine:6.0f} ms   imports {reference:6.0f} ms   ratio {ratio:.2f}{verdict}")
    return ratio <= limit


if __name__ == "__main__":
    sys.exit(main())
