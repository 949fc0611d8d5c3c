"""A report file is the old one or the new one, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from plancheck.cli.errors import CommandError
from plancheck.cli.output import write_whole

OLD, NEW = b"old" * 10, b"new" * 200_000
_KILLED = """
import os, signal, sys
from pathlib import Path
from plancheck.cli import output
step, at = sys.argv[2], int(sys.argv[3])
seen = 0
def hook(event, args):
    global seen
    if event == step and ".tmp" in str(args[0]):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
if step == "fsync":
    os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
output.write_whole(Path(sys.argv[1]), b"new" * 200_000)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report from last time."""
    path = tmp_path / "report.json"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize(("step", "at"), [("open", 1), ("fsync", 1), ("os.rename", 1)])
def test_a_process_that_is_killed_leaves_the_old_file(file: Path, step: str, at: int) -> None:
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(file), step, str(at)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert file.read_bytes() == OLD


def test_the_same_process_left_alone_writes_the_new_one(file: Path) -> None:
    subprocess.run([sys.executable, "-c", _KILLED, str(file), "never", "1"], check=True)
    assert file.read_bytes() == NEW
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_failure_at_every_step_leaves_the_old_file(
    file: Path, name: str, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may be full when it is written, flushed or moved; the first call fails, then the second, and so on."""
    real: Callable[..., Any] = getattr(os, name)
    for failing in range(1, 4):
        file.write_bytes(OLD)
        calls = 0

        def broken(*args: Any, failing: int = failing, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(error, os.strerror(error))
            return real(*args, **more)

        with monkeypatch.context() as patched:
            patched.setattr(os, name, broken)
            with suppress(CommandError):
                write_whole(file, NEW)
        assert file.read_bytes() in (OLD, NEW)
        assert (file.read_bytes() == OLD) == (failing == 1)
        assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_leaves_the_old_file(file: Path) -> None:
    """A real one: no file of this process may grow beyond 100,000 bytes."""
    code = (
        "import resource, signal, sys; from pathlib import Path; from plancheck.cli.errors import CommandError\n"
        "from plancheck.cli.output import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: write_whole(Path(sys.argv[1]), b'new' * 200_000)\n"
        "except CommandError as stop: sys.exit(stop.text('en'))"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "report.json" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert file.read_bytes() == OLD
    assert [path.name for path in file.parent.iterdir()] == [file.name]
