"""Findings as plain lines, for commands that list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from plancheck.cli.words import Lang, say

if TYPE_CHECKING:
    from plancheck.model.finding import Finding


def lines(lang: Lang, findings: Iterable[Finding]) -> Iterator[str]:
    """`file:line:column: P401 what is wrong`, then the line itself and what to write, indented."""
    from plancheck.messages import finding_text
    from plancheck.messages.escape import escape

    for finding in findings:
        message, hint = finding_text(lang, finding)
        place = f"{escape(str(finding.origin))}: " if finding.origin else ""
        yield f"{place}{finding.code} {message}"
        if finding.facts.get("line_text"):
            yield f"    {escape(finding.facts['line_text'])}"
        if hint:
            yield f"    {say(lang, 'findings.write', hint=hint)}"
