"""`plancheck validate`: what is wrong in submitted files, in which cell, and what to write instead."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from plancheck.cli import options, streams
from plancheck.cli.check_outputs import extras, write
from plancheck.cli.checking import codes, exit_code, form_of, say_found
from plancheck.cli.dates import dates
from plancheck.cli.settings import settings
from plancheck.cli.submitted import Asked, checked
from plancheck.model.period import Period, parse_period

CheckFormat = Literal["text", "json", "csv", "markdown", "junit", "sarif", "github"]


def command(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", readable=False)],
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN")] = None,
    period: options.PeriodOption = None,
    as_of: options.AsOfOption = None,
    known_at: options.KnownAtOption = None,
    data: options.DataOption = None,
    roster: Annotated[Path | None, typer.Option("--roster", metavar="F")] = None,
    missing: Annotated[bool, typer.Option("--missing")] = False,
    select: Annotated[str | None, typer.Option("--select", metavar="CODE,...")] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", metavar="CODE,...")] = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    fail_on: Annotated[Literal["error", "warning", "never"], typer.Option("--fail-on")] = "error",
    format: Annotated[CheckFormat | None, typer.Option("--format")] = None,
    statistics: Annotated[bool, typer.Option("--statistics")] = False,
    most: Annotated[int | None, typer.Option("--max-findings", metavar="N", min=0)] = None,
    report: Annotated[list[str] | None, typer.Option("--report", metavar="FORMAT=PATH")] = None,
    annotate: Annotated[str | None, typer.Option("--annotate", metavar="OUT.xlsx")] = None,
    output: options.OutputOption = None,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Check the files and list everything that was found."""
    given = settings(ctx)
    form = form_of(format, output)
    chosen, spared = codes(given.lang, "--select", select), codes(given.lang, "--ignore", ignore)
    reports = extras(given.lang, report or [], output)
    others = [*([output] if output is not None else []), *(one.path for one in reports)]
    if annotate is not None:
        from plancheck.cli import annotating  # what it needs is loaded for nobody else

        copies_to = annotating.target(annotate, files, others)
    on = dates(None if as_of else period, as_of, known_at, None)
    asked = Asked(files, plan, on, _period(period), data, roster, missing, no_cache, form == "json", others)
    validation = checked(given, asked, chosen, spared, strict)

    from plancheck.reports.checked import CheckOptions

    choices = CheckOptions(
        lang=given.lang,
        width=streams.stdout_width() if output is None and sys.stdout.isatty() else 0,
        colour=output is None and streams.coloured(given.color, sys.stdout, os.environ),
        statistics=statistics,
        most=most,
        missing=missing,
    )
    copies = () if annotate is None else annotating.prepare(given, validation, copies_to)
    write(given, validation, choices, format=form, output=output, reports=reports, env=os.environ)
    if annotate is not None:
        annotating.write_copies(given, copies_to, copies)
    if missing and not given.quiet:
        say_found(given.lang, validation)
    return exit_code(validation, fail_on)


def _period(text: str | None) -> Period | None:
    """The period that is to be complete; that it is one has been seen to."""
    if text is None:
        return None
    found = parse_period(dates(text, None, None, None).period or "")
    return found if isinstance(found, Period) else None
