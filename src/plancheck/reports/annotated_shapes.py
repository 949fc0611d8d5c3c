"""The drawing in which comments have their boxes. What other programs drew there stays; it is often no proper XML, so
shapes are put before its end and taken out whole, and nothing else of it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plancheck.reports.annotated_sheet import Place
from plancheck.reports.annotated_xml import UneditableError

BLOCK = 1024
"""Shapes are numbered in blocks; a drawing says which blocks are its own."""
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_NEW = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:260pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_IDMAP = re.compile(rb"(<(?:[\w.-]+:)?idmap\b[^>]*?\bdata\s*=\s*[\"'])([\d,\s]*)([\"'])")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_NOTE = re.compile(rb"<([\w.-]+:)shape\b(?:(?!</\1shape>).)*?</\1shape>\s*", re.DOTALL)
_AT = re.compile(rb"<([\w.-]+:)Row>\s*(\d+)\s*</\1Row>.*?<\1Column>\s*(\d+)\s*</\1Column>", re.DOTALL)
_PREFIXES = {"v": b"urn:schemas-microsoft-com:vml"} | {
    prefix: b"urn:schemas-microsoft-com:office:" + name for prefix, name in (("o", b"office"), ("x", b"excel"))
}


def blocks(raw: bytes) -> set[int]:
    """The blocks of shape numbers that a drawing uses."""
    stated = {int(number) for found in _IDMAP.findall(raw) for number in found[1].split(b",") if number.strip()}
    return stated | {int(number) // BLOCK for number in _NUMBER.findall(raw)}


def draw(raw: bytes | None, lines: Mapping[Place, int], removed: Sequence[Place], first: int) -> tuple[bytes, int]:
    """Boxes for so many lines of text on each cell, numbered from block `first` on; and the next free block."""
    raw = _NEW if raw is None else raw
    if b"</xml>" not in raw:
        raise UneditableError("drawing")
    gone = {(row - 1, column - 1) for row, column in removed}
    raw = _NOTE.sub(lambda shape: b"" if _at(shape[0]) in gone else shape[0], raw) if gone else raw
    if not lines:
        return raw, first
    count = -(-len(lines) // (BLOCK - 1))
    shapes = [
        _shape(first + i // (BLOCK - 1), i % (BLOCK - 1) + 1, at, lines[at]) for i, at in enumerate(sorted(lines))
    ]
    new = ("" if b'"_x0000_t202"' in raw else _TYPE.decode()) + "".join(shapes)
    numbers = ",".join(str(first + i) for i in range(count)).encode()
    raw = _IDMAP.sub(lambda map: map[1] + b",".join(filter(None, (map[2], numbers))) + map[3], raw, count=1)
    end = raw.rindex(b"</xml>")
    return raw[:end] + _named(raw, new).encode() + raw[end:], first + count


def _named(raw: bytes, shapes: str) -> str:
    """The shapes with the prefixes of the drawing; what it declares only where it uses it, each shape declares too."""
    head = raw[: raw.find(b">", raw.find(b"<xml") + 1)]
    found, declared = {}, ""
    for prefix, space in _PREFIXES.items():
        stated = re.search(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(space) + rb"[\"']", head)
        found[prefix] = stated[1].decode() if stated else prefix
        declared += "" if stated else f' xmlns:{prefix}="{space.decode()}"'
    shapes = re.sub(r"(?<=[<\s/])([vox])(?=:)", lambda prefix: found[prefix[1]], shapes)
    return re.sub(r"<[\w.-]+:shape(?:type)?(?= )", lambda start: start[0] + declared, shapes)


def _at(shape: bytes) -> Place | None:
    found = _AT.search(shape) if b'ObjectType="Note"' in shape else None
    return (int(found[2]), int(found[3])) if found else None


def _shape(block: int, number: int, place: Place, lines: int) -> str:
    row, column = place[0] - 1, place[1] - 1
    left = column + 1 if column + 5 < _MOST_COLUMNS else column - 5
    top = min(max(row - 1, 0), _MOST_ROWS - lines - 2)
    anchor = f"{left}, 15, {top}, 10, {left + 4}, 15, {top + lines + 1}, 4"
    height = 14 * lines + 10
    return _SHAPE.format(number=block * BLOCK + number, height=height, anchor=anchor, row=row, column=column)
