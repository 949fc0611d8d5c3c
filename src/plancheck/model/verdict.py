"""The outcome for one target, always with its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.origin import Origin


class Status(StrEnum):
    """In gating order, worst first; `not_checkable` is counted, never gated."""

    MISSED = "missed"
    AT_RISK = "at_risk"
    UNDETERMINED = "undetermined"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    ON_TRACK = "on_track"
    ACHIEVED = "achieved"
    NOT_CHECKABLE = "not_checkable"


class Flag(StrEnum):
    """What is said beside a status and never changes it, in the order in which flags are shown."""

    EARLY = "early"
    LATE = "late"
    OFF_TRACK = "off_track"
    WRONG_WAY = "wrong_way"
    RELAPSE_RISK = "relapse_risk"
    STALE = "stale"
    PARTIAL = "partial"
    REVISED = "revised"
    AMENDED = "amended"
    METHODS_DISAGREE = "methods_disagree"
    WAIVED = "waived"


Fact = Decimal | int | str | bool | date | tuple[str, ...] | Mapping[str, "Fact"]


@frozen_often
class Basis:
    """One value a verdict rests on: `value` is None for a gap; `entity` and `item` are "" where they say nothing."""

    period: str
    value: Decimal | bool | None
    sources: tuple[Origin, ...]
    entity: str = ""
    item: str = ""


@frozen
class Verdict:
    """`reason` is a code of the message catalogue; the facts are its numbers, unrounded."""

    status: Status
    reason: str
    flags: tuple[Flag, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    basis: tuple[Basis, ...] = ()
