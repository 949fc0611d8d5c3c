"""One plan file to a packed plan."""

from __future__ import annotations

from pathlib import Path

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.plans.cache import PlanCache
from plancheck.plans.load import load_plan
from plancheck.plans.packed import Packed, pack

Named = tuple[Path, str]
"""A plan file and its path from the project root, as findings name it."""


@frozen
class PackedResult:
    """`packed` is None exactly when one of the findings is an error."""

    packed: Packed | None
    findings: tuple[Finding, ...]


def build_packed(path: Path, name: str, cache: PlanCache | None) -> PackedResult:
    """Built from the file, and kept where there are no errors."""
    result = load_plan(path, name)
    if result.loaded is None:
        return PackedResult(None, result.findings)
    packed = pack(result.loaded, result.findings)
    if cache is not None:
        cache.put(packed)
    return PackedResult(packed, result.findings)
