"""A guarded process that lives as long as the tests, and is started again when an attack has killed it."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 20
"""Of processor time, for one run."""
BUSY = 4
"""How much longer that may take on a machine with other work."""


class Sandbox:
    """One guarded process at a time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._process: subprocess.Popen[bytes] | None = None
        (home / "cache").mkdir()
        (home / "tmp").mkdir()
        (home / "out").mkdir()

    def ask(self, **request: Any) -> dict[str, Any]:
        """The answer of the process; fails when it dies or takes longer than one submission may."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            if not waiting.select(SECONDS * BUSY):
                self.stop()
                pytest.fail(f"took longer than {SECONDS * BUSY} seconds")
        line = process.stdout.readline()
        if not line:
            code = process.wait()
            self.stop()
            pytest.fail(f"the process died with {code}")
        answer: dict[str, Any] = json.loads(line)
        assert answer["spent"] <= SECONDS, answer["spent"]
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        writable = [str(self.home / name) for name in ("cache", "tmp", "out")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.inmate", *writable],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=self.environment(),
        )
        return self._process

    def environment(self) -> dict[str, str]:
        """That of a desk without settings of its own; temporary files go where they may."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLANCHECK", "LC_", "LANG"))}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        own = {"PLANCHECK_CACHE": str(self.home / "cache"), "TMPDIR": str(self.home / "tmp"), "PLANCHECK_LANG": "zh"}
        return {**kept, **own, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path_factory.mktemp("sandbox"))
    yield made
    made.stop()
