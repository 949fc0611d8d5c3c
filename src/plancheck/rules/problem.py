"""What is to be reached by when, and what comes of it."""

from __future__ import annotations

from datetime import date

from plancheck.model.case import Case
from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Flag, Status
from plancheck.rules.path import Path


@frozen
class Problem:
    """What is to be reached, by when, and the case it stands in."""

    comparator: Comparator
    due: date
    case: Case
    history: Path = ()

    @property
    def sense(self) -> int:
        """+1 where more is better, -1 where less is, 0 where neither is said (a band without a baseline)."""
        c = self.comparator
        if c.high is None or c.low is None:
            return 1 if c.high is None else -1
        start = self.case.start
        if start is None or c.satisfied(start.value):
            return 0
        return 1 if c.below(start.value) else -1


@frozen
class Outcome:
    """`judged_by_pace` marks the outcomes that two overdue reports withdraw; `final` those no later report changes."""

    status: Status
    reason: str
    flags: tuple[Flag, ...] = ()
    judged_by_pace: bool = False
    final: bool = False
