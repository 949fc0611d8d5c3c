"""What every listing of findings has in common: which are listed, how many there are, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from plancheck.checks.checked import Checked, Subject, Validation, subjects
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Unread
from plancheck.reports.checked.about import about
from plancheck.reports.checked.options import CheckOptions
from plancheck.sources.gathered import not_plain

SEVERITIES = (ERROR, WARNING, INFO)
_ASIDE = {"S109": "skipped", "S107": "hidden", "S105": "columns", "R315": "superseded"}


@frozen
class Listed:
    """A finding, whose row it stands in, and the plan it was found by (None for what belongs to none)."""

    finding: Finding
    subject: Subject
    checked: Checked | None


def listed(validation: Validation, options: CheckOptions) -> list[Listed]:
    """The findings to be shown, at most as many as are asked for."""
    found: list[Listed] = []
    for checked in validation.plans:
        rows = subjects(checked, checked.findings)
        found += [Listed(finding, about(finding, rows), checked) for finding in checked.findings]
    found += [Listed(finding, about(finding, {}), None) for finding in validation.findings]
    return found if options.most is None else found[: options.most]


def shown(validation: Validation, options: CheckOptions) -> list[Finding]:
    """The findings to be shown, for those who need not know whose rows they stand in."""
    found = every(validation)
    return found if options.most is None else found[: options.most]


def every(validation: Validation) -> list[Finding]:
    """All of them, listed or not."""
    return [*(f for checked in validation.plans for f in checked.findings), *validation.findings]


def counts(validation: Validation) -> dict[str, int]:
    """How many there are of everything, whatever is listed: findings by severity, files, values, those of them that
    could not be used, and what was seen and not read. Nothing is left out in silence."""
    found = every(validation)
    by_severity = Counter(finding.severity for finding in found)
    by_code = statistics(validation)
    for checked in validation.plans:
        by_code = by_code + Counter(checked.left_out)
    values = [one.value for checked in validation.plans for one in not_plain(checked.observations)]
    return {
        **{severity: by_severity[severity] for severity in SEVERITIES},
        "files": len({file.name for checked in validation.plans for file in checked.files}),
        "values": sum(len(checked.observations) for checked in validation.plans),
        "unread": sum(isinstance(value, Unread) for value in values),
        **{name: by_code[code] for code, name in _ASIDE.items()},
        "missing": sum(len(checked.missing) for checked in validation.plans),
        "compared": sum(checked.context for checked in validation.plans),
    }


def statistics(validation: Validation) -> Counter[str]:
    """How many findings of each code there are, in the order of the codes."""
    found = Counter(finding.code for finding in every(validation))
    return Counter({code: found[code] for code in sorted(found)})


def left_out(validation: Validation) -> Mapping[str, int]:
    """How many findings the plans and the options leave out, by code."""
    total: Counter[str] = Counter()
    for checked in validation.plans:
        total.update(checked.left_out)
    return {code: total[code] for code in sorted(total)}


def rest(validation: Validation, options: CheckOptions) -> int:
    """How many findings are not listed."""
    return 0 if options.most is None else max(0, len(every(validation)) - options.most)
