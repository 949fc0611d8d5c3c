"""Every kind of rule, one file each. Adding a kind: a file, a line in `KINDS` and in `Rule`, a test, a docs section."""

from __future__ import annotations

from typing import Annotated, Any

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


class _ByKind:
    """Annotated mark: the key `kind` chooses the class; pydantic is only met when a plan is validated."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        choices = {kind: handler.generate_schema(rule) for kind, rule in KINDS.items()}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


Rule = Annotated[
    Reach | Hold | EachYear | Coverage | Checklist | Milestones | Eliminate | Monotone | EachEntity | Narrative,
    _ByKind(),
]
