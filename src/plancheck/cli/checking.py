"""What the options of `validate` mean: codes, format, roster, exit code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError
from plancheck.cli.streams import complain
from plancheck.cli.words import Lang, say
from plancheck.model.codes import ERROR, SEVERITY, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plancheck.checks.checked import Validation
    from plancheck.model.finding import Finding
    from plancheck.plans.plan import LoadedPlan, Roster, Target, Version

FAMILIES = "FSCR"
"""The first letters of the codes that findings on submissions can have."""
_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown", ".xml": "junit",
             ".sarif": "sarif"}  # fmt: skip
_GRAVE = {"error": (ERROR,), "warning": (ERROR, WARNING), "never": ()}
_EVERYONE = "roster"


def codes(lang: Lang, option: str, text: str | None) -> tuple[str, ...]:
    """Codes or beginnings of codes, separated by commas; one that begins no code is a usage error."""
    known = [code for code in SEVERITY if code[0] in FAMILIES]
    asked = [part.strip().upper() for part in (text or "").replace("，", ",").split(",") if part.strip()]
    for part in asked:
        if not any(code.startswith(part) for code in known):
            hint = say(lang, "hint.known", names=say(lang, "list.comma").join(["F", "S", "C", "R", "C2", "C204"]))
            raise CommandError("validate.no_code", option=option, seen=part, hint=hint)
    return tuple(asked)


def form_of(asked: str | None, output: Path | None) -> str:
    """The format asked for, else the one that the suffix of the output names, else text."""
    return asked or ("text" if output is None else _SUFFIXES.get(output.suffix.lower(), "text"))


def exit_code(validation: Validation, fail_on: str) -> int:
    """3 where an input could not be read, whatever is listed; else 1 where a finding is as grave as asked for."""
    if any(one.unread for one in validation.plans):
        return UNREADABLE
    found = [*(finding for one in validation.plans for finding in one.findings), *validation.findings]
    return REACHED if any(finding.severity in _GRAVE[fail_on] for finding in found) else FINE


def say_found(lang: Lang, validation: Validation) -> None:
    """Beside a list that leaves them out: how many errors and warnings there are."""
    found = [finding for one in validation.plans for finding in one.findings if finding.code != "R306"]
    errors, warnings = (sum(finding.severity == grave for finding in found) for grave in (ERROR, WARNING))
    if errors or warnings:
        complain(say(lang, "validate.also", errors=str(errors), warnings=str(warnings)))


def with_roster(loaded: LoadedPlan, file: Path) -> LoadedPlan:
    """The plan with the roster in the file in place of its own: of the only one, else of the one of that name. Where it
    names none, everyone in the file is to report on every target."""
    roster, name = _roster(file), _name(loaded, file)
    if name is not None:
        return replace(loaded, rosters={**loaded.rosters, name: roster})
    versions = {target: tuple(map(_by_everyone, own)) for target, own in loaded.versions.items()}
    return replace(loaded, rosters={_EVERYONE: roster}, versions=versions)


def _name(loaded: LoadedPlan, file: Path) -> str | None:
    known: Mapping[str, Roster] = loaded.rosters
    if len(known) < 2:
        return next(iter(known), None)
    files = {name: Path(one.file).stem for name, one in (loaded.plan.rosters or {}).items()}
    fits = [name for name in known if file.stem in (name, files.get(name))]
    if len(fits) != 1:
        raise CommandError(
            "validate.which_roster", file=str(file), rosters="\n".join(f"  {name}.csv" for name in known)
        )
    return fits[0]


def _by_everyone(version: Version) -> Version:
    target: Target = version.target
    return version if target.rule.kind == "rank" else replace(version, target=replace(target, roster=_EVERYONE))


def _roster(file: Path) -> Roster:
    from plancheck.plans.roster import read_roster
    from plancheck.sources.limits import Limits, RefusedError
    from plancheck.sources.opening import bytes_of

    try:
        data = bytes_of(file, Limits())
    except RefusedError as refused:
        raise CommandError("validate.no_roster", file=str(file), why=refused.facts.get("seen", "")) from None
    read = read_roster(data, file.as_posix())
    errors: list[Finding] = [finding for finding in read.findings if finding.severity == ERROR]
    if errors or not read.roster:
        places = ", ".join(str(finding.origin) for finding in errors)
        raise CommandError("validate.no_roster", file=str(file), why=places)
    return read.roster
