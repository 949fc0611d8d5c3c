"""Files and folders named on a command line → submissions, each file once and under the name by which it was given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen
from plancheck.plans.plan import Plan
from plancheck.sources.folder import (
    FileRead,
    Submissions,
    bindings_of,
    merged,
    printable,
    read_file,
    refusal,
    stay_inside,
    tables_in,
)
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.paths import is_folder

if TYPE_CHECKING:
    from plancheck.sources.binding_file import Bindings

_DEFAULT = Limits()


@frozen
class GivenFile:
    """`name` is what findings call it; `folder` the one it was found in, None for a file that was named itself."""

    path: Path
    name: str
    folder: Path | None = None


def expand(paths: Sequence[Path]) -> tuple[GivenFile, ...]:
    """Every file once, in the order given; of a folder, every table in it by name."""
    found: dict[str, GivenFile] = {}
    for path in paths:
        for file in _tables(path) if is_folder(path) else (GivenFile(path, printable(path.as_posix())),):
            found.setdefault(os.path.realpath(file.path), file)
    return tuple(found.values())


def _tables(folder: Path) -> list[GivenFile]:
    named = "" if folder == Path() else printable(folder.as_posix()).rstrip("/") + "/"
    found = tables_in(folder)
    return [GivenFile(at, named.rstrip("/") if at == folder else named + name, folder) for name, at in found]


def read_given(files: Sequence[GivenFile], plan: Plan, limits: Limits = _DEFAULT) -> Submissions:
    """The files through the `sources.yaml` of the folder they belong to. When that has errors, the findings are those
    errors and nothing of its folder is read."""
    bindings: dict[Path, Bindings | None] = {}
    parts: list[Submissions] = []
    for file in files:
        base = data_folder_of(file, plan.id)
        if base not in bindings:
            bindings[base], own = bindings_of(base, plan, [], limits)
            parts.append(Submissions(findings=tuple(f for f in own.findings if f.severity == ERROR)))
        parts.append(_read(file, base, plan, limits, bindings[base]))
    return merged(parts)


def data_folder_of(file: GivenFile, plan: str) -> Path:
    """The nearest `data/<plan>` that the file stands in, else the folder it was found in, else its own."""
    above = file.path.absolute().parents
    nearest = next((folder for folder in above if folder.name == plan and folder.parent.name == "data"), None)
    return nearest or (file.folder or file.path.parent).absolute()


def _read(file: GivenFile, base: Path, plan: Plan, limits: Limits, bindings: Bindings | None) -> Submissions:
    if bindings is not None and bindings.broken:
        return Submissions()
    try:
        if file.folder is not None:
            stay_inside(file.path, file.folder)
    except RefusedError as error:
        return refusal(error, FileRead(file.name, 0, ""), plan)
    absolute = file.path.absolute()
    bound_as = absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else file.path.name
    return read_file(file.path, file.name, plan, limits, bindings, bound_as)
