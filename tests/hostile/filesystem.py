"""Attacks by what lies in the folder of submissions beside ordinary files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.attack import Attack, Files, read, refused
from tests.hostile.books import VALUE

TABLE = "目标编号,期间,数值\nR1.1,2026-Q1,700\n".encode()


DEPTH = 1500


def undo_depth(data: Path) -> None:
    """What clears up after tests would stumble over folders that lie so deep."""
    if not (data / "d").is_dir():
        return
    for depth in range(DEPTH, 0, -1):
        path = str(data) + "/d" * depth
        if Path(path).is_dir():
            Path(path).rmdir()


def _fifo(data: Path) -> None:
    os.mkfifo(data / "x.csv")


def _link(target: str, name: str = "x.csv") -> Callable[[Path], None]:
    return lambda data: (data / name).symlink_to(target)


def _loop(data: Path) -> None:
    (data / "y.csv").symlink_to("x.csv")
    (data / "x.csv").symlink_to("y.csv")


def _folder(data: Path) -> None:
    (data / "x.csv").mkdir()
    (data / "x.csv" / "y.csv").write_bytes(TABLE)


def _up(data: Path) -> None:
    (data / "up").symlink_to("..")
    (data / "here").symlink_to(".")


def _deep(data: Path) -> None:
    at = os.open(data, os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("d", dir_fd=at)
        deeper = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = deeper
    os.close(at)


def _other_names(data: Path) -> None:
    odd = b"a\nb.csv", b"a\x1b[31m.csv", b"a\xff\xfe.csv", "a\u202ecsv.csv".encode(), b"$(id);`id`.csv", b"-o.csv"
    for name in odd:
        (data / os.fsdecode(name)).write_bytes(TABLE)


def _none() -> Files:
    return {}


def _of(name: str, why: str, arrange: Callable[[Path], None], *findings: str, values: tuple[str, ...] = ()) -> Attack:
    return Attack(name, why, _none, "x.csv", values, findings, arrange)


PIPE = _of("pipe", "A pipe that nobody writes into makes a reader wait for ever.", _fifo, "F006 special")
ZEROS = _of("endless_device", "A device that never ends.", _link("/dev/zero"), "F006 symlink")
LINK_OUT = _of("link_out_of_the_folder", "What lies elsewhere was not submitted.", _link("/etc/passwd"), "F006 symlink")
LINK_UP = _of("link_to_the_plan", "Nor is the plan a submission.", _link("../../plans/demo.yaml"), "F006 symlink")
LOOP = _of("links_in_a_circle", "Links that lead to each other.", _loop, "F001 unopened", "F001 unopened")
NOWHERE = _of("link_to_nothing", "A link to what is gone.", _link("gone.csv"), "F001 file_missing")
FOLDER = _of("folder_called_like_a_table", "A folder is a folder.", _folder, values=(VALUE,))
LINKED_FOLDERS = _of(
    "links_to_folders", "Whoever follows them never comes to an end.", _up, "F006 symlink", "F006 special"
)
DEEP = _of("fifteen_hundred_folders", "Each inside the other: no reader may put each on its own stack.", _deep)
NAMES = _of(
    "names_of_files", "Names that act on terminals, shells and lists of files.", _other_names, values=(VALUE,) * 6
)


@refused("S102", file="~x.csv")
def name_with_a_tilde() -> bytes:
    """Only ~$ marks the lock of an open workbook."""
    return b"x\n"


@read()
def lock_files_and_hidden_ones() -> Files:
    """Traces that spreadsheet programs and desks leave behind are no submissions."""
    return {"~$x.xlsx": b"\x05user", ".x.csv": TABLE, ".~lock.x.csv#": b"user", "Thumbs.db": b"x", ".git/x.csv": TABLE}


@read()
def programs_and_modules() -> Files:
    """What Python would import from the folder it stands in is not looked at."""
    return dict.fromkeys(("python_calamine.py", "csv.py", "sitecustomize.py", "x.pth"), b"raise SystemExit(9)")
