"""`plancheck report`: the web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plancheck.cli import options
from plancheck.cli.bulk import MEMORY
from plancheck.cli.dates import dates
from plancheck.cli.errors import CommandError
from plancheck.cli.gate import Gate
from plancheck.cli.gather import Request, flowing, open_plans, owner_named
from plancheck.cli.output import deliver, suffixes
from plancheck.cli.progress import progress
from plancheck.cli.settings import settings
from plancheck.cli.sparing import spare_project


def command(
    ctx: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F")],
    plans: options.PlansArgument = None,
    period: options.PeriodOption = None,
    as_of: options.AsOfOption = None,
    known_at: options.KnownAtOption = None,
    changes_since: options.SinceOption = None,
    data: options.DataOption = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="O")] = None,
    engine: options.EngineOption = "auto",
    master: options.MasterOption = None,
    memory: options.MemoryOption = MEMORY,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Assess the plans and write the page."""
    given = settings(ctx)
    if output.suffix.lower() not in suffixes("html"):
        named = " ".join(suffixes("html"))
        raise CommandError("report.suffix", file=str(output), suffixes=named)
    days = dates(period, as_of, known_at, changes_since)
    project, gate = open_plans(given, plans or [], no_cache), Gate(())
    files = project.choose(plans or [])
    spare_project(project, files, data, [output])
    with progress(given.quiet) as say:
        request = Request(plans or [], days, data, no_cache, engine, memory, master)
        made = flowing(project, files, request, "html", say)

        from plancheck.reports import STREAMS, Options

        choices = Options(lang=given.lang, owner=owner_named(given.lang, (one.open() for one in made.held), owner))
        deliver(STREAMS["html"](gate.watched(made.flow), choices), output, given.quiet)
    return gate.code
