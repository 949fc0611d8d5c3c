"""Fuzz the readers: `python fuzz/run.py --seconds 60 [TARGET…]`. Exit 0 when nothing was found, 1 otherwise."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from fuzz import mutate  # noqa: E402 - the folder above is not on the path of a script
from fuzz.corpus import seeds  # noqa: E402

TARGETS = ("workbook", "text", "cell", "plan")
_LONGEST = 1 << 16


def main() -> int:
    """One process for each target, so that a crash of one does not end the others."""
    options = _options()
    if options.replay:
        _target(options.targets[0])(options.replay.read_bytes())
        return 0
    guided = importlib.util.find_spec("atheris") is not None
    print("guided by coverage (atheris)" if guided else "atheris is not installed: random changes only", flush=True)
    found = 0
    for name in options.targets:
        seconds = max(1, options.seconds // len(options.targets))
        worker = [sys.executable, str(Path(__file__)), "--worker", name, "--seconds", str(seconds)]
        found += subprocess.run([*worker, *(["--guided"] if guided else [])], check=False).returncode != 0
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS), metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one target on one input")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--guided", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no target {unknown[0]}")
    if options.worker:
        (_guided if options.guided else _unguided)(options.worker, options.seconds)
    return options


def _target(name: str) -> Callable[[bytes], None]:
    from fuzz.targets import TARGETS as FUNCTIONS

    return FUNCTIONS[name]


def _guided(name: str, seconds: int) -> NoReturn:
    """Ends the process: 0 when the time is over, another code when an input broke a promise."""
    import atheris

    with atheris.instrument_imports(include=["plancheck"]):
        target = _target(name)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        return mutate.in_parts(data, random.Random(seed), lambda part, _: atheris.Mutate(part, _LONGEST))[:most]

    with tempfile.TemporaryDirectory() as folder:
        for at, data in enumerate(seeds(name)):
            Path(folder, f"{at:04}").write_bytes(data)
        limits = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20", "-rss_limit_mb=2048"]
        quiet = ["-verbosity=0", "-print_final_stats=1", f"-artifact_prefix=crash-{name}-"]
        more = {"custom_mutator": changed} if name == "workbook" else {}
        atheris.Setup([name, *limits, *quiet, folder], target, **more)
        atheris.Fuzz()
    sys.exit(0)


def _unguided(name: str, seconds: int) -> NoReturn:
    """Random changes of the seeds and of what came of them."""
    target, dice, pool = _target(name), random.Random(time.time_ns()), seeds(name)
    until, runs = time.monotonic() + seconds, 0
    change = mutate.in_parts if name == "workbook" else mutate.anywhere
    while time.monotonic() < until:
        data = change(dice.choice(pool), dice)[:_LONGEST]
        runs += 1
        try:
            with contextlib.redirect_stdout(None):
                target(data)
        except Exception:
            traceback.print_exc()
            kept = Path(f"crash-{name}-{hashlib.sha256(data).hexdigest()[:16]}")
            kept.write_bytes(data)
            print(f"{name}: {kept}", flush=True)
            sys.exit(1)
        if dice.random() < 0.01:
            pool.append(data)
    print(f"{name}: {runs} inputs, nothing found", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
