"""`plancheck bind`: a proposal for a table that is laid out in a way of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancheck.cli import options
from plancheck.cli.dates import dates
from plancheck.cli.errors import FINE, UNREADABLE, CommandError
from plancheck.cli.findings import lines
from plancheck.cli.gather import PlanError, open_plans
from plancheck.cli.output import deliver
from plancheck.cli.settings import Settings, settings
from plancheck.cli.sparing import spare
from plancheck.cli.streams import complain
from plancheck.cli.words import say
from plancheck.model.codes import ERROR

if TYPE_CHECKING:
    from plancheck.sources.naming import Names

COMMENTS = ("check", "targets", "near", "missing", "factor")
"""What is said beside the lines of a proposal."""


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN")] = None,
    period: options.PeriodOption = None,
    output: options.OutputOption = None,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Look at the file and write what its binding might be."""
    from plancheck.sources.opening import look
    from plancheck.sources.proposal import propose
    from plancheck.sources.proposal_yaml import proposal_text

    given = settings(ctx)
    spare(output, [file], ())
    names = None if plan is None else _names(given, plan, no_cache)
    opened = look(file, file.name)
    if opened.findings:
        complain("\n".join(lines(given.lang, opened.findings)))
    if any(finding.severity == ERROR for finding in opened.findings):
        return UNREADABLE
    made = [proposal for sheet in opened.sheets for proposal in propose(sheet)]
    if not made:
        raise CommandError("bind.none", file=str(file))
    comments = {name: say(given.lang, f"bind.{name}") for name in COMMENTS}
    deliver(proposal_text(file.name, made, names, period, comments), output, given.quiet)
    return FINE


def _names(given: Settings, plan: str, no_cache: bool) -> Names:
    """What the targets of the plan are called."""
    from plancheck.sources.naming import names_of

    plans = open_plans(given, [plan], no_cache)
    result = plans.load(plans.choose([plan])[0])
    if result.loaded is None:
        errors = tuple(finding for finding in result.findings if finding.severity == ERROR)
        raise PlanError(errors, dates(None, None, None, None), "text")
    return names_of(result.loaded.plan)
