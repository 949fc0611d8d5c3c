"""Findings as plain lines."""

from __future__ import annotations

from plancheck.cli.findings import lines
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, FileRef


def test_place_code_message_and_what_to_do() -> None:
    finding = Finding("F002", "error", FileRef("上报.xlsx"))
    assert list(lines("en", [finding])) == [
        "上报.xlsx: F002 the file is encrypted",
        "    -> remove the password and send it again",
    ]


def test_nothing_is_printed_raw() -> None:
    finding = Finding("C208", "error", CellRef("a\u202eb.xlsx", "S", "B7"), {"line_text": "x\x1b[31m"})
    shown = "\n".join(lines("zh", [finding]))
    assert "a\\u202eb.xlsx#S!B7: C208 " in shown
    assert "x\\u001b[31m" in shown
