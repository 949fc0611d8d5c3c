"""A plan file to a `LoadedPlan`, with every error at once and where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.model.codes import ERROR, SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef
from plancheck.plans.files import read_ordinary

if TYPE_CHECKING:
    from plancheck.plans.cache import PlanCache
    from plancheck.plans.plan import LoadedPlan


@frozen
class LoadResult:
    """`loaded` is None exactly when one of the findings is an error."""

    loaded: LoadedPlan | None
    findings: tuple[Finding, ...]


def load_plan(path: Path, name: str, cache: PlanCache | None = None) -> LoadResult:
    """Read a plan and its rosters. `name` is the path from the project root, with forward slashes, used in findings.

    Never raises for what the files hold; a plan that cannot be read is F001. A result without errors is kept in
    `cache` and restored from there as long as no byte of the plan or its rosters changes.
    """
    try:
        data = read_ordinary(path)
    except OSError as error:
        return LoadResult(None, (unreadable(name, error),))
    if cache is not None and (kept := cache.get(path, name, data)) is not None:
        return LoadResult(*kept)
    result = _build(path, name, data)
    if cache is not None and result.loaded is not None:
        from plancheck.plans.packed import pack

        cache.put(pack(result.loaded, result.findings))
    return result


def unreadable(name: str, error: OSError) -> Finding:
    """F001 on a plan file that does not open."""
    reason = "file_missing" if isinstance(error, FileNotFoundError) else "file_unreadable"
    return Finding("F001", SEVERITY["F001"], FileRef(name), {"reason": reason, "seen": name})


def _build(path: Path, name: str, data: bytes) -> LoadResult:
    """Imported only on a miss: a restored plan meets neither YAML nor the checks of the types."""
    from plancheck.plans.build import build

    loaded, findings = build(path, name, data)
    failed = any(finding.severity == ERROR for finding in findings)
    return LoadResult(None if failed else loaded, findings)
