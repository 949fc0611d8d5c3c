"""Whenever an import stops, the folder holds whole parts only, and the next one comes to the same bytes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plancheck.sources import importing_parts, importing_store
from plancheck.sources.importing_record import Part, Record, read_record, written_record
from plancheck.sources.importing_store import BusyError, StoreError, opened
from tests.sources.importing import import_files, tree, two_files

pytest.importorskip("duckdb", reason="import needs the extra [bulk]")
STEPS = (
    (importing_store, "sync_file"),
    (importing_store, "sync_folder"),
    (importing_store, "move"),
    (importing_store, "remove"),
    (importing_store, "write_file"),
    (importing_parts, "append"),
    (importing_parts.Writer, "write"),
)
ROOT = Path(__file__).parents[2]


def on_each_step(patch: Callable[[Any, str, Any], None], act: Callable[[int], None]) -> None:
    """Before each step of an import its number is told, from 1."""
    count = 0

    def watched(real: Callable[..., None]) -> Callable[..., None]:
        def step(*args: object) -> None:
            nonlocal count
            count += 1
            act(count)
            real(*args)

        return step

    for where, name in STEPS:
        patch(where, name, watched(getattr(where, name)))


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """What an import leaves that nothing disturbs."""
    (two_files(tmp_path / "in") / "二.csv").unlink()
    import_files(tmp_path / "whole", tmp_path / "in")
    return tree(tmp_path / "whole")


def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    begun: list[int] = []
    with monkeypatch.context() as patched:
        on_each_step(patched.setattr, begun.append)
        import_files(tmp_path / "counted", tmp_path / "in")
    return len(begun)


def parts_are_whole(folder: Path, whole: dict[str, bytes]) -> bool:
    """Nothing in the folder but what belongs there, to the byte; a draft is hidden and no part."""
    held = {name: data for name, data in tree(folder).items() if not name.startswith(".importing/")}
    return held.items() <= whole.items()


def test_every_step_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]) -> None:
    for at in range(1, steps(tmp_path, monkeypatch) + 1):
        folder = tmp_path / f"out{at}"

        def act(count: int, at: int = at) -> None:
            if count == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patched:
            on_each_step(patched.setattr, act)
            with pytest.raises(StoreError):
                import_files(folder, tmp_path / "in")
        assert parts_are_whole(folder, whole), at
        assert not (folder / ".importing").exists()
        import_files(folder, tmp_path / "in")
        assert tree(folder) == whole, at


def test_every_step_that_fails_while_an_older_import_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    """The header of one source is known since: its parts are made anew, in the place of the old ones."""
    for at in range(1, steps(tmp_path, monkeypatch) + 1):
        folder = tmp_path / f"out{at}"
        shutil.copytree(tmp_path / "whole", folder)
        for record in (folder / "_imported").iterdir():
            record.write_bytes(record.read_bytes().replace("填报单位".encode(), b"?"))

        def act(count: int, at: int = at) -> None:
            if count == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patched:
            on_each_step(patched.setattr, act)
            with pytest.raises(StoreError):
                import_files(folder, tmp_path / "in")
        import_files(folder, tmp_path / "in")
        assert tree(folder) == whole, at


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.sources.importing import import_files
from tests.sources.test_importing_store import on_each_step
at = int(sys.argv[1])
on_each_step(setattr, lambda count: os.kill(os.getpid(), signal.SIGKILL) if count == at else None)
import_files(Path(sys.argv[2]), Path(sys.argv[3]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_before_any_step(tmp_path: Path, whole: dict[str, bytes]) -> None:
    at, code = 0, -signal.SIGKILL
    while code == -signal.SIGKILL:
        at += 1
        folder = tmp_path / f"out{at}"
        command = [sys.executable, "-c", _KILLED, str(at), str(folder), str(tmp_path / "in")]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        assert parts_are_whole(folder, whole), at
        import_files(folder, tmp_path / "in")
        assert tree(folder) == whole, at
    assert code == 0
    assert at > 10


_SMALL_DISK = """
import resource, sys
from pathlib import Path
from tests.sources.importing import import_files
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
import_files(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no limits on the size of files")
def test_no_room_for_what_duckdb_writes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = "".join(f"PLACES,{number * 7919 % 10007},2026,{number * 104729 % 99991}\n" for number in range(250))
    (folder / "a.csv").write_text("目标,学校,期间,数值\n" + lines, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SMALL_DISK, str(tmp_path / "out"), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "StoreError" in done.stderr
    assert tree(tmp_path / "out") == {}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_place_whose_name_is_no_text(tmp_path: Path, whole: dict[str, bytes]) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    with pytest.raises(StoreError):
        import_files(place, tmp_path / "in")
    assert not place.exists()


def test_only_one_import_at_a_time(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this system does not lock folders")
    with opened(tmp_path / "out"), pytest.raises(BusyError), opened(tmp_path / "out"):
        pass
    with opened(tmp_path / "out"):
        pass


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    with pytest.raises(StoreError), opened(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text("utf-8") == "mine"


RECORD = Record("一.csv", "ab" * 32, "sample", "utf-8", {"target": "目标"}, 7, {"C203": 2}, (Part("p", 7, "cd" * 32),))


def test_a_record_is_read_as_it_was_written() -> None:
    assert read_record(written_record(RECORD)) == RECORD


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"7", b"{}", b"[" * 100_000, written_record(RECORD)[:-1], written_record(RECORD) + b" ",
     written_record(RECORD).replace(b'"7"', b"7"), written_record(RECORD).replace(b"import/1", b"import/2"),
     written_record(RECORD).replace(b'"parts":[{', b'"parts":[[],{'), b"\xff"],
)  # fmt: skip
def test_what_is_no_record(data: bytes) -> None:
    assert read_record(data) is None
