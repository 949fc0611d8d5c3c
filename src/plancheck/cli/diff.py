"""`plancheck diff A B`: which verdicts changed between two audits, or two days of a project, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from plancheck.cli import options, streams
from plancheck.cli.auditing import read_files
from plancheck.cli.dates import Dates, day
from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError
from plancheck.cli.gather import Request, assess_files, open_plans
from plancheck.cli.output import deliver
from plancheck.cli.settings import Settings, settings
from plancheck.cli.sparing import spare
from plancheck.sources.paths import is_folder


def command(
    ctx: typer.Context,
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN")] = None,
    known_at: options.KnownAtOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code")] = False,
    format: Annotated[Literal["text", "json", "markdown"] | None, typer.Option("--format")] = None,
    output: options.OutputOption = None,
) -> int:
    """Compare two records of verdicts and tell the causes of every change apart."""
    given = settings(ctx)
    spare(output, (), [Path(name) for name in (before, after) if is_folder(Path(name))])
    sides = [_side(given, name, plan, known_at) for name in (before, after)]

    from plancheck.audit.compare import compare
    from plancheck.reports.diff import FORMATS

    try:
        found = compare(sides[0], sides[1], (before, after))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise CommandError("diff.no_record", UNREADABLE, one=before, other=after) from None
    deliver(FORMATS[format or _form(output)](found, given.lang, streams.stdout_width()), output, given.quiet)
    return REACHED if exit_code and any(change.verdict for change in found.changes) else FINE


def _form(output: Path | None) -> str:
    suffix = "" if output is None else output.suffix.lower()
    return {".json": "json", ".md": "markdown", ".markdown": "markdown"}.get(suffix, "text")


def _side(given: Settings, name: str, plan: str | None, known_at: str | None) -> Mapping[str, Any]:
    """The record of a bundle where the name is a folder, else of the project on that day."""
    if is_folder(Path(name)):
        return _record(name)
    on = day("A, B", name)
    known = None if known_at is None else day("--known-at", known_at)
    names = [plan] if plan else []
    plans = open_plans(given, names, no_cache=False)
    request = Request(names, Dates(on, known, on, None))
    report = assess_files(given, plans, plans.choose(names), request, "text")

    from plancheck.audit.record import record

    found: Mapping[str, Any] = json.loads(record(report, given.lang))
    return found


def _record(folder: str) -> Mapping[str, Any]:
    from plancheck.audit.bundle import AUDIT

    data = read_files(Path(folder)).get(AUDIT)
    try:
        found = json.loads(data or b"")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise CommandError("diff.no_audit", UNREADABLE, folder=folder)
    return found
