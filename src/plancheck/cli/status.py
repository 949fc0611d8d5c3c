"""`plancheck status`: how every target stands."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Literal

import typer

from plancheck.cli import options, streams
from plancheck.cli.dates import dates
from plancheck.cli.gate import exit_code, statuses
from plancheck.cli.gather import Request, owner_named, report_of
from plancheck.cli.output import deliver, format_of
from plancheck.cli.settings import settings


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
    format: options.FormatOption = None,
    output: options.OutputOption = None,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Assess the plans and print the report in the format asked for."""
    given = settings(ctx)
    form = format_of(format, output)
    shown, failing = statuses(given.lang, "--only", only), statuses(given.lang, "--fail-on", fail_on)
    days = dates(period, as_of, known_at, changes_since)
    report = report_of(given, Request(plans or [], days, data, no_cache), form)

    from plancheck.reports import FORMATS, Options

    choices = Options(
        lang=given.lang,
        width=streams.stdout_width(),
        colour=output is None and streams.coloured(given.color, sys.stdout, os.environ),
        by=by,
        show_all=show_all,
        owner=owner_named(given.lang, report, owner),
        only=tuple(status.value for status in shown),
    )
    deliver(FORMATS[form](report, choices), output, given.quiet)
    return exit_code(report, failing)
