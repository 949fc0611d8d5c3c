"""Texts of a plan that follow a form of their own: ids, fields of a table, meanings of placeholders."""

from __future__ import annotations

import re
from typing import Annotated

from plancheck.model.codes import ERROR, INFO, SEVERITY, WARNING
from plancheck.model.numeral import plain_decimal
from plancheck.model.record import FieldError, OneOf, Scalar

TIDY_FIELDS = (
    "target",
    "entity",
    "period",
    "value",
    "numerator",
    "denominator",
    "item",
    "done",
    "done_on",
    "unit",
    "submitted",
    "note",
    "evidence",
)
TidyField = Annotated[str, OneOf(*TIDY_FIELDS)]

FindingCode = Annotated[str, OneOf(*(code for code in SEVERITY if code[0] in "FSCR"))]
FindingSeverity = Annotated[str, OneOf(ERROR, WARNING, INFO, "ignore")]
UNREAD = frozenset({"C201", "R311", "S110"} | {code for code, grave in SEVERITY.items() if grave == ERROR})
"""Findings that tell of a value which is not used: a plan may make them warnings, never less."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise FieldError("id_expected", text)
    return text


Id = Annotated[str, Scalar(_id, {"type": ["string", "number"], "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"})]


def _meaning(text: str) -> str:
    if text != "missing" and plain_decimal(text) is None:
        raise FieldError("meaning_expected", text)
    return text


Meaning = Annotated[str, Scalar(_meaning, {"type": ["string", "number"]})]
