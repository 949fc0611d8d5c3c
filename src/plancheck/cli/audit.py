"""`plancheck audit`: the yearly bundle, and whether one still holds."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancheck.cli import options
from plancheck.cli.auditing import previous_seal, put
from plancheck.cli.dates import Dates, day
from plancheck.cli.errors import CommandError
from plancheck.cli.gate import exit_code, statuses
from plancheck.cli.gather import PlanError, distinct, open_plans
from plancheck.cli.output import deliver
from plancheck.cli.project import Plans
from plancheck.cli.settings import Settings, settings
from plancheck.cli.verifying import verified
from plancheck.cli.words import say

if TYPE_CHECKING:
    from plancheck.audit.manifest import Choices
    from plancheck.audit.project import Project


def command(
    ctx: typer.Context,
    plans: options.PlansArgument = None,
    year: Annotated[str | None, typer.Option("--year", metavar="Y")] = None,
    as_of: options.AsOfOption = None,
    known_at: options.KnownAtOption = None,
    previous: Annotated[Path | None, typer.Option("--previous", metavar="DIR")] = None,
    with_inputs: Annotated[bool, typer.Option("--with-inputs")] = False,
    fail_on: Annotated[str | None, typer.Option("--fail-on", metavar="S,...")] = None,
    verify: Annotated[Path | None, typer.Option("--verify", metavar="DIR")] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="ROOT")] = None,
    format: options.ShortFormatOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR")] = None,
) -> int:
    """Write the audit of a year, or with --verify check one that was written."""
    given = settings(ctx)
    if (year is None) == (verify is None):
        raise CommandError("audit.year_or_verify")
    if verify is not None:
        _alone("--verify", plans, as_of, known_at, previous, with_inputs, fail_on, output)
        return verified(given, verify, against, format or "text")
    _alone("--year", against, format)
    failing = statuses(given.lang, "--fail-on", fail_on)
    project, choices = _chosen(given, plans or [], str(year), as_of, known_at)

    from plancheck.audit.bundle import files_of, judged
    from plancheck.audit.inputs import ChangedError

    report = judged(project, choices)
    folder = _place(output, project.root, choices.year)
    seal = None if previous is None else _seal(previous, folder)
    try:
        files = files_of(project, choices, report, seal, with_inputs)
    except (ChangedError, OSError) as error:
        raise CommandError("audit.changed", file=str(error)) from None
    written = put(folder, files)
    text = say(given.lang, "audit.written" if written else "audit.same", folder=str(folder), files=", ".join(files))
    deliver(text + "\n", None, given.quiet)
    return exit_code(report, failing)


def _alone(option: str, *others: object) -> None:
    """Nothing is asked for that would mean nothing here."""
    if any(others):
        raise CommandError("audit.alone", option=option)


def _place(output: Path | None, root: Path, year: str) -> Path:
    """Where the bundle goes: not among the submissions, where the next audit would read it as one."""
    folder = output or root / "audits" / year
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root / "data")):
        raise CommandError("audit.in_data", folder=str(folder))
    return folder


def _seal(previous: Path, folder: Path) -> str:
    if os.path.realpath(previous) == os.path.realpath(folder):
        raise CommandError("audit.own_previous", folder=str(folder))
    return previous_seal(previous)


def _chosen(
    given: Settings, names: list[str], year: str, as_of: str | None, known_at: str | None
) -> tuple[Project, Choices]:
    """The project as it stands and the days of the audit, none of them today's."""
    from plancheck.audit.manifest import Choices, is_year
    from plancheck.audit.project import UnusableError, read_project

    if not is_year(year):
        raise CommandError("audit.year", seen=year)
    on = date(int(year), 12, 31) if as_of is None else day("--as-of", as_of)
    if on < date(int(year), 1, 1):
        raise CommandError("audit.before_year", as_of=on.isoformat(), year=year)
    plans = open_plans(given, names, no_cache=True)
    files = tuple(_inside(plans, file) for file in plans.choose(names))
    try:
        project = read_project(plans.root, files)
    except UnusableError as bad:
        raise PlanError(bad.findings, Dates(on, None, on, year), "text", f"{bad.where}.bad") from None
    distinct((loaded.plan.id, loaded.file) for loaded, _ in project.submitted)
    known = day("--known-at", known_at) if known_at else _cutoff(project, on)
    return project, Choices(year, on, known, given.lasting, files)


def _inside(plans: Plans, file: Path) -> str:
    """The plan's path from the root; a manifest can name nothing else."""
    from plancheck.sources.folder import printable

    name = plans.name(file)
    if Path(name).is_absolute() or not (plans.root / name).is_file() or printable(name) != name:
        raise CommandError("audit.outside", file=str(file), root=str(plans.root))
    return name


def _cutoff(project: Project, on: date) -> date | None:
    """The declared cut-off; plans that declare different ones cannot share an audit."""
    declared = {loaded.plan.id: loaded.plan.audit.cutoff_days for loaded, _ in project.submitted}
    if len(set(declared.values())) > 1:
        plans = ", ".join(f"{name}: {days if days is not None else '-'}" for name, days in declared.items())
        raise CommandError("audit.cutoffs", plans=plans)
    days = next(iter(declared.values()), None)
    return None if days is None else on + timedelta(days=days)
