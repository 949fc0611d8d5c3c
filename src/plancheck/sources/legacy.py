"""Old and foreign workbooks (.xls, .et, .xlsb, .ods), read by python-calamine in a process of its own.

A damaged file can abort the interpreter that reads it, and a small one can ask for all memory there is. So the reading
is done by `legacy_child` under limits, and whatever becomes of it there is a named refusal here.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from typing import Any

from plancheck.sources.grid import UNSEEN, Area, Cell, Kind, Row, Sheet
from plancheck.sources.limits import Limits, RefusedError

_SECONDS_OF_GRACE = 5
"""The child stops itself by the processor time it used; one that only waits is stopped from outside, a little later."""


def read_legacy(data: bytes, file: str, limits: Limits) -> tuple[Sheet, ...]:
    """Every worksheet as far as it can be told: values, merged areas and hidden sheets. Raises RefusedError."""
    with tempfile.TemporaryFile() as told:
        ended = _run(data, told, limits)
        told.seek(0)
        lines = _lines(told)
    refused = next((line["refused"] for line in lines if isinstance(line, dict) and "refused" in line), None)
    if refused is not None:
        raise RefusedError(*refused)
    if ended or not lines or lines[-1] != {"end": True}:
        raise _crash(ended, limits)
    return tuple(_sheets(lines[:-1], file))


def _lines(told: Iterable[bytes]) -> list[Any]:
    """What was told; nothing where it is not all of the agreed form."""
    try:
        return [json.loads(line) for line in told]
    except ValueError:
        return []


def _run(data: bytes, told: Any, limits: Limits) -> int:
    """The exit code of the child, which writes what it reads into `told`."""
    bounds = (limits.memory_bytes, limits.seconds, limits.cells, limits.unpacked_bytes)
    command = [sys.executable, "-P", "-m", "plancheck.sources.legacy_child", *map(str, bounds)]
    try:
        return subprocess.run(
            command,
            input=data,
            stdout=told,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds + _SECONDS_OF_GRACE,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise RefusedError("F005", "seconds", str(limits.seconds)) from None
    except OSError as error:
        raise RefusedError("F001", "no_process", error.strerror or "") from None


def _crash(ended: int, limits: Limits) -> RefusedError:
    """Ended by the limit of processor time, or by the file itself."""
    if ended == -getattr(signal, "SIGXCPU", 0) or ended == -getattr(signal, "SIGKILL", 0):
        return RefusedError("F005", "seconds", str(limits.seconds))
    return RefusedError("F001", "crashed")


def _sheets(lines: Iterable[Any], file: str) -> Iterable[Sheet]:
    """A table opens each sheet; the lists after it are its rows."""
    about: dict[str, Any] | None = None
    rows: list[Row] = []
    for line in lines:
        if isinstance(line, dict):
            if about is not None:
                yield _sheet(about, rows, file)
            about, rows = line, []
        else:
            number, cells = line
            rows.append(Row(number, {column: _cell(Kind(kind), text) for column, kind, text in cells}))
    if about is not None:
        yield _sheet(about, rows, file)


def _cell(kind: Kind, text: str) -> Cell:
    return Cell(text, kind, UNSEEN if kind in (Kind.NUMBER, Kind.DATE) else "")


def _sheet(about: dict[str, Any], rows: list[Row], file: str) -> Sheet:
    merges = tuple(Area(*bounds) for bounds in about["merges"])
    return Sheet(file, about["sheet"], tuple(rows), about["hidden"], merges=merges)
