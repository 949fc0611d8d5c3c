"""From the names on the command line to a report: load plans, read submissions, assess; as a whole or plan by plan."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.bulk import MEMORY, Engine, is_bulk, submitted
from plancheck.cli.caching import open_cache
from plancheck.cli.dates import Dates
from plancheck.cli.errors import CommandError, nearest
from plancheck.cli.held import Held, hold
from plancheck.cli.output import Format
from plancheck.cli.progress import progress
from plancheck.cli.project import MANY, Plans, find_root, folder_of
from plancheck.cli.settings import Settings
from plancheck.cli.words import Lang
from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen

if TYPE_CHECKING:
    from plancheck.model.finding import Finding
    from plancheck.pipeline import Submitted
    from plancheck.plans.plan import LoadedPlan
    from plancheck.reports.flow import Flow
    from plancheck.reports.report import Report


_SWEEP = 16
"""Plans after which memory is searched for what is no longer used."""


@frozen
class Request:
    """Which plans, on which days, with which submissions. By which `engine`, in how much `memory` or on which cluster
    (`master`); of the targets in `whole` every cell is wanted."""

    names: Sequence[str]
    dates: Dates
    data: Path | None = None
    no_cache: bool = False
    engine: Engine = "auto"
    memory: str = MEMORY
    master: str | None = None
    whole: tuple[str, ...] = ()


class PlanError(Exception):
    """Plans, or a `sources.yaml`, that cannot be used: `findings` say why; `form` is the format in which the user wants
    to read it."""

    def __init__(self, findings: tuple[Finding, ...], dates: Dates, form: Format, key: str = "plans.bad") -> None:
        super().__init__(key)
        self.key = key
        self.findings = findings
        self.dates = dates
        self.form = form


def open_plans(given: Settings, names: Sequence[str], no_cache: bool) -> Plans:
    """The plans of the project that the command line means."""
    return Plans(find_root(given.root, names, Path.cwd()), given.lang, open_cache(no_cache))


def again(given: Settings, data: Path | None) -> str:
    """The options by which a further command finds the same project and submissions, "" where it needs none."""
    named = [(option, path) for option, path in (("--root", given.root), ("--data", data)) if path is not None]
    if not named:
        return ""
    from shlex import quote

    return "".join(f" {option} {quote(str(path))}" for option, path in named)


def assess_files(given: Settings, plans: Plans, files: Sequence[Path], request: Request, form: Format) -> Report:
    """The report on these plan files."""
    from plancheck.reports.flow import gathered

    with progress(given.quiet) as say:
        return gathered(flowing(plans, files, request, form, say).flow)


@frozen
class Flowing:
    """The plans, and the report on them as it is being made."""

    held: Sequence[Held]
    flow: Flow


def flowing(plans: Plans, files: Sequence[Path], request: Request, form: Format, say: Callable[[str], None]) -> Flowing:
    """The report on these plan files, one after another. Whatever forbids a report is raised here, before the first."""
    from plancheck.pipeline import assess_each
    from plancheck.reports.report import Report

    days, holding = request.dates, hold(plans, files)
    if holding.failed:
        raise PlanError(tuple(f for f in holding.findings if f.severity == ERROR), days, form)
    distinct((one.id, one.file) for one in holding.held)
    head = Report(days.as_of, days.known_at, days.period, days.since, (), holding.findings)
    given = _submitted(plans.root, holding.held, request, form, say)
    return Flowing(holding.held, assess_each(head, len(holding.held), given, history=form == "html"))


def distinct(named: Iterable[tuple[str, str]]) -> None:
    """Id and file of each: two files with one plan id would read the same submissions twice."""
    files: dict[str, str] = {}
    for name, file in named:
        if name in files:
            raise CommandError("plans.same_id", id=name, one=files[name], other=file)
        files[name] = file


def _submitted(
    root: Path, held: Sequence[Held], request: Request, form: Format, say: Callable[[str], None]
) -> Iterator[Submitted]:
    """What was submitted to each plan. A `sources.yaml` with errors is said before anything is judged: a few plans are
    read all at once, of many only these files."""
    alone = len(held) == 1
    folders = [folder_of(root, request.data, one.id, alone) for one in held]

    def read() -> Iterator[Submitted]:
        for number, (one, folder) in enumerate(zip(held, folders, strict=True), 1):
            say(one.id)
            loaded = one.open()
            with submitted(folder, loaded, request, say) as given:
                yield loaded, given
            if number % _SWEEP == 0:
                gc.collect()  # reading a table leaves cycles, and this program looks for them rarely

    if len(held) < MANY and not any(is_bulk(folder, request.engine) for folder in folders):
        few = list(read())
        _stop(tuple(finding for _, given in few for finding in given.findings), request, form)
        return iter(few)
    _stop(tuple(f for one, folder in zip(held, folders, strict=True) for f in _of_bindings(one, folder)), request, form)
    return read()


def _of_bindings(one: Held, folder: Path) -> Sequence[Finding]:
    from plancheck.sources.folder import bindings_of
    from plancheck.sources.limits import Limits
    from plancheck.sources.paths import is_named

    if not is_named(folder / "sources.yaml"):
        return ()
    return bindings_of(folder, one.open().plan, [], Limits())[1].findings


def _stop(findings: Sequence[Finding], request: Request, form: Format) -> None:
    """Errors in `sources.yaml` are errors in the configuration."""
    wrong = tuple(f for f in findings if f.code[0] == "P" and f.severity == ERROR)
    if wrong:
        raise PlanError(wrong, request.dates, form, "sources.bad")


def owner_named(lang: Lang, plans: Iterable[LoadedPlan], name: str | None) -> str | None:
    """The key of the office that --owner names by its key or title in one of the plans."""
    if name is None:
        return None
    known: dict[str, None] = {}
    for loaded in plans:
        for key, title in (loaded.plan.owners or {}).items():
            if name in (key, title.zh, title.en):
                return key
            known |= dict.fromkeys((key, title.get(lang)))
    raise CommandError("owner.unknown", seen=name, hint=nearest(lang, name, [*known]))
