"""A remark on a target, with the place of the field it is about."""

from __future__ import annotations

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.origin import TextRef
from plancheck.plans.plan import LoadedPlan, Target


def remark(loaded: LoadedPlan, target: Target, code: str, reason: str, key: str = "", **facts: str) -> Finding:
    """`key` is the field of the target to point at; where it is not written, the target itself is."""
    path = f"{target.id} › {key}" if key else target.id
    line, column = loaded.places.get(path) or loaded.places.get(target.id, (1, 1))
    facts = {"reason": reason, "path": path, "title": target.title.get("zh"), **facts}
    return Finding(code, SEVERITY[code], TextRef(loaded.file, line, column), facts, target.id, loaded.plan.id)
