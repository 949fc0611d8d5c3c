"""How long `plancheck status` takes beside importing its libraries. Exit 1 when it takes more than 0.9 of that.

Makes a virtual environment with the core packages only, because what else is installed moves the reference: openpyxl
pulls numpy in where it finds it. Runs are paired, so that a busy machine slows both sides alike.

    python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
PLAN = "plans/national-education-2021-2025.yaml"
REFERENCE = ("-c", "import typer, pydantic, yaml, rich, openpyxl")
STATUS = ("-m", "plancheck", "status", PLAN, "--period", "2025")
LIMIT = 0.9
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
    subjects = {
        "status, warm cache": (STATUS, lambda run: warm),
        "status, cold cache": (STATUS, lambda run: scratch / f"cold-{run}"),
        "--help": (("-m", "plancheck", "--help"), lambda run: warm),
    }
    for args in (STATUS, REFERENCE):
        seconds(python, args, warm)
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in subjects}
    for run in range(runs):
        for name, (args, cache) in subjects.items():
            pairs[name].append((seconds(python, args, cache(run)), seconds(python, REFERENCE, warm)))
    return pairs


def main() -> int:
    """Print a line for each subject; judge the first."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        pairs = measure(make_environment(scratch / "venv"), scratch, runs)
    ratios = {name: median(mine / reference for mine, reference in of) for name, of in pairs.items()}
    for name, of in pairs.items():
        mine, reference = (median(side) * 1000 for side in zip(*of, strict=True))
        print(f"{name:<20} {mine:6.0f} ms   imports {reference:6.0f} ms   ratio {ratios[name]:.2f}")
    worst = ratios["status, warm cache"]
    print(f"limit for the warm cache: {LIMIT}: {'kept' if worst <= LIMIT else 'EXCEEDED'}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
