"""Every kind of rule, one file each. A new kind: a file, its lines in the three tables here, a test, a docs section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plancheck.model.case import Case
from plancheck.model.verdict import Verdict
from plancheck.rules import (
    checklist,
    coverage,
    each_entity,
    each_year,
    eliminate,
    hold,
    milestones,
    monotone,
    narrative,
    reach,
)
from plancheck.rules.checklist import Checklist
from plancheck.rules.coverage import Coverage
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.hold import Hold
from plancheck.rules.milestones import Milestones
from plancheck.rules.monotone import Monotone
from plancheck.rules.narrative import Narrative
from plancheck.rules.reach import Reach

KINDS: dict[str, type[Any]] = {
    "reach": Reach,
    "hold": Hold,
    "each_year": EachYear,
    "coverage": Coverage,
    "checklist": Checklist,
    "milestones": Milestones,
    "eliminate": Eliminate,
    "monotone": Monotone,
    "each_entity": EachEntity,
    "narrative": Narrative,
}

_JUDGES: dict[type[Any], Callable[[Any, Case], Verdict]] = {
    Reach: reach.judge,
    Hold: hold.judge,
    EachYear: each_year.judge,
    Coverage: coverage.judge,
    Checklist: checklist.judge,
    Milestones: milestones.judge,
    Eliminate: eliminate.judge,
    Monotone: monotone.judge,
    EachEntity: each_entity.judge,
    Narrative: narrative.judge,
}


Rule = Reach | Hold | EachYear | Coverage | Checklist | Milestones | Eliminate | Monotone | EachEntity | Narrative


def judge(rule: Rule, case: Case) -> Verdict:
    """The verdict of a rule of any kind on a case."""
    return _JUDGES[type(rule)](rule, case)
