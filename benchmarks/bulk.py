"""Submissions beyond the desk: plancheck from end to end beside hand-written SQL that does the same adding up.

The SQL has the same mask for numbers, the same rule of supersession and the same check for conflicts; plancheck also
reads names, periods and days, says what is wrong with which row, knows who is missing, and gives verdicts. Each side
runs in a process of its own, in turns, and the least of its times counts. pandas and polars do the adding up of the
least number of rows, in an environment made for them; where they cannot be installed they are left out by name.

    python benchmarks/bulk.py [ROWS …] [--turns N] [--forms parquet csv] [--memory 2GB] [--frames] [--write]
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bulk_data import make
from benchmarks.bulk_sides import FRAMES, PLANCHECK, SQL, Took, sides, took

RESULTS = Path(__file__).with_name("RESULTS.md")
HEADING = "## Submissions beyond the desk"
LIMIT = 1.5
"""The most that plancheck may take, as a multiple of the SQL."""
EXPONENT = 1.05
"""The most by which the time may grow with the rows, as a power of them."""
_PACKAGES = ("pandas", "polars", "pyarrow")
Measured = dict[tuple[int, str, str], Took]
"""By rows, form and side."""


def measure(rows: int, forms: Sequence[str], turns: int, memory: str, frames: Path | None) -> Measured:
    """The least time and the most memory of each side. `frames` is the Python that has pandas and polars."""
    folder = Path(tempfile.mkdtemp(prefix="bulk-"))
    found: Measured = {}
    try:
        make(folder, rows, tuple(forms))
        for form in forms:
            for _ in range(turns):
                for name, work in sides(folder, form, memory, tuple(FRAMES) if frames else ()).items():
                    python = frames if frames is not None and name in FRAMES else Path(sys.executable)
                    now = took(python, work)
                    print(f"{rows:,} {form} {name}: {now.seconds:.1f} s", file=sys.stderr, flush=True)
                    before = found.get((rows, form, name), now)
                    found[rows, form, name] = Took(*min(now[:2], before[:2]), max(now.peak, before.peak))
    finally:
        shutil.rmtree(folder)
    return found


def frames_in(folder: Path) -> Path | None:
    """A Python that has pandas and polars; None where they cannot be installed."""
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    done = subprocess.run([python, "-m", "pip", "install", "-qq", *_PACKAGES], capture_output=True, text=True)
    if done.returncode:
        print(f"left out, not installed: {', '.join(FRAMES)}", file=sys.stderr)
        return None
    return python


def told(measured: Measured, memory: str) -> str:
    """The tables, one for each form, and how the time of plancheck grows."""
    lines = [f"Both within `--memory {memory}`.", ""]
    for form in dict.fromkeys(form for _, form, _ in measured):
        lines += [f"| {form} | | seconds | of SQL by hand | processor seconds | of SQL by hand | peak MiB |"]
        lines += ["|---|---|---|---|---|---|---|"]
        for (rows, own, name), one in measured.items():
            if own == form:
                base = measured[rows, form, SQL]
                ratios = one.seconds / base.seconds, one.used / base.used
                cells = (one.seconds, ratios[0], one.used, ratios[1])
                digits = (".1f", ".2f", ".1f", ".2f")
                shown = " | ".join(f"{cell:{digit}}" for cell, digit in zip(cells, digits, strict=True))
                lines.append(f"| {rows:,} rows | {name} | {shown} | {one.peak:.0f} |")
        lines += ["", *growth(measured, form)]
    return "\n".join(lines)


def growth(measured: Measured, form: str) -> list[str]:
    """The power of the rows with which the time grows from the least to the greatest number of them."""
    sizes = sorted({rows for rows, own, _ in measured if own == form})
    if len(sizes) < 2:
        return []
    least, most = sizes[0], sizes[-1]
    told = []
    for name in (PLANCHECK, SQL):
        times = measured[most, form, name].seconds / measured[least, form, name].seconds
        told.append(f"{name} {math.log(times) / math.log(most / least):.2f}")
    return [f"Growth of time over rows, {form}, from {least:,} to {most:,} rows: exponent of {', of '.join(told)}.", ""]


def kept(measured: Measured) -> bool:
    """The limits are; said where not."""
    wrong = [
        f"{rows:,} {form}: {one.seconds / measured[rows, form, SQL].seconds:.2f} times the SQL, limit {LIMIT}"
        for (rows, form, name), one in measured.items()
        if name == PLANCHECK and one.seconds > LIMIT * measured[rows, form, SQL].seconds
    ]
    print("\n".join(wrong), file=sys.stderr)
    return not wrong


def write(text: str, command: str) -> None:
    """Puts the tables in the place of those that are there, with the machine and the day."""
    cores = len(re.findall(r"^processor", Path("/proc/cpuinfo").read_text(), re.MULTILINE))
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // (1 << 20)
    python = ".".join(map(str, sys.version_info[:3]))
    machine = f"{date.today()}, {cores} cores ({model[1] if model else 'unknown'}), {memory} GiB, Python {python}"
    tools = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "narwhals"))
    own = f"{HEADING}: `{command}`\n{machine}, {tools}.\n\n{text.rstrip()}\n"
    before = RESULTS.read_text("utf-8")
    pattern = re.compile(rf"^{HEADING}.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    RESULTS.write_text(pattern.sub(lambda _: own + "\n", before) if pattern.search(before) else before + own, "utf-8")


def main() -> int:
    """Measures, tells, and writes what is asked for; 1 where a limit is not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", type=int, nargs="*", default=[5_000_000])
    options.add_argument("--turns", type=int, default=2)
    options.add_argument("--forms", nargs="+", choices=("parquet", "csv"), default=["parquet", "csv"])
    options.add_argument("--memory", default="2GB")
    options.add_argument("--frames", action="store_true", help="pandas and polars beside the least number of rows")
    options.add_argument("--write", action="store_true", help=f"into {RESULTS.name}")
    given = options.parse_args()
    measured: Measured = {}
    with tempfile.TemporaryDirectory() as folder:
        frames = frames_in(Path(folder)) if given.frames else None
        for at, rows in enumerate(sorted(given.rows)):
            measured |= measure(rows, given.forms, given.turns, given.memory, None if at else frames)
    text = told(measured, given.memory)
    print(text)
    if given.write:
        write(text, f"python benchmarks/bulk.py {' '.join(sys.argv[1:])}")
    return 0 if kept(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
