"""The plans of `many_plans_data` the way one would read them without plancheck: PyYAML's C loader, then pydantic.

The types are those of a plan as far as these files use them; nothing knows its line, and a key given twice is not seen.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    zh: str
    en: str


class Span(_Strict):
    start: date
    end: date


class Source(_Strict):
    document: str | None = None
    publisher: str | None = None
    date: str | None = None
    section: str | None = None
    item: str | None = None
    page: str | None = None


class Thresholds(_Strict):
    on_track: Decimal
    off_track: Decimal


class GraceDays(_Strict):
    monthly: int
    quarterly: int
    half_yearly: int
    yearly: int


class Baseline(_Strict):
    value: Decimal
    date: date


class Reach(_Strict):
    kind: Literal["reach"]
    at_least: Decimal
    by: date


class Hold(_Strict):
    kind: Literal["hold"]
    at_least: Decimal


class Points(_Strict):
    points: dict[date, Decimal]


class Owner(_Strict):
    lead: str
    with_: list[str] = Field(alias="with")


class Target(_Strict):
    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    title: Text
    unit: str
    measure: Literal["increment", "running_total", "level", "ratio", "done"]
    baseline: Baseline
    rule: Annotated[Reach | Hold, Field(discriminator="kind")]
    pace: Literal["linear", "s_curve", "at_due"] | Points
    method: Literal["pace", "compound", "recent_trend"]
    owner: Owner
    report: Literal["monthly", "quarterly", "half_yearly", "yearly", "school_yearly"]
    source: Source
    encoder: dict[str, str]


class Programme(_Strict):
    id: str
    title: Text
    targets: list[Target]


class Plan(_Strict):
    plancheck: Literal[1]
    id: str
    title: Text
    period: Span
    sample: bool
    source: Source
    owners: dict[str, Text]
    phases: dict[int, str]
    thresholds: Thresholds
    grace_days: GraceDays
    programmes: list[Programme]


def load(file: Path) -> Plan:
    """One plan."""
    return Plan.model_validate(yaml.load(file.read_bytes(), yaml.CSafeLoader))
