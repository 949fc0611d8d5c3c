"""What came of checking submissions: the findings in reading order, whose rows they stand in, and who is missing."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.observation import Observation
from plancheck.model.origin import CellRef, FileRef, Origin, TextRef
from plancheck.model.period import Period
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import FileRead
from plancheck.sources.gathered import standing_in

Place = tuple[str, str, int, int]
"""File, sheet ("" in a text file), row or line (0 for the whole file), column (0 for the line): sorts as one reads."""


@frozen_often
class Subject:
    """What a row speaks of, "" where it does not say: the entity as the roster names it, the target's id, the period's
    label, the item."""

    entity: str
    target: str
    period: str
    item: str


@frozen
class Missing:
    """A report that is owed and not there. `group` is the township or the like of the roster, "" without one; `due` the
    day after which it is late; `last` the latest earlier period for which there is a report, "" for none."""

    entity: str
    group: str
    target: str
    period: str
    due: date
    last: str = ""


@frozen
class Checked:
    """The submissions to one plan. `files` are those that were looked at, `values` how many of their cells were read as
    values; `findings` have the severities in force and stand in reading order; `context` counts the files that were
    only compared with. `owed` is on how many targets each entity was to report; `unread` are the files of which
    nothing could be read; `left_out` counts by code the findings that the plan or the user does not want to see."""

    loaded: LoadedPlan
    as_of: date
    period: Period | None
    files: tuple[FileRead, ...]
    observations: Sequence[Observation]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...] = ()
    context: int = 0
    owed: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


@frozen
class Validation:
    """Every plan that something was submitted to. `findings` are those that belong to no plan."""

    plans: tuple[Checked, ...]
    findings: tuple[Finding, ...] = ()


_LETTERS = string.ascii_uppercase


def place(origin: Origin | None) -> Place:
    """Where the origin stands in reading order."""
    if isinstance(origin, CellRef):
        letters = origin.cell.rstrip("0123456789")
        row = origin.cell[len(letters) :]
        return origin.file, origin.sheet, int(row or 0), _column(letters)
    if isinstance(origin, TextRef):
        return origin.file, "", origin.line, origin.column
    return (origin.file if isinstance(origin, FileRef) else ""), "", 0, 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def row_of(origin: Origin | None) -> tuple[str, str, int]:
    """The row it stands in: `place` without the column."""
    if isinstance(origin, CellRef):
        return origin.file, origin.sheet, int(origin.cell.lstrip(_LETTERS) or 0)
    return place(origin)[:3]


def subjects(checked: Checked, findings: Iterable[Finding] | None = None) -> Mapping[tuple[str, str, int], Subject]:
    """Whose row it is, by file, sheet and row; only for the rows of these findings where they are given."""
    wanted = None if findings is None else {row_of(finding.origin) for finding in findings}
    found: dict[tuple[str, str, int], Subject] = {}
    for one in checked.observations if wanted is None else standing_in(checked.observations, wanted):
        row = row_of(one.origin)
        if row not in found and (wanted is None or row in wanted):
            label = "" if one.period is None else one.period.label
            found[row] = Subject(one.entity, one.target, label, one.item)
    return found
