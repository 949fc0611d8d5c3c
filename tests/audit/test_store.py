"""Whatever goes wrong while a bundle is written, the folder holds the whole old one or the whole new one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plancheck.audit import store
from plancheck.audit.store import NotABundleError, read_bundle, recover, write_bundle

OLD = {"manifest.json": b"old", "audit.json": b"old verdicts"}
NEW = {"manifest.json": b"new", "audit.json": b"new verdicts", "inputs/plans/a.yaml": b"plan"}
LISTED = frozenset({"audit.json"})
STEPS = ("write_file", "sync_folder", "move", "exchange")


def test_a_new_folder(tmp_path: Path) -> None:
    assert write_bundle(tmp_path / "2026", NEW, frozenset())
    assert read_bundle(tmp_path / "2026") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_the_old_one_is_replaced_whole(tmp_path: Path) -> None:
    write_bundle(tmp_path / "2026", OLD, frozenset())
    assert write_bundle(tmp_path / "2026", NEW, LISTED)
    assert read_bundle(tmp_path / "2026") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_the_very_same_is_not_written_again(tmp_path: Path) -> None:
    write_bundle(tmp_path / "2026", OLD, frozenset())
    before = (tmp_path / "2026" / "audit.json").stat().st_mtime_ns
    assert not write_bundle(tmp_path / "2026", OLD, LISTED)
    assert (tmp_path / "2026" / "audit.json").stat().st_mtime_ns == before


def test_without_an_exchange_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "exchange", lambda one, other: False)
    write_bundle(tmp_path / "2026", OLD, frozenset())
    assert write_bundle(tmp_path / "2026", NEW, LISTED)
    assert read_bundle(tmp_path / "2026") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


@pytest.mark.parametrize("held", [{"论文.docx": b"mine"}, {**OLD, "论文.docx": b"mine"}])
def test_a_folder_with_something_else_is_never_replaced(tmp_path: Path, held: dict[str, bytes]) -> None:
    write_bundle(tmp_path / "2026", held, frozenset())
    with pytest.raises(NotABundleError, match="论文"):
        write_bundle(tmp_path / "2026", NEW, LISTED)
    assert read_bundle(tmp_path / "2026") == held


def _failing(monkeypatch: pytest.MonkeyPatch, at: int, code: int) -> list[str]:
    """The step number `at`, of whatever kind, fails; returns the list of steps that were begun."""
    begun: list[str] = []

    def wrapped(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object) -> object:
            begun.append(name)
            if len(begun) == at:
                raise OSError(code, os.strerror(code))
            return real(*args)

        return step

    for name in STEPS:
        monkeypatch.setattr(store, name, wrapped(name, getattr(store, name)))
    return begun


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
@pytest.mark.parametrize("at", range(1, 12))
@pytest.mark.parametrize("in_one_step", [True, False])
def test_every_failing_step_leaves_one_of_the_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, code: int, in_one_step: bool
) -> None:
    folder = tmp_path / "2026"
    write_bundle(folder, OLD, frozenset())
    if not in_one_step:
        monkeypatch.setattr(store, "exchange", lambda one, other: False)
    begun = _failing(monkeypatch, at, code)
    with suppress(OSError):
        write_bundle(folder, NEW, LISTED)
    monkeypatch.undo()
    recover(folder)
    assert read_bundle(folder) in (OLD, NEW)
    assert (read_bundle(folder) == NEW) or len(begun) >= at


_KILLED = """
import os, signal, sys
from pathlib import Path
from plancheck.audit import store
from tests.audit.test_store import LISTED, NEW, STEPS
at, in_one_step, folder = int(sys.argv[1]), sys.argv[2] == "True", Path(sys.argv[3])
if not in_one_step:
    store.exchange = lambda one, other: False
count = 0
def wrapped(real):
    def step(*args):
        global count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)
    return step
for name in STEPS:
    setattr(store, name, wrapped(getattr(store, name)))
store.write_bundle(folder, NEW, LISTED)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("in_one_step", [True, False])
def test_killed_before_any_step(tmp_path: Path, in_one_step: bool) -> None:
    at, code = 0, -signal.SIGKILL
    while code == -signal.SIGKILL:
        at += 1
        folder = tmp_path / str(at) / "2026"
        folder.parent.mkdir()
        write_bundle(folder, OLD, frozenset())
        command = [sys.executable, "-c", _KILLED, str(at), str(in_one_step), str(folder)]
        code = subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
        recover(folder)
        assert read_bundle(folder) in (OLD, NEW), at
    assert code == 0
    assert at > 7
    assert read_bundle(folder) == NEW
