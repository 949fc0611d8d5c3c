"""The counts and a table of findings in Markdown, for a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.checks.checked import Validation
from plancheck.messages import code_text, phrase, term
from plancheck.reports.checked.listing import SEVERITIES, counts, left_out, rest, statistics
from plancheck.reports.checked.missing import missing_lines
from plancheck.reports.checked.options import CheckOptions
from plancheck.reports.checked.table import COLUMNS, head, rows
from plancheck.reports.markdown import text

_SHOWN = ("file", "sheet", "place", "code", "severity", "entity", "target", "message", "hint")


def render(validation: Validation, options: CheckOptions) -> str:
    """What was read and found, then a row for each finding; or the list of those who have not submitted."""
    if options.missing:
        return "".join(f"- {text(line)}\n" for line in missing_lines(validation, options))
    lines = [*_counts(validation, options), *_table(validation, options)]
    return "\n".join(lines) + "\n"


def _counts(validation: Validation, options: CheckOptions) -> Iterator[str]:
    lang = options.lang
    said = {name: str(count) for name, count in counts(validation).items()}
    yield f"**{phrase(lang, 'check.counts', **{name: said[name] for name in SEVERITIES})}**"
    yield ""
    for checked in validation.plans:
        plan, period = checked.loaded.plan, {"period": checked.period.label} if checked.period else {}
        mark = f" ({term(lang, 'word.sample')})" if plan.sample else ""
        day = phrase(lang, "check.as_of", as_of=checked.as_of.isoformat(), **period)
        yield f"- {text(plan.title.get(lang))}{mark}: {day}"
    yield "- " + phrase(lang, "check.read", **{name: said[name] for name in ("files", "values", "unread")})
    names = ("skipped", "hidden", "columns", "superseded")
    yield "- " + phrase(lang, "check.aside", **{name: said[name] for name in names})
    gone = " ".join(f"{code} x{count}" for code, count in left_out(validation).items())
    if gone:
        yield "- " + phrase(lang, "check.left_out", codes=gone)
    more = rest(validation, options)
    if more:
        yield "- " + phrase(lang, "check.more", count=str(more), most=str(options.most))
    if options.statistics:
        for code, count in statistics(validation).items():
            yield f"- {code} x{count} {code_text(lang, code)[0]}"
    yield ""


def _table(validation: Validation, options: CheckOptions) -> Iterator[str]:
    shown = [COLUMNS.index(column) for column in _SHOWN]
    titles = head(options.lang, options)
    found = list(rows(validation, options))
    if not found:
        yield term(options.lang, "check.none")
        return
    yield _row([titles[at] for at in shown])
    yield _row(["---"] * len(shown))
    for row in found:
        yield _row([text(row[at]) for at in shown])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
