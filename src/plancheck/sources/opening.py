"""The bytes of a submission → sheets of cells, by what the bytes are and not by what the name says."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef
from plancheck.sources.findings import finding
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.own_list import is_own_list
from plancheck.sources.sniff import HTML, LEGACY, TEXT, WORKBOOK, misnamed, readable

_DEFAULT = Limits()


@frozen
class Opened:
    """Every sheet, empty ones too, and what is to be said about the file as a whole: F003, F004, F007."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


@contextmanager
def ordinary(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file, opened so that a pipe or device cannot hold us up. Raises RefusedError, for what fails while it
    is read too."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unopened(error) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError("F006", "special")
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise _unopened(error) from None
    finally:
        os.close(handle)


def _unopened(error: OSError) -> RefusedError:
    """What everyone may meet is said in the language of the user, the rest in the words of the system."""
    if isinstance(error, FileNotFoundError):
        return RefusedError("F001", "file_missing")
    return RefusedError("F001", "unopened", "" if isinstance(error, PermissionError) else error.strerror or "")


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of such a file. Raises RefusedError."""
    with ordinary(path) as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise RefusedError("F005", "file_bytes", str(limits.file_bytes))
    return data


def open_sheets(data: bytes, name: str, plan: str, known: Callable[[str], bool], limits: Limits) -> Opened:
    """The sheets of any format that is read; `known` tells a header of a text table. Raises RefusedError."""
    content = readable(data)
    try:
        if content == WORKBOOK:
            from plancheck.sources.xlsx import read_workbook  # text tables never pay for it

            return _opened(read_workbook(data, name, limits), content, name, plan)
        if content == "xls":
            return _legacy(data, content, name, plan, limits)
        return _text(data, content, name, plan, known, limits)
    except RefusedError as refused:
        if content == WORKBOOK and refused.facts["reason"] in LEGACY:
            return _legacy(data, refused.facts["reason"], name, plan, limits)
        refused.content = refused.content or ("" if content in (TEXT, WORKBOOK) else content)
        raise


def look(path: Path, name: str, limits: Limits = _DEFAULT) -> Opened:
    """The sheets of a file outside any plan, or why it cannot be read."""
    try:
        return open_sheets(bytes_of(path, limits), name, "", lambda _: False, limits)
    except RefusedError as refused:
        return Opened((), (finding(refused.code, FileRef(name), None, None, **refused.facts),))


def _opened(sheets: tuple[Sheet, ...], content: str, name: str, plan: str, *said: Finding) -> Opened:
    """With F003 where the name promises something else; without the list that an annotated copy begins with."""
    sheets = tuple(sheet for sheet in sheets if not is_own_list(sheet))
    return Opened(sheets, (about_name(content, name, plan), *said) if misnamed(content, name) else said)


def _legacy(data: bytes, content: str, name: str, plan: str, limits: Limits) -> Opened:
    from plancheck.sources.legacy import read_legacy

    unchecked = finding("F007", FileRef(name), plan, None, reason=content, seen="." + content)
    try:
        return _opened(read_legacy(data, name, limits), content, name, plan, unchecked)
    except RefusedError as refused:
        refused.content = content
        raise


def _text(data: bytes, content: str, name: str, plan: str, known: Callable[[str], bool], limits: Limits) -> Opened:
    from plancheck.sources.csv import decode, read_bytes  # workbooks never pay for it

    if content == HTML:
        from plancheck.sources.html import read_html

        text, encoding = decode(data)
        sheet = read_html(text, name, limits)
    else:
        sheet, encoding = read_bytes(data, name, known, limits)
    said = [finding("F004", FileRef(name), plan, None, reason="gb18030")] if encoding == "gb18030" else []
    return _opened((sheet,), content, name, plan, *said)


def about_name(content: str, name: str, plan: str) -> Finding:
    """F003: what the file is, and how its name ends."""
    return finding("F003", FileRef(name), plan, None, reason=content, seen=PurePosixPath(name).suffix)
