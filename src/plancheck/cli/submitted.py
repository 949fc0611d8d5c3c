"""From the files on the command line to what came of checking them: which plan each belongs to, and what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.checking import with_roster
from plancheck.cli.dates import Dates
from plancheck.cli.errors import CommandError
from plancheck.cli.gather import PlanError, open_plans
from plancheck.cli.overdue import unmet_before
from plancheck.cli.progress import progress
from plancheck.cli.project import Plans, data_folder
from plancheck.cli.settings import Settings
from plancheck.cli.sparing import spare, spare_project
from plancheck.model.codes import ERROR
from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.sources.paths import is_folder, same_file

if TYPE_CHECKING:
    from plancheck.checks.checked import Checked, Validation
    from plancheck.plans.plan import LoadedPlan
    from plancheck.sources.folder import Submissions
    from plancheck.sources.given import GivenFile


@frozen
class Asked:
    """What is to be checked, on which days, against what. `data` is where earlier submissions stand; `whole`: the
    files are all there is; `as_json`: errors in plans are wanted in that form. `outputs` must replace nothing read."""

    files: Sequence[Path]
    plan: str | None
    dates: Dates
    period: Period | None
    data: Path | None = None
    roster: Path | None = None
    whole: bool = False
    no_cache: bool = False
    as_json: bool = False
    outputs: Sequence[Path] = ()


def checked(
    given: Settings, asked: Asked, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), strict: bool = False
) -> Validation:
    """Every file against its plan; of the findings those chosen by code, with warnings as errors if `strict`."""
    from plancheck.checks.checked import Validation
    from plancheck.checks.severities import narrowed
    from plancheck.sources.given import expand

    plans = open_plans(given, [asked.plan] if asked.plan else [], asked.no_cache)
    groups: dict[Path, list[GivenFile]] = {}
    for file in expand(asked.files):
        groups.setdefault(plan_of(plans, asked.plan, file), []).append(file)
    if not groups:  # folders with nothing in them: all of it is missing
        groups[plan_of(plans, asked.plan, None)] = []
    _spare(plans, groups, asked)
    with progress(given.quiet) as say:
        made = []
        for plan, files in groups.items():
            loaded = _loaded(plans, plan, asked)
            say(loaded.plan.id)
            made.append(_checked(plans, loaded, files, asked, alone=len(groups) == 1))
    return narrowed(Validation(tuple(made)), select, ignore, strict)


def _spare(plans: Plans, groups: Mapping[Path, Sequence[GivenFile]], asked: Asked) -> None:
    """No report may take the place of a file that is checked, nor of anything else that is read for it."""
    for output in asked.outputs:
        if any(same_file(file.path, output) for files in groups.values() for file in files):
            raise CommandError("validate.report_input", file=str(output))
        if asked.roster is not None:
            spare(output, [asked.roster], ())
    spare_project(plans, list(groups), asked.data, asked.outputs)


def _checked(plans: Plans, loaded: LoadedPlan, files: Sequence[GivenFile], asked: Asked, alone: bool) -> Checked:
    from plancheck.checks.submission import check
    from plancheck.sources.folder import merged
    from plancheck.sources.given import read_given

    given = read_given(files, loaded.plan)
    wrong = tuple(f for f in given.findings if f.code[0] == "P" and f.severity == ERROR)
    if wrong:
        raise PlanError(wrong, asked.dates, "json" if asked.as_json else "text", "sources.bad")
    context = _context(plans, loaded, files, asked, alone)
    whole = asked.whole or any(is_folder(path) for path in asked.files)
    return check(
        loaded,
        given,
        context=context,
        as_of=asked.dates.as_of,
        period=asked.period,
        known_at=asked.dates.known_at,
        whole=whole,
        unmet=unmet_before(loaded, merged([context, given]), asked.period) if whole and asked.period else frozenset(),
    )


def _context(plans: Plans, loaded: LoadedPlan, files: Sequence[GivenFile], asked: Asked, alone: bool) -> Submissions:
    """What was submitted before, without the files that are being checked."""
    from plancheck.sources.folder import Submissions
    from plancheck.sources.given import expand, read_given

    if asked.data is None:
        return Submissions()
    now = {os.path.realpath(file.path) for file in files}
    before = expand([data_folder(plans.root, asked.data, loaded, alone)])
    return read_given([file for file in before if os.path.realpath(file.path) not in now], loaded.plan)


def _loaded(plans: Plans, file: Path, asked: Asked) -> LoadedPlan:
    result = plans.load(file)
    if result.loaded is None:
        errors = tuple(finding for finding in result.findings if finding.severity == ERROR)
        raise PlanError(errors, asked.dates, "json" if asked.as_json else "text")
    return result.loaded if asked.roster is None else with_roster(result.loaded, asked.roster)


def plan_of(plans: Plans, named: str | None, file: GivenFile | None) -> Path:
    """--plan, else the plan that the form names that was filled in, else the one whose folder under `data` the file
    stands in, else the only plan there is."""
    if named is not None:
        return plans.choose([named])[0]
    known = plans.choose([])
    if len(known) == 1:
        return known[0]
    for name in () if file is None else _told(file):
        if (plan := plans.of_id(name)) is not None:
            return plan
    listed = "\n".join(f"  {plans.name(plan)}" for plan in known)
    if file is None:
        raise CommandError("validate.which_plan_empty", plans=listed)
    raise CommandError("validate.which_plan", file=file.name, plans=listed)


def _told(file: GivenFile) -> Iterator[str]:
    """The ids of plans by which the file, then its folders, call themselves."""
    from plancheck.sources.limits import Limits, RefusedError
    from plancheck.sources.opening import bytes_of
    from plancheck.sources.own_template import template_of

    with suppress(RefusedError):
        mark = template_of(bytes_of(file.path, Limits()))
        if mark is not None:
            yield mark.plan
    yield from (folder.name for folder in file.path.absolute().parents if folder.parent.name == "data")
