"""Every file that an audit rests on: its place in the project, what it is, how long it is and its sha256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from plancheck.audit.canonical import digest
from plancheck.model.frozen import frozen
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import FileRead, Submissions

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
    data = (root / name).read_bytes()
    if digest(data) != sha256:
        raise ChangedError(name)
    return Input(name, role, len(data), sha256)


def _of_data(loaded: LoadedPlan, given: Submissions) -> Iterable[Input]:
    return (_file(f"data/{loaded.plan.id}/{file.name}", file) for file in given.files)


def _file(path: str, file: FileRead) -> Input:
    role: Role = "binding" if file.name == "sources.yaml" else "submission"
    return Input(path, role, file.size, file.sha256)
