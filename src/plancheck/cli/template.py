"""`plancheck template`: the workbook that submitters fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancheck.cli import options
from plancheck.cli.dates import dates
from plancheck.cli.errors import FINE, CommandError
from plancheck.cli.form_files import file_name, keep_filled
from plancheck.cli.gather import PlanError, open_plans
from plancheck.cli.init import make_folder
from plancheck.cli.output import deliver, write_whole
from plancheck.cli.overdue import unmet_before
from plancheck.cli.project import Plans, data_folder
from plancheck.cli.settings import settings
from plancheck.cli.words import Lang, say
from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen
from plancheck.model.period import Period, parse_period

if TYPE_CHECKING:
    from plancheck.plans.plan import LoadedPlan
    from plancheck.series.owed import Known, Owed


@frozen
class Asked:
    """Whose forms: of one entity, of everyone in a roster, or (with a folder) of everybody, each its own."""

    entity: str | None
    roster: str | None
    folder: Path | None
    output: Path | None


@frozen
class _Owing:
    """What is owed in the period, and what is known from before."""

    loaded: LoadedPlan
    period: Period
    reports: tuple[Owed, ...]
    known: Known


def command(
    ctx: typer.Context,
    plan: Annotated[str | None, typer.Argument(metavar="PLAN")] = None,
    period: options.PeriodOption = None,
    entity: Annotated[str | None, typer.Option("--entity", metavar="E")] = None,
    roster: Annotated[str | None, typer.Option("--roster", metavar="R")] = None,
    out_dir: Annotated[Path | None, typer.Option("--out-dir", metavar="DIR")] = None,
    data: options.DataOption = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    output: options.OutputOption = None,
    no_cache: options.NoCacheOption = False,
) -> int:
    """Write the form, or one for each who must report."""
    given = settings(ctx)
    asked = Asked(entity, roster, out_dir, output)
    _consistent(asked)
    when = _period(period)
    plans = open_plans(given, [plan] if plan else [], no_cache)
    owing = _owing(plans, _loaded(plans, plan), when, data)
    files = _files(given.lang, owing, asked)
    if not force:
        keep_filled(files)
    if out_dir is not None:
        make_folder(out_dir)
    for file, content in files.items():
        write_whole(file, content)
    names = "\n".join(f"  {file}" for file in files)
    deliver(say(given.lang, "template.done", count=str(len(files)), files=names) + "\n", None, given.quiet)
    return FINE


def _consistent(asked: Asked) -> None:
    if asked.folder is not None and (asked.entity is not None or asked.output is not None):
        raise CommandError("template.one_or_many")
    if asked.roster is not None and asked.folder is None:
        raise CommandError("template.roster_needs_folder")
    if asked.output is not None and asked.output.suffix.lower() != ".xlsx":
        raise CommandError("template.suffix", file=str(asked.output))


def _period(text: str | None) -> Period:
    if text is None:
        raise CommandError("template.no_period")
    found = parse_period(text)
    if not isinstance(found, Period):
        raise CommandError("dates.bad", option="--period", seen=text)
    return found


def _loaded(plans: Plans, name: str | None) -> LoadedPlan:
    files = plans.choose([name] if name else [])
    if len(files) > 1:
        raise CommandError("template.which", files="\n".join(f"  {file.stem}" for file in files))
    result = plans.load(files[0])
    if result.loaded is None:
        errors = tuple(finding for finding in result.findings if finding.severity == ERROR)
        raise PlanError(errors, dates(None, None, None, None), "text")
    return result.loaded


def _owing(plans: Plans, loaded: LoadedPlan, period: Period, data: Path | None) -> _Owing:
    from plancheck.reports.template import reported
    from plancheck.series.owed import owed
    from plancheck.sources.folder import read_folder

    submitted = read_folder(data_folder(plans.root, data, loaded, True), loaded.plan)
    wrong = tuple(f for f in submitted.findings if f.code[0] == "P" and f.severity == ERROR)
    if wrong:
        raise PlanError(wrong, dates(None, None, None, None), "text", "sources.bad")
    known = reported(loaded, submitted.observations, period.end)
    reports = owed(loaded, period, known, unmet_before(loaded, submitted, period))
    if not reports:
        raise CommandError("template.nothing", plan=loaded.plan.id, period=period.label)
    return _Owing(loaded, period, reports, known)


def _files(lang: Lang, owing: _Owing, asked: Asked) -> dict[Path, bytes]:
    """Every workbook to be written, by its path."""
    from plancheck.reports.template import form
    from plancheck.reports.template_book import workbook

    chosen = _chosen(lang, owing, asked)
    folder = asked.folder or Path()
    used: set[str] = set()
    files = {}
    for entity, reports in chosen.items():
        path = asked.output or folder / file_name(owing.loaded.plan.id, owing.period.label, entity, used)
        made = form(owing.loaded, owing.period, entity, reports, owing.known, lang)
        files[path] = workbook(made, lang)
    return files


def _chosen(lang: Lang, owing: _Owing, asked: Asked) -> dict[str, Sequence[Owed]]:
    """Whose form ("" for everybody's) and the reports on it."""
    from plancheck.messages.catalogue import term
    from plancheck.series.owed import holder

    nobody = term(lang, "word.no_owner")
    by_holder: dict[str, list[Owed]] = {}
    for one in owing.reports:
        by_holder.setdefault(holder(owing.loaded.plan, one.target, one.entity) or nobody, []).append(one)
    if asked.entity is not None:
        name = _entity(lang, owing, asked.entity, list(by_holder))
        return {name: by_holder[name]}
    if asked.folder is None:
        return {"": owing.reports}
    if asked.roster is None:
        return dict(by_holder)
    return _of_roster(lang, owing, asked.roster, by_holder)


def _entity(lang: Lang, owing: _Owing, written: str, holders: list[str]) -> str:
    from plancheck.series.owed import entity_named

    named = entity_named(owing.loaded, written, owing.period)
    found = next((name for name in (written, named) if name in holders), None)
    if found is not None:
        return found
    if named is not None:
        raise CommandError("template.owes_nothing", entity=named, period=owing.period.label)
    raise CommandError.unknown(lang, "template.unknown_entity", written, holders)


def _of_roster(lang: Lang, owing: _Owing, roster: str, by_holder: dict[str, list[Owed]]) -> dict[str, Sequence[Owed]]:
    if roster not in owing.loaded.rosters:
        raise CommandError.unknown(lang, "template.unknown_roster", roster, list(owing.loaded.rosters))
    listed = dict.fromkeys(entry.name for entry in owing.loaded.rosters[roster])
    found: dict[str, Sequence[Owed]] = {name: by_holder[name] for name in listed if name in by_holder}
    if not found:
        raise CommandError("template.owes_nothing", entity=roster, period=owing.period.label)
    return found
