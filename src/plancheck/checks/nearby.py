"""What is said of other places, seen from the place of the finding."""

from __future__ import annotations

from dataclasses import replace

from plancheck.model.finding import Finding
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
