"""A comparison as a Markdown table, for a pull request or a file note."""

from __future__ import annotations

from plancheck.messages import term
from plancheck.messages.escape import escape
from plancheck.reports.diff import Change, Comparison
from plancheck.reports.diff.lines import cause, counts, heading, name, verdicts
from plancheck.reports.markdown import text

_HEADS = ("diff.head.target", "diff.head.verdict", "diff.head.cause")


def render(comparison: Comparison, lang: str, width: int) -> str:
    """A paragraph and a table; `width` says nothing here."""
    lines = [text(heading(lang, comparison)), "", text(counts(lang, comparison)), ""]
    if comparison.changes:
        lines += [_row([term(lang, head) for head in _HEADS]), _row(["---"] * len(_HEADS))]
        ordered = sorted(comparison.changes, key=lambda change: not change.verdict)
        lines += [_row(_cells(lang, change)) for change in ordered]
    return "\n".join(lines).rstrip("\n") + "\n"


def _cells(lang: str, change: Change) -> list[str]:
    causes = "<br>".join(text(cause(lang, one)) for one in change.causes)
    return [text(f"{escape(change.plan)} {name(lang, change)}"), text(verdicts(lang, change)), causes]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
