"""What a plain row of a worksheet looks like as bytes: what spreadsheet programs write around a value, and no more.

Nothing in it may be read in two ways: no comment, no namespace of its own; its attributes are known and stand once. So
that rows which say the same look the same, a formula beside its value is cut down to `<f/>`, and a text in the cell
itself is written like any other value.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancheck.sources.grid import column_name
from plancheck.sources.table import WIDEST

_MARKS = ((b"<is><t>", b"<v>\2"), (b"</t></is></c>", b"\3</v></c>"))
"""How a text in the cell itself begins and ends, and what stands for that. No sheet has these control characters."""
_ELSEWHERE = ((b"!", b"<!"), (b"?", b"<?"), (b"\2", b"\2"), (b"\3", b"\3"))
"""Rows with one of these are not told by their bytes; before each a sign of it that is found sooner."""
_WORD = rb"[-+.0-9A-Za-z#/!?]{1,60}"
_TEXT = rb"[^<>\x00-\x08\x0b-\x1f]{1,300}"
_FORMULA = (
    rb'<f(?: t="\w+")?(?: aca="\w+")?(?: ref="[A-Z\d:]+")?(?: ca="\w+")?(?: si="\d+")?'
    rb"(?:/>|>%(text)b(?:&(?:lt|gt|amp|quot|apos);%(text)b)*</f>)"
) % {b"text": rb"[^&<>\x00-\x08\x0b-\x1f]*"}
_CALCULATED = re.compile(
    rb'(<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?(?: t="(?:s|n|b|e|str)")?>)%b(?=<v>[^<\x02]{1,300}</v></c>)' % _FORMULA
)
_EMPTY = re.compile(rb'(<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?) t="str">%b(?:<v></v>|<v/>)</c>' % _FORMULA)
"""A formula whose result is an empty text shows nothing."""
VALUE = (
    rb'(?: s="\d{1,5}")?(?:(?: t="(?:s|n|b|e|str)")?>(?:<f/>)?<v>%(word)b|'
    rb' t="str">(?:<f/>)?<v>%(text)b| t="inlineStr"><v>\x02%(text)b\x03)'
) % {b"word": _WORD, b"text": _TEXT}
"""What stands between the address of a cell and the end of its value."""
_CELL = rb'(?:<c r="%%b\2"(?:(%b)</v></c>|(?: s="\d{1,5}")?/>))?' % VALUE
_ROW = rb'\n?<row r="([1-9]\d{0,6})"((?: [\w:]{1,40}="[\w.: ]{0,99}")*)'
_KEY = re.compile(rb'(?: s="(\d+)")?(?: t="(\w+)")?>(<f/>)?<v>\x02?([^\x03]*)\x03?')
_ATTRIBUTE = re.compile(rb' ([\w:]+)="([^"]*)"')
_KNOWN = frozenset(b"spans s customFormat ht customHeight outlineLevel collapsed thickTop thickBot ph".split())
_SHOWN = (b"0", b"false")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


class UnusualError(Exception):
    """A part that must be read in the ordinary way."""


def alike(rows: bytes) -> bytes | None:
    """The rows with what they may differ in written alike; a parser would be told the same, save for texts that stand
    in the cell itself. None where the bytes do not tell."""
    if any(sign in rows and mark in rows for sign, mark in _ELSEWHERE) or not _is_text(rows):
        return None
    if b"i" in rows and b"inlineStr" in rows:
        for written, mark in _MARKS:
            rows = rows.replace(written, mark)
    if b"f" in rows and b"><f" in rows:
        rows = _CALCULATED.sub(rb"\1<f/>", rows)
        rows = _EMPTY.sub(rb"\1/>", rows) if b"<v/>" in rows or b"<v></v>" in rows else rows
    return rows


def _is_text(rows: bytes) -> bool:
    if rows.isascii():
        return True
    try:
        rows.decode()
    except UnicodeDecodeError:
        return False
    return not any(none in rows for none in _NO_CHARACTERS)


def as_written(rows: bytes) -> bytes:
    """The rows as a parser is to see them."""
    if b"\2" in rows or b"\3" in rows:
        for written, mark in _MARKS:
            rows = rows.replace(mark, written)
    return rows


@lru_cache(maxsize=256)
def says_nothing(attributes: bytes, prefixes: frozenset[bytes]) -> bool:
    """These attributes of a row are sound and say nothing about its cells. `prefixes` are declared for them."""
    found = _ATTRIBUTE.findall(attributes)
    names = {name.rpartition(b":")[2] for name, _ in found}
    return len(names) == len(found) and all(_known(name, value, prefixes) for name, value in found)


def _known(name: bytes, value: bytes, prefixes: frozenset[bytes]) -> bool:
    prefix, _, own = name.rpartition(b":")
    if prefix:
        return own == b"dyDescent" and prefix in prefixes
    return name in _KNOWN or (name == b"hidden" and value in _SHOWN)


def said(key: bytes) -> tuple[str, str, str, bool]:
    """Style, kind and stored text of what is found in a column, and whether a formula gave it; "" for a style or kind
    that is not stated. Raises UnusualError for an entity that is none."""
    found = _KEY.fullmatch(key)
    assert found is not None  # it fits VALUE
    style, kind = (part.decode() if part else "" for part in found.group(1, 2))
    return style, kind, _decoded(found[4]), found[3] is not None


def _decoded(text: bytes) -> str:
    """As a parser reads it."""
    if b"&" not in text:
        return text.decode()
    from xml.parsers import expat

    pieces: list[str] = []
    parser = expat.ParserCreate("UTF-8")
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(b"<t>" + text + b"</t>", True)
    except expat.ExpatError:
        raise UnusualError from None
    return "".join(pieces)


@lru_cache(maxsize=1)
def column_numbers() -> dict[bytes, int]:
    """The columns that a table may have, by their names."""
    return {column_name(number).encode(): number for number in range(1, WIDEST + 1)}


@lru_cache(maxsize=64)
def pattern(named: frozenset[bytes]) -> re.Pattern[bytes]:
    """A plain row: whole, its number, its attributes, and a group for each column up to the last of these."""
    last = max((column_numbers()[name] for name in named), default=0)
    cells = b"".join(_CELL % name if name in named else b"()" for name in list(column_numbers())[:last])
    return re.compile(b"(" + _ROW + rb"(?:/>|>\n?" + cells + b"</row>))")
