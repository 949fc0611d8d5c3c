"""Is a bundle what was once written, do its inputs still stand, and do they still give its verdicts?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from plancheck.audit.bundle import AUDIT, KEPT, judged, reports_of, same_tools
from plancheck.audit.canonical import digest
from plancheck.audit.inputs import ChangedError, Input, inputs_of
from plancheck.audit.manifest import Manifest, read
from plancheck.audit.project import Project, UnusableError, read_project
from plancheck.audit.store import MANIFEST
from plancheck.audit.verdicts import Recorded, changed_verdicts, recorded
from plancheck.model.frozen import frozen

Kind = Literal[
    "manifest", "output_changed", "output_missing", "output_added",
    "input_changed", "input_missing", "input_added", "input_renamed",
    "plan_unusable", "verdict", "report", "not_replayed",
]  # fmt: skip


@frozen
class Difference:
    """`what` is a path, or plan and target; `was` and `now` what stood there and stands there, "" where that says
    nothing."""

    kind: Kind
    what: str
    was: str = ""
    now: str = ""


@frozen
class Verified:
    """`differences` empty: everything is as it was. `inputs` and `verdicts` count what was compared; `same_tools` says
    whether the reports were compared byte by byte too (other versions may word them otherwise). `replayed` is False
    where there was nothing to replay from."""

    differences: tuple[Difference, ...]
    outputs: int = 0
    inputs: int = 0
    verdicts: int = 0
    same_tools: bool = False
    replayed: bool = False
    tools: Mapping[str, str] | None = None


def verify(files: Mapping[str, bytes], root: Path | None) -> Verified:
    """Check the files of a bundle; replay it from the project at `root`, or without one from the inputs it keeps
    (which the caller has laid out at `root`). `files` are all that stand in its folder."""
    manifest = read(files.get(MANIFEST, b""))
    if manifest is None:
        return Verified((Difference("manifest", MANIFEST),))
    found = [*_outputs(manifest, files)]
    if root is None:
        missing = Difference("not_replayed", "")
        return Verified((*found, missing), outputs=len(manifest.outputs), tools=manifest.tools)
    against, verdicts = _replay(manifest, files, root)
    return Verified(
        (*found, *against),
        outputs=len(manifest.outputs),
        inputs=len(manifest.inputs),
        verdicts=verdicts,
        same_tools=same_tools(manifest.tools),
        replayed=not any(one.kind == "plan_unusable" for one in against),
        tools=manifest.tools,
    )


def keeps_inputs(files: Mapping[str, bytes]) -> bool:
    """The bundle holds its own inputs."""
    return any(name.startswith(KEPT) for name in files)


def _outputs(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Difference]:
    """Files that are not what the manifest says, that are gone, and that it does not know."""
    for one in manifest.outputs:
        if one.path not in files:
            yield Difference("output_missing", one.path)
        elif digest(files[one.path]) != one.sha256:
            yield Difference("output_changed", one.path, one.sha256, digest(files[one.path]))
    known = {MANIFEST, *(one.path for one in manifest.outputs)}
    yield from (Difference("output_added", name) for name in sorted(files.keys() - known))


def _replay(manifest: Manifest, files: Mapping[str, bytes], root: Path) -> tuple[list[Difference], int]:
    """What differs in the inputs, then in the verdicts they give now; and how many verdicts were compared."""
    try:
        project = read_project(root, manifest.choices.plans)
        now = inputs_of(root, project.submitted)
    except UnusableError as bad:
        said = "; ".join(f"{finding.origin} {finding.code}" for finding in bad.findings[:3])
        return [*_gone(manifest, root), Difference("plan_unusable", said)], 0
    except (ChangedError, OSError) as error:
        return [Difference("plan_unusable", str(error))], 0
    return [*_inputs(manifest.inputs, now), *_verdicts(manifest, files, project)], _count(files)


def _gone(manifest: Manifest, root: Path) -> Iterator[Difference]:
    """Inputs that are not what they were, where the project cannot be read as a whole."""
    for one in manifest.inputs:
        try:
            sha256 = digest((root / one.path).read_bytes())
        except OSError:
            yield Difference("input_missing", one.path)
            continue
        if one.sha256 and sha256 != one.sha256:
            yield Difference("input_changed", one.path, one.sha256, sha256)


def _inputs(was: Iterable[Input], now: Iterable[Input]) -> Iterator[Difference]:
    """Changed, gone, new, and under another name: the same bytes elsewhere."""
    before, after = {one.path: one for one in was}, {one.path: one for one in now}
    gone = [before[path] for path in sorted(before.keys() - after.keys())]
    new = {path: after[path] for path in sorted(after.keys() - before.keys())}
    for path in sorted(before.keys() & after.keys()):
        if before[path].sha256 != after[path].sha256:
            yield Difference("input_changed", path, before[path].sha256, after[path].sha256)
    for one in gone:
        renamed = next((path for path, other in new.items() if one.sha256 and other.sha256 == one.sha256), None)
        if renamed is None:
            yield Difference("input_missing", one.path, one.sha256)
        else:
            del new[renamed]
            yield Difference("input_renamed", one.path, one.path, renamed)
    yield from (Difference("input_added", path, now=other.sha256) for path, other in new.items())


def _verdicts(manifest: Manifest, files: Mapping[str, bytes], project: Project) -> Iterator[Difference]:
    """Verdicts that come out otherwise now; with the same tools every report must come out the same to the byte."""
    replayed = reports_of(judged(project, manifest.choices), manifest.choices.lang)
    was = _recorded(files)
    if was is not None:
        found = changed_verdicts(was, recorded(json.loads(replayed[AUDIT])))
        yield from (Difference("verdict", *one) for one in found)
    if not same_tools(manifest.tools):
        return
    for one in manifest.outputs:
        if one.path in replayed and digest(replayed[one.path]) != one.sha256:
            yield Difference("report", one.path, one.sha256, digest(replayed[one.path]))


def _recorded(files: Mapping[str, bytes]) -> Recorded | None:
    """None where `audit.json` is gone or is none any more; that is said already."""
    try:
        return recorded(json.loads(files[AUDIT]))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _count(files: Mapping[str, bytes]) -> int:
    return len(_recorded(files) or {})
