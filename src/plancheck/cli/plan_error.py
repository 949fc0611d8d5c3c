"""What is said when a plan cannot be used: where, the line, and what to write."""

from __future__ import annotations

from plancheck.cli.errors import USAGE
from plancheck.cli.findings import lines
from plancheck.cli.gather import PlanError
from plancheck.cli.streams import complain, emit
from plancheck.cli.words import Lang, say


def show(lang: Lang, bad: PlanError) -> int:
    """Everything that is wrong with the plans, all at once; as JSON where a report was to be JSON."""
    if bad.form == "json":
        from plancheck.reports import FORMATS, Options
        from plancheck.reports.report import Report

        days = bad.dates
        empty = Report(days.as_of, days.known_at, days.period, days.since, (), bad.findings)
        emit(FORMATS["json"](empty, Options(lang=lang)))
    else:
        complain("\n".join([*lines(lang, bad.findings), say(lang, bad.key, count=str(len(bad.findings)))]))
    return USAGE
