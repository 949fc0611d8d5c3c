"""Every kind of rule as a plan states it, one file each. A new kind: a file, its lines in the two tables here, how it
is judged in the table of `judging`, a test, a docs section."""

from __future__ import annotations

from typing import Any

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
