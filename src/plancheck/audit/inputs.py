"""Every file that an audit rests on: its place in the project, what it is, how long it is and its sha256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

from plancheck.audit.canonical import digest
from plancheck.model.frozen import frozen
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import FileRead, Submissions, printable

Role = Literal["plan", "roster", "binding", "submission"]
ROLES: Mapping[str, Role] = {"plan": "plan", "roster": "roster", "binding": "binding", "submission": "submission"}
Submitted = Sequence[tuple[LoadedPlan, Submissions]]


class ChangedError(Exception):
    """A file is no longer what the verdicts were made from; the argument is its path from the project root."""


@frozen
class Input:
    """`path` is from the project root, with forward slashes. `sha256` is "" for a file that was refused unread: no byte
    of it was used."""

    path: str
    role: Role
    size: int
    sha256: str


def inputs_of(root: Path, plans: Submitted) -> tuple[Input, ...]:
    """The inputs of all plans by path, each once. Raises ChangedError where a plan or a roster changed since it was
    read, OSError where it cannot be read any more."""
    found = [one for loaded, given in plans for one in (*_of_plan(root, loaded), *_of_data(loaded, given))]
    return tuple(sorted(set(found), key=lambda one: (one.path, one.role)))


def _of_plan(root: Path, loaded: LoadedPlan) -> Iterable[Input]:
    yield _checked(root, loaded.file, "plan", loaded.digest)
    for name, sha256 in loaded.roster_files.items():
        yield _checked(root, name, "roster", sha256)


def _checked(root: Path, name: str, role: Role, sha256: str) -> Input:
    return Input(name, role, len(bytes_of(root, name, sha256)), sha256)


def bytes_of(root: Path, name: str, sha256: str) -> bytes:
    """The very bytes that were used. Raises ChangedError where they are others, OSError."""
    data = _place(root, name).read_bytes()
    if digest(data) != sha256:
        raise ChangedError(name)
    return data


def _place(root: Path, name: str) -> Path:
    """Where the file stands: a name that is no valid text is known by its escapes only."""
    place = root
    for part in PurePosixPath(name).parts:
        odd = () if (place / part).exists() else (one for one in place.iterdir() if printable(one.name) == part)
        place = next(iter(odd), place / part)
    return place


def _of_data(loaded: LoadedPlan, given: Submissions) -> Iterable[Input]:
    return (_file(f"data/{loaded.plan.id}/{file.name}", file) for file in given.files)


def _file(path: str, file: FileRead) -> Input:
    role: Role = "binding" if file.name == "sources.yaml" else "submission"
    return Input(path, role, file.size, file.sha256)
