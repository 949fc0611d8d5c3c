"""The exit code of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError, nearest
from plancheck.cli.words import Lang
from plancheck.model.codes import ERROR, SEVERITY
from plancheck.model.verdict import Flag, Status

if TYPE_CHECKING:
    from plancheck.model.finding import Finding
    from plancheck.model.verdict import Verdict
    from plancheck.reports.flow import Flow, Step
    from plancheck.reports.report import PlanReport, Report


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
    gate = Gate(fail_on)
    gate.see(report.findings)
    for plan in report.plans:
        gate.see_plan(plan)
    return gate.code


class Gate:
    """Watches a report go by for what decides its exit code."""

    def __init__(self, fail_on: tuple[Status, ...]) -> None:
        self._fail_on = fail_on
        self._unreadable = self._reached = False

    @property
    def code(self) -> int:
        """The exit code after what went by so far."""
        return UNREADABLE if self._unreadable else REACHED if self._reached else FINE

    def watched(self, flow: Flow) -> Flow:
        """The same report, seen on the way."""
        return replace(flow, plans=self._steps(flow))

    def _steps(self, flow: Flow) -> Iterator[Step]:
        self.see(flow.head.findings)
        for step in flow.plans:
            plan, read = step
            self.see(read)
            self.see_plan(plan)
            yield step

    def see(self, findings: Iterable[Finding]) -> None:
        """Findings that belong to no target."""
        self._unreadable = self._unreadable or any(map(_unreadable, findings))

    def see_plan(self, plan: PlanReport) -> None:
        """A plan with its targets."""
        for target in plan.targets:
            self.see(target.findings)
            self._reached = self._reached or _reached(target.verdict, self._fail_on)


def _unreadable(finding: Finding) -> bool:
    """A file of which nothing could be read: refused, or a table without a header that says what is in it.
    However grave the plan finds that."""
    return SEVERITY[finding.code] == ERROR and (finding.code.startswith("F") or finding.code == "S102")


def _reached(verdict: Verdict, fail_on: tuple[Status, ...]) -> bool:
    """A target that was missed as first adopted still counts, unless that was waived."""
    if verdict.status in fail_on:
        return True
    adopted = verdict.facts.get("as_adopted")
    before = adopted.get("status") if isinstance(adopted, dict) else None
    return before in fail_on and before == Status.MISSED and Flag.WAIVED not in verdict.flags
