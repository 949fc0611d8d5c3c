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
from plancheck.audit.drafts import draft_beside
from plancheck.audit.store import MOST, NotABundleError, read_bundle, recover, standing, strange_in, write_bundle

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


def test_a_draft_that_nobody_writes_any_more_is_removed(tmp_path: Path) -> None:
    for name in (".2026.17-0.tmp", f".2026.{os.getpid()}-0.tmp"):
        (tmp_path / name / "inputs").mkdir(parents=True)
        (tmp_path / name / "inputs" / "half").write_bytes(b"x")
    others = [".2025.17-0.tmp", "2026.17-0.tmp", ".2026.17.tmp"]
    for name in others:
        (tmp_path / name).mkdir()
    assert write_bundle(tmp_path / "2026", NEW, frozenset())
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["2026", *others])


@pytest.mark.skipif(os.name == "nt", reason="drafts are not held")
def test_a_draft_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "2026") as draft:
        (draft / "audit.json").write_bytes(b"half")
        assert write_bundle(tmp_path / "2026", NEW, frozenset())
        assert (draft / "audit.json").read_bytes() == b"half"
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_a_bundle_that_was_set_aside_is_dropped_once_the_new_one_stands(tmp_path: Path) -> None:
    write_bundle(tmp_path / "2026", NEW, frozenset())
    write_bundle(tmp_path / ".2026.old", OLD, frozenset())
    assert not write_bundle(tmp_path / "2026", NEW, LISTED)
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_what_was_set_aside_is_read_where_it_is(tmp_path: Path) -> None:
    write_bundle(tmp_path / ".2026.old", OLD, frozenset())
    assert read_bundle(standing(tmp_path / "2026")) == OLD
    assert [path.name for path in tmp_path.iterdir()] == [".2026.old"]


def test_a_file_in_the_place_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2026").write_bytes(b"mine")
    with pytest.raises(NotABundleError, match="2026"):
        write_bundle(tmp_path / "2026", NEW, frozenset())
    assert (tmp_path / "2026").read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
def test_links_and_pipes_are_named_and_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "2026"
    write_bundle(folder, OLD, frozenset())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_bytes(b"x")
    (folder / "link").symlink_to(folder / "audit.json")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "endless").symlink_to("/dev/zero")
    (folder / "gone").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    assert read_bundle(folder) == OLD
    assert strange_in(folder) == ("endless", "gone", "link", "linked", "pipe")
    with pytest.raises(NotABundleError, match="endless"):
        write_bundle(folder, NEW, LISTED | {"link", "linked", "endless", "gone", "pipe"})


def test_a_file_beyond_all_sizes_is_not_read(tmp_path: Path) -> None:
    write_bundle(tmp_path / "2026", OLD, frozenset())
    with (tmp_path / "2026" / "huge").open("wb") as file:
        file.truncate(MOST + 1)
    assert read_bundle(tmp_path / "2026") == OLD
    assert strange_in(tmp_path / "2026") == ("huge",)
