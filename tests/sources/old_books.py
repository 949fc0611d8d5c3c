"""Workbooks of other formats, written part by part."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from tests.sources.workbooks import pack

FIXTURES = Path(__file__).parent / "fixtures"
Rows = Sequence[Sequence[str | float]]
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def ods(rows: Rows, around: str = "{}") -> bytes:
    """An ODS document with one sheet, its rows put into `around`."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    spaces = f'xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}"'
    sheet = f'<table:table table:name="数据">{around.format(body)}</table:table>'
    content = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def _cell(value: str | float) -> str:
    number = f' office:value="{value}"' if isinstance(value, float) else ""
    kind = "float" if number else "string"
    text = f"<text:p>{value}</text:p>" if value else ""
    return f'<table:table-cell office:value-type="{kind}"{number}>{text}</table:table-cell>'


def xlsb(rows: Rows) -> bytes:
    """A binary workbook with one sheet; `#DIV/0!` is stored as the error that it names."""
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("数据"))
    cells = b"".join(_row(at, row) for at, row in enumerate(rows))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(129) + _record(148, size) + _record(145) + cells + _record(146) + _record(130)
    link = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Target="worksheets/sheet1.bin" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    )
    return pack(
        {
            "xl/workbook.bin": book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": link,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    name = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 127 | 128, len(data) >> 7])
    return name + size + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _row(at: int, row: Sequence[str | float]) -> bytes:
    made = _record(0, struct.pack("<I", at) + bytes(13))
    for column, value in enumerate(row):
        place = struct.pack("<II", column, 0)
        if value == "#DIV/0!":
            made += _record(3, place + b"\x07")
        elif isinstance(value, float):
            made += _record(5, place + struct.pack("<d", value))
        elif value:
            made += _record(6, place + _wide(value))
    return made
