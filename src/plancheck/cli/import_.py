"""`plancheck import`: submissions as large text tables, once, to Parquet by plan and period."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plancheck.cli import options
from plancheck.cli.bulk import INSTALL
from plancheck.cli.dates import dates
from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError
from plancheck.cli.findings import lines
from plancheck.cli.gather import PlanError, open_plans
from plancheck.cli.progress import progress
from plancheck.cli.project import Plans
from plancheck.cli.settings import Settings, settings
from plancheck.cli.streams import emit
from plancheck.cli.submitted import plan_of
from plancheck.cli.words import Lang, say
from plancheck.model.codes import ERROR, SEVERITY, WARNING

if TYPE_CHECKING:
    from plancheck.plans.plan import LoadedPlan
    from plancheck.sources.given import GivenFile
    from plancheck.sources.importing import Outcome, Source

FailOn = Literal["error", "warning", "never"]
_GRAVE = {"error": (ERROR,), "warning": (ERROR, WARNING), "never": ()}
_MOST = 20
_IGNORE = "ignore"


def command(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="PLAN")] = None,
    most: Annotated[int, typer.Option("--max-findings", metavar="N", min=0)] = _MOST,
    fail_on: Annotated[FailOn, typer.Option("--fail-on")] = "error",
    no_cache: options.NoCacheOption = False,
) -> int:
    """Import what is not there yet and say what was found in it."""
    if find_spec("duckdb") is None:
        raise CommandError("import.engine", install=INSTALL)
    given = settings(ctx)
    plans = open_plans(given, [plan] if plan else [], no_cache)
    groups = _groups(plans, plan, files, output)
    code = FINE
    for loaded, sources in groups:
        severities = {**SEVERITY, **(loaded.plan.severities or {})}
        for outcome in _imported(given, loaded, sources, output, most):
            if not given.quiet:
                emit("".join(line + "\n" for line in _lines(given.lang, outcome, severities)))
            code = max(code, _code(outcome, severities, fail_on))
    if not groups and not given.quiet:
        emit(say(given.lang, "import.nothing") + "\n")
    return code


def _groups(
    plans: Plans, named: str | None, files: Sequence[Path], output: Path
) -> list[tuple[LoadedPlan, list[Source]]]:
    """The sources of each plan, in an order that does not depend on that of the arguments. What stands in the output
    is no source."""
    from plancheck.sources.given import expand

    place = os.path.realpath(output)
    by_plan: dict[Path, list[GivenFile]] = {}
    for file in expand(files):
        if not Path(os.path.realpath(file.path)).is_relative_to(place):
            by_plan.setdefault(plan_of(plans, named, file), []).append(file)
    loaded = [(_loaded(plans, path), given) for path, given in by_plan.items()]
    return [(one, _sources(given, one)) for one, given in sorted(loaded, key=lambda pair: pair[0].plan.id)]


def _loaded(plans: Plans, file: Path) -> LoadedPlan:
    result = plans.load(file)
    if result.loaded is None:
        errors = tuple(finding for finding in result.findings if finding.severity == ERROR)
        raise PlanError(errors, dates(None, None, None, None), "text")
    return result.loaded


def _sources(files: Sequence[GivenFile], loaded: LoadedPlan) -> list[Source]:
    """By the names that they keep. Errors in a `sources.yaml` are errors in the configuration."""
    from plancheck.sources.importing_given import sources_of

    sources, findings = sources_of(files, loaded.plan)
    if findings:
        raise PlanError(findings, dates(None, None, None, None), "text", "sources.bad")
    return sources


def _imported(
    given: Settings, loaded: LoadedPlan, sources: Sequence[Source], output: Path, most: int
) -> Iterator[Outcome]:
    from plancheck.sources.importing import Importer
    from plancheck.sources.importing_store import BusyError, StoreError, opened

    ignored = frozenset(code for code, grave in (loaded.plan.severities or {}).items() if grave == _IGNORE)
    try:
        with opened(output) as store:
            for source in sources:
                with progress(given.quiet) as label:
                    outcome = Importer(loaded.plan, store, most, ignored, label).take(source)
                yield outcome
    except BusyError:
        raise CommandError("import.busy", folder=str(output)) from None
    except StoreError as error:
        raise CommandError("import.failed", folder=str(output), why=str(error)) from None


def _lines(lang: Lang, outcome: Outcome, severities: dict[str, str]) -> Iterator[str]:
    """The first findings, the counts by code, and what became of the file."""
    from plancheck.messages import code_text, term
    from plancheck.messages.escape import escape

    yield from lines(lang, outcome.first)
    name = escape(outcome.name)
    key = f"import.{outcome.state}" + (f".{outcome.reason}" if outcome.reason else "")
    yield say(lang, key, file=name, rows=str(outcome.rows), parts=str(outcome.parts))
    for code, count in sorted(outcome.counts.items()):
        if severities[code] != _IGNORE:
            yield f"    {code} x{count}  {term(lang, f'severity.{severities[code]}')}  {code_text(lang, code)[0]}"


def _code(outcome: Outcome, severities: dict[str, str], fail_on: FailOn) -> int:
    """3 where a file is not imported; else 1 where a finding is as grave as asked for."""
    from plancheck.sources.importing import IMPORTED, THERE

    if outcome.state not in (IMPORTED, THERE):
        return UNREADABLE
    return REACHED if any(severities[code] in _GRAVE[fail_on] for code in outcome.counts) else FINE
