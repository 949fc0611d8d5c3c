"""What of the reports on one target is being told apart, and what is said of them on the way."""

from __future__ import annotations

from dataclasses import field

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen_often, slotted
from plancheck.model.observation import Observation, Value
from plancheck.model.origin import CellRef, TextRef
from plancheck.model.period import Period
from plancheck.series.entities import Names
from plancheck.series.scope import Scope
from plancheck.sources.findings import nearest_of

MOST_LOOKED_FOR = 500
"""Unknown reporters of one target for whom a likely name is looked for: a table with more of them is another list."""


@frozen_often
class Placed:
    """An observation with its reporter named as in the roster and its period cut to the plan."""

    entity: str
    item: str
    period: Period
    value: Value
    observation: Observation


@slotted
class Selection:
    """Collects findings on the way, with the observations they are about."""

    scope: Scope
    reporters: Names
    findings: list[Finding] = field(default_factory=list)
    near: dict[str, str] = field(default_factory=dict)
    about: list[Observation] = field(default_factory=list)

    def nearest(self, name: str) -> str:
        """The name of the roster most like an unknown one, "" for none; looked for so many times and no more."""
        if name not in self.near:
            self.near[name] = nearest_of(name, self.reporters.in_order) if len(self.near) < MOST_LOOKED_FOR else ""
        return self.near[name]

    def note(self, code: str, observation: Observation, **facts: str) -> None:
        scope = self.scope
        facts = {"period": "" if observation.period is None else observation.period.label} | facts
        facts = {"target": scope.target.id, "entity": observation.entity, "seen": observation.raw} | facts
        finding = Finding(code, SEVERITY[code], observation.origin, facts, scope.target.id, scope.plan.id)
        self.findings.append(finding)
        self.about.append(observation)

    def in_order(self) -> list[Finding]:
        """The findings in the order of the sources, whatever the order of reading."""
        order = sorted(range(len(self.findings)), key=lambda at: place(self.about[at]))
        return [self.findings[at] for at in order]


Place = tuple[str, str, int, int, str, str]


def place(observation: Observation) -> Place:
    """Where the observation stands in reading order: file, sheet, row or line, column; then what it is about."""
    origin, about = observation.origin, (observation.entity, observation.item)
    if isinstance(origin, CellRef):
        letters = origin.cell.rstrip("0123456789")
        row, column = int(origin.cell[len(letters) :]), int(letters, 36)  # to base 36, A is before Z, Z before AA
        return origin.file, origin.sheet, row, column, *about
    if isinstance(origin, TextRef):
        return origin.file, "", origin.line, origin.column, *about
    return origin.file, "", 0, 0, *about
