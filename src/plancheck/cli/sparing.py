"""No output takes the place of what is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from plancheck.cli.errors import CommandError
from plancheck.cli.project import Plans
from plancheck.sources.paths import is_file, same_file


def spare_project(plans: Plans, files: Sequence[Path], data: Path | None, outputs: Iterable[Path | None]) -> None:
    """Outputs may replace neither these plan files nor their rosters, and nothing among the plans of the project or
    the submissions to it (`data`, else its folder of them)."""
    folders = [plans.root / "plans", data or plans.root / "data"]
    for output in outputs:
        if output is not None and is_file(output):  # only what is there already can be lost
            spare(output, [*files, *_rosters(plans, files)], folders)


def spare(output: Path | None, files: Iterable[Path], folders: Iterable[Path]) -> None:
    """A usage error where the output would replace one of the files, or any file in the folders."""
    if output is None or not is_file(output):
        return
    real = Path(os.path.realpath(output))
    inside = any(real.is_relative_to(os.path.realpath(folder)) for folder in folders)
    if inside or any(same_file(output, file) for file in files):
        raise CommandError("output.input", file=str(output))


def _rosters(plans: Plans, files: Sequence[Path]) -> list[Path]:
    """The rosters of plans that stand outside the project's `plans`; those inside are spared with the folder."""
    bare = [file for file in files if not file.absolute().is_relative_to(plans.root / "plans")]
    loaded = [(file, result.loaded) for file in bare if (result := plans.load(file)).loaded is not None]
    return [
        file.parent / roster.file
        for file, one in loaded
        if one is not None
        for roster in (one.plan.rosters or {}).values()
    ]
