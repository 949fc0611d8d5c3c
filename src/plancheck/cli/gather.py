"""From the names on the command line to a report: load plans, read submissions, assess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.caching import open_cache
from plancheck.cli.dates import Dates
from plancheck.cli.errors import CommandError, nearest
from plancheck.cli.output import Format
from plancheck.cli.progress import progress
from plancheck.cli.project import Plans, data_folder, find_root
from plancheck.cli.settings import Settings
from plancheck.cli.words import Lang
from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen

if TYPE_CHECKING:
    from plancheck.model.finding import Finding
    from plancheck.plans.plan import LoadedPlan
    from plancheck.reports.report import Report


@frozen
class Request:
    """Which plans, on which days, with which submissions."""

    names: Sequence[str]
    dates: Dates
    data: Path | None = None
    no_cache: bool = False


class PlanError(Exception):
    """Plans, or a `sources.yaml`, that cannot be used: `findings` say why; `form` is the format in which the user wants
    to read it."""

    def __init__(self, findings: tuple[Finding, ...], dates: Dates, form: Format, key: str = "plans.bad") -> None:
        super().__init__(key)
        self.key = key
        self.findings = findings
        self.dates = dates
        self.form = form


def report_of(given: Settings, request: Request, form: Format = "text") -> Report:
    """Load the plans, read what was submitted to each, and give the verdicts."""
    plans = open_plans(given, request.names, request.no_cache)
    return assess_files(given, plans, plans.choose(request.names), request, form)


def open_plans(given: Settings, names: Sequence[str], no_cache: bool) -> Plans:
    """The plans of the project that the command line means."""
    return Plans(find_root(given.root, names, Path.cwd()), given.lang, open_cache(no_cache))


def assess_files(given: Settings, plans: Plans, files: Sequence[Path], request: Request, form: Format) -> Report:
    """The report on these plan files."""
    with progress(given.quiet) as say:
        results = [plans.load(file) for file in files]
        findings = tuple(finding for result in results for finding in result.findings)
        loaded = [result.loaded for result in results if result.loaded is not None]
        if len(loaded) < len(results):
            raise PlanError(tuple(f for f in findings if f.severity == ERROR), request.dates, form)
        distinct(loaded)
        return _assess(plans.root, loaded, findings, request, say, form)


def distinct(loaded: Sequence[LoadedPlan]) -> None:
    """Two files with one plan id would read the same submissions twice."""
    files: dict[str, str] = {}
    for one in loaded:
        if one.plan.id in files:
            raise CommandError("plans.same_id", id=one.plan.id, one=files[one.plan.id], other=one.file)
        files[one.plan.id] = one.file


def _assess(
    root: Path,
    loaded: Sequence[LoadedPlan],
    findings: tuple[Finding, ...],
    request: Request,
    say: Callable[[str], None],
    form: Format,
) -> Report:
    from plancheck.pipeline import assess
    from plancheck.sources.folder import read_folder

    read = []
    for one in loaded:
        say(one.plan.id)
        read.append((one, read_folder(data_folder(root, request.data, one, len(loaded) == 1), one.plan)))
    days = request.dates
    wrong = tuple(f for _, given in read for f in given.findings if f.code[0] == "P" and f.severity == ERROR)
    if wrong:
        raise PlanError(wrong, days, form, "sources.bad")
    return assess(
        read,
        as_of=days.as_of,
        known_at=days.known_at,
        since=days.since,
        period=days.period,
        findings=findings,
        history=form == "html",
    )


def owner_named(lang: Lang, report: Report, name: str | None) -> str | None:
    """The key of the office that --owner names by its key or title."""
    if name is None:
        return None
    known: list[str] = []
    for plan in report.plans:
        for key, title in (plan.loaded.plan.owners or {}).items():
            if name in (key, title.zh, title.en):
                return key
            known += [key, title.get(lang)]
    raise CommandError("owner.unknown", seen=name, hint=nearest(lang, name, list(dict.fromkeys(known))))
