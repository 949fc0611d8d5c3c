"""A report whose plans are made one after another, so that those written out need not stay in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.reports.report import PlanReport, Report

Step = tuple[PlanReport, tuple[Finding, ...]]
"""One plan, with what was found in reading the submissions to it."""


@frozen
class Flow:
    """`head` is the report without its plans, its findings those of loading; `count` says how many `plans` there will
    be. They come once."""

    head: Report
    count: int
    plans: Iterable[Step]


def flow_of(report: Report) -> Flow:
    """A report that is there already."""
    steps: Iterator[Step] = ((plan, ()) for plan in report.plans)
    return Flow(replace(report, plans=()), len(report.plans), steps)


def gathered(flow: Flow) -> Report:
    """The whole report."""
    steps = list(flow.plans)
    findings = (*flow.head.findings, *(finding for _, read in steps for finding in read))
    return replace(flow.head, plans=tuple(plan for plan, _ in steps), findings=findings)
