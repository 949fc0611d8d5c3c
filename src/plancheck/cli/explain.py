"""`plancheck explain`: where one verdict comes from."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancheck.cli import options, streams
from plancheck.cli.bulk import MEMORY
from plancheck.cli.dates import Dates, dates
from plancheck.cli.errors import CommandError
from plancheck.cli.gate import exit_code
from plancheck.cli.gather import PlanError, Request, assess_files, open_plans
from plancheck.cli.output import Format, deliver
from plancheck.cli.project import Plans
from plancheck.cli.settings import settings
from plancheck.cli.sparing import spare_project
from plancheck.cli.words import Lang
from plancheck.model.codes import ERROR

if TYPE_CHECKING:
    from plancheck.plans.plan import Target


def command(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN")] = None,
    period: options.PeriodOption = None,
    as_of: options.AsOfOption = None,
    known_at: options.KnownAtOption = None,
    data: options.DataOption = None,
    format: options.ShortFormatOption = None,
    output: options.OutputOption = None,
    engine: options.EngineOption = "auto",
    master: options.MasterOption = None,
    memory: options.MemoryOption = MEMORY,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Assess the plan of the target and show the verdict on it with everything it rests on."""
    given = settings(ctx)
    form: Format = format or "text"
    names = [plan] if plan else []
    request = Request(names, dates(period, as_of, known_at, None), data, no_cache, engine, memory, master)
    plans = open_plans(given, names, no_cache)
    files = plans.choose(names)
    spare_project(plans, files, data, [output])
    file, found = _find(given.lang, plans, files, target, request.dates, form)
    report = assess_files(given, plans, [file], replace(request, whole=(found,)), form)

    from plancheck.reports import Options, explain

    colour = output is None and streams.coloured(given.color, sys.stdout, os.environ)
    choices = Options(lang=given.lang, width=streams.stdout_width(), colour=colour)
    render = explain.render_json if form == "json" else explain.render
    deliver(render(report, choices, found), output, given.quiet)
    return exit_code(report, ())


def _find(lang: Lang, plans: Plans, files: Sequence[Path], name: str, days: Dates, form: Format) -> tuple[Path, str]:
    """The one plan file with a target of that name, and the target's id."""
    results = [(file, plans.load(file)) for file in files]
    targets = [(file, target) for file, result in results if result.loaded for target in result.loaded.plan.targets]
    matches = [(file, target.id) for file, target in targets if _plain(name) in map(_plain, _names(target))]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise CommandError(
            "explain.several", seen=name, plans="\n".join(f"  {plans.name(file)}" for file, _ in matches)
        )
    errors = tuple(finding for _, result in results for finding in result.findings if finding.severity == ERROR)
    if errors:
        raise PlanError(errors, days, form)
    known = [known for _, target in targets for known in _names(target)]
    ids = [target.id for _, target in targets]
    raise CommandError.unknown(lang, "explain.unknown", name, list(dict.fromkeys(known)), ids)


def _names(target: Target) -> list[str]:
    return [name for name in (target.id, target.title.zh, target.title.en, *target.aliases) if name]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
