"""中文文本。"""

from __future__ import annotations

from plancheck.messages.zh.audits import AUDITS
from plancheck.messages.zh.cases import CASES
from plancheck.messages.zh.ci import CI
from plancheck.messages.zh.explain import EXPLAIN
from plancheck.messages.zh.findings import FINDINGS
from plancheck.messages.zh.kinds import KINDS
from plancheck.messages.zh.page import PAGE
from plancheck.messages.zh.plans import PLANS
from plancheck.messages.zh.reports import REPORTS
from plancheck.messages.zh.sources import SOURCES
from plancheck.messages.zh.template import TEMPLATE
from plancheck.messages.zh.verdicts import VERDICTS
from plancheck.messages.zh.words import WORDS

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
