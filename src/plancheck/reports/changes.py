"""What changed since the day that the report compares with."""

from __future__ import annotations

from collections.abc import Iterable

from plancheck.model.frozen import frozen
from plancheck.model.verdict import Status
from plancheck.reports.report import TargetReport
from plancheck.reports.select import GATING, worst_first


@frozen
class Changes:
    """Targets whose status moved in gating order; the first of `worse` is the one that stands worst now."""

    worse: tuple[TargetReport, ...]
    better: tuple[TargetReport, ...]


def changes(targets: Iterable[TargetReport]) -> Changes:
    """Compare each status with the one before; targets without one before do not count."""
    known = [item for item in targets if item.previous is not None]
    worse = [item for item in known if _step(item) < 0]
    better = [item for item in known if _step(item) > 0]
    return Changes(tuple(worst_first(worse)), tuple(better))


def _step(item: TargetReport) -> int:
    assert item.previous is not None  # filtered by the caller
    return _rank(item.verdict.status) - _rank(item.previous.status)


def _rank(status: Status) -> int:
    return GATING.index(status)
