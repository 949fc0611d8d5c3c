"""A folder of submissions → observations and findings, the same whatever the order in which files are listed."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

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
from plancheck.sources.sniff import Content, sniff
from plancheck.sources.tidy import header_missing, read_sheet

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".et"})
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
    parts = [read_file(path, name, plan, limits) for name, path in _tables(folder)]
    return Submissions(
        tuple(observation for part in parts for observation in part.observations),
        tuple(finding for part in parts for finding in part.findings),
        tuple(file for part in parts for file in part.files),
    )


def read_file(path: Path, name: str, plan: Plan, limits: Limits = _DEFAULT) -> Submissions:
    """One file, called `name` in every finding. Never raises for what the file holds."""
    names = names_of(plan)
    try:
        data = _bytes_of(path, limits)
    except RefusedError as refused:
        return Submissions(findings=(_refusal(refused, name, plan),), files=(FileRead(name, 0, ""),))
    read = FileRead(name, len(data), hashlib.sha256(data).hexdigest())
    try:
        sheets, findings = _sheets(data, name, names, limits)
        found = _observations(sheets, name, names, limits)
    except RefusedError as refused:
        return Submissions(findings=(_refusal(refused, name, plan),), files=(read,))
    return Submissions(found.observations, (*findings, *found.findings), (read,))


def _tables(folder: Path) -> list[tuple[str, Path]]:
    """Files that look like tables, by name. Lock files (~$), hidden files and folders are none."""
    found = []
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "~$"))]
        for file in files:
            path = Path(where, file)
            if not file.startswith((".", "~$")) and path.suffix.lower() in _TABLES:
                found.append((path.relative_to(folder).as_posix(), path))
    return sorted(found)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of an ordinary file, opened so that a pipe or device cannot hold us up."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise RefusedError("F001", "unopened", seen=error.strerror or "") from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError("F006", "special", seen="")
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise RefusedError("F005", "file_bytes", seen=str(limits.file_bytes))
    return data


def _sheets(data: bytes, name: str, names: Names, limits: Limits) -> tuple[tuple[Sheet, ...], list[Finding]]:
    """The sheets, by what the bytes are and not by what the name says; F003 and F004 where that needs saying."""
    content = sniff(data)
    findings = []
    if not content.fits(name):
        findings.append(finding("F003", FileRef(name), names.plan, None, reason=content.value, seen=Path(name).suffix))
    if content is Content.WORKBOOK:
        from plancheck.sources.xlsx import read_workbook  # text tables never pay for it

        return read_workbook(data, name, limits), findings
    text, encoding = decode(data)
    if encoding == "gb18030":
        findings.append(finding("F004", FileRef(name), names.plan, None, reason="gb18030"))
    return (read_text(text, name, lambda field: field_of(field, names.headers) is not None, limits),), findings


def _observations(sheets: tuple[Sheet, ...], name: str, names: Names, limits: Limits) -> Submissions:
    """Every sheet with a tidy header is read; if none has one, each sheet says what was seen instead."""
    read = [part for sheet in sheets if (part := read_sheet(sheet, names, limits)) is not None]
    if not read:
        held = [sheet for sheet in sheets if sheet.rows]
        if not held:
            raise RefusedError("F001", "empty", seen="")
        return Submissions(findings=tuple(header_missing(sheet, names) for sheet in held))
    return Submissions(
        tuple(observation for part in read for observation in part.observations),
        tuple(finding for part in read for finding in part.findings),
    )


def _refusal(refused: RefusedError, name: str, plan: Plan) -> Finding:
    return finding(refused.code, FileRef(name), plan.id, None, **refused.facts)
