"""Findings about two places, of which one stands in a file that is not being checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.origin import Origin
from plancheck.sources.folder import Submissions

_OTHERS = ("other", "places")
_PAIRS = (("seen", "other_seen"), ("seen", "previous"), ("entity", "other_entity"), ("item", "other_item"))


def own_side(findings: Iterable[Finding], given: Submissions) -> list[Finding]:
    """Those that stand in a given file, or have their other place in one: these are told from there. The rest is about
    what was submitted before."""
    names = {file.name for file in given.files}
    kept: list[Finding] = []
    places: dict[str, Origin] = {}
    for finding in findings:
        if finding.origin is None or finding.origin.file in names:
            kept.append(finding)
            continue
        if not places:
            places = {str(one.origin): one.origin for one in given.observations}
            places |= {str(one.origin): one.origin for one in given.evidence}
        turned = _turned(finding, places)
        if turned is not None:
            kept.append(turned)
    return kept


def _turned(finding: Finding, places: dict[str, Origin]) -> Finding | None:
    """The same told from the other place."""
    facts = dict(finding.facts)
    for name in _OTHERS:
        for place in facts.get(name, "").split("; "):
            if place in places:
                facts[name] = str(finding.origin)
                for one, other in _PAIRS:
                    if other in facts and finding.code in ("R302", "R312"):
                        facts[one], facts[other] = facts[other], facts.get(one, "")
                return replace(finding, origin=places[place], facts=facts)
    return None
