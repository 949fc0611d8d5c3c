"""`narrative`: words that no machine decides; counted openly as `not_checkable`."""

from __future__ import annotations

from typing import Literal

from plancheck.model.case import Case
from plancheck.model.record import record
from plancheck.model.verdict import Status, Verdict


@record
class Narrative:
    """Nothing to state: the words stand in the document."""

    kind: Literal["narrative"] = "narrative"


def judge(rule: Narrative, case: Case) -> Verdict:
    return Verdict(Status.NOT_CHECKABLE, rule.kind)
