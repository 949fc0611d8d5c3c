"""Sentences about findings: what is the matter, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.messages.catalogue import fill, of_codes
from plancheck.messages.escape import escape
from plancheck.model.finding import Finding

_LONGEST = 120


def finding_text(lang: str, finding: Finding) -> tuple[str, str]:
    """The message and what to do, from the finding's code, its fact `reason` where it has one, and its other facts."""
    values = {name: _shown(value) for name, value in finding.facts.items() if value}
    key = _key(lang, finding)
    found = _texts(lang, finding.code)
    hint = fill(found.get(f"{key}.do", found[f"{finding.code}.do"]), values)
    return fill(found[key], values) or code_text(lang, finding.code)[0], hint or code_text(lang, finding.code)[1]


def code_text(lang: str, code: str) -> tuple[str, str]:
    """What a code means and what to do, without the facts of a case."""
    found = _texts(lang, code)
    return fill(found[code], {}) or "", fill(found[f"{code}.do"], {}) or ""


def _texts(lang: str, code: str) -> Mapping[str, str]:
    return of_codes(lang, plans=code.startswith("P"))


def _key(lang: str, finding: Finding) -> str:
    special = f"{finding.code}.{finding.facts.get('reason', '')}"
    return special if special in _texts(lang, finding.code) else finding.code


def _shown(value: str) -> str:
    safe = escape(value)
    return safe if len(safe) <= _LONGEST else safe[:_LONGEST] + "..."
