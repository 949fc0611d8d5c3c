"""Many plan files at once: from the cache what is there, the rest built, by other processes where it is much."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plancheck.plans.cache import PlanCache
from plancheck.plans.files import read_ordinary
from plancheck.plans.load import unreadable
from plancheck.plans.packing import Named, PackedResult, build_packed

LEAST_SHARED = 64
"""Starting another process takes as long as building some thirty plans."""


def load_packed(files: Sequence[Named], cache: PlanCache | None = None, processes: int = 1) -> list[PackedResult]:
    """Every plan with what was found in it, in the order of the files; the same for any number of processes."""
    results = {file: kept for file in files if (kept := _kept(*file, cache)) is not None}
    missing = [file for file in dict.fromkeys(files) if file not in results]
    if processes > 1 and len(missing) >= LEAST_SHARED:
        from plancheck.plans.crew import build_shared

        results |= build_shared(missing, None if cache is None else cache.folder, processes)
    for file in missing:
        if file not in results:  # all of them, or those of a worker that has gone
            results[file] = build_packed(*file, cache)
    return [results[file] for file in files]


def _kept(path: Path, name: str, cache: PlanCache | None) -> PackedResult | None:
    """From the cache, or the reason why there is nothing to build."""
    try:
        data = read_ordinary(path)
    except OSError as error:
        return PackedResult(None, (unreadable(name, error),))
    packed = None if cache is None else cache.get_packed(path, name, data)
    return None if packed is None else PackedResult(packed, packed.findings)
