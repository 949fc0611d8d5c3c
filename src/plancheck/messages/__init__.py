"""Every text in Chinese and English: findings, verdicts, advice, words of the interface. `lang` is "zh" or "en".

What makes sentences of verdicts is loaded with the first of them: many runs say nothing but findings.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from plancheck.messages.catalogue import phrase, term

if TYPE_CHECKING:
    from plancheck.messages.findings import code_text, finding_text
    from plancheck.messages.verdicts import advice_text, verdict_text

__all__ = ["advice_text", "code_text", "finding_text", "phrase", "term", "verdict_text"]

_WHERE = {"code_text": "findings", "finding_text": "findings", "advice_text": "verdicts", "verdict_text": "verdicts"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"plancheck.messages.{_WHERE[name]}"), name)
    return found
