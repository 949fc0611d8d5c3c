"""How long `plancheck status` takes beside importing its libraries. Exit 1 when it takes more than its share.

Makes a virtual environment with the core packages only, because what else is installed moves the reference: openpyxl
pulls numpy in where it finds it. Runs take turns, and the least of each side counts: whatever else a machine does only
ever adds. The smaller of two ratios is judged, by the clock and by the processor: on a busy machine either is too high.

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

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

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


Took = tuple[float, float]
"""Seconds by the clock, and of the processor."""


def seconds(python: Path, args: tuple[str, ...], cache: Path) -> Took:
    """One whole process."""
    env = {**os.environ, "PLANCHECK_CACHE": str(cache), "PYTHONPATH": ""}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = spent(), time.perf_counter()
    subprocess.run([python, *args], cwd=PROJECT, env=env, check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - start
    return took, spent() - before or took


def spent() -> float:
    """Processor seconds of all processes that were waited for; 0 on Windows, which does not tell."""
    if resource is None:
        return 0.0
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def measure(python: Path, scratch: Path, runs: int) -> dict[str, list[tuple[Took, Took]]]:
    """Pairs of (measured, reference) for each subject. The first run of all compiles bytecode and is not counted."""
    warm = scratch / "warm"
    subjects: dict[str, tuple[tuple[str, ...], Callable[[int], Path]]] = {
        "status, warm cache": (STATUS, lambda run: warm),
        "status, cold cache": (STATUS, lambda run: scratch / f"cold-{run}"),
        "--help": (("-m", "plancheck", "--help"), lambda run: warm),
    }
    seconds(python, STATUS, warm)
    seconds(python, REFERENCE, warm)
    pairs: dict[str, list[tuple[Took, Took]]] = {name: [] for name in subjects}
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


def report(name: str, pairs: list[tuple[Took, Took]]) -> bool:
    """Print how long one subject took; whether it kept its limit."""
    mine, reference = ([min(times) * 1000 for times in zip(*side, strict=True)] for side in zip(*pairs, strict=True))
    clock, processor = (own / other for own, other in zip(mine, reference, strict=True))
    limit = LIMITS.get(name, math.inf)
    kept = min(clock, processor) <= limit
    verdict = "" if name not in LIMITS else f"   limit {limit} {'kept' if kept else 'EXCEEDED'}"
    times = f"{mine[0]:6.0f} ms   imports {reference[0]:6.0f} ms   ratio {clock:.2f}"
    print(f"{name:<20} {times}   by the processor {processor:.2f}{verdict}")
    return kept


if __name__ == "__main__":
    sys.exit(main())
