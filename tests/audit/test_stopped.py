"""The command itself, stopped at any write or on a full disk: the old bundle stands, or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plancheck.audit.store import read_bundle, standing
from tests.audit.conftest import QUARTERS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")

_COMMAND = ["audit", "--year", "2026", "-o", "b", "--with-inputs", "--lang", "en"]
_KILLED = """
import os, signal, sys
at, count = int(sys.argv[1]), 0

def stop(event, args):
    global count
    if event in ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "ctypes.dlsym") and armed(event, args):
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

def armed(event, args):
    if event == "open":
        return isinstance(args[0], str) and ".tmp" in args[0] and ("x" in str(args[1]) or args[2] & os.O_CREAT)
    return event == "ctypes.dlsym" or ".b." in str(args[0])

sys.addaudithook(stop)
from plancheck.cli import main
code = main(sys.argv[2:])
print(count, file=sys.stderr)
sys.exit(code)
"""


def run(root: Path, *command: str, **given: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PLANCHECK_CACHE": str(root / ".cache"), "TMPDIR": str(root.parent)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        **given,  # type: ignore[call-overload]
    )


def change(root: Path, number: int) -> None:
    """Another value, so that the next bundle is another one."""
    (root / "data/demo/学位.csv").write_text(QUARTERS.replace("Q4,12", f"Q4,{number}"), "utf-8")


def left_over(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".b."))


def test_killed_at_writes_one_after_another(root: Path) -> None:
    assert run(root, "-m", "plancheck", *_COMMAND).returncode == 0
    change(root, 1)
    whole = run(root, "-c", _KILLED, "0", *_COMMAND)
    steps = int(whole.stderr.splitlines()[-1])
    assert steps >= 10
    rng = random.Random(11)
    for number, at in enumerate(sorted({1, 2, steps, steps - 1, *(rng.randrange(1, steps + 1) for _ in range(6))}), 2):
        old = read_bundle(root / "b")
        change(root, number)
        assert run(root, "-c", _KILLED, str(at), *_COMMAND).returncode == -signal.SIGKILL
        now = read_bundle(standing(root / "b"))
        assert now == old or run(root, "-m", "plancheck", "audit", "--verify", "b").returncode == 0, at
        ran = run(root, "-m", "plancheck", *_COMMAND)
        assert (ran.returncode, left_over(root)) == (0, []), ran.stderr
        assert run(root, "-m", "plancheck", "audit", "--verify", "b", "--against", ".").returncode == 0


@pytest.mark.parametrize("size", [0, 1_000, 20_000])
def test_a_file_that_cannot_grow_any_more(root: Path, size: int) -> None:
    """What a full disk or a quota does, at different places of the bundle."""
    assert run(root, "-m", "plancheck", *_COMMAND).returncode == 0
    old = read_bundle(root / "b")
    change(root, 3)

    def limited() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    ran = run(root, "-m", "plancheck", *_COMMAND, preexec_fn=limited)
    assert ran.returncode == 2
    assert "what stood there is as it was" in ran.stderr
    assert (read_bundle(root / "b"), left_over(root)) == (old, [])


@pytest.fixture
def small_disk(root: Path) -> Path:
    """A disk of 128 KiB with a bundle's place on it."""
    place = root / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    return place


def test_a_full_disk(root: Path, small_disk: Path) -> None:
    command = [*_COMMAND[:4], str(small_disk / "b"), *_COMMAND[5:]]
    try:
        first = run(root, "-m", "plancheck", *command)
        assert first.returncode in (0, 2), first.stderr
        old = read_bundle(small_disk / "b") if first.returncode == 0 else {}
        (small_disk / "filler").write_bytes(b"x" * 4096)
        change(root, 4)
        ran = run(root, "-m", "plancheck", *command)
        assert (ran.returncode, "No space left" in ran.stderr) == (2, True), ran.stderr
        assert (read_bundle(small_disk / "b") if (small_disk / "b").exists() else {}) == old
        assert sorted(path.name for path in small_disk.iterdir()) == [*(["b"] if old else []), "filler"]
    finally:
        subprocess.run(["umount", str(small_disk)], check=False, capture_output=True)
