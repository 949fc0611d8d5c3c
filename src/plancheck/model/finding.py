"""Something about an input, never about the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from plancheck.model.frozen import frozen_often
from plancheck.model.origin import Origin


@frozen_often
class Finding:
    """`code` is listed in `codes`; `facts` fill the placeholders of its texts; `target` is the id it concerns."""

    code: str
    severity: str
    origin: Origin | None
    facts: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    plan: str | None = None
