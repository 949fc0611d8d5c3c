"""`plancheck status`: how every target stands."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import Annotated, Literal

import typer

from plancheck.cli import options, streams
from plancheck.cli.bulk import MEMORY
from plancheck.cli.dates import dates
from plancheck.cli.gate import Gate, statuses
from plancheck.cli.gather import Request, again, flowing, open_plans, owner_named
from plancheck.cli.output import deliver, format_of
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
    by: Annotated[Literal["programme", "owner", "group"], typer.Option("--by")] = "programme",
    data: options.DataOption = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="O")] = None,
    only: Annotated[str | None, typer.Option("--only", metavar="S,...")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", metavar="S,...")] = None,
    show_all: Annotated[bool, typer.Option("--all")] = False,
    top: Annotated[int | None, typer.Option("--top", metavar="N", min=1)] = None,
    format: options.FormatOption = None,
    output: options.OutputOption = None,
    engine: options.EngineOption = "auto",
    master: options.MasterOption = None,
    memory: options.MemoryOption = MEMORY,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Assess the plans and print the report in the format asked for."""
    given = settings(ctx)
    form = format_of(format, output)
    shown, failing = statuses(given.lang, "--only", only), statuses(given.lang, "--fail-on", fail_on)
    days = dates(period, as_of, known_at, changes_since)
    project, gate = open_plans(given, plans or [], no_cache), Gate(failing)
    files = project.choose(plans or [])
    spare_project(project, files, data, [output])
    with ExitStack() as working:
        say = working.enter_context(progress(given.quiet))
        request = Request(plans or [], days, data, no_cache, engine, memory, master)
        made = flowing(project, files, request, form, say)

        from plancheck.reports import STREAMS, Options

        choices = Options(
            lang=given.lang,
            width=streams.stdout_width(),
            colour=output is None and streams.coloured(given.color, sys.stdout, os.environ),
            by=by,
            show_all=show_all,
            owner=owner_named(given.lang, (one.open() for one in made.held), owner),
            only=tuple(status.value for status in shown),
            top=top,
            again=again(given, data),
        )
        pieces = STREAMS[form](gate.watched(made.flow), choices)
        deliver(pieces if output is not None else after(working, pieces), output, given.quiet)
    return gate.code
