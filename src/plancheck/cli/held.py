"""The plans of a run, at hand without all of them being in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.project import MANY, Plans
from plancheck.model.frozen import frozen

if TYPE_CHECKING:
    from plancheck.model.finding import Finding
    from plancheck.plans.load import LoadResult
    from plancheck.plans.plan import LoadedPlan


@frozen
class Held:
    """A plan that can be used. `open` gives it: the same each time, of many a new one that is gone when it is done
    with."""

    id: str
    file: str
    open: Callable[[], LoadedPlan]


@frozen
class Holding:
    """The plans without errors, and what was found in all of them; `failed` where any had errors."""

    held: Sequence[Held]
    findings: tuple[Finding, ...]
    failed: bool


def hold(plans: Plans, files: Sequence[Path]) -> Holding:
    """Load these files."""
    if len(files) < MANY:
        results = [plans.load(file) for file in files]
        held = [_held(result) for result in results if result.loaded is not None]
        findings = tuple(finding for result in results for finding in result.findings)
    else:
        packed = plans.load_packed(files)
        held = [
            Held(one.packed.id, one.packed.file, partial(plans.unpack, file, one.packed))
            for file, one in zip(files, packed, strict=True)
            if one.packed is not None
        ]
        findings = tuple(finding for one in packed for finding in one.findings)
    return Holding(held, findings, len(held) < len(files))


def _held(result: LoadResult) -> Held:
    loaded = result.loaded
    assert loaded is not None  # only these are held
    return Held(loaded.plan.id, loaded.file, lambda: loaded)
