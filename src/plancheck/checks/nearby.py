"""What is said of other places, seen from the place of the finding; and what a row without a period cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.origin import CellRef, Origin, TextRef

_PLACES = ("other", "by", "places")
_SEPARATOR = "; "


def seen_from(finding: Finding) -> Finding:
    """Other places of the same sheet by their cell alone, of the same file by sheet and cell or line."""
    origin = finding.origin
    if origin is None or not any(name in finding.facts for name in _PLACES):
        return finding
    facts = dict(finding.facts)
    for name in _PLACES:
        if name in facts:
            facts[name] = _SEPARATOR.join(_short(place, origin) for place in facts[name].split(_SEPARATOR))
    return replace(finding, facts=facts)


def _short(place: str, origin: Origin) -> str:
    if isinstance(origin, CellRef):
        same_sheet = f"{origin.file}#{origin.sheet}!"
        return place.removeprefix(same_sheet).removeprefix(f"{origin.file}#")
    return place.removeprefix(f"{origin.file}:") if isinstance(origin, TextRef) else place


def sure(findings: Sequence[Finding], rows: Mapping[str, list[Observation]]) -> list[Finding]:
    """Without those that hold a row against others whose own period could not be read (that is said of its cell), and
    without the news that a period which lies outside the plan is not over yet."""
    kept: list[Finding] = []
    unsure: set[str] | None = None
    outside = {finding.origin for finding in findings if finding.code == "R305"}
    for finding in findings:
        if finding.code == "R313" and finding.origin in outside:
            continue
        if finding.code in ("R301", "R302", "R315") and finding.facts.get("reason") != "done":
            if unsure is None:
                unsure = {str(one.origin) for own in rows.values() for one in own if one.period is None}
            if {str(finding.origin), finding.facts.get("other"), finding.facts.get("by")} & unsure:
                continue
        kept.append(finding)
    return kept
