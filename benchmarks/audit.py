"""How long `plancheck audit` takes and how large its bundle is, beside `plancheck status` on the same data.

Generates a fictional plan with a fixed seed, 60 targets and then 3,000, and a year of monthly reports. Runs are paired.
Exit 1 when 60 targets take more than their share of `status`.

    python benchmarks/audit.py [RUNS]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

LIMIT = 6.0
"""The most that the audit of 60 targets may take, as a multiple of `status` on them."""
SIZES = (60, 3000)
DEFAULT_RUNS = 5
HEAD = """\
plancheck: 1
id: bench
title: 示例规划
period: {start: 2026-01-01, end: 2028-12-31}
sample: true
owners: {a: 示例一局, b: 示例二局, c: 示例三局}
programmes:
"""
TARGET = """\
      - id: T{n}
        title: 示例目标{n}
        unit: 个
        measure: running_total
        rule: {{kind: reach, at_least: {goal}, by: 2028-12-31}}
        pace: linear
        owner: {owner}
        report: monthly
"""


def make_project(root: Path, targets: int) -> None:
    """A plan of so many targets, twenty to a programme, each reported every month of 2026."""
    rng = random.Random(targets)
    plan, rows = [HEAD], ["目标编号,期间,数值,报送日期"]
    for n in range(targets):
        if n % 20 == 0:
            plan.append(f"  - id: P{n // 20}\n    title: 示例工程{n // 20}\n    targets:\n")
        goal = rng.randrange(100, 10_000)
        plan.append(TARGET.format(n=n, goal=goal, owner=rng.choice("abc")))
        for month in range(1, 13):
            rows.append(f"T{n},2026-{month:02},{goal * month * rng.randrange(20, 40) // 1000},2026-{month:02}-28")
    (root / "plans").mkdir(parents=True)
    (root / "data" / "bench").mkdir(parents=True)
    (root / "plans" / "bench.yaml").write_text("".join(plan), "utf-8")
    (root / "data" / "bench" / "actuals.csv").write_text("\n".join(rows) + "\n", "utf-8")


def seconds(root: Path, *args: str) -> float:
    """Wall time of one whole process."""
    env = {**os.environ, "PLANCHECK_CACHE": str(root / ".cache"), "PLANCHECK_LANG": "zh"}
    start = time.perf_counter()
    command = [sys.executable, "-m", "plancheck", *args, "--root", str(root)]
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(targets: int, runs: int) -> float:
    """Print a line; the ratio of the audit to the report."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        make_project(root, targets)
        status, audit = ("status", "--as-of", "2026-12-31"), ("audit", "--year", "2026")
        seconds(root, *status)
        pairs = []
        for run in range(runs):
            bundle = root / "audits" / str(run)
            pairs.append((seconds(root, *audit, "-o", str(bundle)), seconds(root, *status)))
        verify = seconds(root, "audit", "--verify", str(bundle))
        sizes = {path.name: path.stat().st_size for path in sorted(bundle.iterdir())}
    ratio = median(mine / reference for mine, reference in pairs)
    mine, reference = (median(side) for side in zip(*pairs, strict=True))
    times = f"audit {mine:6.2f} s   status {reference:6.2f} s   ratio {ratio:5.2f}   verify {verify:6.2f} s"
    print(f"{targets:>5} targets   {times}")
    print("              " + "   ".join(f"{name} {size / 1024:,.0f} KiB" for name, size in sizes.items()))
    return ratio


def main() -> int:
    """Both sizes; judged by the smaller."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    ratios = {targets: measure(targets, runs) for targets in SIZES}
    kept = ratios[SIZES[0]] <= LIMIT
    print(f"limit {LIMIT} for {SIZES[0]} targets {'kept' if kept else 'EXCEEDED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
