"""Run as a program: a workbook from standard input to lines of JSON on standard output, within limits.

Arguments: bytes of memory, seconds of processor time, cells, unpacked bytes. A line with `sheet` opens a sheet, lists
`[row, [[column, kind, text], …]]` are its rows, `{"end": true}` says that nothing is missing; `refused` says why the
file is not read.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Context
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from plancheck.sources.grid import Kind, shows
from plancheck.sources.limits import Limits, RefusedError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

T = TypeVar("T")
_SEEN = 80
_DIGITS = Context(prec=15)


def main() -> int:
    """The exit code says nothing; the last line does."""
    memory, seconds, cells, unpacked = map(int, sys.argv[1:])
    limits = Limits(cells=cells, unpacked_bytes=unpacked, seconds=seconds, memory_bytes=memory)
    _limit(limits)
    try:
        _tell_all(sys.stdin.buffer.read(), limits)
    except RefusedError as refused:
        _tell({"refused": [refused.code, refused.facts["reason"], refused.facts["seen"]]})
    except MemoryError:
        _tell({"refused": ["F005", "memory", str(memory)]})
    sys.stdout.buffer.flush()
    return 0


def _limit(limits: Limits) -> None:
    """As far as the system knows such limits; elsewhere the process that started this one watches the clock."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CPU, limits.seconds)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # a lower limit is in force, or the system has none of this kind
            continue


def _tell(line: object) -> int:
    """One line; how many bytes it took."""
    return sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


def _tell_all(data: bytes, limits: Limits) -> None:
    if data.startswith(b"PK"):
        from plancheck.sources.xlsx_zip import Container

        Container(data, limits).unpack()
    book = _opened(data)
    seen: set[str] = set()
    left = limits
    for index, about in enumerate(book.sheets_metadata):
        if not str(about.typ).endswith("WorkSheet"):  # charts, dialogs and macros hold no cells
            continue
        if about.name.casefold() in seen:
            raise RefusedError("F006", "duplicate_sheet", about.name)
        seen.add(about.name.casefold())
        sheet = _read(partial(book.get_sheet_by_index, index))
        merges = [[t + 1, x + 1, b + 1, y + 1] for (t, x), (b, y) in sheet.merged_cell_ranges or ()]
        _tell({"sheet": about.name, "hidden": not str(about.visible).endswith(".Visible"), "merges": merges})
        left = _tell_rows(sheet, left, limits)
    _tell({"end": True})


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        import python_calamine
    except ImportError:
        raise RefusedError("F001", "calamine_missing", "pip install python-calamine") from None
    return _read(partial(python_calamine.load_workbook, io.BytesIO(data)))


def _read(action: Callable[[], T]) -> T:
    """Every way in which the reader can fail, panics of its native code included, as a refusal."""
    try:
        return action()
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if type(error).__name__ == "PasswordError":
            raise RefusedError("F002", "password") from None
        raise RefusedError("F001", "zip", str(error)[:_SEEN]) from None


def _tell_rows(sheet: CalamineSheet, left: Limits, limits: Limits) -> Limits:
    """Every row that shows something, and how many cells and bytes may still follow: one text may be shared by a
    million cells."""
    cells_left, bytes_left = left.cells, left.unpacked_bytes
    for number, row in enumerate(_read(partial(sheet.to_python, skip_empty_area=False)), 1):
        cells = [[column, *cell] for column, value in enumerate(row, 1) if (cell := _cell(value)) is not None]
        cells_left -= len(cells)
        if cells_left < 0:
            raise RefusedError("F005", "cells", str(limits.cells))
        bytes_left -= _tell([number, cells]) if cells else 0
        if bytes_left < 0:
            raise RefusedError("F005", "unpacked", str(limits.unpacked_bytes))
    return replace(left, cells=cells_left, unpacked_bytes=bytes_left)


def _cell(value: object) -> tuple[Kind, str] | None:
    """Kind and text as a workbook of today would store them; None for what shows nothing."""
    if isinstance(value, bool):
        return Kind.BOOL, "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return Kind.NUMBER, str(int(value)) if whole else _shown(value)
    if isinstance(value, int):
        return Kind.NUMBER, str(value)
    if isinstance(value, date):
        return Kind.DATE, value.isoformat()
    text = str(value)
    return (Kind.TEXT, text) if shows(text) else None


def _shown(value: float) -> str:
    """As a program shows it, to 15 significant digits: 0.84, where 0.8400000000000001 is the fraction stored."""
    text = repr(value)
    return text if len(text) <= _DIGITS.prec else str(_DIGITS.create_decimal(text).normalize(_DIGITS))


if __name__ == "__main__":
    sys.exit(main())
