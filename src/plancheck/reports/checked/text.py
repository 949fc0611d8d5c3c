"""Findings as plain lines: where, the code, what is the matter and what to write."""

from __future__ import annotations

from plancheck.checks.checked import Validation
from plancheck.messages import finding_text
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding
from plancheck.reports.checked.options import CheckOptions


def render(validation: Validation, options: CheckOptions) -> str:
    """One line for each finding."""
    found = [finding for one in validation.plans for finding in one.findings]
    return "".join(_line(options.lang, finding) + "\n" for finding in found)


def _line(lang: str, finding: Finding) -> str:
    message, hint = finding_text(lang, finding)
    return f"{escape(str(finding.origin or ''))}  {finding.code} {finding.severity}  {message} → {hint}"
