"""Every kind of rule, one file each. A new kind: a file, its lines in the three tables here, a test, a docs section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plancheck.model.case import Case
from plancheck.model.verdict import Verdict
from plancheck.rules import (
    change,
    checklist,
    composite,
    coverage,
    dispersion,
    each_entity,
    each_year,
    eliminate,
    hold,
    k_of_n,
    milestones,
    monotone,
    narrative,
    outpaces,
    rank,
    reach,
)
from plancheck.rules.change import Change
from plancheck.rules.checklist import Checklist
from plancheck.rules.composite import Composite
from plancheck.rules.coverage import Coverage
from plancheck.rules.dispersion import Dispersion
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.each_year import EachYear
from plancheck.rules.eliminate import Eliminate
from plancheck.rules.hold import Hold
from plancheck.rules.k_of_n import KOfN
from plancheck.rules.milestones import Milestones
from plancheck.rules.monotone import Monotone
from plancheck.rules.narrative import Narrative
from plancheck.rules.outpaces import Outpaces
from plancheck.rules.rank import Rank
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
    "k_of_n": KOfN,
    "dispersion": Dispersion,
    "change": Change,
    "outpaces": Outpaces,
    "rank": Rank,
    "composite": Composite,
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
    KOfN: k_of_n.judge,
    Dispersion: dispersion.judge,
    Change: change.judge,
    Outpaces: outpaces.judge,
    Rank: rank.judge,
    Composite: composite.judge,
    Narrative: narrative.judge,
}


Rule = (
    Reach
    | Hold
    | EachYear
    | Coverage
    | Checklist
    | Milestones
    | Eliminate
    | Monotone
    | EachEntity
    | KOfN
    | Dispersion
    | Change
    | Outpaces
    | Rank
    | Composite
    | Narrative
)


def judge(rule: Rule, case: Case) -> Verdict:
    """The verdict of a rule of any kind on a case."""
    return _JUDGES[type(rule)](rule, case)
