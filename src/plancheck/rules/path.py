"""A possible course of the measured value, and where the due date falls in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen_often
from plancheck.model.series import Standing


@frozen_often
class Step:
    """The value x at the end of a period."""

    start: date
    end: date
    x: Decimal


Path = tuple[Step, ...]
Course = Callable[[Standing], Decimal | None]


def reported(standing: Standing) -> Decimal | None:
    return standing.value


def lowest(standing: Standing) -> Decimal | None:
    return standing.low


def highest(standing: Standing) -> Decimal | None:
    return standing.high


def inside(comparator: Comparator) -> Course:
    """The course that stays within a two-sided comparator wherever the bounds allow it."""

    def course(standing: Standing) -> Decimal | None:
        low = standing.low if comparator.low is None else max(standing.low, comparator.low)
        return min(low, standing.high)

    return course


def path(standings: Sequence[Standing], course: Course) -> Path:
    """The standings as one possible course; those without a value on it are left out."""
    steps = ((s, course(s)) for s in standings)
    return tuple(Step(s.period.start, s.end, x) for s, x in steps if x is not None)


def at_due(steps: Path, due: date) -> Step | None:
    """The value at the end of the due date itself."""
    return next((step for step in reversed(steps) if step.end == due), None)


def around_due(steps: Path, due: date) -> Step | None:
    """The first value after due whose period had begun by then: due lies inside it."""
    after = [step for step in steps if step.end > due]
    return after[0] if after and after[0].start <= due else None


def last_before(steps: Path, due: date) -> Step | None:
    before = [step for step in steps if step.end < due]
    return before[-1] if before else None
