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
    "manifest", "output_changed", "output_missing", "output_added", "output_strange",
    "input_changed", "input_missing", "input_added", "input_renamed",
    "plan_unusable", "no_record", "verdict", "report", "not_replayed",
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
    whether the reports were made with the versions that run now (others may word them otherwise). `replayed` is False
    where there was nothing to replay from. `unread` counts the inputs that were refused unread when the audit was made
    and so are not among those that the bundle keeps: what is said about them in the reports cannot be replayed."""

    differences: tuple[Difference, ...]
    outputs: int = 0
    inputs: int = 0
    verdicts: int = 0
    same_tools: bool = False
    replayed: bool = False
    unread: int = 0
    tools: Mapping[str, str] | None = None


def verify(
    files: Mapping[str, bytes],
    root: Path | None,
    strange: Iterable[str] = (),
    empty: Iterable[str] = (),
    kept: bool = False,
) -> Verified:
    """Check the files of a bundle and replay it from the project at `root`, which holds no more than the inputs that
    the bundle keeps where these were laid out there (`kept`). `files` are all ordinary files that stand in its folder,
    `empty` the folders in which nothing does, `strange` the names of what else there is."""
    manifest = read(files.get(MANIFEST, b""))
    found = [Difference("output_strange", name) for name in strange]
    if manifest is None:
        return Verified((*found, Difference("manifest", MANIFEST)))
    found += _outputs(manifest, files, empty)
    if root is None:
        missing = Difference("not_replayed", "")
        return Verified((*found, missing), outputs=len(manifest.outputs), tools=manifest.tools)
    unread = [one.path for one in manifest.inputs if kept and not one.sha256]
    against, verdicts = _replay(manifest, files, root, unread)
    return Verified(
        (*found, *against),
        outputs=len(manifest.outputs),
        inputs=len(manifest.inputs),
        verdicts=verdicts,
        same_tools=same_tools(manifest.tools),
        replayed=not any(one.kind == "plan_unusable" for one in against),
        unread=len(unread),
        tools=manifest.tools,
    )


def keeps_inputs(files: Mapping[str, bytes]) -> bool:
    """The bundle holds its own inputs."""
    return any(name.startswith(KEPT) for name in files)


def _outputs(manifest: Manifest, files: Mapping[str, bytes], empty: Iterable[str]) -> Iterator[Difference]:
    """Files that are not what the manifest says, that are gone, and that it does not know; and empty folders, but for
    those whose files are gone."""
    for one in manifest.outputs:
        if one.path not in files:
            yield Difference("output_missing", one.path)
        elif digest(files[one.path]) != one.sha256:
            yield Difference("output_changed", one.path, one.sha256, digest(files[one.path]))
    known = {MANIFEST, *(one.path for one in manifest.outputs)}
    added = [*(files.keys() - known), *(name for name in empty if not any(one.startswith(name) for one in known))]
    yield from (Difference("output_added", name) for name in sorted(added))


def _replay(
    manifest: Manifest, files: Mapping[str, bytes], root: Path, unread: list[str]
) -> tuple[list[Difference], int]:
    """What differs in the inputs, then in the verdicts they give now; and how many verdicts were compared."""
    try:
        project = read_project(root, manifest.choices.plans)
        now = inputs_of(root, project.submitted)
    except UnusableError as bad:
        said = "; ".join(dict.fromkeys(f"{finding.origin} {finding.code}" for finding in bad.findings[:3]))
        return [*_gone(manifest, root), Difference("plan_unusable", said)], 0
    except (ChangedError, OSError) as error:
        return [Difference("plan_unusable", str(error))], 0
    was = [one for one in manifest.inputs if one.path not in unread]
    by_byte = same_tools(manifest.tools) and not unread
    return [*_inputs(was, now), *_verdicts(manifest, files, project, by_byte)], _count(files)


def _gone(manifest: Manifest, root: Path) -> Iterator[Difference]:
    """Inputs that are not what they were, where the project cannot be read as a whole."""
    for one in manifest.inputs:
        sha256 = _digest(root / one.path)
        if sha256 is not None and sha256 != one.sha256 != "":
            yield Difference("input_changed", one.path, one.sha256, sha256)
        elif sha256 is None and one.sha256:
            yield _elsewhere(one, root) or Difference("input_missing", one.path, one.sha256)


def _elsewhere(one: Input, root: Path) -> Difference | None:
    """A plan or roster that has another name now."""
    held = [
        path for path in sorted((root / "plans").rglob("*")) if path.suffix.lower() == Path(one.path).suffix.lower()
    ]
    same = next((path for path in held if _digest(path) == one.sha256), None)
    return None if same is None else Difference("input_renamed", one.path, one.path, same.relative_to(root).as_posix())


def _digest(path: Path) -> str | None:
    """None for what is no file, or does not open."""
    try:
        return digest(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


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


def _verdicts(manifest: Manifest, files: Mapping[str, bytes], project: Project, by_byte: bool) -> Iterator[Difference]:
    """Verdicts that come out otherwise now; `by_byte`, every report must come out the same."""
    replayed = reports_of(judged(project, manifest.choices), manifest.choices.lang)
    was = _recorded(files)
    if was is None:
        yield Difference("no_record", AUDIT)
    else:
        found = changed_verdicts(was, recorded(json.loads(replayed[AUDIT])))
        yield from (Difference("verdict", *one) for one in found)
    if not by_byte:
        return
    for one in manifest.outputs:
        if one.path in replayed and digest(replayed[one.path]) != one.sha256:
            yield Difference("report", one.path, one.sha256, digest(replayed[one.path]))


def _recorded(files: Mapping[str, bytes]) -> Recorded | None:
    """None where `audit.json` is gone or is none any more."""
    try:
        return recorded(json.loads(files[AUDIT]))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _count(files: Mapping[str, bytes]) -> int:
    return len(_recorded(files) or {})
