"""A folder of submissions → observations and findings, the same whatever the order in which files are listed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.model.digest import sha256
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.origin import FileRef
from plancheck.plans.plan import Plan
from plancheck.sources.asides import Columns, Evidence, Total
from plancheck.sources.findings import finding
from plancheck.sources.gathered import entities_of, joined
from plancheck.sources.grid import Sheet
from plancheck.sources.headers import field_of
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.naming import Names, names_of
from plancheck.sources.opening import about_name, bytes_of, open_sheets
from plancheck.sources.own_template import Marked, TemplateMark, marked
from plancheck.sources.paths import is_named, may_hold
from plancheck.sources.sniff import misnamed
from plancheck.sources.tidy import header_missing, read_sheet

if TYPE_CHECKING:
    from plancheck.sources.binding import Binding
    from plancheck.sources.binding_file import Bindings

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".et", ".parquet"})
_DEFAULT = Limits()


@frozen
class FileRead:
    """A file that was looked at: `name` is its path from the data folder, with forward slashes; `sha256` that of its
    bytes, "" where they were refused unread."""

    name: str
    size: int
    sha256: str


@frozen
class Submissions:
    """What was submitted, in the order of file names, sheets and rows. Nothing is left out without a finding. `totals`
    and `evidence` are what tables say beside their observations, `columns` where their fields stand; `forms` are the
    marks of those files that are forms of ours, filled in or not."""

    observations: Sequence[Observation] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[FileRead, ...] = ()
    totals: tuple[Total, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    columns: tuple[Columns, ...] = ()
    forms: tuple[TemplateMark, ...] = ()


def merged(parts: Sequence[Submissions]) -> Submissions:
    """All of them, in their order."""
    return Submissions(
        joined([part.observations for part in parts]),
        tuple(finding for part in parts for finding in part.findings),
        tuple(file for part in parts for file in part.files),
        tuple(total for part in parts for total in part.totals),
        tuple(evidence for part in parts for evidence in part.evidence),
        tuple(columns for part in parts for columns in part.columns),
        tuple(form for part in parts for form in part.forms),
    )


def read_folder(folder: Path, plan: Plan, limits: Limits = _DEFAULT) -> Submissions:
    """Every table under `folder`. A folder that does not exist holds nothing. When `sources.yaml` has errors nothing is
    read: the findings are those errors."""
    tables = tables_in(folder)
    bindings, own = bindings_of(folder, plan, [name for name, _ in tables], limits)
    if bindings is not None and bindings.broken:
        return own
    parts = [own, *(_read(path, name, folder, plan, limits, bindings) for name, path in tables)]
    return merged(parts)


def bindings_of(folder: Path, plan: Plan, tables: list[str], limits: Limits) -> tuple[Bindings | None, Submissions]:
    """What `sources.yaml` says, None without one (then nothing that reads YAML is loaded), and what is to be said
    about the file itself."""
    path = folder / "sources.yaml"
    if not is_named(path):
        return None, Submissions()
    from plancheck.sources.binding_file import FILE, Bindings, read_bindings

    read = FileRead(FILE, 0, "")
    try:
        stay_inside(path, folder)
        data = bytes_of(path, limits)
    except RefusedError as refused:
        own = refusal(refused, read, plan)
        return Bindings(findings=own.findings), own
    bindings = read_bindings(data, plan)
    read = FileRead(FILE, len(data), sha256(data))
    return bindings, Submissions(findings=(*bindings.findings, *bindings.idle(tables, plan.id)), files=(read,))


def _read(path: Path, name: str, folder: Path, plan: Plan, limits: Limits, bindings: Bindings | None) -> Submissions:
    try:
        stay_inside(path, folder)
    except RefusedError as refused:
        return refusal(refused, FileRead(name, 0, ""), plan)
    return read_file(path, name, plan, limits, bindings)


def stay_inside(path: Path, folder: Path) -> None:
    """A link may lead to another file of the folder, and nowhere else."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise RefusedError("F006", "symlink")


def read_file(
    path: Path,
    name: str,
    plan: Plan,
    limits: Limits = _DEFAULT,
    bindings: Bindings | None = None,
    bound_as: str | None = None,
) -> Submissions:
    """One file, called `name` in every finding: a form of ours, else through the bindings that fit its name (or
    `bound_as`, its path from the data folder where that is another one), else as a tidy table. Never raises for what
    the file holds."""
    names = names_of(plan)
    read = FileRead(name, 0, "")
    try:
        data = bytes_of(path, limits)
        read = FileRead(name, len(data), sha256(data))
        opened = open_sheets(data, name, plan.id, lambda field: field_of(field, names.headers) is not None, limits)
        form = marked(opened.sheets, data, limits)
        bound = () if bindings is None or form is not None else bindings.of(bound_as or name)
        found = _observations(opened.sheets, names, limits, bound)
    except RefusedError as refused:
        return refusal(refused, read, plan)
    found = found if form is None else _from_form(form, plan, opened.sheets, found)
    return merged([Submissions(findings=opened.findings, files=(read,)), found])


def _from_form(form: Marked, plan: Plan, sheets: tuple[Sheet, ...], read: Submissions) -> Submissions:
    """What came back in a form of our own: nothing of it where the form is another plan's."""
    from plancheck.sources.outdated import about_form, fitting, of_another_plan

    other = of_another_plan(form, plan)
    if other is not None:
        return Submissions(findings=(other,))
    said = about_form(form, plan, sheets, read.observations)
    used = fitting(form, plan, read.observations)
    return replace(read, observations=used, findings=(*read.findings, *said), forms=(form.mark,))


def refusal(refused: RefusedError, read: FileRead, plan: Plan) -> Submissions:
    """Nothing but the reason; where the name promised another format, that too."""
    at = FileRef(read.name)
    findings = [finding(refused.code, at, plan.id, None, **refused.facts)]
    content = refused.content or ("" if refused.facts["seen"] else refused.facts["reason"])  # seen: a damaged part
    if misnamed(content, read.name):
        findings.insert(0, about_name(content, read.name, plan.id))
    return Submissions(findings=tuple(findings), files=(read,))


def tables_in(folder: Path) -> list[tuple[str, Path]]:
    """What looks like a table, by name; and what keeps us from looking: linked folders, folders that do not open.
    Lock files (~$) and hidden files are none."""
    found: list[Path] = []
    waiting = [folder] if may_hold(folder) else []
    while waiting:
        where = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(where) if not entry.name.startswith((".", "~$"))]
        except OSError:
            found.append(where)
            continue
        folders = [entry for entry in entries if _is_folder(entry)]
        waiting += [Path(entry.path) for entry in folders if not entry.is_symlink()]
        found += [Path(entry.path) for entry in folders if entry.is_symlink()]
        found += [Path(e.path) for e in entries if e not in folders and Path(e.name).suffix.lower() in _TABLES]
    return sorted((printable(path.relative_to(folder).as_posix()), path) for path in found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def printable(name: str) -> str:
    """A file name that is no valid text keeps its odd bytes as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _observations(
    sheets: tuple[Sheet, ...], names: Names, limits: Limits, bindings: tuple[Binding, ...]
) -> Submissions:
    """Bound sheets are read as the bindings say. Otherwise every sheet with a tidy header is read; if none has one,
    each sheet says what was seen instead."""
    held = [sheet for sheet in sheets if sheet.rows]
    if not held:
        raise RefusedError("F001", "empty")
    if bindings:
        from plancheck.sources.bound_sheets import read_bound_sheets

        read = read_bound_sheets(held, bindings, names, limits)
    else:
        read = [part for sheet in held if (part := read_sheet(sheet, names, limits)) is not None]
    if not read:
        return Submissions(findings=tuple(header_missing(sheet, names) for sheet in held))
    _count_reporters([part.observations for part in read], limits)
    return merged([Submissions(p.observations, p.findings, (), p.totals, p.evidence, p.columns) for p in read])


def _count_reporters(read: Sequence[Sequence[Observation]], limits: Limits) -> None:
    """Each reporter is held in memory by itself, however little it reports: only so many."""
    if sum(map(len, read)) > limits.reporters:
        names = {name for observations in read for name in entities_of(observations)}
        if len(names) > limits.reporters:
            raise RefusedError("F005", "reporters", str(limits.reporters))
