"""`plancheck brief`: a few plain paragraphs."""

from __future__ import annotations

import typer

from plancheck.cli import options, streams
from plancheck.cli.bulk import MEMORY
from plancheck.cli.dates import dates
from plancheck.cli.gate import exit_code
from plancheck.cli.gather import Request, report_of
from plancheck.cli.output import deliver
from plancheck.cli.settings import settings


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
    report = report_of(given, Request(plans or [], days, data, no_cache, engine, memory, master))

    from plancheck.reports import Options, brief

    deliver(brief.render(report, Options(lang=given.lang, width=streams.stdout_width())), output, given.quiet)
    return exit_code(report, ())
