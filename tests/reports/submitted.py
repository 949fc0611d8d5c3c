"""Checked submissions made by hand: two files of a sample plan, with a finding of every sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from plancheck.checks.checked import Checked, Validation
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import CellRef, FileRef, Origin, TextRef
from plancheck.model.period import Period, parse_period
from plancheck.sources.folder import FileRead
from tests.reports.build import plan_report, targets

BOOK, TABLE = "上报/甲 镇.xlsx", "上报.csv"


def quarter() -> Period:
    period = parse_period("2026-Q3")
    assert isinstance(period, Period)
    return period


def observed(target: str, entity: str, origin: Origin, raw: str = "1") -> Observation:
    return Observation(target, entity, quarter(), "", Amount(Decimal(1)), None, origin, raw)


def found(code: str, origin: Origin | None, target: str | None = None, /, **facts: str) -> Finding:
    return Finding(code, SEVERITY[code], origin, facts, target, "demo")


def cell(address: str, sheet: str = "指标") -> CellRef:
    return CellRef(BOOK, sheet, address)


def checked(
    findings: Sequence[Finding],
    observations: Sequence[Observation],
    files: Sequence[str],
    left_out: Mapping[str, int] | None = None,
) -> Checked:
    return Checked(
        loaded=plan_report(targets()).loaded,
        as_of=date(2026, 10, 20),
        period=quarter(),
        files=tuple(FileRead(name, 10, f"{number:064x}") for number, name in enumerate(files, 1)),
        observations=tuple(observations),
        findings=tuple(findings),
        left_out=left_out or {},
    )


def validation(
    *findings: Finding, observations: Sequence[Observation] = (), left_out: Mapping[str, int] | None = None
) -> Validation:
    """These findings on the book and the table, in which two schools have reported."""
    rows = observations or (
        observed("D1.1", "甲小学", cell("E8")),
        observed("D1.3", "甲小学", cell("E9")),
        observed("D1.1", "乙小学", cell("E10")),
        observed("D1.1", "甲小学", TextRef(TABLE, 2, 3)),
    )
    return Validation((checked(findings, rows, (BOOK, TABLE), left_out),))


ROUGH = found("C203", cell("E8"), "D1.1", seen="约300", header="数值")
WORDS = found("C204", cell("E9"), "D1.3", seen="1.2万", used="12000", header="数值")
BLANK = found("C208", cell("F8"), None, seen="#REF!", header="备注")
HIDDEN = found("S107", cell("A12"), None, reason="rows", area="12")
LEGACY = found("F007", FileRef(BOOK), None, seen="xls")
UNKNOWN = found("R304", TextRef(TABLE, 3, 1), None, seen="R9.9", nearest="D1.1", reason="unknown")
REPEATED = found("R301", TextRef(TABLE, 2, 3), "D1.1", entity="甲小学", other=f"{TABLE}:4:3")
ABSENT = found("R306", None, "D1.3", entity="乙小学", period="2026年第三季度")
SORTS = (LEGACY, ROUGH, BLANK, WORDS, HIDDEN, REPEATED, UNKNOWN, ABSENT)
