"""The columns that the CSV and the Markdown table of findings share, and those of the list of missing reports."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.checked import Validation
from plancheck.messages import finding_text, term
from plancheck.messages.escape import escape
from plancheck.model.origin import CellRef
from plancheck.reports.checked.about import file_of, spot
from plancheck.reports.checked.listing import Listed, listed
from plancheck.reports.checked.options import CheckOptions

COLUMNS = (
    *("plan", "file", "sheet", "place", "code", "severity", "entity", "target", "period", "message", "hint", "sample"),
)
MISSING = ("plan", "group", "entity", "target", "title", "period", "due", "sample")


def head(lang: str, options: CheckOptions) -> list[str]:
    """The names of the columns."""
    return [term(lang, f"check.head.{column}") for column in (MISSING if options.missing else COLUMNS)]


def rows(validation: Validation, options: CheckOptions) -> Iterator[list[str]]:
    """A row for each finding, or for each missing report; "" where there is nothing to say."""
    if options.missing:
        yield from _missing(validation, options.lang)
        return
    for one in listed(validation, options):
        yield [escape(cell) for cell in _row(one, options.lang)]


def _row(one: Listed, lang: str) -> list[str]:
    finding, subject = one.finding, one.subject
    message, hint = finding_text(lang, finding)
    origin = finding.origin
    in_sheet = isinstance(origin, CellRef)
    return [
        finding.plan or "",
        file_of(origin),
        origin.sheet if isinstance(origin, CellRef) else "",
        origin.cell if isinstance(origin, CellRef) else "" if in_sheet else spot(origin),
        finding.code,
        term(lang, f"severity.{finding.severity}"),
        subject.entity,
        subject.target,
        subject.period,
        message,
        hint,
        term(lang, "word.sample") if one.checked is not None and one.checked.loaded.plan.sample else "",
    ]


def _missing(validation: Validation, lang: str) -> Iterator[list[str]]:
    for checked in validation.plans:
        plan = checked.loaded.plan
        titles = {target.id: target.title.get(lang) for target in plan.targets}
        mark = term(lang, "word.sample") if plan.sample else ""
        for one in checked.missing:
            cells = [plan.id, one.group, one.entity, one.target, titles[one.target], one.period, one.due.isoformat()]
            yield [*map(escape, cells), mark]
