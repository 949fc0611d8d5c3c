"""The exit code of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError, nearest
from plancheck.cli.words import Lang
from plancheck.model.codes import ERROR
from plancheck.model.verdict import Flag, Status

if TYPE_CHECKING:
    from plancheck.model.finding import Finding
    from plancheck.model.verdict import Verdict
    from plancheck.reports.report import Report


def statuses(lang: Lang, option: str, text: str | None) -> tuple[Status, ...]:
    """A list of statuses separated by commas; an unknown one is a usage error."""
    known = [status.value for status in Status]
    names = [name.strip().replace("-", "_") for name in (text or "").replace("，", ",").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise CommandError("status.unknown", option=option, seen=name, hint=nearest(lang, name, known))
    return tuple(map(Status, names))


def exit_code(report: Report, fail_on: tuple[Status, ...]) -> int:
    """3 where an input could not be read, else 1 where a verdict is among those asked for, else 0."""
    targets = [target for plan in report.plans for target in plan.targets]
    if any(map(_unreadable, (*report.findings, *(f for target in targets for f in target.findings)))):
        return UNREADABLE
    return REACHED if any(_reached(target.verdict, fail_on) for target in targets) else FINE


def _unreadable(finding: Finding) -> bool:
    """A file of which nothing could be read: refused, or a table without a header that says what is in it."""
    return finding.severity == ERROR and (finding.code.startswith("F") or finding.code == "S102")


def _reached(verdict: Verdict, fail_on: tuple[Status, ...]) -> bool:
    """A target that was missed as first adopted still counts, unless that was waived."""
    if verdict.status in fail_on:
        return True
    adopted = verdict.facts.get("as_adopted")
    before = adopted.get("status") if isinstance(adopted, dict) else None
    return before in fail_on and before == Status.MISSED and Flag.WAIVED not in verdict.flags
