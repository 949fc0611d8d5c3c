"""Files and folders named on a command line → what is to be imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.model.codes import ERROR
from plancheck.model.finding import Finding
from plancheck.plans.plan import Plan
from plancheck.sources.folder import bindings_of, printable, stay_inside
from plancheck.sources.given import GivenFile, data_folder_of
from plancheck.sources.importing import Source
from plancheck.sources.limits import Limits, RefusedError

if TYPE_CHECKING:
    from plancheck.sources.binding_file import Bindings


def sources_of(files: Sequence[GivenFile], plan: Plan) -> tuple[list[Source], tuple[Finding, ...]]:
    """The sources by the names that they keep, and the errors of a `sources.yaml` beside them. A source keeps its path
    from the folder that was named, a file that was named itself its own name: where they are called from changes
    nothing."""
    bindings: dict[Path, Bindings | None] = {}
    findings: list[Finding] = []
    sources = []
    for file in files:
        base = data_folder_of(file, plan.id)
        if base not in bindings:
            bindings[base], own = bindings_of(base, plan, [], Limits())
            findings += (one for one in own.findings if one.severity == ERROR)
        sources.append(_source(file, base, bindings[base]))
    return sorted(sources, key=lambda source: (source.kept, source.name)), tuple(findings)


def _source(file: GivenFile, base: Path, bindings: Bindings | None) -> Source:
    absolute = file.path.absolute()
    bound_as = absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else file.path.name
    kept = file.path.name if file.folder is None else file.path.relative_to(file.folder).as_posix()
    bound = bindings is not None and not bindings.broken and bool(bindings.of(bound_as))
    return Source(file.path, file.name, printable(kept), bound, _outside(file))


def _outside(file: GivenFile) -> bool:
    if file.folder is None:
        return False
    try:
        stay_inside(file.path, file.folder)
    except RefusedError:
        return True
    return False
