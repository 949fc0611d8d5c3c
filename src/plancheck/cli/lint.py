"""`plancheck lint`: what is wrong with the plans, and how much of them can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancheck.cli import options
from plancheck.cli.errors import FINE, REACHED, USAGE
from plancheck.cli.findings import lines
from plancheck.cli.gather import open_plans
from plancheck.cli.output import deliver
from plancheck.cli.project import Plans
from plancheck.cli.settings import settings
from plancheck.cli.sparing import spare_project
from plancheck.cli.words import Lang, say
from plancheck.model.codes import ERROR, WARNING
from plancheck.model.frozen import frozen

if TYPE_CHECKING:
    from plancheck.checks.checkability import Checkability
    from plancheck.model.finding import Finding

SCHEMA = "plancheck.lint/1"


@frozen
class Linted:
    """One plan file; `summary` is None where the plan cannot be used."""

    file: str
    findings: tuple[Finding, ...]
    summary: Checkability | None

    def count(self, severity: str) -> int:
        """How many of its findings are of that severity."""
        return sum(finding.severity == severity for finding in self.findings)


def command(
    ctx: typer.Context,
    plans: options.PlansArgument = None,
    format: options.ShortFormatOption = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    output: options.OutputOption = None,
    no_cache: options.NoCacheOption = False,
) -> int:
    """List every finding on the plans, then what can be checked."""
    given = settings(ctx)
    project = open_plans(given, plans or [], no_cache)
    files = project.choose(plans or [])
    spare_project(project, files, None, [output])
    linted = [_lint(project, file) for file in files]
    text = _json(given.lang, linted) if format == "json" else "\n".join(_text(given.lang, linted)) + "\n"
    deliver(text, output, given.quiet)
    if any(one.count(ERROR) for one in linted):
        return USAGE
    return REACHED if strict and any(one.count(WARNING) for one in linted) else FINE


def _lint(plans: Plans, file: Path) -> Linted:
    from plancheck.checks.plan import checkability, lint

    result = plans.load(file)
    if result.loaded is None:
        return Linted(plans.name(file), result.findings, None)
    findings = (*result.findings, *(f for f in lint(result.loaded) if f not in result.findings))
    return Linted(plans.name(file), findings, checkability(result.loaded.plan))


def _text(lang: Lang, linted: Sequence[Linted]) -> Iterator[str]:
    for one in linted:
        yield from lines(lang, one.findings)
        yield _summary(lang, one)


def _summary(lang: Lang, one: Linted) -> str:
    if one.summary is None:
        return say(lang, "lint.failed", file=one.file, errors=str(one.count(ERROR)))
    counts = {name: str(len(ids)) for name, ids in _ids(one.summary).items()}
    return say(lang, "lint.summary", file=one.file, warnings=str(one.count(WARNING)), **counts)


def _ids(summary: Checkability) -> dict[str, tuple[str, ...]]:
    return {
        "targets": summary.targets,
        "checkable": summary.checkable,
        "narrative": summary.narrative,
        "aspirational": summary.aspirational,
        "without_due": summary.without_due,
        "without_owner": summary.without_owner,
    }


def _json(lang: Lang, linted: Sequence[Linted]) -> str:
    from plancheck.reports.json_parts import dump, finding_object

    return dump(
        {
            "schema": SCHEMA,
            "plans": [
                {"file": one.file, **{name: list(ids) for name, ids in _ids(one.summary).items()}}
                for one in linted
                if one.summary is not None
            ],
            "findings": [finding_object(lang, finding) for one in linted for finding in one.findings],
        }
    )
