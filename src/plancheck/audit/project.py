"""A project read for an audit: plans, rosters and submissions from their files, never from a cache."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plancheck.audit.inputs import Submitted
from plancheck.model.codes import ERROR
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.plans.load import load_plan
from plancheck.sources.folder import read_folder


class UnusableError(Exception):
    """A plan, or its `sources.yaml`, has errors; `findings` are these, `where` is "plans" or "sources"."""

    def __init__(self, where: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(where, len(findings))
        self.where = where
        self.findings = findings


@frozen
class Project:
    """The plans with what was submitted to each; `findings` are those on the plans."""

    root: Path
    submitted: Submitted
    findings: tuple[Finding, ...]


def read_project(root: Path, plans: Sequence[str]) -> Project:
    """Read the plan files (paths from the root) and every submission to them. Raises UnusableError."""
    results = [load_plan(root / name, name) for name in plans]
    findings = tuple(finding for result in results for finding in result.findings)
    _refuse("plans", tuple(finding for finding in findings if finding.severity == ERROR))
    loaded = [result.loaded for result in results if result.loaded is not None]
    submitted = [(one, read_folder(root / "data" / one.plan.id, one.plan)) for one in loaded]
    said = (finding for _, given in submitted for finding in given.findings)
    _refuse("sources", tuple(finding for finding in said if finding.code[0] == "P" and finding.severity == ERROR))
    return Project(root, submitted, findings)


def _refuse(where: str, errors: tuple[Finding, ...]) -> None:
    if errors:
        raise UnusableError(where, errors)
