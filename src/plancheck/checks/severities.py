"""How grave findings are: as the plan wants it, as the user wants it; and which of them are to be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from plancheck.checks.checked import Checked, Validation
from plancheck.model.codes import ERROR, SEVERITY, WARNING
from plancheck.model.finding import Finding

IGNORE = "ignore"


def with_severities(
    findings: Iterable[Finding], severities: Mapping[str, str]
) -> tuple[list[Finding], Mapping[str, int]]:
    """The findings as grave as the plan says, and how many of each code it does not want to see."""
    kept: list[Finding] = []
    left_out: Counter[str] = Counter()
    for finding in findings:
        grave = severities.get(finding.code, finding.severity)
        if grave == IGNORE:
            left_out[finding.code] += 1
        else:
            kept.append(finding if grave == finding.severity else replace(finding, severity=grave))
    return kept, left_out


def unreadable(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The files of which nothing could be read, however grave the plan finds that: refused ones, and tables without a
    header that says what is in them."""
    return tuple(
        dict.fromkeys(
            finding.origin.file
            for finding in findings
            if finding.origin is not None
            and SEVERITY[finding.code] == ERROR
            and (finding.code.startswith("F") or finding.code == "S102")
        )
    )


def narrowed(validation: Validation, select: tuple[str, ...], ignore: tuple[str, ...], strict: bool) -> Validation:
    """Only the findings whose code begins with one of `select` (all where it is empty) and with none of `ignore`; with
    `strict`, warnings are errors. What is left out is counted."""
    return replace(
        validation,
        plans=tuple(_narrowed(one, select, ignore, strict) for one in validation.plans),
    )


def _narrowed(one: Checked, select: tuple[str, ...], ignore: tuple[str, ...], strict: bool) -> Checked:
    kept = [f for f in one.findings if f.code.startswith(select or "") and not (ignore and f.code.startswith(ignore))]
    gone = Counter(f.code for f in one.findings)
    gone.subtract(f.code for f in kept)
    if strict:
        kept = [replace(f, severity=ERROR) if f.severity == WARNING else f for f in kept]
    return replace(one, findings=tuple(kept), left_out=Counter(one.left_out) + gone)
