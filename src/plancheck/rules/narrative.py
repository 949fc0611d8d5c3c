"""`narrative`: words that no machine decides; counted openly as `not_checkable`."""

from __future__ import annotations

from typing import Literal

from plancheck.model.record import record


@record
class Narrative:
    """Nothing to state: the words stand in the document."""

    kind: Literal["narrative"] = "narrative"
