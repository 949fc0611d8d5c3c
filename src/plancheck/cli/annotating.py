"""`plancheck validate --annotate`: copies of the submitted files with the places marked, and never a file lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.errors import UNREADABLE, CommandError
from plancheck.cli.init import make_folder
from plancheck.cli.output import write_whole
from plancheck.cli.settings import Settings
from plancheck.cli.streams import complain
from plancheck.cli.words import say
from plancheck.messages.escape import escape
from plancheck.model.frozen import frozen
from plancheck.sources.paths import is_file, is_folder, same_file

if TYPE_CHECKING:
    from plancheck.checks.checked import Validation
    from plancheck.model.finding import Finding
    from plancheck.reports.annotated import Annotated
    from plancheck.sources.given import GivenFile


@frozen
class Target:
    """Where copies go: one file, or a folder for one copy of each. `inputs` are the files they are copies of."""

    path: Path
    folder: bool
    inputs: tuple[GivenFile, ...]


@frozen
class Copy:
    """A copy that is ready to be written; `made` is None where the file could not be read, so that there is none."""

    source: str
    path: Path | None
    made: Annotated | None


def target(asked: str, files: Sequence[Path], others: Sequence[Path]) -> Target:
    """What `--annotate` asks for. A usage error where it would touch an input or another output (`others`)."""
    from plancheck.sources.given import expand

    path = Path(asked)
    folder = is_folder(path) or asked.endswith(("/", os.sep)) or not path.suffix
    inputs = expand(files)
    if not folder and len(inputs) > 1:
        raise CommandError("annotate.many", file=asked, count=str(len(inputs)))
    real = Path(os.path.realpath(path))
    if folder and any(is_folder(file) and real.is_relative_to(os.path.realpath(file)) for file in files):
        raise CommandError("annotate.inside", folder=asked)
    if any(real == Path(os.path.realpath(other)) for other in others):
        raise CommandError("annotate.other", file=asked)
    _spare(path, inputs)
    return Target(path, folder, inputs)


def prepare(given: Settings, validation: Validation, to: Target) -> tuple[Copy, ...]:
    """Every copy, in memory. A usage error where one of them would take the place of a file that is needed."""
    used: set[str] = set()
    copies = [_copy(given, validation, file, to, used) for file in to.inputs]
    kept = [str(copy.path) for copy in copies if copy.path is not None and _worked_in(copy.path)]
    if kept:
        raise CommandError("annotate.exists", files="\n".join(f"  {file}" for file in kept))
    return tuple(copies)


def write_copies(given: Settings, to: Target, copies: Sequence[Copy]) -> None:
    """Write them, and say where they are and what they lost."""
    if to.folder and any(copy.path is not None for copy in copies):
        make_folder(to.path)
    for copy in copies:
        if copy.path is None or copy.made is None:
            complain(say(given.lang, "annotate.none", file=escape(copy.source)))
            continue
        write_whole(copy.path, copy.made.content)
        if not given.quiet:
            complain(say(given.lang, "annotate.done", file=str(copy.path), count=str(copy.made.marked)))
            for text in copy.made.lost:
                complain(say(given.lang, "annotate.lost", text=text))


def _copy(given: Settings, validation: Validation, file: GivenFile, to: Target, used: set[str]) -> Copy:
    from plancheck.reports.annotated import annotate
    from plancheck.sources.limits import Limits, RefusedError
    from plancheck.sources.opening import bytes_of

    read = next((read for plan in validation.plans for read in plan.files if read.name == file.name), None)
    if read is None or not read.sha256:
        return Copy(file.name, None, None)
    try:
        data = bytes_of(file.path, Limits())
        if hashlib.sha256(data).hexdigest() != read.sha256:
            raise CommandError("annotate.changed", UNREADABLE, file=file.name)
        made = annotate(data, file.name, _findings(validation, file.name, len(to.inputs) == 1), given.lang)
    except RefusedError:
        return Copy(file.name, None, None)
    path = to.path / _unused(file.path.stem, made.suffix, used) if to.folder else to.path
    if path.suffix.lower() != made.suffix:
        raise CommandError("annotate.suffix", file=str(path), suffix=made.suffix)
    _spare(path, to.inputs)
    return Copy(file.name, path, made)


def _findings(validation: Validation, name: str, alone: bool) -> list[Finding]:
    """Those of the file; where it is the only one, those too that belong to no place at all."""
    from plancheck.checks.checked import place

    found = [*(f for plan in validation.plans for f in plan.findings), *validation.findings]
    return [f for f in found if place(f.origin)[0] == name or (alone and f.origin is None)]


def _unused(stem: str, suffix: str, used: set[str]) -> str:
    """Two files of one name in different folders get two copies."""
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(used) + 3)))
    name = next(name for name in names if name.casefold() not in used)
    used.add(name.casefold())
    return name + suffix


def _spare(path: Path, inputs: Sequence[GivenFile]) -> None:
    """A copy never takes the place of its original, under whatever name that goes."""
    for file in inputs:
        same = os.path.realpath(file.path) == os.path.realpath(path)
        if same or same_file(path, file.path):
            raise CommandError("annotate.input", file=str(path))


def _worked_in(path: Path) -> bool:
    """There is a file already that is no copy of ours as we wrote it: corrections may stand in it."""
    from plancheck.reports.annotated import is_untouched
    from plancheck.sources.limits import Limits, RefusedError
    from plancheck.sources.opening import bytes_of

    if not is_file(path) or not path.stat().st_size:
        return False
    try:
        return not is_untouched(bytes_of(path, Limits()))
    except RefusedError:
        return True
