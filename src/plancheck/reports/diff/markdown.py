"""A comparison as a Markdown table, for a pull request or a file note."""

from __future__ import annotations

from plancheck.messages import term
from plancheck.messages.escape import escape
from plancheck.reports.diff import Change, Comparison
from plancheck.reports.diff.lines import causes, counts, heading, name, notes, verdicts
from plancheck.reports.markdown import text

_HEADS = ("diff.head.target", "diff.head.verdict", "diff.head.cause")


def render(comparison: Comparison, lang: str, width: int) -> str:
    """A paragraph and a table; `width` says nothing here."""
    said = [heading(lang, comparison), *notes(lang, comparison), counts(lang, comparison)]
    lines = [line for one in said for line in (text(one), "")]
    if comparison.changes:
        lines += [_row([term(lang, head) for head in _HEADS]), _row(["---"] * len(_HEADS))]
        ordered = sorted(comparison.changes, key=lambda change: not change.verdict)
        lines += [_row(_cells(lang, change)) for change in ordered]
    return "\n".join(lines).rstrip("\n") + "\n"


def _cells(lang: str, change: Change) -> list[str]:
    said = "<br>".join(text(one) for one in causes(lang, change))
    return [text(f"{escape(change.plan)} {name(lang, change)}"), text(verdicts(lang, change)), said]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
