"""Short ways to write a workbook that is sound but for one thing."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.hostile.project import HEADER
from tests.sources.workbooks import pack, parts, text_row

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
HEAD = text_row(1, *HEADER)
DEFAULT = '<c t="n"><v>700</v></c>'
VALUE = "R1.1 2026-Q1 700"
"""What every table here reports unless it says otherwise."""


def text(said: str) -> str:
    """A cell of inline text."""
    return f'<c t="inlineStr"><is><t>{said}</t></is></c>'


def row(number: int, value: str = DEFAULT, target: str = "R1.1", period: str = "2026-Q1", entity: str = "") -> str:
    """A row of the table; `value` is a whole cell."""
    return f'<row r="{number}">{text(target)}{text(entity)}{text(period)}{value}</row>'


def rows(value: str = DEFAULT, **more: str) -> str:
    """The header and one row."""
    return HEAD + row(2, value, **more)


def book(inside: str = "", **more: str) -> bytes:
    """A workbook of one sheet with these rows; without any, the header and one value."""
    return pack(parts(inside or rows(), **more))


def changed(part: str, change: Callable[[str], str | bytes], inside: str = "", **more: str) -> bytes:
    """A sound workbook with one part rewritten."""
    named: dict[str, str | bytes] = dict(parts(inside or rows(), **more))
    named[part] = change(str(named[part]))
    return pack(named)


def added(more: dict[str, str | bytes], inside: str = "", **options: str) -> bytes:
    """A sound workbook with more parts."""
    return pack({**parts(inside or rows(), **options), **more})


def linked(kind: str, target: str, content: str | bytes, inside: str = "", **options: str) -> bytes:
    """A sound workbook with one more part that the workbook links to (styles, sharedStrings)."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named: dict[str, str | bytes] = dict(parts(inside or rows(), **options))
    link = f'<Relationship Id="x" Type="{space}/{kind}" Target="{target}"/></Relationships>'
    named[LINKS] = str(named[LINKS]).replace("</Relationships>", link)
    return pack({**named, f"xl/{target}": content})


def zipped(entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    """A container with full say over every entry."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for info, content in entries:
            container.writestr(info, content)
    return file.getvalue()


def directory(data: bytes) -> tuple[int, int]:
    """Where the central directory of a container begins and how long it is."""
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    return start, size


def patched(data: bytes, name: str, field: int, value: bytes, *, local: int | None = None) -> bytes:
    """The central entry of a part with the bytes at `field` replaced, and at `local` of its local header too."""
    made = bytearray(data)
    start, _ = directory(data)
    at = data.index(name.encode(), start) - 46
    made[at + field : at + field + len(value)] = value
    if local is not None:
        offset = struct.unpack("<I", data[at + 42 : at + 46])[0]
        made[offset + local : offset + local + len(value)] = value
    return bytes(made)
