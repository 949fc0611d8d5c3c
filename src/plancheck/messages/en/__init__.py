"""English texts."""

from __future__ import annotations

from plancheck.messages.en.audits import AUDITS
from plancheck.messages.en.cases import CASES
from plancheck.messages.en.ci import CI
from plancheck.messages.en.explain import EXPLAIN
from plancheck.messages.en.findings import FINDINGS
from plancheck.messages.en.kinds import KINDS
from plancheck.messages.en.page import PAGE
from plancheck.messages.en.plans import PLANS
from plancheck.messages.en.reports import REPORTS
from plancheck.messages.en.sources import SOURCES
from plancheck.messages.en.template import TEMPLATE
from plancheck.messages.en.verdicts import VERDICTS
from plancheck.messages.en.words import WORDS

TEXTS: dict[str, str] = {
    **WORDS,
    **VERDICTS,
    **FINDINGS,
    **CASES,
    **CI,
    **PLANS,
    **REPORTS,
    **EXPLAIN,
    **KINDS,
    **SOURCES,
    **PAGE,
    **AUDITS,
    **TEMPLATE,
}
