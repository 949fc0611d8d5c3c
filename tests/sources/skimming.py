"""Workbooks read with and without a look at their plain rows: nobody may be able to tell by what is read."""

from __future__ import annotations

from unittest.mock import patch

from plancheck.sources import xlsx, xlsx_zip
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.xlsx import read_workbook
from tests.sources.workbooks import MAIN, pack, parts

TEXTS = (
    f'<sst xmlns="{MAIN}">'
    + "".join(f"<si><t>{text}</t></si>" for text in ("目标", "", "新增", " ", "1.2万"))
    + "</sst>"
)


def opened(data: bytes, skimmed_from: int, piece: int) -> tuple[Sheet, ...] | tuple[str, str]:
    """The sheets, or why there are none."""
    with patch.object(xlsx, "SKIMMED_FROM", skimmed_from), patch.object(xlsx_zip, "_PIECE", piece):
        try:
            return read_workbook(data, "表.xlsx", Limits())
        except RefusedError as refused:
            return refused.code, refused.facts["reason"]


def book(rows: str, *, head: str = "", declaration: str = "", encoding: str = "utf-8", **more: str) -> bytes:
    """One sheet with shared strings; `head` stands in its first tag, `declaration` before that."""
    named: dict[str, str | bytes] = dict(parts(rows, **more))
    sheet = str(named["xl/worksheets/sheet1.xml"]).replace("<worksheet", f"{declaration}<worksheet {head}", 1)
    named["xl/worksheets/sheet1.xml"] = sheet.encode(encoding, "surrogateescape")
    named["xl/sharedStrings.xml"] = TEXTS
    links = str(named["xl/_rels/workbook.xml.rels"])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="s" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    named["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", link)
    return pack(named)


def read_alike(data: bytes, piece: int = 256) -> tuple[Sheet, ...] | tuple[str, str]:
    """What is read, the same both ways."""
    read = opened(data, 0, piece)
    assert read == opened(data, 1 << 30, 1 << 16)
    return read
