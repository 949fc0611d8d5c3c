"""`plancheck brief`: a few plain paragraphs."""

from __future__ import annotations

from contextlib import ExitStack

import typer

from plancheck.cli import options, streams
from plancheck.cli.bulk import MEMORY
from plancheck.cli.dates import dates
from plancheck.cli.gate import Gate
from plancheck.cli.gather import Request, flowing, open_plans
from plancheck.cli.output import deliver
from plancheck.cli.progress import after, progress
from plancheck.cli.settings import settings
from plancheck.cli.sparing import spare_project


def command(
    ctx: typer.Context,
    plans: options.PlansArgument = None,
    period: options.PeriodOption = None,
    as_of: options.AsOfOption = None,
    known_at: options.KnownAtOption = None,
    changes_since: options.SinceOption = None,
    data: options.DataOption = None,
    output: options.OutputOption = None,
    engine: options.EngineOption = "auto",
    master: options.MasterOption = None,
    memory: options.MemoryOption = MEMORY,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Assess the plans and write the paragraphs."""
    given = settings(ctx)
    days = dates(period, as_of, known_at, changes_since)
    project, gate = open_plans(given, plans or [], no_cache), Gate(())
    files = project.choose(plans or [])
    spare_project(project, files, data, [output])
    with ExitStack() as working:
        say = working.enter_context(progress(given.quiet))
        request = Request(plans or [], days, data, no_cache, engine, memory, master)
        made = flowing(project, files, request, "text", say)

        from plancheck.reports import Options, brief

        pieces = brief.stream(gate.watched(made.flow), Options(lang=given.lang, width=streams.stdout_width()))
        deliver(pieces if output is not None else after(working, pieces), output, given.quiet)
    return gate.code
