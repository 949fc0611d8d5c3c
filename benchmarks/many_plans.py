"""How a country's plans are loaded and reported on: 3,000 files of 40 targets each, generated with a fixed seed.

Loading is measured against PyYAML's C loader with pydantic, both in this process, the first time (the cache is empty:
two processes read the files) and again (the cache is full). Then `status` over all plans, with reports for every tenth
of them, as text and as JSON: seconds, and the most memory it took. Exit 1 when a limit is not kept.

    python benchmarks/many_plans.py [--plans N] [--reporting N] [--rounds N]
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.many_plans_data import TARGETS, YEAR, make_country

COLD, WARM = 0.6, 0.1
"""The most that loading may take, as a share of the reference."""
MEMORY = 300
"""MiB that `status` may take at most."""
ENOUGH = 1000
"""With fewer plans, starting the two processes hides what they save: the first load is shown and not judged."""


Took = tuple[float, float]
"""Seconds by the clock, and of processors: what others do at the same time lengthens the first far more."""


def seconds(work: Callable[[], object]) -> Took:
    """How long it takes. What earlier rounds left behind is cleared away first."""
    gc.collect()
    start, used = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - start, sum(os.times()[:4]) - used


def load_all(files: Sequence[Path], cache: Path) -> int:
    """Every plan, whole, one after another; how many there were."""
    from plancheck.plans.cache import PlanCache
    from plancheck.plans.many import load_packed
    from plancheck.plans.packed import unpack

    packed = load_packed([(file, f"plans/{file.name}") for file in files], PlanCache(cache), processes=2)
    return sum(len(unpack(one.packed, often=True).plan.programmes) > 0 for one in packed if one.packed is not None)


def measure(files: Sequence[Path], scratch: Path, rounds: int) -> dict[str, Took]:
    """The least of some rounds for each way of loading; a round does all of them, so that they share its noise."""
    from benchmarks.many_plans_reference import load

    found: dict[str, Took] = {}
    for number in range(rounds):
        cache = scratch / f"cache-{number}"
        for name, work in (
            ("reference", lambda: [load(file).id for file in files]),
            ("cold", lambda cache=cache: load_all(files, cache)),
            ("warm", lambda cache=cache: load_all(files, cache)),
        ):
            took = seconds(work)
            found[name] = min(found.get(name, took), took)
    return found


def status(root: Path, cache: Path, output: str) -> tuple[float, float]:
    """Seconds and MiB of one whole process."""
    command = [sys.executable, "-m", "plancheck", "status", "--as-of", f"{YEAR}-12-31", "-o", str(root / output)]
    env = {**os.environ, "PLANCHECK_CACHE": str(cache)}
    start = time.perf_counter()
    child = subprocess.Popen([*command, "--quiet"], cwd=root, env=env)
    _, ended, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(ended):
        raise SystemExit("status failed")
    return time.perf_counter() - start, mebibytes(usage)


def mebibytes(usage: resource.struct_rusage) -> float:
    """The peak; macOS counts it in bytes, others in kibibytes."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> int:
    """Print a line for each measurement; judge those that have a limit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--plans", type=int, default=3000)
    options.add_argument("--reporting", type=int, help="how many have reports; every tenth by default")
    options.add_argument("--rounds", type=int, default=2)
    given = options.parse_args()
    gc.set_threshold(200_000)  # as the program itself does; the reference gains by it too
    reporting = given.plans // 10 if given.reporting is None else given.reporting
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        root = scratch / "country"
        files = make_country(root, given.plans, reporting)
        print(f"{given.plans} plans of {TARGETS} targets, {reporting} with a year of monthly reports")
        load_all(files[:1], scratch / "first")  # what is imported once is not measured
        found = measure(files, scratch, given.rounds)
        for name, limit in (("cold", COLD if given.plans >= ENOUGH else None), ("warm", WARM)):
            (clock, used), (theirs, used_by_them) = found[name], found["reference"]
            each = f"{clock * 1000 / given.plans:.2f} ms a plan, {used * 1000 / given.plans:.2f} of processors"
            other = f"{theirs * 1000 / given.plans:.2f} and {used_by_them * 1000 / given.plans:.2f}"
            said = (
                f"load, {name}: {each}; CSafeLoader + pydantic {other}; of processors {used / used_by_them:.3g}, ratio"
            )
            kept.append(judged(said, clock / theirs, limit))
        for output in ("status.txt", "status.json", "status.csv"):
            took, peak = status(root, scratch / "cache-0", output)
            verdicts = given.plans * TARGETS
            kept.append(judged(f"{output:<12} {took:7.1f} s, {verdicts} verdicts   MiB at most", peak, MEMORY))
    return 0 if all(kept) else 1


def judged(said: str, value: float, limit: float | None) -> bool:
    """Print it with its limit; whether that is kept."""
    verdict = "" if limit is None else f"   limit {limit} {'kept' if value <= limit else 'EXCEEDED'}"
    print(f"{said} {value:.3g}{verdict}", flush=True)
    return limit is None or value <= limit


if __name__ == "__main__":
    sys.exit(main())
