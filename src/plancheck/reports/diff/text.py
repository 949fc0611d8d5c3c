"""A comparison as plain lines: changed verdicts first, then verdicts that stand on another ground."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.messages import term
from plancheck.messages.escape import escape
from plancheck.reports.diff import Change, Comparison
from plancheck.reports.diff.lines import causes, counts, heading, name, notes, verdicts
from plancheck.reports.width import wrap

_INDENT = 4


def render(comparison: Comparison, lang: str, width: int) -> str:
    """The whole comparison, wrapped at `width` columns."""
    said = [heading(lang, comparison), *notes(lang, comparison), counts(lang, comparison)]
    lines = [line for one in said for line in wrap(one, width)]
    for verdict, key in ((True, "diff.changed"), (False, "diff.grounds")):
        chosen = [change for change in comparison.changes if change.verdict is verdict]
        if chosen:
            lines += ["", term(lang, key), *_all(lang, chosen, width)]
    return "\n".join(lines) + "\n"


def _all(lang: str, changes: list[Change], width: int) -> Iterator[str]:
    for change in changes:
        yield from _hanging(f"{escape(change.plan)} {name(lang, change)}: {verdicts(lang, change)}", 2, width)
        for one in causes(lang, change):
            yield from _hanging(one, _INDENT, width)


def _hanging(text: str, indent: int, width: int) -> Iterator[str]:
    return (" " * indent + line for line in wrap(text, width - indent))
