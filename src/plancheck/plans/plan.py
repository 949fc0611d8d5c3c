"""What a plan file says, typed. Read by `plans.load`; frozen from then on.

Every class refuses unknown keys. Fields named `from_` and `with_` are written `from` and `with` in YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from plancheck.model.frozen import frozen_often
from plancheck.model.record import AnyTable, FirstDay, Flag, LastDay, Number, Short, Whole, record
from plancheck.model.text import Text
from plancheck.plans.marks import FindingCode, FindingSeverity, Id, Meaning, TidyField
from plancheck.rules import Rule
from plancheck.rules.coverage import Coverage

Measure = Literal["increment", "running_total", "level", "ratio", "done"]
Cadence = Literal["monthly", "quarterly", "half_yearly", "yearly", "school_yearly"]
Aggregate = Literal["sum", "min", "max", "mean", "weighted"]
Method = Literal["pace", "compound", "recent_trend"]
Name = Annotated[Text, Short("zh", "en")]


@record
class Span:
    """First and last day of the plan, both inclusive."""

    start: FirstDay
    end: LastDay


@record
class Source:
    """Where a plan, a target or a figure stands. Facts only; sentences are not copied."""

    document: str | None = None
    publisher: str | None = None
    date: LastDay | None = None
    section: str | None = None
    item: str | None = None
    page: str | None = None
    url: str | None = None
    note: str | None = None


@record
class Thresholds:
    """Ratios of actual to expected progress: at or above `on_track`; below `off_track`."""

    on_track: Number = Decimal("0.95")
    off_track: Number = Decimal("0.60")


@record
class GraceDays:
    """Days after a period's end by which its report is due."""

    monthly: Whole = 15
    quarterly: Whole = 30
    half_yearly: Whole = 45
    yearly: Whole = 90
    school_yearly: Whole = 90


@record
class AuditTerms:
    """`cutoff_days`: the yearly audit counts what was submitted up to so many days after the day it speaks of; without
    it everything that was submitted counts."""

    cutoff_days: Whole | None = None


@record
class Jump:
    """From when on a change against the last period is asked about: the greater value is at least `factor` times the
    smaller, or two percentages lie at least `points` apart."""

    factor: Number = Decimal(5)
    points: Number = Decimal(20)

    def __post_init__(self) -> None:
        if self.factor <= 1 or self.points <= 0:
            raise ValueError("jump_bounds")


@record
class RosterFile:
    """`file` is a path from the plan file."""

    file: str


@record
class Baseline:
    """The value from which progress counts, at the end of the day `date` (or the last day of `period`)."""

    value: Number
    date: LastDay | None = None
    period: LastDay | None = None

    def __post_init__(self) -> None:
        if (self.date is None) == (self.period is None):
            raise ValueError("baseline_date_or_period")

    @property
    def on(self) -> Any:
        """The day, whichever way it was written."""
        return self.date or self.period


@record
class Pace:
    """What should have been reached by a date on the way; without one it is linear."""

    shape: Literal["linear", "points", "s_curve", "at_due"] | None = None
    points: Mapping[LastDay, Number] | None = None

    def __post_init__(self) -> None:
        if (self.shape == "points" or self.shape is None) != (self.points is not None):
            raise ValueError("pace_points")


@record
class Owner:
    """The responsible office (a key of `owners`), its partners, and a person."""

    lead: str
    with_: tuple[str, ...] = ()
    person: str | None = None


@record
class Valid:
    """Bounds on what can be a value at all, inclusive, in the unit of the target."""

    min: Number | None = None
    max: Number | None = None


@record
class Waiver:
    """A formally approved exception."""

    date: LastDay
    by: str
    reason: str


@record
class Target:
    """One commitment: its rule, and how the reported numbers are to be read."""

    id: Id
    title: Name
    rule: Rule
    unit: str = ""
    measure: Measure | None = None
    baseline: Baseline | None = None
    pace: Annotated[Pace, Short("shape")] | None = None
    method: Method = "pace"
    owner: Annotated[Owner, Short("lead")] | None = None
    report: Cadence | None = None
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    roster: str | None = None
    aggregate: Aggregate = "sum"
    valid: Valid | None = None
    aspirational: Flag = False
    due_from: Literal["plan"] | None = None
    by_part: tuple[str, ...] = ()
    encoder: Mapping[str, str] | None = None
    waived: Waiver | None = None
    note: Name | None = None

    def __post_init__(self) -> None:
        """What is listed or counted by name is reported as done or not done."""
        by_name = self.rule.kind in ("checklist", "milestones")
        if self.measure is None and (by_name or (isinstance(self.rule, Coverage) and self.roster_name)):
            object.__setattr__(self, "measure", "done")

    @property
    def roster_name(self) -> str | None:
        """The roster of the rule, else of the target."""
        return getattr(self.rule, "roster", None) or getattr(self.rule, "among", None) or self.roster


@record
class Programme:
    """A part of the plan under one title (工程), with its targets."""

    id: Id
    title: Name
    targets: tuple[Target, ...]


@record
class Amendment:
    """`set` is merged deeply into the target from `date` on; `waives` forgives an old due date that passed unmet."""

    date: FirstDay
    target: Id
    set: Annotated[Mapping[str, Any], AnyTable()]
    reason: str
    waives: Flag = False


@record
class Plan:
    """A whole plan. `placeholders` maps what submitters write for "nothing" to `missing` or a number; `headers` adds
    column headers per tidy field; `severities` says how grave findings on submissions are, by code."""

    plancheck: Literal["1"]
    id: Id
    title: Name
    period: Span
    programmes: tuple[Programme, ...]
    source: Source | None = None
    owners: Mapping[str, Name] | None = None
    phases: Mapping[str, Name] | None = None
    thresholds: Thresholds = Thresholds()
    grace_days: GraceDays = GraceDays()
    colours: Mapping[str, str] | None = None
    rosters: Mapping[str, RosterFile] | None = None
    amendments: tuple[Amendment, ...] = ()
    placeholders: Mapping[str, Meaning] | None = None
    headers: Mapping[TidyField, tuple[str, ...]] | None = None
    severities: Mapping[FindingCode, FindingSeverity] | None = None
    jump: Jump = Jump()
    audit: AuditTerms = AuditTerms()
    sample: Flag = False
    encoder: Mapping[str, str] | None = None
    note: Name | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every target in the order of the plan."""
        return tuple(target for programme in self.programmes for target in programme.targets)


@record
class RosterEntry:
    """One who must report, from `from_` until `to` (open where None)."""

    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    stage: str = ""
    from_: date | None = None
    to: date | None = None

    def in_force(self, on: date) -> bool:
        return (self.from_ is None or self.from_ <= on) and (self.to is None or on <= self.to)


Roster = tuple[RosterEntry, ...]


@frozen_often
class Version:
    """A target as it stands from `amendment.date` on (as first adopted where `amendment` is None)."""

    amendment: Amendment | None
    target: Target


@record
class LoadedPlan:
    """A plan with its rosters read and every amended version of its targets built, oldest first. `file` is the path
    from the project root; `digest` the sha256 of the plan file's bytes; `roster_files` the same of every roster file
    that was read; `places` the line and column of each target (by id), each of its keys (`R1.1 › rule`) and each
    amendment (`amendments[0]`)."""

    plan: Plan
    file: str
    digest: str
    rosters: Mapping[str, Roster]
    versions: Mapping[str, tuple[Version, ...]]
    roster_files: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def in_force(self, target: str, on: date) -> Version:
        """The version of the target that holds on that day."""
        first, *later = self.versions[target]
        for version in later:
            if version.amendment is not None and version.amendment.date <= on:
                first = version
        return first
