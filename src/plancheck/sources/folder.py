"""A folder of submissions → observations and findings, the same whatever the order in which files are listed."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.origin import FileRef
from plancheck.plans.plan import Plan
from plancheck.sources.csv import decode, read_text
from plancheck.sources.findings import finding
from plancheck.sources.grid import Sheet
from plancheck.sources.headers import field_of
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names, names_of
from plancheck.sources.sniff import WORKBOOK, misnamed, readable
from plancheck.sources.tidy import header_missing, read_sheet

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".et", ".parquet"})
_DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was looked at: `name` is its path from the data folder, with forward slashes; `sha256` that of its
    bytes, "" where they were refused unread."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Submissions:
    """What was submitted, in the order of file names, sheets and rows. Nothing is left out without a finding."""

    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[FileRead, ...] = ()


def read_folder(folder: Path, plan: Plan, limits: Limits = _DEFAULT) -> Submissions:
    """Every table under `folder`. A folder that does not exist holds nothing."""
    parts = [_read(path, name, folder, plan, limits) for name, path in _tables(folder)]
    return Submissions(
        tuple(observation for part in parts for observation in part.observations),
        tuple(finding for part in parts for finding in part.findings),
        tuple(file for part in parts for file in part.files),
    )


def _read(path: Path, name: str, folder: Path, plan: Plan, limits: Limits) -> Submissions:
    """A link may lead to another file of the folder, and nowhere else."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return _refused(RefusedError("F006", "symlink"), FileRead(name, 0, ""), plan)
    return read_file(path, name, plan, limits)


def read_file(path: Path, name: str, plan: Plan, limits: Limits = _DEFAULT) -> Submissions:
    """One file, called `name` in every finding. Never raises for what the file holds."""
    names = names_of(plan)
    read = FileRead(name, 0, "")
    try:
        data = _bytes_of(path, limits)
        read = FileRead(name, len(data), hashlib.sha256(data).hexdigest())
        sheets, findings = _sheets(data, name, names, limits)
        found = _observations(sheets, names, limits)
    except RefusedError as refused:
        return _refused(refused, read, plan)
    return Submissions(found.observations, (*findings, *found.findings), (read,))


def _refused(refused: RefusedError, read: FileRead, plan: Plan) -> Submissions:
    """Nothing but the reason; where the name promised another format, that too."""
    at = FileRef(read.name)
    findings = [finding(refused.code, at, plan.id, None, **refused.facts)]
    if misnamed(refused.facts["reason"], read.name):
        findings.insert(0, _misnamed(refused.facts["reason"], read.name, plan.id))
    return Submissions(findings=tuple(findings), files=(read,))


def _misnamed(content: str, name: str, plan: str) -> Finding:
    return finding("F003", FileRef(name), plan, None, reason=content, seen=PurePosixPath(name).suffix)


def _tables(folder: Path) -> list[tuple[str, Path]]:
    """What looks like a table, by name; and what keeps us from looking: linked folders, folders that do not open.
    Lock files (~$) and hidden files are none."""
    found: list[Path] = []

    def unopened(error: OSError) -> None:
        if folder.exists():
            found.append(Path(error.filename))

    for where, folders, files in os.walk(folder, onerror=unopened):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [path for path in (Path(where, name) for name in folders) if path.is_symlink()]
        tables = [name for name in files if Path(name).suffix.lower() in _TABLES]
        found += [Path(where, name) for name in tables if not name.startswith((".", "~$"))]
    return sorted((_printable(path.relative_to(folder).as_posix()), path) for path in found)


def _printable(name: str) -> str:
    """A file name that is no valid text keeps its odd bytes as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of an ordinary file, opened so that a pipe or device cannot hold us up."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise RefusedError("F001", "unopened", error.strerror or "") from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError("F006", "special")
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise RefusedError("F005", "file_bytes", str(limits.file_bytes))
    return data


def _sheets(data: bytes, name: str, names: Names, limits: Limits) -> tuple[tuple[Sheet, ...], list[Finding]]:
    """The sheets, by what the bytes are and not by what the name says; F003 and F004 where that needs saying."""
    content = readable(data)
    findings = [_misnamed(content, name, names.plan)] if misnamed(content, name) else []
    if content == WORKBOOK:
        from plancheck.sources.xlsx import read_workbook  # text tables never pay for it

        return read_workbook(data, name, limits), findings
    text, encoding = decode(data)
    if encoding == "gb18030":
        findings.append(finding("F004", FileRef(name), names.plan, None, reason="gb18030"))
    return (read_text(text, name, lambda field: field_of(field, names.headers) is not None, limits),), findings


def _observations(sheets: tuple[Sheet, ...], names: Names, limits: Limits) -> Submissions:
    """Every sheet with a tidy header is read; if none has one, each sheet says what was seen instead."""
    read = [part for sheet in sheets if (part := read_sheet(sheet, names, limits)) is not None]
    if not read:
        held = [sheet for sheet in sheets if sheet.rows]
        if not held:
            raise RefusedError("F001", "empty")
        return Submissions(findings=tuple(header_missing(sheet, names) for sheet in held))
    return Submissions(
        tuple(observation for part in read for observation in part.observations),
        tuple(finding for part in read for finding in part.findings),
    )
