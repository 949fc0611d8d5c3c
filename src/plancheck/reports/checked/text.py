"""Findings as plain lines, one for each: where, the code, how grave, what is the matter and what to write. The counts
come last, where a terminal stops."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.checked import Validation
from plancheck.messages import code_text, finding_text, phrase, term
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, Origin
from plancheck.reports.checked.listing import SEVERITIES, counts, left_out, rest, shown, statistics
from plancheck.reports.checked.missing import missing_lines
from plancheck.reports.checked.options import CheckOptions
from plancheck.reports.width import wrap

_INDENT = 4
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(validation: Validation, options: CheckOptions) -> str:
    """The findings and the summary; or the list of those who have not submitted, alone."""
    if options.missing:
        lines = list(missing_lines(validation, options))
    else:
        lines = [line for finding in shown(validation, options) for line in _lines(finding, options)]
        lines += [part for line in _summary(validation, options) for part in _wrapped(line, options)]
    return "".join(line + "\n" for line in lines)


def _lines(finding: Finding, options: CheckOptions) -> list[str]:
    message, hint = finding_text(options.lang, finding)
    head = f"{finding.code} {term(options.lang, f'severity.{finding.severity}')}"
    where = f"{_place(finding.origin)}  " if finding.origin else ""
    first, *more = _wrapped(f"{where}{head}  {message}" + (f" → {hint}" if hint else ""), options)
    return [_painted(first, head, finding.severity, options), *more]


def _painted(line: str, head: str, severity: str, options: CheckOptions) -> str:
    """Colour only repeats what the word says."""
    if not options.colour:
        return line
    return line.replace(head, f"\x1b[{_COLOURS[severity]}m{head}\x1b[0m", 1)


def _place(origin: Origin | None) -> str:
    """`report.xlsx Sheet!E8`, `report.csv:8:5`."""
    if isinstance(origin, CellRef):
        return escape(f"{origin.file} {origin.sheet}!{origin.cell}")
    return escape(str(origin))


def _wrapped(line: str, options: CheckOptions) -> list[str]:
    """Broken at the width of the terminal, what follows the first line indented; whole where there is none."""
    if not options.width:
        return [line]
    first, *more = wrap(line, options.width - _INDENT)
    return [first, *(" " * _INDENT + part for part in more)]


def _summary(validation: Validation, options: CheckOptions) -> Iterator[str]:
    lang, total = options.lang, counts(validation)
    said = {name: str(count) for name, count in total.items()}
    more = rest(validation, options)
    if more:
        yield phrase(lang, "check.more", count=str(more), most=str(options.most))
    if options.statistics:
        for code, count in statistics(validation).items():
            yield f"{code} x{count}  {code_text(lang, code)[0]}"
    if not any(total[severity] for severity in SEVERITIES):
        yield term(lang, "check.none")
    yield from _asides(validation, options, total)
    read = phrase(lang, "check.read", **_some(said, "files", "values", "unread"))
    found = phrase(lang, "check.counts", **{severity: said[severity] for severity in SEVERITIES})
    yield f"{_days(validation, lang)}  {read}  {found}".strip()


def _asides(validation: Validation, options: CheckOptions, total: dict[str, int]) -> Iterator[str]:
    """What was not read, not used or not listed; only what there is."""
    lang = options.lang
    if any(total[name] for name in ("skipped", "hidden", "columns", "superseded")):
        names = ("skipped", "hidden", "columns", "superseded")
        yield phrase(lang, "check.aside", **{name: str(total[name]) for name in names})
    if total["compared"]:
        yield phrase(lang, "check.compared", count=str(total["compared"]))
    unread = [escape(file) for checked in validation.plans for file in checked.unread]
    if unread:
        yield phrase(lang, "check.unreadable", files=term(lang, "join.list").join(unread))
    gone = [f"{code} x{count}" for code, count in left_out(validation).items()]
    if gone:
        yield phrase(lang, "check.left_out", codes=" ".join(gone))


def _some(said: dict[str, str], *names: str) -> dict[str, str]:
    """Only what is not zero, save the first two."""
    return {name: said[name] for name in names if name in names[:2] or said[name] != "0"}


def _days(validation: Validation, lang: str) -> str:
    for checked in validation.plans:
        period = {"period": checked.period.label} if checked.period else {}
        return phrase(lang, "check.as_of", as_of=checked.as_of.isoformat(), **period)
    return ""
