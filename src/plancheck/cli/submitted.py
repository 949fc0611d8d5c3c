"""From the files on the command line to what came of checking them: which plan each belongs to, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.dates import Dates
from plancheck.cli.errors import CommandError
from plancheck.cli.gather import PlanError, open_plans
from plancheck.cli.progress import progress
from plancheck.cli.project import Plans, data_folder
from plancheck.cli.settings import Settings
from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen
from plancheck.model.period import Period

if TYPE_CHECKING:
    from plancheck.checks.checked import Checked, Validation
    from plancheck.plans.plan import LoadedPlan
    from plancheck.sources.folder import Submissions
    from plancheck.sources.given import GivenFile


@frozen
class Asked:
    """What is to be checked, on which days, against what. `data` is where earlier submissions stand; `whole`: the
    files are all there is."""

    files: Sequence[Path]
    plan: str | None
    dates: Dates
    period: Period | None
    data: Path | None = None
    whole: bool = False
    no_cache: bool = False


def checked(given: Settings, asked: Asked) -> Validation:
    """Every file against its plan."""
    from plancheck.checks.checked import Validation
    from plancheck.sources.given import expand

    plans = open_plans(given, [asked.plan] if asked.plan else [], asked.no_cache)
    groups: dict[Path, list[GivenFile]] = {}
    for file in expand(asked.files):
        groups.setdefault(_plan_of(plans, asked.plan, file), []).append(file)
    if not groups:  # folders with nothing in them: all of it is missing
        groups[_plan_of(plans, asked.plan, None)] = []
    with progress(given.quiet) as say:
        made = []
        for plan, files in groups.items():
            loaded = _loaded(plans, plan, asked.dates)
            say(loaded.plan.id)
            made.append(_checked(plans, loaded, files, asked, alone=len(groups) == 1))
    return Validation(tuple(made))


def _checked(plans: Plans, loaded: LoadedPlan, files: Sequence[GivenFile], asked: Asked, alone: bool) -> Checked:
    from plancheck.checks.submission import check
    from plancheck.sources.given import read_given

    given = read_given(files, loaded.plan)
    wrong = tuple(f for f in given.findings if f.code[0] == "P" and f.severity == ERROR)
    if wrong:
        raise PlanError(wrong, asked.dates, "text", "sources.bad")
    return check(
        loaded,
        given,
        context=_context(plans, loaded, files, asked, alone),
        as_of=asked.dates.as_of,
        period=asked.period,
        known_at=asked.dates.known_at,
        whole=asked.whole or any(path.is_dir() for path in asked.files),
    )


def _context(plans: Plans, loaded: LoadedPlan, files: Sequence[GivenFile], asked: Asked, alone: bool) -> Submissions:
    """What was submitted before, without the files that are being checked."""
    import os

    from plancheck.sources.folder import Submissions
    from plancheck.sources.given import expand, read_given

    if asked.data is None:
        return Submissions()
    now = {os.path.realpath(file.path) for file in files}
    before = expand([data_folder(plans.root, asked.data, loaded, alone)])
    return read_given([file for file in before if os.path.realpath(file.path) not in now], loaded.plan)


def _loaded(plans: Plans, file: Path, dates: Dates) -> LoadedPlan:
    result = plans.load(file)
    if result.loaded is None:
        raise PlanError(tuple(f for f in result.findings if f.severity == ERROR), dates, "text")
    return result.loaded


def _plan_of(plans: Plans, named: str | None, file: GivenFile | None) -> Path:
    """--plan, else the plan whose folder under `data` the file stands in, else the only plan there is."""
    if named is not None:
        return plans.choose([named])[0]
    known = plans.choose([])
    above = file.path.absolute().parents if file is not None else ()
    for folder in above:
        if folder.parent.name == "data" and (plan := plans.of_id(folder.name)) is not None:
            return plan
    if len(known) == 1:
        return known[0]
    listed = "\n".join(f"  {plans.name(plan)}" for plan in known)
    raise CommandError("validate.which_plan", file="" if file is None else file.name, plans=listed)
