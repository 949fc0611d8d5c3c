"""Every text in Chinese and English: findings, verdicts, advice, words of the interface. `lang` is "zh" or "en"."""

from __future__ import annotations

from plancheck.messages.catalogue import phrase, term
from plancheck.messages.findings import code_text, finding_text
from plancheck.messages.verdicts import advice_text, verdict_text

__all__ = ["advice_text", "code_text", "finding_text", "phrase", "term", "verdict_text"]
