"""The files of a bundle from a project. The same inputs, options and tools give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plancheck.audit.inputs import bytes_of, inputs_of
from plancheck.audit.manifest import Choices, Manifest, listed, tools, written
from plancheck.audit.project import Project
from plancheck.audit.record import record
from plancheck.audit.store import MANIFEST
from plancheck.pipeline import assess
from plancheck.reports import FORMATS, Options
from plancheck.reports.report import Report

AUDIT = "audit.json"
KEPT = "inputs/"
"""Where a bundle keeps the inputs themselves, when it does."""
_WIDTH = 80


def judged(project: Project, choices: Choices) -> Report:
    """The verdicts, and what has changed since the end of the year before."""
    return assess(
        project.submitted,
        as_of=choices.as_of,
        known_at=choices.known_at,
        since=date(int(choices.year) - 1, 12, 31),
        period=choices.year,
        findings=project.findings,
        history=True,
    )


def reports_of(report: Report, lang: str) -> dict[str, bytes]:
    """The reports of the bundle by name."""
    from plancheck.reports.ledger import workbook

    options = Options(lang=lang, width=_WIDTH, show_all=True)
    return {
        AUDIT: record(report, lang),
        "ledger.xlsx": workbook(report, lang),
        "report.html": FORMATS["html"](report, options).encode(),
        "report.md": FORMATS["markdown"](report, options).encode(),
    }


def files_of(
    project: Project, choices: Choices, report: Report, previous: str | None, keep_inputs: bool
) -> dict[str, bytes]:
    """Every file of the bundle. Raises ChangedError or OSError where an input changed since it was read."""
    used, root = inputs_of(project.root, project.submitted), project.root
    files: dict[str, bytes] = dict(reports_of(report, choices.lang))
    if keep_inputs:
        files |= {KEPT + one.path: bytes_of(root, one.path, one.sha256) for one in used if one.sha256}
    return files | {MANIFEST: written(Manifest(choices, used, listed(files), tools(), previous))}


def same_tools(made_with: Mapping[str, str]) -> bool:
    """The bundle was made by the very versions that run now."""
    return dict(made_with) == tools()
